// rank_heads_test_error(d, r, H, samples): the squared error of a trained layer of seeded random rank-r hardmax heads on
// points that it was not trained on.
#include <array>

#include "attention/rank_r_layer.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 4> kArguments{
    {{"d", "3", "1024"}, {"r", "1", "1024"}, {"H", "1", "4096"}, {"samples", "64", "1048576"}}};

// Test points whose mean is one observation: the interval of a mean profits from a small variance.
constexpr std::size_t kPointsAnObservation = 16;

// Doubles that the heads take, signs that the samples take, multiply-adds: 1 GiB, 4 GiB, ten minutes on two cores.
constexpr double kMostEntries = 0x1p26;
constexpr double kMostSigns = 0x1p30;
constexpr double kMostWork = 1e13;

std::optional<std::string> refusal(std::span<const Rational> arguments) {
  const std::string name = "rank_heads_test_error";
  if (auto line = refusal_of(name, kArguments, arguments)) return line;
  const Rational& d = arguments[0];
  const Rational& r = arguments[1];
  const Rational& heads = arguments[2];
  const Rational& samples = arguments[3];
  if (r > d) return name + ": r must be at most d";
  if (!is_integer(samples / static_cast<int>(kPointsAnObservation))) {
    return name + ": samples must be a multiple of 16: an observation is a mean over 16 points";
  }
  if (4 * heads >= samples) {
    return name + ": H must be below samples/4: a fit with about as many heads as samples interpolates and is no evidence";
  }
  if (d * r * heads > from_double(kMostEntries)) return name + ": d r H must be at most 2^26, for memory";
  if (heads * samples > from_double(kMostSigns)) return name + ": H samples must be at most 2^30, for memory";
  if ((4 * d * r + heads) * heads * samples > from_double(kMostWork)) {
    return name + ": (4 d r + H) H samples must be at most 10^13; take fewer samples";
  }
  return std::nullopt;
}

Measurement measure(const MeasureRequest& request) {
  const std::size_t d = integer_argument(request.arguments, 0);
  const std::size_t rank = integer_argument(request.arguments, 1);
  const std::size_t heads = integer_argument(request.arguments, 2);
  const std::size_t samples = integer_argument(request.arguments, 3);
  WorkMeter meter(request, 4 * samples);  // each sample of signs counts as one quarter, the solve as two
  const auto poll = [&] { meter.poll(); };
  const PointsDone done = [&](std::size_t points) { meter.advance(points); };
  meter.poll();
  const RankRHeads layer = RankRHeads::random(d, rank, heads, request.seed);
  std::vector<std::int64_t> weights;
  {
    const SampledSigns training = layer.signs(RankRHeads::Sample::training, samples, request.seed, done);
    weights = approx_trained_weights(training, poll);
    meter.advance(2 * samples);
  }
  const std::vector<Rational> errors = squared_errors(layer.signs(RankRHeads::Sample::test, samples, request.seed, done), weights, poll);

  MeasuredSample sample;
  for (std::size_t first = 0; first < errors.size(); first += kPointsAnObservation) {
    Rational sum = 0;
    for (std::size_t i = first; i < first + kPointsAnObservation; ++i) sum += errors[i];
    sample.observations.push_back(sum / static_cast<int>(kPointsAnObservation));
  }
  sample.least = 0;
  sample.greatest = largest_squared_error(weights);
  sample.method =
      "exact squared errors of seeded double-precision heads with weights trained on other points, each observation the mean "
      "over 16 independent test points, every sign of a score decided exactly (rank-r-heads, Theorem 3); independent points "
      "from Philox streams";
  return sample;
}

}  // namespace

Quantity rank_heads_test_error_quantity() {
  return {.name = "rank_heads_test_error",
          .signature = "rank_heads_test_error(d, r, H, samples)",
          .meaning = "squared error, as an approximation of nearest neighbour in R^d, of H seeded random rank-r hardmax heads "
                     "with scalar value matrices, trained on `samples` points, on as many other points (the target has norm 1)",
          .source = "proofs-notes/rank-r-heads.md",
          .kind = Quantity::Kind::sample,
          .arity = kArguments.size(),
          .refusal = refusal,
          .measure = measure};
}

}  // namespace rankcert
