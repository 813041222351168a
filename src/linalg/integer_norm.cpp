#include "linalg/integer_norm.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "exact/error.hpp"
#include "linalg/singular_values.hpp"

namespace rankcert {
namespace {

void require_symmetric_integers(const DenseMatrix& a) {
  require_finite(a);
  bool fits = a.rows == a.columns && a.rows <= (std::size_t{1} << 12U);
  for (std::size_t j = 0; fits && j < a.columns; ++j) {
    for (std::size_t i = 0; i <= j; ++i) {
      fits = fits && a(i, j) == a(j, i) && a(i, j) == std::nearbyint(a(i, j)) && std::abs(a(i, j)) <= 0x1p20;
    }
  }
  if (!fits) throw InputError("norm of an integer matrix: it must be symmetric, with integer entries of size at most 2^20");
}

// The largest squared norm of a column: below 2^52, so that the sums are exact.
Integer longest_column(const DenseMatrix& a) {
  double longest = 0;
  for (std::size_t j = 0; j < a.columns; ++j) {
    double square = 0;
    for (std::size_t i = 0; i < a.rows; ++i) square += a(i, j) * a(i, j);
    longest = std::max(longest, square);
  }
  return Integer(static_cast<std::int64_t>(longest));
}

// denominator * (square I - A^2), row-major.
std::vector<Integer> shifted_square(const DenseMatrix& a, const Rational& square) {
  const std::size_t n = a.rows;
  std::vector<Integer> m(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double sum = 0;  // exact: integers below 2^52
      for (std::size_t k = 0; k < n; ++k) sum += a(k, i) * a(k, j);
      m[i * n + j] = -denominator(square) * Integer(static_cast<std::int64_t>(sum));
    }
    m[i * n + i] += numerator(square);
  }
  return m;
}

// Whether the symmetric matrix is positive definite: Bareiss's elimination, whose pivots are the leading principal minors.
bool is_positive_definite(std::vector<Integer> m, std::size_t n) {
  Integer last = 1;
  for (std::size_t k = 0; k < n; ++k) {
    const Integer pivot = m[k * n + k];
    if (pivot <= 0) return false;
    for (std::size_t i = k + 1; i < n; ++i) {
      for (std::size_t j = i; j < n; ++j) {
        m[i * n + j] = (m[i * n + j] * pivot - m[k * n + i] * m[k * n + j]) / last;  // exact division
      }
    }
    last = pivot;
  }
  return true;
}

}  // namespace

bool norm_square_reaches(const DenseMatrix& a, const Rational& square, NormStages* stages) {
  require_symmetric_integers(a);
  if (Rational(longest_column(a)) >= square) return true;  // ||A|| >= |A e_j|
  if (a.rows == 1) return false;
  const EnclosedValues values = enclose_singular_values(a);
  const Rational lower = from_double(values.lower(0));
  if (lower * lower >= square) return true;
  if (std::isfinite(values.upper(0))) {
    const Rational upper = from_double(values.upper(0));
    if (upper * upper < square) return false;
  }
  if (stages != nullptr) stages->exactly = true;
  return !is_positive_definite(shifted_square(a, square), a.rows);
}

}  // namespace rankcert
