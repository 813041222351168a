#include "linalg/residual_norm.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
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

constexpr std::size_t kTile = 256;    // rows and columns of a tile
constexpr std::size_t kDepth = 2'048;  // rows that are split at a time
constexpr double kUnit = 0x1p-53;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// An e with 2^e at least the norm of every column, from -200 up; nothing above 400 (or a NaN).
struct Exponent {
  bool usable;
  int value;
};

Exponent exponent_of_columns(std::span<const double> x, std::size_t rows) {
  double largest = 0x1p-200;
  for (std::size_t begin = 0; begin < x.size(); begin += rows) {
    const double norm = upper_frobenius_norm(x.subspan(begin, rows));
    if (!(norm <= 0x1p400)) return {false, 0};
    largest = std::max(largest, norm);
  }
  return {true, std::ilogb(largest) + 1};
}

struct Range {
  std::size_t first, last;
  [[nodiscard]] std::size_t size() const { return last - first; }
};

Range tile_range(std::size_t tile, std::size_t size) { return {tile * kTile, std::min(size, (tile + 1) * kTile)}; }

// A block of a matrix as leading + rest, both exact: leading holds multiples of 2^(e-26).
struct SplitBlock {
  std::vector<double> whole, leading, rest;

  // x is column-major with columns of `length` entries, none larger than 2^e.
  void take(std::span<const double> x, std::size_t length, Range columns, Range depth, int e) {
    const std::size_t size = columns.size() * depth.size();
    whole.resize(size);
    leading.resize(size);
    rest.resize(size);
    const double shift = std::ldexp(1.5, e + 26);  // x + shift lies where the doubles are the multiples of 2^(e-26)
    for (std::size_t j = 0; j < columns.size(); ++j) {
      const double* from = x.data() + (columns.first + j) * length + depth.first;
      const std::size_t to = j * depth.size();
      for (std::size_t k = 0; k < depth.size(); ++k) {
        const double head = (from[k] + shift) - shift;
        whole[to + k] = from[k];
        leading[to + k] = head;
        rest[to + k] = from[k] - head;
      }
    }
  }
};

// The sum of squares of one tile of A B - T, as computed.
class TileSum {
 public:
  TileSum(const ProductView& product, ProductShape shape, const TargetColumn& target, int a_exponent, int b_exponent)
      : product_(product), shape_(shape), target_(target), a_exponent_(a_exponent), b_exponent_(b_exponent) {}

  [[nodiscard]] double operator()(Range rows, Range columns) const {
    const std::size_t depth = shape_ == ProductShape::symmetric_upper_hessenberg
                                  ? std::min(product_.depth, columns.last + 1)
                                  : product_.depth;
    const std::size_t m = rows.size();
    const std::size_t n = columns.size();
    std::vector<double> exact(m * n, 0.0);
    std::vector<double> low(m * n, 0.0);
    SplitBlock a;
    SplitBlock b;
    for (std::size_t first = 0; first < depth; first += kDepth) {
      const Range block{first, std::min(depth, first + kDepth)};
      a.take(product_.a_transposed, product_.depth, rows, block, a_exponent_);
      b.take(product_.b, product_.depth, columns, block, b_exponent_);
      // a row-major product of the transposes is the column-major product
      approx_add_product_transposed(b.leading.data(), a.leading.data(), exact.data(), n, m, block.size(), m);
      approx_add_product_transposed(b.rest.data(), a.leading.data(), low.data(), n, m, block.size(), m);
      approx_add_product_transposed(b.whole.data(), a.rest.data(), low.data(), n, m, block.size(), m);
    }
    return sum_of_squares(rows, columns, exact, low);
  }

 private:
  [[nodiscard]] double sum_of_squares(Range rows, Range columns, std::span<const double> exact,
                                      std::span<const double> low) const {
    const bool general = shape_ == ProductShape::general;
    std::vector<double> target(rows.size());
    double sum = 0;
    for (std::size_t j = columns.first; j < columns.last; ++j) {
      const std::size_t first = general ? rows.first : std::max(rows.first, j);
      if (first >= rows.last) continue;
      target_(j, first, rows.last, target.data());
      const std::size_t at = (j - columns.first) * rows.size() + (first - rows.first);
      const auto squared = [&](std::size_t i) {
        const double r = (exact[at + i] - target[i]) + low[at + i];
        return r * r;
      };
      const std::size_t below = !general && first == j ? 1 : 0;  // the diagonal counts once, what is below it twice
      double column = 0;
      for (std::size_t i = below; i < rows.last - first; ++i) column += squared(i);
      sum += general ? column : 2 * column;
      if (below == 1) sum += squared(0);
    }
    return sum;
  }

  const ProductView& product_;
  ProductShape shape_;
  const TargetColumn& target_;
  int a_exponent_;
  int b_exponent_;
};

}  // namespace

double upper_residual_norm(const ProductView& product, ProductShape shape, const TargetColumn& target) {
  const Exponent a = exponent_of_columns(product.a_transposed, product.depth);
  const Exponent b = exponent_of_columns(product.b, product.depth);
  if (!a.usable || !b.usable) return kInfinity;

  const std::size_t row_tiles = (product.rows + kTile - 1) / kTile;
  const std::size_t column_tiles = (product.columns + kTile - 1) / kTile;
  const TileSum tile_sum(product, shape, target, a.value, b.value);
  std::vector<double> sums(row_tiles * column_tiles, 0.0);
  use_one_blas_thread();
  tbb::parallel_for(std::size_t{0}, sums.size(), [&](std::size_t tile) {
    const std::size_t i = tile % row_tiles;
    const std::size_t j = tile / row_tiles;
    if (shape != ProductShape::general && i < j) return;
    sums[tile] = tile_sum(tile_range(i, product.rows), tile_range(j, product.columns));
  });
  double sum = 0;
  for (const double part : sums) sum += part;
  // what Lemma 1 adds to the computed norm; and underflow, in the products and in the squares
  const double depth = static_cast<double>(product.depth);
  const double size = std::sqrt(static_cast<double>(product.rows)) * std::sqrt(static_cast<double>(product.columns));
  const double rounding = 3 * (2 * depth + 4) * kUnit * std::sqrt(depth) * size * std::ldexp(1.0, a.value + b.value - 27);
  const double bound = (std::sqrt(sum) + rounding) * (1 + 0x1p-19) + 1e-150;
  return std::isfinite(bound) ? bound : kInfinity;
}

}  // namespace rankcert
