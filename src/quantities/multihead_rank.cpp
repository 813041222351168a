// concatenated_rank(n, d_h, h, trials), summed_rank(n, d_h, h, trials): the exact rank of [A_1 ... A_h] and of
// A_1 + ... + A_h for h independent random hardmax matrices, one observation a trial.
#include <array>

#include "attention/multihead_rank.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 4> kArguments{
    {{"n", "1", "4096"}, {"d_h", "1", "1024"}, {"h", "1", "64"}, {"trials", "1", "100000"}}};

// Multiply-adds of all scores, and of a dense elimination modulo one prime, about four times as dear: hours on two cores.
constexpr double kMostWork = 1e14;

template <bool concatenated>
constexpr std::string_view kName = concatenated ? "concatenated_rank" : "summed_rank";

template <bool concatenated>
std::optional<std::string> refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of(kName<concatenated>, kArguments, arguments)) return line;
  const auto n = static_cast<double>(integer_argument(arguments, 0));
  const double scores =
      n * n * static_cast<double>(integer_argument(arguments, 1)) * static_cast<double>(integer_argument(arguments, 2));
  const double elimination = 4 * n * n * n;
  if ((scores + elimination) * static_cast<double>(integer_argument(arguments, 3)) <= kMostWork) return std::nullopt;
  return std::string(kName<concatenated>) +
         ": n^2 (d_h h + 4 n) trials must be at most 10^14 multiply-adds; take fewer trials";
}

template <bool concatenated>
Measurement measure(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  const std::size_t heads = integer_argument(request.arguments, 2);
  const std::size_t trials = integer_argument(request.arguments, 3);
  std::vector<std::size_t> ranks(trials);
  WorkMeter meter(request, n * heads * trials);
  for_each_trial(n, trials, [&](std::size_t trial) {
    const MultiheadInstance instance{n, d, heads, request.seed, static_cast<std::uint32_t>(trial)};
    const HeadPatterns patterns = multihead_patterns(instance, [&](std::size_t rows) { meter.advance(rows); });
    const auto poll = [&] { meter.poll(); };
    ranks[trial] = concatenated ? concatenated_rank(patterns, poll) : summed_rank(patterns, poll);
  });

  MeasuredSample sample;
  sample.observations.assign(ranks.begin(), ranks.end());
  sample.least = 1;
  sample.greatest = static_cast<std::int64_t>(n);
  sample.method = std::string("exact rank over the rationals of the ") +
                  (concatenated ? "concatenated" : "summed") +
                  " hardmax matrices of float32 Gaussian heads, every argmax decided exactly (rank-barrier, Lemmas 6 to "
                  "8), leaves taken off and the core ranked modulo primes (multihead-rank, Lemmas 1 to 3); independent "
                  "trials and heads from Philox streams";
  return sample;
}

}  // namespace

Quantity concatenated_rank_quantity() {
  return {.name = "concatenated_rank",
          .signature = "concatenated_rank(n, d_h, h, trials)",
          .meaning = "exact rank of the n x hn matrix [A_1 ... A_h] of h independent random hardmax heads of dimension "
                     "d_h (one observation a trial)",
          .source = "proofs-notes/multihead-rank.md",
          .kind = Quantity::Kind::sample,
          .arity = kArguments.size(),
          .refusal = refusal<true>,
          .measure = measure<true>};
}

Quantity summed_rank_quantity() {
  return {.name = "summed_rank",
          .signature = "summed_rank(n, d_h, h, trials)",
          .meaning = "exact rank of the n x n matrix A_1 + ... + A_h of h independent random hardmax heads of dimension "
                     "d_h (one observation a trial)",
          .source = "proofs-notes/multihead-rank.md",
          .kind = Quantity::Kind::sample,
          .arity = kArguments.size(),
          .refusal = refusal<false>,
          .measure = measure<false>};
}

}  // namespace rankcert
