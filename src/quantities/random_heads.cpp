// random_heads_mse, random_heads_best_mse, random_heads_regularized_mse: exact population errors of layers of seeded random
// rank-one hardmax heads, for given weights and for the best ones.
#include <array>
#include <cmath>

#include "attention/rank_one_heads.hpp"
#include "exact/error.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr ArgumentRange kDimension{"d", "3", "1024"};
constexpr ArgumentRange kHeads{"H", "1", "16384"};  // 2 GiB for the Gram matrix of that many
constexpr std::array<ArgumentRange, 2> kArguments{{kDimension, kHeads}};
constexpr std::array<ArgumentRange, 3> kRegularizedArguments{{kDimension, kHeads, {"k", "2", "30"}}};
constexpr const char* kWitness = "weights";

std::optional<std::string> given_refusal(std::span<const Rational> arguments) {
  return refusal_of("random_heads_mse", kArguments, arguments);
}
std::optional<std::string> best_refusal(std::span<const Rational> arguments) {
  return refusal_of("random_heads_best_mse", kArguments, arguments);
}
std::optional<std::string> regularized_refusal(std::span<const Rational> arguments) {
  return refusal_of("random_heads_regularized_mse", kRegularizedArguments, arguments);
}

// The weights of a witness, which may come from a hostile file.
std::vector<double> weights_of(const std::map<std::string, std::vector<Rational>>& witness, std::size_t heads) {
  const auto found = witness.find(kWitness);
  if (found == witness.end()) throw InputError("random heads: the witness has no \"weights\"");
  if (found->second.size() != heads) {
    throw InputError("random heads: the witness has " + std::to_string(found->second.size()) + " weights for " +
                     std::to_string(heads) + " heads");
  }
  const Rational unit = from_double(RankOneHeads::kWeightUnit);
  const Rational largest = from_double(RankOneHeads::kLargestWeight);
  std::vector<double> weights;
  for (const Rational& a : found->second) {
    const bool fits = abs(a) <= largest && is_integer(a / unit) && from_double(a.convert_to<double>()) == a;
    if (!fits) {
      throw InputError(
          "random heads: a weight of the witness is not a double of size at most 2^20 and a multiple of 2^-60");
    }
    weights.push_back(a.convert_to<double>());
  }
  return weights;
}

MeasuredEnclosure enclosure(const RankOneHeads::Enclosure& error, const std::vector<double>& weights, std::string method) {
  MeasuredEnclosure measured{.lower = error.lower, .upper = error.upper, .witness = {}, .method = std::move(method)};
  std::vector<Rational>& witness = measured.witness[kWitness];
  for (const double a : weights) witness.push_back(from_double(a));
  return measured;
}

RankOneHeads sampled(const MeasureRequest& request) {
  return RankOneHeads::random(integer_argument(request.arguments, 0), integer_argument(request.arguments, 1), request.seed);
}

Measurement measure_given(const MeasureRequest& request) {
  const std::size_t heads = integer_argument(request.arguments, 1);
  const bool replay = request.witness != nullptr;
  WorkMeter meter(request, heads * heads / 2 + (replay ? 0 : RankOneHeads::proposal_work(heads)) + 1);
  const PairsDone done = [&](std::size_t pairs) { meter.advance(pairs); };
  meter.poll();
  const RankOneHeads layer = sampled(request);
  const std::vector<double> weights = replay ? weights_of(*request.witness, heads) : layer.approx_best_weights(done);
  return enclosure(layer.enclose_squared_error(weights, done), weights,
                   "exact population error of the seeded double-precision heads and the witness weights: Gram matrix by "
                   "arcsines, overlaps by a positive series, all rounding bounded (random-heads, Theorem 18)");
}

Measurement measure_least(const MeasureRequest& request, double ridge, const std::string& what) {
  const std::size_t heads = integer_argument(request.arguments, 1);
  WorkMeter meter(request, RankOneHeads::best_error_work(heads, ridge == 0) + 1);
  meter.poll();
  const std::vector<double> given =
      request.witness != nullptr ? weights_of(*request.witness, heads) : std::vector<double>();
  const RankOneHeads::BestError best =
      sampled(request).enclose_best_error(ridge, given, [&](std::size_t pairs) { meter.advance(pairs); });
  const std::string proof = best.least_eigenvalue > 0
                                ? what
                                : "upper end only: the Gram matrix is singular to working precision, so nothing bounds the "
                                  "least error from below here (random_heads_regularized_mse does)";
  return enclosure(best.error, best.weights, proof);
}

Measurement measure_best(const MeasureRequest& request) {
  return measure_least(request, 0,
                       "least error over all weights of the seeded heads, between the error of the witness weights and "
                       "that less |residual|^2/(least eigenvalue of the Gram matrix), proved by a Cholesky factor "
                       "(random-heads, Theorem 22)");
}

Measurement measure_regularized(const MeasureRequest& request) {
  const int exponent = -static_cast<int>(integer_argument(request.arguments, 2));
  return measure_least(request, std::ldexp(1.0, exponent),
                       "least error plus 2^-k |weights|^2 over all weights of the seeded heads (random-heads, Theorem 22)");
}

}  // namespace

Quantity random_heads_mse_quantity() {
  return {.name = "random_heads_mse",
          .signature = "random_heads_mse(d, H)",
          .meaning = "squared error, as an approximation of nearest neighbour in R^d, of H seeded random rank-one "
                     "hardmax heads with scalar value matrices and nearly best weights (the target has norm 1)",
          .source = "proofs-notes/random-heads.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = given_refusal,
          .measure = measure_given};
}

Quantity random_heads_best_mse_quantity() {
  return {.name = "random_heads_best_mse",
          .signature = "random_heads_best_mse(d, H)",
          .meaning = "the least squared error that any weights of the heads of random_heads_mse reach",
          .source = "proofs-notes/random-heads.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = best_refusal,
          .measure = measure_best};
}

Quantity random_heads_regularized_mse_quantity() {
  return {.name = "random_heads_regularized_mse",
          .signature = "random_heads_regularized_mse(d, H, k)",
          .meaning = "the least squared error plus 2^-k times the sum of the squared weights, over all weights of the same "
                     "heads: weights with squares up to R in sum reach no error below it less 2^-k R",
          .source = "proofs-notes/random-heads.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kRegularizedArguments.size(),
          .refusal = regularized_refusal,
          .measure = measure_regularized};
}

}  // namespace rankcert
