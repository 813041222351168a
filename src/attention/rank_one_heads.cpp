#include "attention/rank_one_heads.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "attention/arcsine_products.hpp"
#include "attention/nearest_neighbour_overlap.hpp"
#include "exact/error.hpp"
#include "linalg/blas.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kTile = 192;  // two tiles of 288 KiB in 1 MiB of cache

std::vector<double> normalised_rows(std::span<const double> rows, std::size_t dimension) {
  std::vector<double> result(rows.begin(), rows.end());
  for (std::size_t begin = 0; begin < result.size(); begin += dimension) {
    const std::span<double> row = std::span(result).subspan(begin, dimension);
    double sum = 0;
    for (const double v : row) {
      const double size = std::abs(v);
      if (!(size == 0 || (size >= 0x1p-400 && size <= 0x1p400))) {
        throw InputError("rank-one heads: an entry of a head is neither 0 nor of size 2^-400 to 2^400");
      }
      sum += v * v;
    }
    if (!(sum > 0)) throw InputError("rank-one heads: a head with a zero vector has no direction");
    const double norm = std::sqrt(sum);
    for (double& v : row) v /= norm;
  }
  return result;
}

// A tile of pairs: rows [row, row + rows), columns [column, column + columns), column >= row.
struct Tile {
  std::size_t row, rows, column, columns;
  [[nodiscard]] bool diagonal() const { return row == column; }
};

std::vector<Tile> upper_tiles(std::size_t size, std::size_t side) {
  std::vector<Tile> tiles;
  for (std::size_t r = 0; r < size; r += side) {
    for (std::size_t c = r; c < size; c += side) {
      tiles.push_back({r, std::min(side, size - r), c, std::min(side, size - c)});
    }
  }
  return tiles;
}

// The computed inner products of a tile of unit rows.
std::vector<double> tile_products(std::span<const double> rows, std::size_t dimension, const Tile& tile) {
  std::vector<double> x(tile.rows * tile.columns);
  approx_product_transposed(rows.data() + tile.row * dimension, rows.data() + tile.column * dimension, x.data(),
                            tile.rows, tile.columns, dimension, tile.columns);
  return x;
}

// The sums of a tile over its pairs g < h, with the error bound of `value` (Lemmas B8 and B9).
struct TileSum {
  double value = 0;
  double error = 0;
};

TileSum enclose_tile(const Tile& tile, std::span<const double> x, std::span<const double> y,
                     std::span<const double> weights, double dot_error) {
  std::vector<double> value(tile.columns, 0.0);
  std::vector<double> magnitude(tile.columns, 0.0);
  std::vector<double> error(tile.columns, 0.0);
  for (std::size_t g = 0; g < tile.rows; ++g) {
    const std::size_t first = tile.diagonal() ? g + 1 : 0;
    const std::size_t offset = g * tile.columns + first;
    add_arcsine_products(x.data() + offset, y.data() + offset, weights.data() + tile.column + first,
                         weights[tile.row + g], dot_error,
                         {value.data() + first, magnitude.data() + first, error.data() + first}, tile.columns - first);
  }
  TileSum sum;
  double sizes = 0;
  for (std::size_t h = 0; h < tile.columns; ++h) {
    sum.value += value[h];
    sizes += magnitude[h];
    sum.error += error[h];
  }
  // the sums of positive numbers err by less than 2^-40 relative
  const double roundings = static_cast<double>(2 * kTile + 8) * 0x1p-53;
  sum.error = (sum.error + roundings / (1 - roundings) * sizes) * (1 + 0x1p-38) + 1e-290;
  return sum;
}

// A product of two tiles of C takes about as long as this many pairs.
constexpr std::size_t kPairsPerProduct = PositiveMatrix::kTile * PositiveMatrix::kTile / 4;

std::vector<double> right_side(const std::vector<double>& overlap) {
  std::vector<double> b;
  for (const double beta : overlap) b.push_back(0.5 + beta);
  return b;
}

// The nearest weights that enclose_squared_error takes.
std::vector<double> on_weight_grid(std::vector<double> weights) {
  for (double& a : weights) {
    a = std::clamp(std::nearbyint(a / RankOneHeads::kWeightUnit) * RankOneHeads::kWeightUnit, -RankOneHeads::kLargestWeight,
                   RankOneHeads::kLargestWeight);
    if (!(std::abs(a) > 0)) a = 0;  // no negative zero in a witness, no NaN
  }
  return weights;
}

