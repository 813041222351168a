#include "linalg/sign_matrix.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <span>

#include "exact/error.hpp"
#include "linalg/blas.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kPanel = 256;  // rows of a tile of S S^T

template <class Number>
void copy_rows_as(const SignMatrix& s, std::size_t first, std::size_t last, Number* out) {
  std::transform(s.entries.begin() + static_cast<std::ptrdiff_t>(first * s.columns),
                 s.entries.begin() + static_cast<std::ptrdiff_t>(last * s.columns), out,
                 [](std::int8_t entry) { return static_cast<Number>(entry); });
}

// The sum of the squares of tile (i, j) of S S^T; each is at most 2^40, and there are 2^16.
std::uint64_t tile_squares(const SignMatrix& s, std::span<const float> panel, std::size_t panel_rows, std::size_t j) {
  const std::size_t first = j * kPanel;
  const std::size_t rows = std::min(kPanel, s.rows - first);
  std::vector<float> other(rows * s.columns);
  copy_rows(s, first, first + rows, other.data());
  std::vector<float> tile(panel_rows * rows);
  approx_product_transposed(panel.data(), other.data(), tile.data(), panel_rows, rows, s.columns, rows);
  std::uint64_t sum = 0;
  for (const float entry : tile) {
    const auto g = static_cast<std::int64_t>(entry);
    sum += static_cast<std::uint64_t>(g * g);
  }
  return sum;
}

}  // namespace

DenseMatrix dense_matrix(const SignMatrix& s) {
  DenseMatrix result = zero_matrix(s.rows, s.columns);
  for (std::size_t i = 0; i < s.rows; ++i) {
    for (std::size_t j = 0; j < s.columns; ++j) result(i, j) = s(i, j);
  }
  return result;
}

void copy_rows(const SignMatrix& s, std::size_t first, std::size_t last, float* out) { copy_rows_as(s, first, last, out); }
void copy_rows(const SignMatrix& s, std::size_t first, std::size_t last, double* out) { copy_rows_as(s, first, last, out); }

Integer gram_fourth_moment(const SignMatrix& s, const SignRowsDone& rows_done) {
  if (s.columns > (std::size_t{1} << 20U)) throw LimitError("sign matrix: at most 2^20 columns");
  const std::size_t panels = (s.rows + kPanel - 1) / kPanel;
  std::vector<std::uint64_t> on_diagonal(panels, 0);
  std::vector<Integer> beyond(panels);
  tbb::parallel_for(std::size_t{0}, panels, [&](std::size_t i) {
    const std::size_t first = i * kPanel;
    const std::size_t rows = std::min(kPanel, s.rows - first);
    std::vector<float> panel(rows * s.columns);
    copy_rows(s, first, first + rows, panel.data());
    on_diagonal[i] = tile_squares(s, panel, rows, i);
    for (std::size_t j = i + 1; j < panels; ++j) beyond[i] += tile_squares(s, panel, rows, j);
    rows_done(rows);
  });
  Integer sum = 0;
  for (std::size_t i = 0; i < panels; ++i) sum += Integer(on_diagonal[i]) + 2 * beyond[i];
  return sum;
}

Integer gram_sixth_moment(const SignMatrix& s) {
  if (s.rows > 2048 || s.columns > 2048) throw LimitError("sign matrix: a sixth moment takes at most 2048 rows and columns");
  std::vector<double> entries(s.rows * s.columns);
  copy_rows(s, 0, s.rows, entries.data());
  std::vector<double> gram(s.rows * s.rows);
  approx_product_transposed(entries.data(), entries.data(), gram.data(), s.rows, s.rows, s.columns, s.rows);
  std::vector<double> square(s.rows * s.rows);
  approx_product_transposed(gram.data(), gram.data(), square.data(), s.rows, s.rows, s.rows, s.rows);
  Integer sum = 0;
  for (std::size_t i = 0; i < s.rows; ++i) {
    std::int64_t row = 0;  // at most 2048 terms of at most 2^11 2^33
    for (std::size_t j = 0; j < s.rows; ++j) {
      row += static_cast<std::int64_t>(gram[i * s.rows + j]) * static_cast<std::int64_t>(square[i * s.rows + j]);
    }
    sum += row;
  }
  return sum;
}

}  // namespace rankcert
