// A matrix of signs, one byte an entry, and the sums over its entries that are exact integers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "exact/rational.hpp"
#include "linalg/dense_matrix.hpp"

namespace rankcert {

/// rows x columns entries 1 or -1, row-major.
struct SignMatrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::int8_t> entries;

  [[nodiscard]] std::int8_t operator()(std::size_t i, std::size_t j) const { return entries[i * columns + j]; }
};

/// Called with the number of rows just finished, from any thread; may throw to end the computation.
using SignRowsDone = std::function<void(std::size_t)>;

/// All entries as doubles.
[[nodiscard]] DenseMatrix dense_matrix(const SignMatrix& s);

/// Writes rows first .. last-1 of S to out, row-major.
void copy_rows(const SignMatrix& s, std::size_t first, std::size_t last, float* out);
void copy_rows(const SignMatrix& s, std::size_t first, std::size_t last, double* out);

/// tr (S S^T)^2, exactly: the entries of S S^T are integers of size at most `columns`, which float32 adds without rounding
/// in every order. Requires: columns <= 2^20 (throws LimitError). By tiles in TBB tasks; memory 16 MB a thread at 8192
/// columns.
[[nodiscard]] Integer gram_fourth_moment(const SignMatrix& s, const SignRowsDone& rows_done = [](std::size_t) {});

/// tr (S S^T)^3, exactly: entries of (S S^T)^2 are integers of size at most rows columns^2, which double adds without
/// rounding. Requires: rows and columns <= 2048 (throws LimitError).
[[nodiscard]] Integer gram_sixth_moment(const SignMatrix& s);

}  // namespace rankcert
