#include "linalg/gram_defect.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "linalg/blas.hpp"

namespace rankcert {

double upper_frobenius_norm(std::span<const double> x) {
  // 2^30 additions err by at most 2^-23 relative
  double sum = 0;
  for (const double v : x) sum += v * v;
  return std::sqrt(sum) * (1 + 0x1p-20) + 1e-150;  // squares that underflow lose 2^30 2^-1075 in all, sqrt < 10^-157
}

namespace {

// At least || |X|^T |X| ||_2: the smaller of its trace and its largest row sum.
double upper_absolute_gram_norm(std::span<const double> x, std::size_t rows, std::size_t columns) {
  std::vector<double> row_sums(rows, 0.0);
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t i = 0; i < rows; ++i) row_sums[i] += std::abs(x[j * rows + i]);
  }
  double largest = 0;
  for (std::size_t j = 0; j < columns; ++j) {
    double sum = 0;
    for (std::size_t i = 0; i < rows; ++i) sum += std::abs(x[j * rows + i]) * row_sums[i];
    if (!(sum <= largest)) largest = sum;  // a row with a NaN or an infinity makes every sum NaN or infinite
  }
  const double norm = upper_frobenius_norm(x);
  return std::min(norm * norm, largest) * (1 + 0x1p-20) + 1e-290;
}

}  // namespace

double upper_gram_defect(std::span<const double> x, std::size_t rows, std::size_t columns) {
  // block + rows/block roundings: least near the square root
  const auto block = std::clamp<std::size_t>(static_cast<std::size_t>(std::sqrt(static_cast<double>(rows))), 1, 256);
  std::vector<double> gram(columns * columns, 0.0);
  std::vector<double> part(columns * columns);
  std::size_t blocks = 0;
  // x column-major is its transpose row-major: X^T (columns x rows, leading dimension rows); pack each block
  std::vector<double> packed(columns * block);
  for (std::size_t begin = 0; begin < rows; begin += block, ++blocks) {
    const std::size_t depth = std::min(block, rows - begin);
    for (std::size_t j = 0; j < columns; ++j) {
      std::copy_n(x.begin() + static_cast<std::ptrdiff_t>(j * rows + begin), depth,
                  packed.begin() + static_cast<std::ptrdiff_t>(j * depth));
    }
    approx_product_transposed(packed.data(), packed.data(), part.data(), columns, columns, depth, columns);
    for (std::size_t i = 0; i < gram.size(); ++i) gram[i] += part[i];
  }
  for (std::size_t j = 0; j < columns; ++j) gram[j * columns + j] -= 1.0;
  // the subtraction of the identity rounds once more: relative to the difference, so the norm's factor covers it too
  const double roundings = static_cast<double>(block + blocks + 2) * 0x1p-53;
  return (upper_frobenius_norm(gram) +
          roundings / (1 - roundings) * upper_absolute_gram_norm(x, rows, columns) * (1 + 0x1p-20)) *
         (1 + 0x1p-20);
}

}  // namespace rankcert
