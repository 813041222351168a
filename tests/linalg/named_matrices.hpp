// Matrices with singular values known from elsewhere: those of tests/reference/singular_values.csv, and random ones.
#pragma once

#include <string>
#include <vector>

#include "exact/rational.hpp"
#include "linalg/dense_matrix.hpp"
#include "linalg/singular_values.hpp"

namespace rankcert::test {

struct ReferenceMatrix {
  std::string name;
  DenseMatrix matrix;
  std::vector<Rational> singular_values;  ///< decreasing, each right up to `unit` times itself
  static inline const Rational unit{Rational(1) / pow(Integer(10), 38)};
};

/// All matrices of the table.
[[nodiscard]] std::vector<ReferenceMatrix> reference_matrices();

/// Standard normal entries.
[[nodiscard]] DenseMatrix gaussian_matrix(std::size_t rows, std::size_t columns, unsigned seed);

/// Q1 diag(values) Q2^T rounded to double, Q1 and Q2 products of seeded reflections: rows x columns. The values of the
/// rounded matrix differ from `values` by at most rows * columns * 1e-15 times the largest.
[[nodiscard]] DenseMatrix matrix_with(const std::vector<double>& values, std::size_t rows, std::size_t columns, unsigned seed);

/// Whether every true value lies in its enclosure, compared exactly.
[[nodiscard]] bool encloses(const EnclosedValues& values, const std::vector<Rational>& truth);

}  // namespace rankcert::test
