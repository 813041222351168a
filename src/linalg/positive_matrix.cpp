#include "linalg/positive_matrix.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "linalg/blas.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kTile = PositiveMatrix::kTile;
constexpr std::size_t kTileSize = kTile * kTile;

// The positions (i, j), first <= j <= i < tiles, of a lower triangle of tiles.
std::vector<std::pair<std::size_t, std::size_t>> lower_tiles(std::size_t first, std::size_t tiles) {
  std::vector<std::pair<std::size_t, std::size_t>> positions;
  for (std::size_t i = first; i < tiles; ++i) {
    for (std::size_t j = first; j <= i; ++j) positions.emplace_back(i, j);
  }
  return positions;
}

// The transpose of a tile, into another.
void transpose_tile(const double* from, double* to) {
  for (std::size_t p = 0; p < kTile; ++p) {
    for (std::size_t q = 0; q < kTile; ++q) to[q * kTile + p] = from[p * kTile + q];
  }
}

// A diagonal tile of A - shift I in full, from the part above the diagonal.
std::vector<double> diagonal_tile(const double* upper, double diagonal) {
  std::vector<double> full(kTileSize);
  for (std::size_t p = 0; p < kTile; ++p) {
    full[p * kTile + p] = diagonal;
    for (std::size_t q = p + 1; q < kTile; ++q) full[p * kTile + q] = full[q * kTile + p] = upper[p * kTile + q];
  }
  return full;
}

}  // namespace

PositiveMatrix::PositiveMatrix(std::size_t n, double diagonal)
    : n_(n), tiles_((n + kTile - 1) / kTile), diagonal_(diagonal), entries_(tiles_ * tiles_ * kTileSize, 0.0) {}

// Right-looking: the tiles below the diagonal start as those of A, transposed from above it, and lose one product a step.
bool PositiveMatrix::approx_factor(double shift, const TilesDone& done) {
  shift_ = shift;
  tbb::parallel_for(std::size_t{0}, tiles_, [&](std::size_t i) {
    for (std::size_t j = 0; j < i; ++j) transpose_tile(tile(j, i), tile(i, j));
    double* own = tile(i, i);
    for (std::size_t p = 0; p < kTile; ++p) {
      own[p * kTile + p] = diagonal_ - shift;
      for (std::size_t q = 0; q < p; ++q) own[p * kTile + q] = own[q * kTile + p];
    }
  });
  for (std::size_t k = 0; k < tiles_; ++k) {
    if (!approx_factor_lower(tile(k, k), kTile)) return false;
    tbb::parallel_for(k + 1, tiles_, [&](std::size_t i) { approx_divide_by_transposed_factor(tile(k, k), tile(i, k), kTile); });
    const auto positions = lower_tiles(k + 1, tiles_);
    tbb::parallel_for(std::size_t{0}, positions.size(), [&](std::size_t at) {
      const auto [i, j] = positions[at];
      if (i == j) {
        approx_subtract_own_product(tile(i, k), tile(i, i), kTile);
      } else {
        approx_subtract_product_transposed(tile(i, k), tile(j, k), tile(i, j), kTile);
      }
    });
    done(positions.size() + tiles_ - k);
  }
  return true;
}

// Tile (i, j), i >= j, of L: the part above the diagonal is A's and reads as zero.
std::vector<double> PositiveMatrix::factor_tile(std::size_t i, std::size_t j) const {
  std::vector<double> copy(tile(i, j), tile(i, j) + kTileSize);
  if (i == j) {
    for (std::size_t p = 0; p < kTile; ++p) std::fill(&copy[p * kTile + p] + 1, &copy[p * kTile] + kTile, 0.0);
  }
  return copy;
}

