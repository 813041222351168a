// projection_failure(n, k, eps, batch, trials) and projection_distortion(n, k): what a Gaussian map to k dimensions does to
// the squared distances of n points, the points being 0 and n-1 orthonormal vectors. The image of the i-th vector is the
// i-th column of the k x (n-1) matrix of the map, so that only these are drawn (note johnson-lindenstrauss, Lemma 7).
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "linalg/squared_distance.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

// From k = 10 on the note bounds what the discreteness of the numbers drawn does.
constexpr ArgumentRange kDimension{"k", "10", "1000000"};
constexpr std::array<ArgumentRange, 5> kFailureArguments{{{"n", "2", "1024"},
                                                          kDimension,
                                                          {"eps", "1/1000", "999/1000", true},
                                                          {"batch", "1", "65536"},
                                                          {"trials", "1", "1000000"}}};
constexpr std::array<ArgumentRange, 2> kDistortionArguments{{{"n", "2", "4096"}, kDimension}};
// Numbers of one map held at once, a copy a thread; and squares added in all: some minutes.
constexpr double kMostFailureEntries = 0x1p22;
constexpr double kMostDistortionEntries = 0x1p25;
constexpr double kMostWork = 1e12;

/// The images of 0 and of the orthonormal vectors, times sqrt(k), row after row.
class Images {
 public:
  Images(const GaussianRow& first, std::size_t points, std::size_t dimension)
      : dimension_(dimension), entries_(standard_normal_rows(first, points - 1, dimension)) {
    entries_.resize(points * dimension);  // the last one is that of 0
  }
  [[nodiscard]] std::span<const double> operator[](std::size_t point) const {
    return std::span(entries_).subspan(point * dimension_, dimension_);
  }

 private:
  std::size_t dimension_;
  std::vector<double> entries_;
};

/// The squared distance of two of the points.
int squared_distance(std::size_t i, std::size_t j, std::size_t points) { return std::max(i, j) == points - 1 ? 1 : 2; }

/// The squared norms that a map may give to a difference of squared norm `square`: [(1-eps) k square, (1+eps) k square],
/// and doubles on both sides of each end.
struct Allowed {
  Rational least, greatest;
  double below_least, above_least, below_greatest, above_greatest;

  Allowed(const Rational& eps, std::size_t dimension, int square)
      : least((1 - eps) * Rational(Integer(dimension)) * square), greatest((1 + eps) * Rational(Integer(dimension)) * square) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const auto a = least.convert_to<double>();
    const auto b = greatest.convert_to<double>();  // each errs by less than one unit in the last place
    below_least = std::nextafter(a, -kInfinity), above_least = std::nextafter(a, kInfinity);
    below_greatest = std::nextafter(b, -kInfinity), above_greatest = std::nextafter(b, kInfinity);
  }

  [[nodiscard]] bool holds(std::span<const double> a, std::span<const double> b) const {
    const EnclosedSquare s = enclose_squared_distance(a, b);
    if (s.lower >= above_least && s.upper <= below_greatest) return true;
    if (s.upper < below_least || s.lower > above_greatest) return false;
    const Rational exact = exact_squared_distance(a, b);
    return least <= exact && exact <= greatest;
  }
};

bool keeps_all(const MeasureRequest& request, const Images& images, std::size_t points, const std::array<Allowed, 2>& allowed) {
  for (std::size_t i = 0; i < points; ++i) {
    throw_if_stopped(request);
    for (std::size_t j = 0; j < i; ++j) {
      if (!allowed[static_cast<std::size_t>(squared_distance(i, j, points)) - 1].holds(images[i], images[j])) return false;
    }
  }
  return true;
}

std::string too_many(const std::string& name, double most) {
  return name + ": n k must be at most " + std::to_string(static_cast<long>(most)) + ", for memory";
}

std::optional<std::string> failure_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("projection_failure", kFailureArguments, arguments)) return line;
  const auto n = static_cast<double>(integer_argument(arguments, 0));
  const auto k = static_cast<double>(integer_argument(arguments, 1));
  if (n * k > kMostFailureEntries) return too_many("projection_failure", kMostFailureEntries);
  const double maps = static_cast<double>(integer_argument(arguments, 3)) * static_cast<double>(integer_argument(arguments, 4));
  if (n * n * k / 2 * maps <= kMostWork) return std::nullopt;
  return "projection_failure: n^2 k batch trials must be at most 2 10^12 squares; take fewer trials";
}

std::optional<std::string> distortion_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("projection_distortion", kDistortionArguments, arguments)) return line;
  const auto n = static_cast<double>(integer_argument(arguments, 0));
  const auto k = static_cast<double>(integer_argument(arguments, 1));
  if (n * k <= kMostDistortionEntries) return std::nullopt;
  return too_many("projection_distortion", kMostDistortionEntries);
}

