#include "linalg/singular_value_count.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "exact/error.hpp"
#include "linalg/residual_norm.hpp"

namespace rankcert {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kUnit = 0x1p-53;
constexpr double kSlack = 1 + 0x1p-20;

// J(t) = [[-t I, A], [A^T, -t I]], entry by entry.
class ShiftedJordanWielandt {
 public:
  ShiftedJordanWielandt(const DenseMatrix& a, double t) : a_(a), t_(t) {}
  [[nodiscard]] std::size_t size() const { return a_.rows + a_.columns; }
  [[nodiscard]] double operator()(std::size_t i, std::size_t j) const {
    if (i == j) return -t_;
    if (i > j) std::swap(i, j);
    return i < a_.rows && j >= a_.rows ? a_(i, j - a_.rows) : 0.0;
  }
  [[nodiscard]] DenseMatrix lower_half() const {
    DenseMatrix h = zero_matrix(size(), size());
    for (std::size_t j = 0; j < size(); ++j) {
      for (std::size_t i = j; i < size(); ++i) h(i, j) = (*this)(i, j);
    }
    return h;
  }

 private:
  const DenseMatrix& a_;
  double t_;
};

// D L^T; an entry is one product, or two and their sum.
DenseMatrix approx_d_times_l_transposed(const SymmetricFactor& factor) {
  const DenseMatrix& lt = factor.l_transposed;
  const std::size_t n = lt.rows;
  DenseMatrix product = zero_matrix(n, n);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k <= std::min(j + 1, n - 1); ++k) {
      double sum = factor.diagonal[k] * lt(k, j);
      if (factor.below[k] != 0) sum += factor.below[k] * lt(k + 1, j);
      if (k > 0 && factor.below[k - 1] != 0) sum += factor.below[k - 1] * lt(k - 1, j);
      product(k, j) = sum;
    }
  }
  return product;
}

// At least the largest row sum, hence the spectral norm, of the symmetric |L| |D| |L^T|.
double upper_absolute_norm(const SymmetricFactor& factor) {
  const DenseMatrix& lt = factor.l_transposed;
  const std::size_t n = lt.rows;
  std::vector<double> x(n, 0.0);  // |L^T| e
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k <= j; ++k) x[k] += std::abs(lt(k, j));
  }
  std::vector<double> y(n);  // |D| x
  for (std::size_t k = 0; k < n; ++k) {
    y[k] = std::abs(factor.diagonal[k]) * x[k];
    if (k + 1 < n) y[k] += std::abs(factor.below[k]) * x[k + 1];
    if (k > 0) y[k] += std::abs(factor.below[k - 1]) * x[k - 1];
  }
  double largest = 0;
  for (std::size_t j = 0; j < n; ++j) {
    double sum = 0;
    for (std::size_t k = 0; k <= j; ++k) sum += std::abs(lt(k, j)) * y[k];
    if (!(sum <= largest)) largest = sum;  // a NaN stays
  }
  return largest * kSlack;
}

// At least ||P^T H P - L D L^T||_2 (Lemma 7).
double upper_factor_residual(const ShiftedJordanWielandt& h, const SymmetricFactor& factor) {
  const std::size_t n = h.size();
  const DenseMatrix g = approx_d_times_l_transposed(factor);
  const auto permuted = [&](std::size_t column, std::size_t first, std::size_t last, double* out) {
    for (std::size_t i = first; i < last; ++i) out[i - first] = h(factor.order[i], factor.order[column]);
  };
  const double residual = upper_residual_norm({factor.l_transposed.entries, g.entries, n, n, n},
                                              ProductShape::symmetric_upper_hessenberg, permuted);
  return (residual + 4 * kUnit * upper_absolute_norm(factor)) * kSlack;
}

// The inertia at shift t proves #{sigma > t - radius} >= positive and #{sigma > t + radius} <= positive (Lemma 6).
struct CountAtShift {
  std::size_t positive;
  double radius;
};

CountAtShift count_at_shift(const DenseMatrix& a, double t, const Factorizer& factorize) {
  const ShiftedJordanWielandt h(a, t);
  const SymmetricFactor factor = factorize(h.lower_half());
  if (!has_right_form(factor, h.size())) return {0, kInfinity};
  const double radius = upper_factor_residual(h, factor);
  if (!std::isfinite(radius)) return {0, kInfinity};
  return {positive_inertia(factor), radius};
}

// A bound of #{k : sigma_k(A) > t} from one side: direction +1 proves a least number at a shift above t, -1 a greatest one
// at a shift below. Nothing proved: `otherwise`.
std::size_t bound_of_count(const DenseMatrix& a, double t, double direction, std::size_t otherwise,
                           const Factorizer& factorize) {
  constexpr int kTries = 3;
  double margin = 4 * kUnit * static_cast<double>(a.rows + a.columns) * upper_frobenius_norm(a.entries);
  for (int i = 0; i < kTries; ++i) {
    const double shift = t + direction * margin;
    if (!(shift >= 0) || !std::isfinite(shift)) return otherwise;
    const CountAtShift count = count_at_shift(a, shift, factorize);
    if (!std::isfinite(count.radius)) return otherwise;
    // shift - radius >= t, or shift + radius <= t: the difference of the shifts is rounded once
    if (direction * (shift - t) * (1 - 0x1p-50) >= count.radius) return count.positive;
    margin = 2 * count.radius;
  }
  return otherwise;
}

void require_usable(const DenseMatrix& a, double threshold, double perturbation) {
  require_finite(a);
  if (std::isnan(threshold)) throw InputError("the threshold of a count is not a number");
  if (!(perturbation >= 0)) throw InputError("a perturbation of a matrix must be a number that is not negative");
  if (a.rows + a.columns > kMostRowsAndColumns) {
    throw LimitError("counting by inertia takes matrices with at most " + std::to_string(kMostRowsAndColumns) +
                     " rows and columns together, not " + std::to_string(a.rows + a.columns));
  }
}

}  // namespace

CountBounds count_singular_values_above(const DenseMatrix& a, double threshold, double perturbation,
                                        const Factorizer& factorize) {
  require_usable(a, threshold, perturbation);
  const std::size_t size = std::min(a.rows, a.columns);
  if (threshold < 0) return {size, size};

  const int e = normalizing_exponent(a);
  const DenseMatrix unit = scaled(a, e);
  const double norm = upper_frobenius_norm(unit.entries);
  // 10^-150 is more than what underflow took from 2^e A and from the two numbers
  const double around = std::nextafter(std::ldexp(perturbation, e) + 1e-150, kInfinity);
  const double center = std::ldexp(threshold, e);
  const double below = std::nextafter(center - around, -kInfinity);
  const double above = std::nextafter(center + around, kInfinity);
  if (below > norm) return {0, 0};

  return {above > norm ? 0 : bound_of_count(unit, above, 1, 0, factorize),
          std::min(size, bound_of_count(unit, below, -1, size, factorize))};
}

CountBounds count_above(const EnclosedValues& values, double threshold) {
  if (std::isnan(threshold)) throw InputError("the threshold of a count is not a number");
  CountBounds bounds{0, 0};
  for (std::size_t k = 0; k < values.value.size(); ++k) {
    if (values.lower(k) > threshold || threshold < 0) ++bounds.least;
    if (values.upper(k) > threshold || threshold < 0) ++bounds.greatest;
  }
  return bounds;
}

}  // namespace rankcert
