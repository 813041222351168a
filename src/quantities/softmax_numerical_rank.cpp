// softmax_numerical_rank, softmax_rank_excess, softmax_mean_numerical_rank: how many singular values of random softmax
// attention exceed an absolute tolerance, and how that compares with the rank of its hardmax.
#include <array>
#include <cmath>
#include <limits>

#include "attention/bad_rows.hpp"
#include "attention/softmax_attention.hpp"
#include "exact/error.hpp"
#include "linalg/singular_value_count.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::string_view kLeastTemperature = "1/1000000000";
constexpr std::string_view kGreatestTemperature = "1000000000";
constexpr std::string_view kLeastTolerance = "1/1000000000";
constexpr std::array<ArgumentRange, 4> kArguments{{{"n", "1", "1024"},
                                                   {"d_h", "1", "1024"},
                                                   {"T", kLeastTemperature, kGreatestTemperature, true},
                                                   {"tau", kLeastTolerance, "1", true}}};
constexpr std::array<ArgumentRange, 5> kMeanArguments{{kArguments[0], kArguments[1], kArguments[2], kArguments[3],
                                                       {"trials", "1", "10000"}}};
// Entries of all matrices: some hours.
constexpr double kMostEntries = 1e9;

constexpr const char* kCountMethod =
    "every entry of the softmax matrix of a float32 Gaussian instance enclosed from exact scores (softmax-gap, Lemma 6), "
    "singular values above tau counted by the inertia of verified LDL' factorisations (singular-values, Lemmas 6 and 7)";

std::optional<std::string> refusal(std::span<const Rational> arguments) {
  return refusal_of("softmax_numerical_rank", kArguments, arguments);
}
std::optional<std::string> excess_refusal(std::span<const Rational> arguments) {
  return refusal_of("softmax_rank_excess", kArguments, arguments);
}
std::optional<std::string> mean_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("softmax_mean_numerical_rank", kMeanArguments, arguments)) return line;
  const auto n = static_cast<double>(integer_argument(arguments, 0));
  if (n * n * static_cast<double>(integer_argument(arguments, 4)) <= kMostEntries) return std::nullopt;
  return "softmax_mean_numerical_rank: n^2 trials must be at most 10^9; take fewer trials";
}

SoftmaxAttention sampled(const MeasureRequest& request, std::uint32_t trial, const RowsDone& rows_done) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  return enclose_softmax(query_key_vectors({n, d, request.seed, trial}), d, request.arguments[2], rows_done);
}

// Bounds of #{sigma_i(P) > tau}. Counting above the double t nearest to tau, for all matrices within error + |tau - t|,
// counts above tau for all matrices within error.
CountBounds count_above_tolerance(const MatrixNear& p, const Rational& tau) {
  const auto threshold = tau.convert_to<double>();
  const Rational gap = abs(tau - from_double(threshold));
  const double slack = gap == 0 ? 0.0 : 0x1p-52 * threshold;  // a conversion errs by less than one unit in the last place
  return count_singular_values_above(p.matrix, threshold, (p.error + slack) * (1 + 0x1p-50));
}

Measurement measure(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  WorkMeter meter(request, 2 * n);  // the count takes about as long as the matrix
  const SoftmaxAttention softmax = sampled(request, 0, [&](std::size_t rows) { meter.advance(rows); });
  const CountBounds count = count_above_tolerance(softmax.attention, request.arguments[3]);
  meter.advance(n);
  MeasuredEnclosure measured;
  measured.lower = count.least;
  measured.upper = count.greatest;
  measured.method = kCountMethod;
  return measured;
}

Measurement measure_excess(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const Rational& tau = request.arguments[3];
  WorkMeter meter(request, 2 * n);
  const SoftmaxAttention softmax = sampled(request, 0, [&](std::size_t rows) { meter.advance(rows); });
  std::vector<EnclosedNumber> distances;
  for (const SoftmaxRow& row : softmax.rows) distances.push_back(row.distance);
  const EnclosedCount bad = enclose_bad_rows(distances, tau);
  const CountBounds count = count_above_tolerance(softmax.attention, tau);
  meter.advance(n);
  const std::size_t rank = hardmax_rank(softmax);
  const auto bound = [&](std::size_t rows) { return Rational(std::min(n, rank + rows)); };
  MeasuredEnclosure measured;
  measured.lower = Rational(count.least) - bound(bad.greatest);
  measured.upper = Rational(count.greatest) - bound(bad.least);
  measured.method = std::string(kCountMethod) + "; minus min(n, hardmax rank + bad rows), rows by their enclosed distances";
  return measured;
}

Measurement measure_mean(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t trials = integer_argument(request.arguments, 4);
  std::vector<std::size_t> ranks(trials);
  WorkMeter meter(request, trials);
  for_each_trial(integer_argument(request.arguments, 0), trials, [&](std::size_t trial) {
    meter.poll();
    const SoftmaxAttention softmax = sampled(request, static_cast<std::uint32_t>(trial), [](std::size_t) {});
    const CountBounds count = count_above_tolerance(softmax.attention, request.arguments[3]);
    if (count.least < count.greatest) {
      throw LimitError("softmax_mean_numerical_rank: in trial " + std::to_string(trial) +
                       " a singular value is too near to tau to be counted");
    }
    ranks[trial] = count.least;
    meter.advance(1);
  });
  MeasuredSample sample;
  sample.observations.assign(ranks.begin(), ranks.end());
  sample.least = 0;
  sample.greatest = static_cast<std::int64_t>(n);
  sample.method = std::string(kCountMethod) + "; independent trials from Philox streams";
  return sample;
}

}  // namespace

Quantity softmax_numerical_rank_quantity() {
  return {.name = "softmax_numerical_rank",
          .signature = "softmax_numerical_rank(n, d_h, T, tau)",
          .meaning = "number of singular values above tau of the n x n softmax attention matrix at temperature T of one "
                     "instance of independent standard normal queries and keys in R^d_h",
          .source = "proofs-notes/softmax-gap.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = refusal,
          .measure = measure};
}

Quantity softmax_rank_excess_quantity() {
  return {.name = "softmax_rank_excess",
          .signature = "softmax_rank_excess(n, d_h, T, tau)",
          .meaning = "softmax_numerical_rank minus min(n, k + b), k the rank of the hardmax of the same scores, b the least "
                     "number of rows without which softmax is within tau of hardmax in the Frobenius norm",
          .source = "proofs-notes/softmax-gap.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = excess_refusal,
          .measure = measure_excess};
}

Quantity softmax_mean_numerical_rank_quantity() {
  return {.name = "softmax_mean_numerical_rank",
          .signature = "softmax_mean_numerical_rank(n, d_h, T, tau, trials)",
          .meaning = "number of singular values above tau of random n x n softmax attention matrices at temperature T "
                     "(independent standard normal queries and keys in R^d_h, one observation a trial)",
          .source = "proofs-notes/softmax-gap.md",
          .kind = Quantity::Kind::sample,
          .arity = kMeanArguments.size(),
          .refusal = mean_refusal,
          .measure = measure_mean};
}

}  // namespace rankcert
