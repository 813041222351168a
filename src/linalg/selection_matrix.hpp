// A matrix whose rows are unit vectors, given by the positions of the ones: what hardmax attention is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "linalg/dense_matrix.hpp"

namespace rankcert {

/// A is pattern.size() x n with A_ij = 1 if j = pattern[i], else 0. Requires pattern[i] < n. A view.
struct SelectionMatrix {
  std::span<const std::uint32_t> pattern;
  std::size_t n;

  /// y = A x: y_i = x[pattern[i]], exact.
  void apply(const double* x, double* y) const {
    for (std::size_t i = 0; i < pattern.size(); ++i) y[i] = x[pattern[i]];
  }
  /// x = A^T y: x_j = sum of y_i over rows i that pick j, in the order of i.
  void apply_transposed(const double* y, double* x) const {
    for (std::size_t j = 0; j < n; ++j) x[j] = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) x[pattern[i]] += y[i];
  }
};

/// All entries of A.
[[nodiscard]] inline DenseMatrix dense_matrix(const SelectionMatrix& a) {
  DenseMatrix result = zero_matrix(a.pattern.size(), a.n);
  for (std::size_t i = 0; i < a.pattern.size(); ++i) result(i, a.pattern[i]) = 1;
  return result;
}

}  // namespace rankcert
