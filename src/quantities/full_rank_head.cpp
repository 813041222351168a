// full_rank_head_error(n, d, b, batch, trials): the squared error of one full-rank softmax head at random queries, an
// observation being the mean over a batch of queries: at small temperatures few queries have an error at all, and the
// interval for a mean wants observations that are not nearly all 0.
// full_rank_head_close(n, d, delta, trials): how often its two largest scores differ by at most delta.
//
// The kernel's interval for a mean costs time for every different observation, so one is rounded to a multiple of
// 1/1024, up or down at random such that its mean stays what it is (full-rank-head, Lemma 14).
#include <array>

#include "attention/softmax_head.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"
#include "sampling/uniform_stream.hpp"

namespace rankcert {
namespace {

// From dimension 5 on the note bounds what the discreteness of the numbers drawn does (full-rank-head, Lemma 14).
constexpr ArgumentRange kPoints{"n", "2", "4096"};
constexpr ArgumentRange kDimension{"d", "5", "4096"};
constexpr ArgumentRange kTrials{"trials", "1", "1000000"};
constexpr std::array<ArgumentRange, 5> kErrorArguments{
    {kPoints, kDimension, {"b", "1", "1000000000"}, {"batch", "1", "65536"}, kTrials}};
constexpr std::array<ArgumentRange, 4> kCloseArguments{{kPoints, kDimension, {"delta", "0", "2", true}, kTrials}};
// Coordinates drawn, for each about a microsecond of ball arithmetic: ten minutes on two cores.
constexpr double kMostWork = 1e9;

std::optional<std::string> refusal(const std::string& name, std::span<const ArgumentRange> table,
                                   std::span<const Rational> arguments, std::size_t queries_from) {
  if (auto line = refusal_of(name, table, arguments)) return line;
  if (arguments[0] > arguments[1]) return name + ": n must be at most d: no more than d vectors of R^d are orthonormal";
  auto work = static_cast<double>(integer_argument(arguments, 1));
  for (std::size_t k = queries_from; k < arguments.size(); ++k) {
    work *= static_cast<double>(integer_argument(arguments, k));
  }
  if (work <= kMostWork) return std::nullopt;
  return name + ": at most 10^9 coordinates can be drawn; take fewer trials";
}

std::optional<std::string> error_refusal(std::span<const Rational> arguments) {
  return refusal("full_rank_head_error", kErrorArguments, arguments, 3);
}
std::optional<std::string> close_refusal(std::span<const Rational> arguments) {
  return refusal("full_rank_head_close", kCloseArguments, arguments, 3);
}

// The row of the streams of purpose full_rank_query that rounds; the queries of a batch are the rows from 0.
constexpr std::uint32_t kRoundingRow = 0xFFFFFFFF;
constexpr int kSteps = 1024;

/// A neighbouring multiple of 1/1024, the upper one with the probability that keeps the mean, to 2^-43.
/// Requires: 0 <= error <= 1.
Rational randomly_rounded(const Rational& error, std::uint64_t seed, std::uint32_t trial) {
  double draw = 0;
  fill_symmetric_uniform({seed, StreamPurpose::full_rank_query, trial, kRoundingRow}, {&draw, 1});
  const Rational steps = error * kSteps;
  const Integer whole = numerator(steps) / denominator(steps);
  const bool up = from_double((draw + 1) / 2) < steps - Rational(whole);
  return Rational(whole + (up ? 1 : 0), Integer(kSteps));
}

Rational batch_error(const MeasureRequest& request, std::uint32_t trial) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  const std::size_t b = integer_argument(request.arguments, 2);
  const std::size_t batch = integer_argument(request.arguments, 3);
  Rational sum = 0;
  for (std::size_t row = 0; row < batch; ++row) {
    throw_if_stopped(request);
    sum += head_squared_error(head_query({d, request.seed, trial, static_cast<std::uint32_t>(row)}), n, b);
  }
  return sum / Rational(Integer(batch));
}

Measurement measure_error(const MeasureRequest& request) {
  MeasuredSample sample;
  sample.observations = observe_trials(request, 1, integer_argument(request.arguments, 4), [&](std::uint32_t trial) {
    return randomly_rounded(batch_error(request, trial), request.seed, trial);
  });
  sample.least = 0;
  sample.greatest = 1;
  sample.method =
      "mean over a batch of (1-p_1)^2 + sum of the other p_j^2, p the softmax of b y_j over the first n coordinates "
      "of a direction y of a Gaussian vector of doubles, in ball arithmetic, rounded to a multiple of 1/1024 at "
      "random so that the mean stays (full-rank-head, Lemmas 1 and 14); independent trials from Philox streams";
  return sample;
}

Measurement measure_close(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  MeasuredSample sample;
  sample.observations = observe_trials(request, 1, integer_argument(request.arguments, 3), [&](std::uint32_t trial) {
    return Rational(largest_two_within(head_query({d, request.seed, trial, 0}), n, request.arguments[2]) ? 1 : 0);
  });
  sample.least = 0;
  sample.greatest = 1;
  sample.method =
      "1 if the two largest of the first n coordinates of a direction y of a Gaussian vector of doubles differ by "
      "at most delta, decided exactly, else 0 (full-rank-head, Lemma 15); independent trials from Philox streams";
  return sample;
}

}  // namespace

Quantity full_rank_head_close_quantity() {
  return {.name = "full_rank_head_close",
          .signature = "full_rank_head_close(n, d, delta, trials)",
          .meaning = "whether the two largest inner products of a uniform unit vector of R^d with n orthonormal points "
                     "differ by at most delta (0 or 1, one observation a direction)",
          .source = "proofs-notes/full-rank-head.md",
          .kind = Quantity::Kind::sample,
          .arity = kCloseArguments.size(),
          .refusal = close_refusal,
          .measure = measure_close};
}

Quantity full_rank_head_error_quantity() {
  return {.name = "full_rank_head_error",
          .signature = "full_rank_head_error(n, d, b, batch, trials)",
          .meaning = "squared error, as an approximation of the nearest of n orthonormal points, of one full-rank "
                     "softmax head at inverse temperature b for uniform unit vectors of R^d (one observation is the "
                     "mean over a batch)",
          .source = "proofs-notes/full-rank-head.md",
          .kind = Quantity::Kind::sample,
          .arity = kErrorArguments.size(),
          .refusal = error_refusal,
          .measure = measure_error};
}

}  // namespace rankcert
