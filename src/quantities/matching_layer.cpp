// matching_layer_mse(d, L): the population error of a built layer of binomial(L + d - 1, L) rank-one heads.
#include "attention/matching_layer.hpp"

#include <array>

#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 2> kArguments{{{"d", "3", "1024"}, {"L", "1", "7"}}};

std::optional<std::string> refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("matching_layer_mse", kArguments, arguments)) return line;
  const std::size_t degree = integer_argument(arguments, 1);
  if (degree % 2 == 0) return "matching_layer_mse: L must be odd";
  if (MatchingLayer::heads(integer_argument(arguments, 0), degree) <= MatchingLayer::most_heads) return std::nullopt;
  return "matching_layer_mse: binomial(L + d - 1, L) heads, at most " + std::to_string(MatchingLayer::most_heads) + " can be built";
}

/// The nearest multiples of 2^-200 outside, so that the record stays short.
Rational dyadic(const Rational& value, bool upward) {
  const Integer unit = Integer(1) << 200U;
  const Rational scaled = value * Rational(unit);
  const Integer whole = Integer(mpq_numref(scaled.backend().data())) / Integer(mpq_denref(scaled.backend().data()));  // value >= 0
  return Rational(is_integer(scaled) || !upward ? whole : Integer(whole + 1)) / Rational(unit);
}

Measurement measure(const MeasureRequest& request) {
  WorkMeter meter(request, 1);
  const MatchingLayer layer(integer_argument(request.arguments, 0), integer_argument(request.arguments, 1), request.seed, [&] { meter.poll(); });
  const MatchingLayer::Enclosure error = layer.enclose_squared_error();
  meter.advance(1);
  MeasuredEnclosure measured;
  measured.lower = dyadic(error.lower, false);
  measured.upper = dyadic(error.upper, true);
  measured.method =
      "population error of " + std::to_string(layer.size()) +
      " heads with seeded integer keys and double-precision coefficients: the mass beyond degree L by exact ratios, and what the "
      "verified residual of the coefficients can add (separation-threshold, Theorem 15)";
  return measured;
}

}  // namespace

Quantity matching_layer_mse_quantity() {
  return {.name = "matching_layer_mse",
          .signature = "matching_layer_mse(d, L)",
          .meaning = "squared error, as an approximation of nearest neighbour in R^d, of a layer of binomial(L + d - 1, L) "
                     "rank-one generalized heads with identity value matrices that reproduces the best polynomial of degree L "
                     "(the target has norm 1)",
          .source = "proofs-notes/separation-threshold.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = refusal,
          .measure = measure};
}

}  // namespace rankcert
