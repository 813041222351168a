// majority_network_error(d, H, batch, trials), majority_network_mismatches(d, H, trials): the two-layer rank-one
// network that computes the majority of H random rank-one heads, run on samples.
#include <array>
#include <numeric>

#include "attention/majority_network.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

// From dimension 4 on the note bounds what the discreteness of the numbers drawn does (majority-depth, Lemma 12).
constexpr ArgumentRange kDimension{"d", "4", "1024"};
constexpr ArgumentRange kHeads{"H", "1", "100001"};
constexpr ArgumentRange kTrials{"trials", "1", "1000000"};
constexpr std::array<ArgumentRange, 4> kErrorArguments{{kDimension, kHeads, {"batch", "1", "4096"}, kTrials}};
constexpr std::array<ArgumentRange, 3> kMismatchArguments{{kDimension, kHeads, kTrials}};
// Doubles that the heads of one trial take: 128 MiB on every thread.
constexpr int kMostEntries = 1 << 24;
// Coordinates drawn: ten minutes on two cores for the mismatches, which are counted in exact arithmetic.
constexpr double kMostWork = 5e9;

std::optional<std::string> refusal(const std::string& name, std::span<const ArgumentRange> table,
                                   std::span<const Rational> arguments) {
  if (auto line = refusal_of(name, table, arguments)) return line;
  if (integer_argument(arguments, 1) % 2 == 0) return name + ": H must be odd, so that one point has more votes";
  if (arguments[0] * arguments[1] > kMostEntries) {
    return name + ": d H must be at most 2^24, for memory: the heads of every running trial are kept";
  }
  double work = 1;
  for (std::size_t k = 0; k < arguments.size(); ++k) work *= static_cast<double>(integer_argument(arguments, k));
  if (work <= kMostWork) return std::nullopt;
  return name + ": at most 5*10^9 coordinates of heads can be drawn; take fewer trials";
}

std::optional<std::string> error_refusal(std::span<const Rational> arguments) {
  return refusal("majority_network_error", kErrorArguments, arguments);
}
std::optional<std::string> mismatches_refusal(std::span<const Rational> arguments) {
  return refusal("majority_network_mismatches", kMismatchArguments, arguments);
}

std::vector<double> gaussian_row(std::size_t d, std::uint64_t seed, std::uint32_t trial, std::size_t row) {
  return standard_normal_rows({seed, StreamPurpose::majority_query, trial, static_cast<std::uint32_t>(row)}, 1, d);
}

Measurement measure_error(const MeasureRequest& request) {
  const std::size_t d = integer_argument(request.arguments, 0);
  const std::size_t heads = integer_argument(request.arguments, 1);
  const std::size_t batch = integer_argument(request.arguments, 2);
  std::vector<double> first(d);
  std::vector<double> second(d);
  first[0] = second[1] = 1;
  const PointPair points{first, second};
  MeasuredSample sample;
  sample.observations = observe_trials(request, 1, integer_argument(request.arguments, 3), [&](std::uint32_t trial) {
    std::size_t wrong = 0;
    for (std::uint32_t index = 0; index < batch; ++index) {
      throw_if_stopped(request);
      const std::vector<double> query = gaussian_row(d, request.seed, trial, index);
      const MajorityNetwork network = MajorityNetwork::random(d, heads, {request.seed, trial, index});
      if (network.run(points, query).output != nearest_of_two(points, query)) ++wrong;
    }
    return Rational(Integer(2 * wrong), Integer(batch));
  });
  sample.least = 0;
  sample.greatest = 2;
  sample.method =
      "mean over a batch of |NN - T|^2 of the two-layer network on the first two unit vectors, new Gaussian heads "
      "and a new query of doubles each time, every sign decided exactly (majority-depth, Lemmas 11 and 12); "
      "independent trials from Philox streams";
  return sample;
}

Measurement measure_mismatches(const MeasureRequest& request) {
  const std::size_t d = integer_argument(request.arguments, 0);
  const std::size_t heads = integer_argument(request.arguments, 1);
  const std::size_t trials = integer_argument(request.arguments, 2);
  const std::vector<Rational> mismatches = observe_trials(request, 1, trials, [&](std::uint32_t trial) {
    const std::vector<double> query = gaussian_row(d, request.seed, trial, 0);
    const std::vector<double> first = gaussian_row(d, request.seed, trial, 1);
    const std::vector<double> second = gaussian_row(d, request.seed, trial, 2);
    const PointPair points{first, second};
    const MajorityNetwork network = MajorityNetwork::random(d, heads, {request.seed, trial, 0});
    const std::size_t preferred = 2 * network.votes_for_first(points, query) > heads ? 0 : 1;
    return Rational(network.run(points, query).output == preferred ? 0 : 1);
  });
  MeasuredEnclosure measured;
  measured.lower = measured.upper = std::accumulate(mismatches.begin(), mismatches.end(), Rational(0));
  measured.method =
      "inputs on which the two-layer network, run forward on Gaussian points, heads and queries of doubles, outputs "
      "another point than the votes counted in exact arithmetic prefer (majority-depth, Theorem 2 and Lemma 11)";
  return measured;
}

}  // namespace

Quantity majority_network_error_quantity() {
  return {.name = "majority_network_error",
          .signature = "majority_network_error(d, H, batch, trials)",
          .meaning = "squared error, as an approximation of the nearest of two orthonormal points of R^d, of the "
                     "two-layer network of H random rank-one heads and one rank-one head (one observation is the "
                     "mean over a batch of queries)",
          .source = "proofs-notes/majority-depth.md",
          .kind = Quantity::Kind::sample,
          .arity = kErrorArguments.size(),
          .refusal = error_refusal,
          .measure = measure_error};
}

Quantity majority_network_mismatches_quantity() {
  return {.name = "majority_network_mismatches",
          .signature = "majority_network_mismatches(d, H, trials)",
          .meaning = "number of sampled inputs on which the two-layer network of H random rank-one heads outputs "
                     "another point than most of its heads select",
          .source = "proofs-notes/majority-depth.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kMismatchArguments.size(),
          .refusal = mismatches_refusal,
          .measure = measure_mismatches};
}

}  // namespace rankcert
