// rank_one_hit_share(n, d, batch, trials): how often one random rank-one hardmax head with equal query and key vector picks
// the nearest of n orthonormal points of R^d.
// plurality_accuracy(n, d, H, trials): whether more of H such heads pick the nearest point than any other.
#include <array>
#include <vector>

#include "attention/rank_one_vote.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

constexpr ArgumentRange kPoints{"n", "1", "4096"};
constexpr ArgumentRange kDimension{"d", "1", "4096"};
constexpr std::array<ArgumentRange, 4> kHitArguments{{kPoints, kDimension, {"batch", "1", "65536"}, {"trials", "1", "1000000"}}};
constexpr std::array<ArgumentRange, 4> kPluralityArguments{{kPoints, kDimension, {"H", "1", "100000000"}, {"trials", "1", "1000000"}}};

// Normal numbers drawn, or pairs of them, a hit costing as much as 16 pairs besides: ten minutes on two cores.
constexpr double kMostWork = 1e11;

std::optional<std::string> refusal(const std::string& name, std::span<const ArgumentRange> table,
                                   std::span<const Rational> arguments) {
  if (auto line = refusal_of(name, table, arguments)) return line;
  if (arguments[0] > arguments[1]) return name + ": n must be at most d: more points than coordinates are never orthonormal";
  return std::nullopt;
}

std::optional<std::string> hit_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal("rank_one_hit_share", kHitArguments, arguments)) return line;
  if ((arguments[1] + 16) * arguments[2] * arguments[3] <= from_double(kMostWork)) return std::nullopt;
  return "rank_one_hit_share: (d + 16) batch trials must be at most 10^11; take fewer trials";
}

std::optional<std::string> plurality_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal("plurality_accuracy", kPluralityArguments, arguments)) return line;
  if ((arguments[0] + 1) * arguments[2] * arguments[3] <= from_double(kMostWork)) return std::nullopt;
  return "plurality_accuracy: (n + 1) H trials must be at most 10^11; take fewer trials";
}

Measurement measure_hits(const MeasureRequest& request) {
  const std::size_t points = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  const std::size_t batch = integer_argument(request.arguments, 2);
  MeasuredSample sample;
  sample.observations = observe_trials(request, 1, integer_argument(request.arguments, 3), [&](std::uint32_t trial) {
    std::vector<double> g(d);
    std::vector<double> y(d);
    std::size_t hits = 0;
    for (std::uint32_t instance = 0; instance < batch; ++instance) {
      throw_if_stopped(request);
      fill_standard_normal({request.seed, StreamPurpose::context_head, trial, instance}, g);
      fill_standard_normal({request.seed, StreamPurpose::context_query, trial, instance}, y);
      if (selected_point(g, y, points) == nearest_point(y, points)) ++hits;
    }
    return Rational(Integer(hits), Integer(batch));
  });
  sample.least = 0;
  sample.greatest = 1;
  sample.method =
      "share of hits among a batch of independent pairs of a head and a query, double-precision Gaussian vectors, every "
      "sign of a score decided exactly (long-context, Lemmas 1 and 12); independent batches from Philox streams";
  return sample;
}

Measurement measure_plurality(const MeasureRequest& request) {
  MeasuredSample sample;
  sample.observations = observe_trials(request, 1, integer_argument(request.arguments, 3), [&](std::uint32_t trial) {
    const bool right = plurality_is_right({integer_argument(request.arguments, 0), integer_argument(request.arguments, 1),
                                           integer_argument(request.arguments, 2), request.seed, trial},
                                          [&] { throw_if_stopped(request); });
    return Rational(right ? 1 : 0);
  });
  sample.least = 0;
  sample.greatest = 1;
  sample.method =
      "1 if strictly more heads select the nearest point than any other, else 0; fresh heads and a fresh query each trial, "
      "double-precision Gaussian vectors, every sign of a score decided exactly (long-context, Lemmas 1, 2 and 12); "
      "independent trials from Philox streams";
  return sample;
}

}  // namespace

Quantity rank_one_hit_share_quantity() {
  return {.name = "rank_one_hit_share",
          .signature = "rank_one_hit_share(n, d, batch, trials)",
          .meaning = "share of `batch` independent random rank-one hardmax heads with equal query and key vector, each with its "
                     "own query, that pick the nearest of n orthonormal points of R^d (one observation a trial)",
          .source = "proofs-notes/long-context.md",
          .kind = Quantity::Kind::sample,
          .arity = kHitArguments.size(),
          .refusal = hit_refusal,
          .measure = measure_hits};
}

Quantity plurality_accuracy_quantity() {
  return {.name = "plurality_accuracy",
          .signature = "plurality_accuracy(n, d, H, trials)",
          .meaning = "1 if strictly more of H random rank-one hardmax heads with equal query and key vector pick the nearest of "
                     "n orthonormal points of R^d than any other point, else 0 (one observation a trial)",
          .source = "proofs-notes/long-context.md",
          .kind = Quantity::Kind::sample,
          .arity = kPluralityArguments.size(),
          .refusal = plurality_refusal,
          .measure = measure_plurality};
}

}  // namespace rankcert