double norm(const std::vector<double>& x) {
  double squares = 0;
  for (const double v : x) squares += v * v;
  return std::sqrt(squares);
}

// Factors A - shift I for the largest shift of a few for which that succeeds: none if A is singular to working precision.
// The largest is far below the least eigenvalues of random heads, the least just above what a proof loses to rounding.
bool approx_factor_below(PositiveMatrix& matrix, const TilesDone& done) {
  const double n = static_cast<double>(matrix.size());
  const double least = std::max(0x1p-36, std::exp2(std::ceil(std::log2(0x1p-47 * n * n))));
  for (const double shift : {0x1p-12, 0x1p-22, least}) {
    if (matrix.approx_factor(shift, done)) return true;
  }
  return false;
}

// The solution of A x = b by the factor of A - shift I, corrected until that gains nothing: every step gains the factor
// shift / (least eigenvalue).
std::vector<double> refined_solution(const PositiveMatrix& matrix, const std::vector<double>& b) {
  constexpr int kMostSteps = 30;
  std::vector<double> x(b.size(), 0.0);
  std::vector<double> residual = b;
  for (int step = 0; step < kMostSteps; ++step) {
    std::vector<double> next = residual;
    matrix.approx_solve(next);
    for (std::size_t h = 0; h < b.size(); ++h) next[h] += x[h];
    std::vector<double> next_residual = matrix.approx_multiply(next);
    for (std::size_t h = 0; h < b.size(); ++h) next_residual[h] = b[h] - next_residual[h];
    if (!(norm(next_residual) < norm(residual) / 2)) break;
    x.swap(next);
    residual.swap(next_residual);
  }
  return on_weight_grid(x);
}

// The solution of (A + ridge I) x = b. The ridge keeps the weights moderate where A is nearly singular: it costs at most
// ridge * |a|^2 in the error and saves rounding error, which grows with (sum |a|)^2. Raised until A + ridge I has a
// factor; equal weights if it has none.
std::vector<double> ridged_solution(PositiveMatrix& matrix, std::vector<double> b, const TilesDone& done) {
  for (double ridge = 0x1p-30; ridge <= 1; ridge *= 64) {
    if (!matrix.approx_factor(-ridge, done)) continue;
    matrix.approx_solve(b);
    return on_weight_grid(b);
  }
  return on_weight_grid(std::vector<double>(b.size(), 1.0 / static_cast<double>(b.size())));
}

constexpr int kGridBits = 80;  // the ends are rounded outward to multiples of 2^-80

Rational rounded_down_to_grid(const Rational& x) {
  const Rational scaled = x * Rational(Integer(1) << kGridBits);
  Integer quotient = numerator(scaled) / denominator(scaled);  // towards zero
  if (Rational(quotient) > scaled) --quotient;
  return Rational(quotient, Integer(1) << kGridBits);
}

void require_weights(std::span<const double> weights, std::size_t size) {
  if (weights.size() != size) {
    throw InputError("rank-one heads: " + std::to_string(weights.size()) + " weights for " + std::to_string(size) +
                     " heads");
  }
  for (const double a : weights) {
    const double units = a / RankOneHeads::kWeightUnit;  // exact
    const bool fits = std::abs(a) <= RankOneHeads::kLargestWeight && std::trunc(units) == units;
    if (!fits) throw InputError("rank-one heads: a weight is not a multiple of 2^-60 of size at most 2^20");
  }
}

}  // namespace

RankOneHeads::RankOneHeads(std::span<const double> queries, std::span<const double> keys, std::size_t dimension)
    : dimension_(dimension) {
  const bool fits =
      dimension >= 3 && dimension <= 1024 && queries.size() == keys.size() && queries.size() % dimension == 0;
  if (!fits) throw InputError("rank-one heads: the dimension must be 3 to 1024, queries and keys of one shape");
  size_ = queries.size() / dimension;
  queries_ = normalised_rows(queries, dimension);
  keys_ = normalised_rows(keys, dimension);
  overlaps_ = enclose_overlaps();
}

