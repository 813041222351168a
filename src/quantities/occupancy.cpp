// occupancy_fraction(n, d_h, k, trials): the fraction of columns of random hardmax matrices that exactly k rows select,
// which is the fraction of singular values equal to sqrt(k).
// collision_fraction(n, d_h, trials): the fraction of pairs of rows that select the same column.
#include <algorithm>
#include <array>

#include "attention/hardmax_pattern.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 4> kOccupancyArguments{
    {{"n", "1", "131072"}, {"d_h", "1", "1024"}, {"k", "0", "131072"}, {"trials", "1", "1000000"}}};
constexpr std::array<ArgumentRange, 3> kCollisionArguments{
    {{"n", "2", "131072"}, {"d_h", "1", "1024"}, {"trials", "1", "1000000"}}};

// Multiply-adds of all products q_i . k_j: some hours on two cores.
constexpr double kMostWork = 1e15;

std::optional<std::string> work_refusal(const std::string& name, std::span<const Rational> arguments,
                                        std::size_t trials_position) {
  const auto n = static_cast<double>(integer_argument(arguments, 0));
  const double work = n * n * static_cast<double>(integer_argument(arguments, 1)) *
                      static_cast<double>(integer_argument(arguments, trials_position));
  if (work <= kMostWork) return std::nullopt;
  return name + ": n^2 d_h trials must be at most 10^15 multiply-adds; take fewer trials";
}

std::optional<std::string> occupancy_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("occupancy_fraction", kOccupancyArguments, arguments)) return line;
  if (integer_argument(arguments, 2) > integer_argument(arguments, 0)) {
    return "occupancy_fraction: k must be at most n: no more than n rows select a column";
  }
  return work_refusal("occupancy_fraction", arguments, 3);
}

std::optional<std::string> collision_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("collision_fraction", kCollisionArguments, arguments)) return line;
  return work_refusal("collision_fraction", arguments, 2);
}

/// observations[trial] = observe(column counts of the trial's matrix) / whole.
template <class Observe>
std::vector<Rational> observe_counts(const MeasureRequest& request, std::size_t trials, const Integer& whole,
                                     const Observe& observe) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t d = integer_argument(request.arguments, 1);
  std::vector<std::uint64_t> observed(trials);
  WorkMeter meter(request, n * trials);
  for_each_trial(n, trials, [&](std::size_t trial) {
    const HardmaxInstance instance{n, d, request.seed, static_cast<std::uint32_t>(trial)};
    const std::vector<std::uint32_t> pattern =
        hardmax_pattern(instance, [&](std::size_t rows) { meter.advance(rows); });
    observed[trial] = observe(column_counts(pattern, n));
  });
  std::vector<Rational> fractions;
  fractions.reserve(trials);
  for (const std::uint64_t one : observed) fractions.emplace_back(Integer(one), whole);
  return fractions;
}

Measurement measure_occupancy(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t k = integer_argument(request.arguments, 2);
  const std::size_t trials = integer_argument(request.arguments, 3);
  MeasuredSample sample;
  sample.observations = observe_counts(request, trials, Integer(n), [k](const std::vector<std::uint32_t>& counts) {
    return static_cast<std::uint64_t>(std::count(counts.begin(), counts.end(), k));
  });
  // n rows fill at most n/k columns k times; one column at least is not empty. An interval must have two ends.
  const std::size_t most = k == 0 ? std::max<std::size_t>(n - 1, 1) : n / k;
  sample.least = 0;
  sample.greatest = Rational(Integer(most), Integer(n));
  sample.method =
      "fraction of the columns selected by exactly k rows of float32 Gaussian instances, every argmax decided exactly "
      "(rank-barrier, Lemmas 6 to 8 and 10); independent trials from Philox streams";
  return sample;
}

Measurement measure_collision(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t trials = integer_argument(request.arguments, 2);
  MeasuredSample sample;
  const auto pairs_together = [](const std::vector<std::uint32_t>& counts) {
    std::uint64_t pairs = 0;
    for (const std::uint64_t c : counts) pairs += c == 0 ? 0 : c * (c - 1);
    return pairs;
  };
  sample.observations = observe_counts(request, trials, Integer(n) * Integer(n - 1), pairs_together);
  sample.least = 0;
  sample.greatest = 1;
  sample.method =
      "fraction of the ordered pairs of rows that select the same key, float32 Gaussian instances, every argmax decided "
      "exactly (rank-barrier, Lemmas 6 to 8 and 10); independent trials from Philox streams";
  return sample;
}

}  // namespace

Quantity occupancy_fraction_quantity() {
  return {.name = "occupancy_fraction",
          .signature = "occupancy_fraction(n, d_h, k, trials)",
          .meaning = "fraction of the n columns of a random hardmax matrix that exactly k rows select, which is the "
                     "fraction of its singular values equal to sqrt(k) (one observation a trial)",
          .source = "proofs-notes/occupancy-spectrum.md",
          .kind = Quantity::Kind::sample,
          .arity = kOccupancyArguments.size(),
          .refusal = occupancy_refusal,
          .measure = measure_occupancy};
}

Quantity collision_fraction_quantity() {
  return {.name = "collision_fraction",
          .signature = "collision_fraction(n, d_h, trials)",
          .meaning = "fraction of the ordered pairs of different rows of a random hardmax matrix that select the same "
                     "key (one observation a trial)",
          .source = "proofs-notes/occupancy-spectrum.md",
          .kind = Quantity::Kind::sample,
          .arity = kCollisionArguments.size(),
          .refusal = collision_refusal,
          .measure = measure_collision};
}

}  // namespace rankcert
