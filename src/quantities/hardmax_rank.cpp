// hardmax_rank(n, d_h, trials) and causal_rank(n, d_h, trials): the rank of random hardmax attention matrices, without and
// with a causal mask, one observation a trial.
#include <array>

#include "attention/hardmax_pattern.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr ArgumentRange kRows{"n", "1", "131072"};
constexpr ArgumentRange kHeadDimension{"d_h", "1", "1024"};
constexpr std::array<ArgumentRange, 3> kArguments{{kRows, kHeadDimension, {"trials", "1", "100000"}}};
constexpr std::array<ArgumentRange, 3> kCausalArguments{{kRows, kHeadDimension, {"trials", "1", "1000000"}}};

// Multiply-adds of all products q_i . k_j: some hours on two cores.
constexpr double kMostWork = 1e15;

std::optional<std::string> refusal(const char* name, std::span<const ArgumentRange> table, std::span<const Rational> arguments) {
  if (auto line = refusal_of(name, table, arguments)) return line;
  const auto n = static_cast<double>(integer_argument(arguments, 0));
  const double work =
      n * n * static_cast<double>(integer_argument(arguments, 1)) * static_cast<double>(integer_argument(arguments, 2));
  if (work <= kMostWork) return std::nullopt;
  return std::string(name) + ": n^2 d_h trials must be at most 10^15 multiply-adds; take fewer trials";
}

Measurement measure(const MeasureRequest& request, Mask mask) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  const std::size_t trials = integer_argument(request.arguments, 2);
  std::vector<std::size_t> ranks(trials);
  WorkMeter meter(request, n * trials);
  const RowsDone rows_done = [&](std::size_t rows) { meter.advance(rows); };
  for_each_trial(n, trials, [&](std::size_t trial) {
    const HardmaxInstance instance{n, d, request.seed, static_cast<std::uint32_t>(trial)};
    ranks[trial] = pattern_rank(mask == Mask::causal ? causal_hardmax_pattern(instance, rows_done) : hardmax_pattern(instance, rows_done), n);
  });

  MeasuredSample sample;
  sample.observations.assign(ranks.begin(), ranks.end());
  sample.least = 1;
  sample.greatest = static_cast<std::int64_t>(n);
  sample.method = std::string("number of distinct ") + (mask == Mask::causal ? "argmax_{j<=i}" : "argmax_j") +
                  " <q_i,k_j> over the rows of float32 Gaussian instances, every argmax decided exactly "
                  "(rank-barrier, Lemmas 6 to 8 and 10); independent trials from Philox streams";
  return sample;
}

}  // namespace

Quantity hardmax_rank_quantity() {
  return {.name = "hardmax_rank",
          .signature = "hardmax_rank(n, d_h, trials)",
          .meaning = "rank of the n x n hardmax attention matrix of independent standard normal queries and keys in "
                     "R^d_h (number of distinct argmax; one observation a trial)",
          .source = "proofs-notes/rank-barrier.md",
          .kind = Quantity::Kind::sample,
          .arity = kArguments.size(),
          .refusal = [](std::span<const Rational> arguments) { return refusal("hardmax_rank", kArguments, arguments); },
          .measure = [](const MeasureRequest& request) { return measure(request, Mask::none); }};
}

Quantity causal_rank_quantity() {
  return {.name = "causal_rank",
          .signature = "causal_rank(n, d_h, trials)",
          .meaning = "rank of the n x n hardmax attention matrix of independent standard normal queries and keys in "
                     "R^d_h under a causal mask (row i sees keys 1..i; one observation a trial)",
          .source = "proofs-notes/causal-barrier.md",
          .kind = Quantity::Kind::sample,
          .arity = kCausalArguments.size(),
          .refusal = [](std::span<const Rational> arguments) { return refusal("causal_rank", kCausalArguments, arguments); },
          .measure = [](const MeasureRequest& request) { return measure(request, Mask::causal); }};
}

}  // namespace rankcert