double PositiveMatrix::least_eigenvalue_bound(const TilesDone& done) const {
  constexpr double kUnit = 0x1p-53;
  constexpr double kSlack = 1 + 0x1p-20;  // more than what sums of up to 2^30 squares lose
  const auto positions = lower_tiles(0, tiles_);
  std::vector<double> squares(positions.size());
  std::vector<double> factor_squares(positions.size());
  tbb::parallel_for(std::size_t{0}, positions.size(), [&](std::size_t at) {
    const auto [i, j] = positions[at];
    std::vector<double> product(kTileSize, 0.0);
    for (std::size_t k = 0; k < j; ++k) {
      approx_add_product_transposed(tile(i, k), tile(j, k), product.data(), kTile, kTile, kTile, kTile);
    }
    const std::vector<double> left = factor_tile(i, j);
    const std::vector<double> right = factor_tile(j, j);
    approx_add_product_transposed(left.data(), right.data(), product.data(), kTile, kTile, kTile, kTile);
    std::vector<double> truth(kTileSize);
    if (i == j) {
      truth = diagonal_tile(tile(i, i), diagonal_ - shift_);
    } else {
      transpose_tile(tile(j, i), truth.data());
    }
    double sum = 0;
    double factor_sum = 0;
    for (std::size_t p = 0; p < kTileSize; ++p) {
      const double difference = truth[p] - product[p];
      sum += difference * difference;
      factor_sum += left[p] * left[p];
    }
    squares[at] = (i == j ? 1 : 2) * sum;
    factor_squares[at] = factor_sum;
    done(j + 1);
  });
  double residual = 0;
  double factor_norm = 0;
  for (std::size_t at = 0; at < positions.size(); ++at) {
    residual += squares[at];
    factor_norm += factor_squares[at];
  }
  const double roundings = static_cast<double>(tiles_ * (kTile + 1) + 2) * kUnit;
  const double bound = (std::sqrt(residual) + roundings * factor_norm) * kSlack + 1e-150;
  return std::nextafter(shift_ - bound, -std::numeric_limits<double>::infinity());
}

void PositiveMatrix::approx_solve(std::span<double> x) const {
  std::vector<double> padded(tiles_ * kTile, 0.0);
  std::copy(x.begin(), x.end(), padded.begin());
  const auto part = [&](std::size_t i) { return padded.data() + i * kTile; };
  for (std::size_t k = 0; k < tiles_; ++k) {
    approx_solve_factor(tile(k, k), part(k), kTile, Transpose::no);
    tbb::parallel_for(k + 1, tiles_, [&](std::size_t i) { approx_add_vector_product(tile(i, k), part(k), part(i), kTile, -1, Transpose::no); });
  }
  for (std::size_t k = tiles_; k-- > 0;) {
    approx_solve_factor(tile(k, k), part(k), kTile, Transpose::yes);
    tbb::parallel_for(std::size_t{0}, k, [&](std::size_t j) { approx_add_vector_product(tile(k, j), part(k), part(j), kTile, -1, Transpose::yes); });
  }
  std::copy_n(padded.begin(), x.size(), x.begin());
}

std::vector<double> PositiveMatrix::approx_multiply(std::span<const double> x) const {
  std::vector<double> padded(tiles_ * kTile, 0.0);
  std::copy(x.begin(), x.end(), padded.begin());
  std::vector<double> result(tiles_ * kTile, 0.0);
  tbb::parallel_for(std::size_t{0}, tiles_, [&](std::size_t i) {
    double* out = result.data() + i * kTile;
    for (std::size_t j = 0; j < tiles_; ++j) {
      const double* in = padded.data() + j * kTile;
      if (j == i) {
        approx_add_vector_product(diagonal_tile(tile(i, i), diagonal_).data(), in, out, kTile, 1, Transpose::no);
      } else if (j > i) {
        approx_add_vector_product(tile(i, j), in, out, kTile, 1, Transpose::no);
      } else {
        approx_add_vector_product(tile(j, i), in, out, kTile, 1, Transpose::yes);
      }
    }
  });
  result.resize(n_);
  return result;
}

}  // namespace rankcert