RankOneHeads RankOneHeads::random(std::size_t dimension, std::size_t heads, std::uint64_t seed) {
  return {standard_normal_rows({seed, StreamPurpose::head_query, 0, 0}, heads, dimension),
          standard_normal_rows({seed, StreamPurpose::head_key, 0, 0}, heads, dimension), dimension};
}

RankOneHeads::Overlaps RankOneHeads::enclose_overlaps() const {
  std::vector<double> t(size_);
  for (std::size_t h = 0; h < size_; ++h) {
    double sum = 0;
    for (std::size_t i = 0; i < dimension_; ++i) sum += queries_[h * dimension_ + i] * keys_[h * dimension_ + i];
    t[h] = std::clamp(sum, -1.0, 1.0);
  }
  Overlaps overlaps{std::vector<double>(size_), std::vector<double>(size_)};
  const NearestNeighbourOverlap overlap(dimension_);
  constexpr std::size_t kRun = 128;
  tbb::parallel_for(std::size_t{0}, (size_ + kRun - 1) / kRun, [&](std::size_t run) {
    const std::size_t first = run * kRun;
    const std::size_t count = std::min(kRun, size_ - first);
    overlap.enclose(std::span(t).subspan(first, count), std::span(overlaps.centre).subspan(first, count),
                    std::span(overlaps.radius).subspan(first, count));
  });
  for (double& r : overlaps.radius) {
    r = (r + NearestNeighbourOverlap::kLipschitz * dot_error()) * (1 + 0x1p-50);
  }
  return overlaps;
}

RankOneHeads::Gram RankOneHeads::enclose_gram(double ridge, const PairsDone& done) const {
  constexpr std::size_t kSide = PositiveMatrix::kTile;
  Gram gram{PositiveMatrix(size_, 1 + ridge), 0};
  const std::vector<Tile> tiles = upper_tiles(size_, kSide);
  std::vector<double> squares(tiles.size());
  tbb::parallel_for(std::size_t{0}, tiles.size(), [&](std::size_t index) {
    const Tile& tile = tiles[index];
    const std::vector<double> x = tile_products(queries_, dimension_, tile);
    const std::vector<double> y = tile_products(keys_, dimension_, tile);
    double* out = gram.matrix.tile(tile.row / kSide, tile.column / kSide);
    std::vector<double> squared_errors(tile.columns, 0.0);
    for (std::size_t g = 0; g < tile.rows; ++g) {
      const std::size_t first = tile.diagonal() ? g + 1 : 0;
      const std::size_t offset = g * tile.columns + first;
      approx_gram_row(x.data() + offset, y.data() + offset, dot_error(), out + g * kSide + first,
                      squared_errors.data() + first, tile.columns - first);
    }
    for (const double e : squared_errors) squares[index] += e;
    done(tile.rows * tile.columns);
  });
  double sum = 0;
  for (const double e : squares) sum += e;
  gram.error = std::sqrt(2 * sum) * (1 + 0x1p-30);
  return gram;
}

std::vector<double> RankOneHeads::approx_best_weights(const PairsDone& done) const {
  Gram gram = enclose_gram(0, done);
  return ridged_solution(gram.matrix, right_side(overlaps_.centre),
                         [&](std::size_t products) { done(products * kPairsPerProduct); });
}

