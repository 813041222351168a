// sign_rank_error, sign_spectrum_distance (samples), sign_instance_rank_error, sign_instance_spectrum_distance,
// sign_singular_value (enclosures): the singular values of the sampled sign matrix M, next to those of the operator
// (proofs-notes/sign-spectrum.md).
//
// Up to 2048 rows (4096 for the distance) all singular values are enclosed by a dense decomposition; beyond, the largest
// ones, with a proof that none is missing (largest_singular_values.hpp).
#include <algorithm>
#include <array>
#include <cmath>

#include "attention/sign_instance.hpp"
#include "exact/error.hpp"
#include "linalg/largest_singular_values.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/sign_operator.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kMostDense = 2048;
constexpr std::size_t kMostLargest = 128;
constexpr std::size_t kSpare = 8;  // pairs beyond those wanted: the iteration converges sooner
constexpr ArgumentRange kDimension{"m", "2", "1024"};
constexpr ArgumentRange kSampledRows{"n", "1", "1024"};
constexpr ArgumentRange kRows{"n", "1", "8192"};
constexpr ArgumentRange kTrials{"trials", "1", "1000000"};
constexpr std::array<ArgumentRange, 4> kErrorArguments{{kDimension, kSampledRows, {"k", "0", "1000000000"}, kTrials}};
constexpr std::array<ArgumentRange, 3> kDistanceArguments{{kDimension, kSampledRows, kTrials}};
constexpr std::array<ArgumentRange, 3> kInstanceErrorArguments{{kDimension, kRows, {"k", "0", "8192"}}};
constexpr std::array<ArgumentRange, 2> kInstanceDistanceArguments{{kDimension, {"n", "1", "4096"}}};
constexpr std::array<ArgumentRange, 3> kValueArguments{{kDimension, kRows, {"k", "1", "8192"}}};
constexpr double kMostWork = 1e13;  // n^3 trials: some hours

constexpr const char* kDense =
    "all singular values by LAPACK dgesdd of the exactly decided signs of a double Gaussian instance "
    "(sign-spectrum, Lemma 15), each inside a verified residual bound (singular-values, Theorem 3)";
constexpr const char* kLargest =
    "the largest singular values by Spectra of the exactly decided signs of a double Gaussian instance "
    "(sign-spectrum, Lemma 15), with verified residuals (Lemma 16), and a Cholesky factor that "
    "proves all others smaller (Lemma 17)";

// The squares of the k largest singular values of M = S/n: square k lies in [lower[k], upper[k]], k from 0.
struct SquaredValues {
  std::vector<double> lower;
  std::vector<double> upper;
};

SquaredValues squares_of(const EnclosedValues& values, std::size_t n) {
  constexpr double kSlack = 0x1p-50;  // two quotients, a sum, a square
  const auto rows = static_cast<double>(n);
  SquaredValues squares;
  for (std::size_t k = 0; k < values.value.size(); ++k) {
    if (!std::isfinite(values.error[k])) {
      throw LimitError("sign spectrum: the computed decomposition is too inaccurate to be verified");
    }
    const double low = values.lower(k) / rows;
    const double high = values.upper(k) / rows;
    squares.lower.push_back(low * low * (1 - kSlack));
    squares.upper.push_back(std::min(1.0, high * high * (1 + kSlack)));  // the squares sum to 1
  }
  return squares;
}

SquaredValues all_squares(const SignMatrix& s) { return squares_of(enclose_singular_values(dense_matrix(s)), s.rows); }

SquaredValues largest_squares(const SignMatrix& s, std::size_t count, const WorkMeter& meter) {
  const auto poll = [&] { meter.poll(); };
  const ProposedEigenpairs proposal = approx_top_eigenpairs(s, count + kSpare, poll);
  const LargestSingularValues largest = enclose_largest_singular_values(s, proposal, count, poll);
  if (!std::isfinite(largest.rest)) {
    throw LimitError("sign spectrum: it was not proved that none of the " + std::to_string(count) +
                     " largest singular values is missing");
  }
  return squares_of(largest.values, s.rows);
}

struct Enclosure {
  double lower;
  double upper;
};

// 1 less the k largest squares, at least k being given: what a best matrix of rank k leaves, as the squares sum to 1.
Enclosure rank_error(const SquaredValues& squares, std::size_t k) {
  double least = 0;
  double most = 0;
  for (std::size_t i = 0; i < k; ++i) {
    least += squares.lower[i];
    most += squares.upper[i];
  }
  const double slack = (static_cast<double>(k) + 4) * 0x1p-52;  // sums of at most 1 + the errors, k additions
  return {std::max(0.0, 1 - most - slack), std::min(1.0, 1 - least + slack)};
}

