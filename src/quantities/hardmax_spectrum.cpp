// hardmax_spectrum_deviation(n, d_h), hardmax_top_spectrum_deviation(n, d_h): how far computed singular values of a random
// hardmax matrix A are from the square roots of its column counts (rank-barrier, Theorem 2).
//
// The measured number is max_k |sigma_k - sqrt(count_(k))|, both sorted decreasingly, sigma_k the exact singular values of
// the sampled A as far as the numerical method proves them (spectrum_deviation.hpp).
#include <algorithm>
#include <array>
#include <functional>

#include "attention/hardmax_pattern.hpp"
#include "exact/error.hpp"
#include "linalg/singular_values.hpp"
#include "linalg/top_singular_values.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/spectrum_deviation.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 2> kFullArguments{{{"n", "1", "4096"}, {"d_h", "1", "1024"}}};
constexpr std::array<ArgumentRange, 2> kTopArguments{{{"n", "2", "65536"}, {"d_h", "1", "1024"}}};
constexpr std::size_t kTop = 32;

std::optional<std::string> full_refusal(std::span<const Rational> arguments) {
  return refusal_of("hardmax_spectrum_deviation", kFullArguments, arguments);
}
std::optional<std::string> top_refusal(std::span<const Rational> arguments) {
  return refusal_of("hardmax_top_spectrum_deviation", kTopArguments, arguments);
}

// Trial 0 of the instances that hardmax_rank draws from the same seed.
std::vector<std::uint32_t> sampled_pattern(const MeasureRequest& request, WorkMeter& meter) {
  return hardmax_pattern({integer_argument(request.arguments, 0), integer_argument(request.arguments, 1), request.seed, 0},
                         [&](std::size_t rows) { meter.advance(rows); });
}

std::vector<std::uint32_t> sorted_counts(std::span<const std::uint32_t> pattern, std::size_t n) {
  std::vector<std::uint32_t> counts = column_counts(pattern, n);
  std::sort(counts.begin(), counts.end(), std::greater<>());
  return counts;
}

MeasuredEnclosure deviation(const EnclosedValues& values, std::span<const std::uint32_t> counts, Order order,
                            std::string method) {
  const SpectrumDeviation ends = enclose_spectrum_deviation(values, counts, order);
  MeasuredEnclosure measured;
  measured.lower = from_double(ends.lower);
  measured.upper = from_double(ends.upper);
  measured.method = std::move(method);
  return measured;
}

Measurement measure_full(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  WorkMeter meter(request, 4 * n);  // the decomposition counts as three quarters
  const std::vector<std::uint32_t> pattern = sampled_pattern(request, meter);
  const DenseMatrix a = dense_matrix({pattern, n});
  const ProposedSvd proposal = approx_svd(a);
  meter.advance(2 * n);
  const EnclosedValues values = enclose_singular_values(a, proposal);
  meter.advance(n);
  return deviation(values, sorted_counts(pattern, n), Order::proved,
                   "all singular values of the dense hardmax matrix by LAPACK dgesdd, each inside a verified residual bound "
                   "(singular-values, Theorem 3), against the square roots of the column counts");
}

Measurement measure_top(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  WorkMeter meter(request, 4 * n);
  const std::vector<std::uint32_t> pattern = sampled_pattern(request, meter);
  const SelectionMatrix a{pattern, n};
  const std::vector<std::uint32_t> counts = sorted_counts(pattern, n);
  const std::size_t rank = pattern_rank(pattern, n);
  const std::size_t wanted = std::min({kTop, n - 1, rank});
  const ProposedEigenpairs proposal = approx_top_eigenpairs(a, wanted, [&] { meter.poll(); });
  if (proposal.theta.size() < wanted) {
    throw LimitError("hardmax spectrum: the Lanczos iteration found only " + std::to_string(proposal.theta.size()) +
                     " of " + std::to_string(wanted) + " singular values");
  }
  meter.advance(2 * n);
  const EnclosedValues values = enclose_singular_values_near(a, proposal);
  meter.advance(n);
  return deviation(values, counts, Order::found,
                   "the " + std::to_string(wanted) +
                       " largest singular values that Spectra finds on the sparse operator A'A, each proved to be within "
                       "its residual bound of a different exact one (singular-values, Lemma 8), against the largest "
                       "column counts; that none is missed is not proved by the method, only matched by the counts");
}

}  // namespace

Quantity hardmax_spectrum_deviation_quantity() {
  return {.name = "hardmax_spectrum_deviation",
          .signature = "hardmax_spectrum_deviation(n, d_h)",
          .meaning = "largest distance between a singular value of a sampled n x n hardmax matrix and the square root of "
                     "its column count, over all of the spectrum",
          .source = "proofs-notes/rank-barrier.md, proofs-notes/singular-values.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kFullArguments.size(),
          .refusal = full_refusal,
          .measure = measure_full};
}

Quantity hardmax_top_spectrum_deviation_quantity() {
  return {.name = "hardmax_top_spectrum_deviation",
          .signature = "hardmax_top_spectrum_deviation(n, d_h)",
          .meaning = "largest distance between a singular value of a sampled n x n hardmax matrix and the square root of "
                     "its column count, over the 32 largest (the nonzero ones, and at most n - 1, if fewer)",
          .source = "proofs-notes/rank-barrier.md, proofs-notes/singular-values.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kTopArguments.size(),
          .refusal = top_refusal,
          .measure = measure_top};
}

}  // namespace rankcert
