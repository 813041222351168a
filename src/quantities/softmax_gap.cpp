// softmax_row_gap_ratio, softmax_tail_ratio: how far softmax attention is from its hardmax, as a share of what the gaps
// and Weyl's inequality allow.
#include <algorithm>
#include <array>
#include <cmath>

#include "attention/softmax_attention.hpp"
#include "exact/error.hpp"
#include "linalg/singular_values.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 3> kArguments{
    {{"n", "2", "1024"}, {"d_h", "1", "1024"}, {"T", "1/1000000000", "1000000000", true}}};

std::optional<std::string> row_refusal(std::span<const Rational> arguments) {
  return refusal_of("softmax_row_gap_ratio", kArguments, arguments);
}
std::optional<std::string> tail_refusal(std::span<const Rational> arguments) {
  return refusal_of("softmax_tail_ratio", kArguments, arguments);
}

// Trial 0 of the instances that hardmax_rank draws from the same seed.
SoftmaxAttention sampled(const MeasureRequest& request, WorkMeter& meter) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  return enclose_softmax(query_key_vectors({n, d, request.seed, 0}), d, request.arguments[2],
                         [&](std::size_t rows) { meter.advance(rows); });
}

Measurement measure_row(const MeasureRequest& request) {
  WorkMeter meter(request, integer_argument(request.arguments, 0));
  const SoftmaxAttention softmax = sampled(request, meter);
  EnclosedNumber largest;
  for (const SoftmaxRow& row : softmax.rows) {
    largest.lower = std::max(largest.lower, row.gap_ratio.lower);
    largest.upper = std::max(largest.upper, row.gap_ratio.upper);
  }
  MeasuredEnclosure measured;
  measured.lower = from_double(largest.lower);
  measured.upper = from_double(largest.upper);
  measured.method = "distances and bounds of all rows of a float32 Gaussian instance from exact scores, in ball arithmetic "
                    "(softmax-gap, Lemma 6)";
  return measured;
}

Measurement measure_tail(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  WorkMeter meter(request, 4 * n);  // the two decompositions count as three quarters
  const SoftmaxAttention softmax = sampled(request, meter);
  const EnclosedValues values = widened(enclose_singular_values(softmax.attention.matrix), softmax.attention.error);
  meter.advance(2 * n);
  const EnclosedValues distance = widened(enclose_singular_values(softmax.difference.matrix), softmax.difference.error);
  meter.advance(n);
  const std::size_t rank = hardmax_rank(softmax);
  // sigma_(k+1) is 0 if k = n
  const EnclosedNumber tail = rank < n ? EnclosedNumber{values.lower(rank), values.upper(rank)} : EnclosedNumber{};
  if (!std::isfinite(tail.upper) || !std::isfinite(distance.upper(0)) || !(distance.lower(0) > 1e-140)) {
    throw LimitError("softmax_tail_ratio: softmax and hardmax are too near to be told apart; take a larger T");
  }
  MeasuredEnclosure measured;
  measured.lower = from_double(tail.lower) / from_double(distance.upper(0));
  measured.upper = from_double(tail.upper) / from_double(distance.lower(0));
  // dyadic ends
  const Rational unit = from_double(0x1p-60);
  const auto steps = [&](const Rational& x) {
    const Rational ratio = x / unit;
    return Integer(numerator(ratio) / denominator(ratio));
  };
  measured.lower = Rational(steps(measured.lower)) * unit;
  measured.upper = Rational(steps(measured.upper) + 1) * unit;
  measured.method = "sigma_(k+1) of the enclosed softmax matrix over the norm of its distance to hardmax, both by verified "
                    "singular values (softmax-gap, Lemma 6; singular-values, Theorem 3)";
  return measured;
}

}  // namespace

Quantity softmax_row_gap_ratio_quantity() {
  return {.name = "softmax_row_gap_ratio",
          .signature = "softmax_row_gap_ratio(n, d_h, T)",
          .meaning = "largest ratio, over the rows of one random n x n attention matrix, of the sum of |softmax - hardmax| to "
                     "2(n-1)e^(-D/T)/(1+(n-1)e^(-D/T)), D the gap of the row's two largest scores",
          .source = "proofs-notes/softmax-gap.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = row_refusal,
          .measure = measure_row};
}

Quantity softmax_tail_ratio_quantity() {
  return {.name = "softmax_tail_ratio",
          .signature = "softmax_tail_ratio(n, d_h, T)",
          .meaning = "the (k+1)-th singular value of one random n x n softmax attention matrix over the spectral norm of its "
                     "distance to its hardmax, k the rank of the hardmax",
          .source = "proofs-notes/softmax-gap.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = tail_refusal,
          .measure = measure_tail};
}

}  // namespace rankcert