// Of sum_{k <= n} (sigma_k^2 - s_k^2)^2.
Enclosure spectrum_distance(const SquaredValues& squares, const OperatorSquares& truth) {
  Enclosure sum{0, 0};
  for (std::size_t k = 0; k < squares.lower.size(); ++k) {
    const double margin =
        truth.square[k] * (truth.relative_error * (1 + 0x1p-20)) + 0x1p-52 * (truth.square[k] + squares.upper[k]);
    const double above = squares.upper[k] - truth.square[k] + margin;
    const double below = truth.square[k] - squares.lower[k] + margin;
    const double nearest = std::max({0.0, -above, -below});
    const double farthest = std::max(above, below);
    sum.lower += nearest * nearest;
    sum.upper += farthest * farthest;
  }
  const double slack = (static_cast<double>(squares.lower.size()) + 4) * 0x1p-52;
  return {sum.lower * (1 - slack), sum.upper * (1 + slack)};
}

// The least multiple of 2^-20 that is at least x: rounding in the last places hardly ever changes it.
Rational on_grid(double x) {
  return Rational(static_cast<std::int64_t>(std::ceil(x * 0x1p20))) / Rational(Integer(1) << 20U);
}

// An observation: at least the enclosed number y, at most y + 2^-19 (Lemma 14 of proofs-notes/sign-spectrum.md).
Rational observation(const Enclosure& y, const Rational& greatest) {
  if (!(y.upper - y.lower <= 0x1p-21)) {
    throw LimitError("sign spectrum: the computed decomposition is too inaccurate for a sample");
  }
  return std::min(on_grid(y.upper), greatest);
}

MeasuredEnclosure measured_of(const Enclosure& enclosure, const char* method) {
  MeasuredEnclosure measured;
  measured.lower = from_double(enclosure.lower);
  measured.upper = from_double(enclosure.upper);
  measured.method = method;
  return measured;
}

std::optional<std::string> sample_refusal(const char* name, std::span<const ArgumentRange> table,
                                            std::span<const Rational> arguments) {
  if (auto line = refusal_of(name, table, arguments)) return line;
  const auto n = static_cast<double>(integer_argument(arguments, 1));
  if (n * n * n * static_cast<double>(integer_argument(arguments, table.size() - 1)) <= kMostWork) return std::nullopt;
  return std::string(name) + ": n^3 trials must be at most 10^13; take fewer trials";
}

std::optional<std::string> rank_refusal(const char* name, std::span<const ArgumentRange> table,
                                          std::span<const Rational> arguments) {
  if (auto line = refusal_of(name, table, arguments)) return line;
  const std::size_t n = integer_argument(arguments, 1);
  const std::size_t k = integer_argument(arguments, 2);
  if (k > n) return std::string(name) + ": k must be at most n";
  if (n <= kMostDense || k <= kMostLargest) return std::nullopt;
  return std::string(name) + ": k must be at most 128 for n above 2048";
}

// One enclosed number a trial, in [0, greatest].
template <class Enclose>
MeasuredSample observe_spectra(const MeasureRequest& request, const Rational& greatest, const Enclose& enclose) {
  const std::size_t m = integer_argument(request.arguments, 0);
  const std::size_t n = integer_argument(request.arguments, 1);
  MeasuredSample sample;
  const std::size_t trials = integer_argument(request.arguments, request.arguments.size() - 1);
  sample.observations = observe_trials(request, n, trials, [&](std::uint32_t trial) {
    return observation(enclose(all_squares(sign_matrix({m, n, request.seed, trial}))), greatest);
  });
  sample.least = 0;
  sample.greatest = greatest;
  sample.method =
      std::string(kDense) + "; upper ends, rounded up to a multiple of 2^-20; independent trials from Philox streams";
  return sample;
}

Measurement measure_rank_error(const MeasureRequest& request) {
  const std::size_t n = integer_argument(request.arguments, 1);
  const std::size_t k = std::min(n, integer_argument(request.arguments, 2));
  // the mean of the n - k smallest squares is at most that of all
  const Rational greatest = on_grid(1 - static_cast<double>(k) / static_cast<double>(n));
  const auto error = [&](const SquaredValues& squares) { return k < n ? rank_error(squares, k) : Enclosure{0, 0}; };
  return observe_spectra(request, greatest, error);
}

Measurement measure_distance(const MeasureRequest& request) {
  const OperatorSquares truth =
      enclose_operator_squares(integer_argument(request.arguments, 0), integer_argument(request.arguments, 1));
  return observe_spectra(request, 1, [&](const SquaredValues& squares) { return spectrum_distance(squares, truth); });
}

struct SpectrumOfInstance {
  SquaredValues squares;
  const char* method;
};

SpectrumOfInstance instance_squares(const MeasureRequest& request, std::size_t count, std::size_t most_dense) {
  const std::size_t n = integer_argument(request.arguments, 1);
  WorkMeter meter(request, 2);
  const SignMatrix s = sign_matrix({integer_argument(request.arguments, 0), n, request.seed, 0});
  meter.advance(1);
  SpectrumOfInstance spectrum =
      n <= most_dense ? SpectrumOfInstance{all_squares(s), kDense}
                      : SpectrumOfInstance{largest_squares(s, count, meter), kLargest};
  meter.advance(1);
  return spectrum;
}

