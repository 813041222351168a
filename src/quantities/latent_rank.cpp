// latent_rank(n, d_h, c, trials): the rank of random hardmax matrices whose keys come from a latent of width c.
#include <array>

#include "attention/latent_pattern.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 4> kArguments{
    {{"n", "1", "65536"}, {"d_h", "1", "1024"}, {"c", "1", "1024"}, {"trials", "1", "100000"}}};

// Multiply-adds of the absorbed queries and of all scores: some hours on two cores.
constexpr double kMostWork = 1e15;

std::optional<std::string> refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("latent_rank", kArguments, arguments)) return line;
  const auto n = static_cast<double>(integer_argument(arguments, 0));
  const auto d = static_cast<double>(integer_argument(arguments, 1));
  const auto c = static_cast<double>(integer_argument(arguments, 2));
  if (n * (n + 10 * d) * c * static_cast<double>(integer_argument(arguments, 3)) <= kMostWork) return std::nullopt;
  return "latent_rank: n (n + 10 d_h) c trials must be at most 10^15 multiply-adds; take fewer trials";
}

Measurement measure(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  const std::size_t c = integer_argument(request.arguments, 2);
  const std::size_t trials = integer_argument(request.arguments, 3);
  std::vector<std::size_t> ranks(trials);
  WorkMeter meter(request, n * trials);
  for_each_trial(n, trials, [&](std::size_t trial) {
    const LatentInstance instance{n, d, c, request.seed, static_cast<std::uint32_t>(trial)};
    ranks[trial] = pattern_rank(latent_pattern(instance, [&](std::size_t rows) { meter.advance(rows); }), n);
  });

  MeasuredSample sample;
  sample.observations.assign(ranks.begin(), ranks.end());
  sample.least = 1;
  sample.greatest = static_cast<std::int64_t>(n);
  sample.method =
      "number of distinct argmax_j <W q_i,z_j> over the rows of float32 Gaussian instances, absorbed queries rounded to "
      "float32, every argmax of those decided exactly (rank-barrier, Lemmas 6 to 8 and 10); independent trials from Philox "
      "streams";
  return sample;
}

}  // namespace

Quantity latent_rank_quantity() {
  return {.name = "latent_rank",
          .signature = "latent_rank(n, d_h, c, trials)",
          .meaning = "rank of the hardmax attention matrix of a head of dimension d_h whose n keys come from a latent of "
                     "width c, all weights independent standard normal (one observation a trial)",
          .source = "proofs-notes/multihead-rank.md",
          .kind = Quantity::Kind::sample,
          .arity = kArguments.size(),
          .refusal = refusal,
          .measure = measure};
}

}  // namespace rankcert