Measurement measure_failure(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t k = integer_argument(request.arguments, 1);
  const std::size_t batch = integer_argument(request.arguments, 3);
  const std::array<Allowed, 2> allowed{Allowed(request.arguments[2], k, 1), Allowed(request.arguments[2], k, 2)};
  MeasuredSample sample;
  sample.observations = observe_trials(request, 1, integer_argument(request.arguments, 4), [&](std::uint32_t trial) {
    std::size_t failures = 0;
    for (std::size_t map = 0; map < batch; ++map) {
      const auto first = static_cast<std::uint32_t>(map * (n - 1));
      const Images images({request.seed, StreamPurpose::projection_image, trial, first}, n, k);
      failures += keeps_all(request, images, n, allowed) ? 0 : 1;
    }
    return Rational(Integer(failures), Integer(batch));
  });
  sample.least = 0;
  sample.greatest = 1;
  sample.method =
      "share, in a batch of Gaussian maps of 0 and n-1 orthonormal points to k dimensions, of those under which a "
      "squared distance changes by more than a factor 1-eps..1+eps, every one decided exactly for the doubles drawn "
      "(johnson-lindenstrauss, Lemmas 7 and 8); independent trials from Philox streams";
  return sample;
}

/// Bounds of the least and of the greatest quotient |image|^2 / |difference|^2, times k.
struct Extremes {
  EnclosedSquare least{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  EnclosedSquare greatest{0, 0};

  void include(const EnclosedSquare& least_of, const EnclosedSquare& greatest_of) {
    least.lower = std::min(least.lower, least_of.lower), least.upper = std::min(least.upper, least_of.upper);
    greatest.lower = std::max(greatest.lower, greatest_of.lower), greatest.upper = std::max(greatest.upper, greatest_of.upper);
  }
};

/// max(greatest/k - 1, 1 - least/k), and at least 0, from bounds of them in the same direction.
Rational distortion(double least, double greatest, std::size_t dimension) {
  const Rational k{Integer(dimension)};
  return std::max({Rational(from_double(greatest) / k - 1), Rational(1 - from_double(least) / k), Rational(0)});
}

Measurement measure_distortion(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 0);
  const std::size_t k = integer_argument(request.arguments, 1);
  const Images images({request.seed, StreamPurpose::projection_image, 0, 0}, n, k);
  std::vector<Extremes> rows(n);
  WorkMeter meter(request, n * (n - 1) / 2);
  tbb::parallel_for(std::size_t{1}, n, [&](std::size_t i) {
    meter.poll();
    for (std::size_t j = 0; j < i; ++j) {
      EnclosedSquare square = enclose_squared_distance(images[i], images[j]);
      const int scale = squared_distance(i, j, n);
      square.lower /= scale, square.upper /= scale;  // 1 or 2: exact
      rows[i].include(square, square);
    }
    meter.advance(i);
  });
  Extremes all;
  for (const Extremes& row : rows) all.include(row.least, row.greatest);

  const Rational unit = from_double(0x1p-60);  // dyadic ends
  const auto steps = [&](const Rational& x) {
    const Rational ratio = x / unit;
    return Integer(numerator(ratio) / denominator(ratio));
  };
  MeasuredEnclosure measured;
  measured.lower = Rational(steps(distortion(all.least.upper, all.greatest.lower, k))) * unit;
  measured.upper = Rational(steps(distortion(all.least.lower, all.greatest.upper, k)) + 1) * unit;
  measured.method =
      "largest relative change of a squared distance among 0 and n-1 orthonormal points under one Gaussian map to k "
      "dimensions, for the doubles drawn, with the roundings of every sum bounded (johnson-lindenstrauss, Lemmas 7 and 8)";
  return measured;
}

}  // namespace

Quantity projection_distortion_quantity() {
  return {.name = "projection_distortion",
          .signature = "projection_distortion(n, k)",
          .meaning = "largest relative change of a squared distance among 0 and n-1 orthonormal points under one Gaussian "
                     "map to R^k",
          .source = "proofs-notes/johnson-lindenstrauss.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kDistortionArguments.size(),
          .refusal = distortion_refusal,
          .measure = measure_distortion};
}

Quantity projection_failure_quantity() {
  return {.name = "projection_failure",
          .signature = "projection_failure(n, k, eps, batch, trials)",
          .meaning = "share of Gaussian maps to R^k that change a squared distance among 0 and n-1 orthonormal points by "
                     "more than a factor from 1 - eps to 1 + eps (one observation a batch of maps)",
          .source = "proofs-notes/johnson-lindenstrauss.md",
          .kind = Quantity::Kind::sample,
          .arity = kFailureArguments.size(),
          .refusal = failure_refusal,
          .measure = measure_failure};
}

}  // namespace rankcert