RankOneHeads::BestError RankOneHeads::enclose_best_error(double ridge, std::span<const double> weights,
                                                         const PairsDone& done) const {
  const TilesDone products_done = [&](std::size_t products) { done(products * kPairsPerProduct); };
  Gram gram = enclose_gram(ridge, done);
  const std::vector<double> b = right_side(overlaps_.centre);

  BestError result{.weights = {weights.begin(), weights.end()}, .error = {}, .least_eigenvalue = ridge};
  const bool factored = ridge > 0 ? gram.matrix.approx_factor(0, products_done) : approx_factor_below(gram.matrix, products_done);
  if (factored && ridge == 0) {
    result.least_eigenvalue = std::max(0.0, (gram.matrix.least_eigenvalue_bound(products_done) - gram.error) * (1 - 0x1p-50));
  }
  if (weights.empty()) {
    result.weights = factored ? refined_solution(gram.matrix, b) : ridged_solution(gram.matrix, b, products_done);
  }
  const std::vector<double>& a = result.weights;
  result.error = enclose_squared_error(a, done);
  for (const double v : a) {
    const Rational square = from_double(ridge) * from_double(v) * from_double(v);
    result.error.lower += square;
    result.error.upper += square;
  }

  // |b - (C + ridge I) a|: what was computed, its rounding, the error of C, and that of b
  const std::vector<double> product = gram.matrix.approx_multiply(a);
  double squares = 0;
  double weight_sum = 0;
  double weight_squares = 0;
  double radius_squares = 0;
  for (std::size_t h = 0; h < size_; ++h) {
    squares += (b[h] - product[h]) * (b[h] - product[h]);
    weight_sum += std::abs(a[h]);
    weight_squares += a[h] * a[h];
    radius_squares += overlaps_.radius[h] * overlaps_.radius[h];
  }
  const double root = std::sqrt(static_cast<double>(size_));
  const double roundings = static_cast<double>(size_ + gram.matrix.tiles() + 4) * 0x1p-53 * (1 + ridge);
  const double residual = (std::sqrt(squares) + root * (roundings * weight_sum + 0x1p-52) + gram.error * std::sqrt(weight_squares) +
                           std::sqrt(radius_squares)) * (1 + 0x1p-30) + 1e-290;
  if (!(result.least_eigenvalue > 0) || !std::isfinite(residual)) {
    result.least_eigenvalue = 0;
    result.error.lower = 0;
    return result;
  }
  const Rational loss = from_double(residual) * from_double(residual) / from_double(result.least_eigenvalue);
  result.error.lower = std::max(Rational(0), rounded_down_to_grid(result.error.lower - loss));
  result.error.upper = -rounded_down_to_grid(-result.error.upper);
  return result;
}

std::uint64_t RankOneHeads::proposal_work(std::size_t heads) {
  return heads * heads / 2 + PositiveMatrix::factor_work(heads) * kPairsPerProduct;
}

std::uint64_t RankOneHeads::best_error_work(std::size_t heads, bool proved) {
  return heads * heads + PositiveMatrix::factor_work(heads) * kPairsPerProduct * (proved ? 2 : 1);
}

RankOneHeads::Enclosure RankOneHeads::enclose_squared_error(std::span<const double> weights,
                                                            const PairsDone& done) const {
  require_weights(weights, size_);
  const std::vector<Tile> tiles = upper_tiles(size_, kTile);
  std::vector<TileSum> sums(tiles.size());
  tbb::parallel_for(std::size_t{0}, tiles.size(), [&](std::size_t index) {
    const Tile& tile = tiles[index];
    const std::vector<double> x = tile_products(queries_, dimension_, tile);
    const std::vector<double> y = tile_products(keys_, dimension_, tile);
    sums[index] = enclose_tile(tile, x, y, weights, dot_error());
    done(tile.rows * tile.columns);
  });

  Rational pair_sum = 0;
  Rational pair_error = 0;
  for (const TileSum& sum : sums) {
    pair_sum += from_double(sum.value);
    pair_error += from_double(sum.error);
  }
  Rational weight_sum = 0;
  Rational square_sum = 0;
  Rational overlap_sum = 0;
  Rational overlap_error = 0;
  for (std::size_t h = 0; h < size_; ++h) {
    const Rational a = from_double(weights[h]);
    weight_sum += a;
    square_sum += a * a;
    overlap_sum += a * from_double(overlaps_.centre[h]);
    overlap_error += abs(a) * from_double(overlaps_.radius[h]);
  }
  // 4/pi^2 = 0.40528473456935108577551785283890966...
  static const Rational kFactorLower = Rational(Integer("405284734569351085775517"), Integer("1000000000000000000000000"));
  static const Rational kFactorUpper = Rational(Integer("405284734569351085775518"), Integer("1000000000000000000000000"));
  const Rational pair_lower = pair_sum - pair_error;
  const Rational pair_upper = pair_sum + pair_error;
  const Rational rest = (1 + (1 - weight_sum) * (1 - weight_sum) + square_sum) / 2 - 2 * overlap_sum;
  const Rational lower = rest - 2 * overlap_error + (pair_lower < 0 ? kFactorUpper : kFactorLower) * pair_lower;
  const Rational upper = rest + 2 * overlap_error + (pair_upper < 0 ? kFactorLower : kFactorUpper) * pair_upper;
  // an error is never negative
  return {std::max(Rational(0), rounded_down_to_grid(lower)), -rounded_down_to_grid(-upper)};
}

}  // namespace rankcert