Measurement measure_instance_rank_error(const MeasureRequest& request) {
  const std::size_t k = integer_argument(request.arguments, 2);
  if (k == integer_argument(request.arguments, 1)) return measured_of({0, 0}, "a matrix approximates itself");
  if (k == 0) return measured_of({1, 1}, "the sum of all squared singular values is 1");
  const SpectrumOfInstance spectrum = instance_squares(request, k, kMostDense);
  return measured_of(rank_error(spectrum.squares, k), spectrum.method);
}

Measurement measure_instance_distance(const MeasureRequest& request) {
  const OperatorSquares truth =
      enclose_operator_squares(integer_argument(request.arguments, 0), integer_argument(request.arguments, 1));
  const SpectrumOfInstance spectrum = instance_squares(request, 0, 4096);
  return measured_of(spectrum_distance(spectrum.squares, truth), spectrum.method);
}

Measurement measure_value(const MeasureRequest& request) {
  const std::size_t k = integer_argument(request.arguments, 2);
  const SpectrumOfInstance spectrum = instance_squares(request, k, kMostDense);
  const double low = std::sqrt(spectrum.squares.lower[k - 1]) * (1 - 0x1p-51);
  const double high = std::min(1.0, std::sqrt(spectrum.squares.upper[k - 1]) * (1 + 0x1p-51));  // the squares sum to 1
  return measured_of({low, high}, spectrum.method);
}

constexpr const char* kSource = "proofs-notes/sign-spectrum.md";

}  // namespace

Quantity sign_rank_error_quantity() {
  return {.name = "sign_rank_error",
          .signature = "sign_rank_error(m, n, k, trials)",
          .meaning = "squared Frobenius distance of the sampled sign matrix M_ij = sign<w_i, y_j>/n, n uniform directions "
                     "each in R^m, from the matrices of rank k, rounded up to a multiple of 2^-20 (one observation a trial)",
          .source = kSource,
          .kind = Quantity::Kind::sample,
          .arity = kErrorArguments.size(),
          .refusal = [](std::span<const Rational> arguments) {
            return sample_refusal("sign_rank_error", kErrorArguments, arguments);
          },
          .measure = measure_rank_error};
}

Quantity sign_spectrum_distance_quantity() {
  return {.name = "sign_spectrum_distance",
          .signature = "sign_spectrum_distance(m, n, trials)",
          .meaning = "sum over k <= n of (sigma_k^2 - s_k^2)^2, sigma_k the singular values of the sampled sign matrix, s_k "
                     "those of the sign operator, both sorted, rounded up to a multiple of 2^-20 (one observation a trial)",
          .source = kSource,
          .kind = Quantity::Kind::sample,
          .arity = kDistanceArguments.size(),
          .refusal = [](std::span<const Rational> arguments) {
            return sample_refusal("sign_spectrum_distance", kDistanceArguments, arguments);
          },
          .measure = measure_distance};
}

Quantity sign_instance_rank_error_quantity() {
  return {.name = "sign_instance_rank_error",
          .signature = "sign_instance_rank_error(m, n, k)",
          .meaning = "squared Frobenius distance of one sampled sign matrix from the matrices of rank k",
          .source = kSource,
          .kind = Quantity::Kind::enclosure,
          .arity = kInstanceErrorArguments.size(),
          .refusal = [](std::span<const Rational> arguments) {
            return rank_refusal("sign_instance_rank_error", kInstanceErrorArguments, arguments);
          },
          .measure = measure_instance_rank_error};
}

Quantity sign_instance_spectrum_distance_quantity() {
  return {.name = "sign_instance_spectrum_distance",
          .signature = "sign_instance_spectrum_distance(m, n)",
          .meaning = "sum over k <= n of (sigma_k^2 - s_k^2)^2 for one sampled sign matrix",
          .source = kSource,
          .kind = Quantity::Kind::enclosure,
          .arity = kInstanceDistanceArguments.size(),
          .refusal = [](std::span<const Rational> arguments) {
            return refusal_of("sign_instance_spectrum_distance", kInstanceDistanceArguments, arguments);
          },
          .measure = measure_instance_distance};
}

Quantity sign_singular_value_quantity() {
  return {.name = "sign_singular_value",
          .signature = "sign_singular_value(m, n, k)",
          .meaning = "the k-th largest singular value of one sampled sign matrix",
          .source = kSource,
          .kind = Quantity::Kind::enclosure,
          .arity = kValueArguments.size(),
          .refusal = [](std::span<const Rational> arguments) {
            return rank_refusal("sign_singular_value", kValueArguments, arguments);
          },
          .measure = measure_value};
}

}  // namespace rankcert
