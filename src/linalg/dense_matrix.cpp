#include "linalg/dense_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "exact/error.hpp"

namespace rankcert {

DenseMatrix zero_matrix(std::size_t rows, std::size_t columns) {
  return {rows, columns, std::vector<double>(rows * columns, 0.0)};
}

DenseMatrix transposed(const DenseMatrix& a) {
  constexpr std::size_t kTile = 32;  // so that both sides stay in cache
  DenseMatrix result{a.columns, a.rows, std::vector<double>(a.entries.size())};
  for (std::size_t first = 0; first < a.columns; first += kTile) {
    for (std::size_t i = 0; i < a.rows; ++i) {
      for (std::size_t j = first; j < std::min(a.columns, first + kTile); ++j) result(j, i) = a(i, j);
    }
  }
  return result;
}

void require_finite(const DenseMatrix& a) {
  if (a.rows == 0 || a.columns == 0) throw InputError("a matrix without entries has no singular values");
  if (a.entries.size() / a.rows != a.columns || a.entries.size() % a.rows != 0) {
    throw InputError("a matrix of " + std::to_string(a.rows) + " x " + std::to_string(a.columns) + " cannot have " +
                     std::to_string(a.entries.size()) + " entries");
  }
  const auto bad = std::find_if(a.entries.begin(), a.entries.end(), [](double x) { return !std::isfinite(x); });
  if (bad == a.entries.end()) return;
  const auto at = static_cast<std::size_t>(bad - a.entries.begin());
  throw InputError("row " + std::to_string(at % a.rows + 1) + ", column " + std::to_string(at / a.rows + 1) +
                   " of the matrix is " + (std::isnan(*bad) ? "not a number" : "infinite"));
}

int normalizing_exponent(const DenseMatrix& a) {
  double largest = 0;
  for (const double x : a.entries) largest = std::max(largest, std::abs(x));
  return largest == 0 ? 0 : -std::ilogb(largest);
}

DenseMatrix scaled(const DenseMatrix& a, int e) {
  DenseMatrix result = a;
  if (e != 0) {
    for (double& x : result.entries) x = std::ldexp(x, e);
  }
  return result;
}

}  // namespace rankcert
