// A dense matrix of doubles, stored column by column as LAPACK wants it.
#pragma once

#include <cstddef>
#include <vector>

namespace rankcert {

/// rows x columns, entries.size() = rows * columns, entry (i, j) at entries[j * rows + i].
struct DenseMatrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> entries;

  [[nodiscard]] double& operator()(std::size_t i, std::size_t j) { return entries[j * rows + i]; }
  [[nodiscard]] double operator()(std::size_t i, std::size_t j) const { return entries[j * rows + i]; }
};

/// A rows x columns matrix of zeros.
[[nodiscard]] DenseMatrix zero_matrix(std::size_t rows, std::size_t columns);

[[nodiscard]] DenseMatrix transposed(const DenseMatrix& a);

/// Throws InputError unless the matrix has at least one entry, as many entries as its shape says, and all are finite.
void require_finite(const DenseMatrix& a);

/// The e for which the largest |entry| of 2^e A lies in [1, 2); 0 for the zero matrix. Requires finite entries.
[[nodiscard]] int normalizing_exponent(const DenseMatrix& a);

/// 2^e A, each entry rounded to nearest: exact but for results below 2^-1022, which err by at most 2^-1075.
[[nodiscard]] DenseMatrix scaled(const DenseMatrix& a, int e);

}  // namespace rankcert
