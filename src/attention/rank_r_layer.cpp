#include "attention/rank_r_layer.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "attention/inner_product_sign.hpp"
#include "exact/error.hpp"
#include "linalg/blas.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kPointsATask = 64;
constexpr std::size_t kColumnsATile = 2'048;  // projections of a task: two tiles of 1 MiB
constexpr std::size_t kGramTile = 256;
constexpr double kRidge = 4;  // times H: near the best on test points where heads are a tenth of the points
constexpr double kLargestWeight = 1'024;  // keeps sums of weights in 64 bits, whatever the solve returns

// So that nothing over- or underflows in Lemma 2; false for NaN.
bool are_moderate(std::span<const double> numbers) {
  return std::all_of(numbers.begin(), numbers.end(),
                     [](double x) { return x == 0 || (std::abs(x) >= 0x1p-200 && std::abs(x) <= 0x1p200); });
}

double norm(std::span<const double> v) {
  double sum = 0;
  for (const double x : v) sum += x * x;
  return std::sqrt(sum);
}

// The sign of sum_k <key row k, w> <query row k, y>, exactly, 0 counted as 1.
float exact_sign(std::span<const double> key, std::span<const double> query, std::span<const double> w, std::span<const double> y) {
  const std::size_t d = w.size();
  const auto product = [d](std::span<const double> row, std::span<const double> v) {
    Rational sum = 0;
    for (std::size_t j = 0; j < d; ++j) sum += from_double(row[j]) * from_double(v[j]);
    return sum;
  };
  Rational score = 0;
  for (std::size_t begin = 0; begin < key.size(); begin += d) {
    score += product(key.subspan(begin, d), w) * product(query.subspan(begin, d), y);
  }
  return score < 0 ? -1.0F : 1.0F;
}

// The normal equations' matrix of sum over the points of (1 - sum a)^2 + (eps - sum a_h eps_h)^2, plus a ridge. The products
// of signs are integers of size at most 2^20, exact in float32 in any order.
std::vector<double> normal_matrix(const SampledSigns& sample, const std::function<void()>& poll) {
  const std::size_t heads = sample.heads;
  const std::size_t points = sample.points;
  std::vector<double> gram(heads * heads);
  const std::size_t tiles = (heads + kGramTile - 1) / kGramTile;
  tbb::parallel_for(std::size_t{0}, tiles * tiles, [&](std::size_t index) {
    const std::size_t r = index / tiles * kGramTile;
    const std::size_t c = index % tiles * kGramTile;
    if (c < r) return;  // the solve reads one triangle
    poll();
    const std::size_t rows = std::min(kGramTile, heads - r);
    const std::size_t columns = std::min(kGramTile, heads - c);
    std::vector<float> products(rows * columns);
    approx_product_transposed(sample.head.data() + r * points, sample.head.data() + c * points, products.data(), rows, columns, points,
                              columns);
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        gram[(r + i) * heads + c + j] = static_cast<double>(points) + static_cast<double>(products[i * columns + j]);
      }
    }
  });
  for (std::size_t h = 0; h < heads; ++h) gram[h * heads + h] += kRidge * static_cast<double>(heads);
  return gram;
}

std::int64_t total(std::span<const std::int64_t> weights) {
  std::int64_t sum = 0;
  for (const std::int64_t a : weights) sum += a;
  return sum;
}

Rational in_squared_units(const Integer& twice) { return {twice, Integer(2) * kWeightScale * kWeightScale}; }

}  // namespace

RankRHeads::RankRHeads(std::vector<double> keys, std::vector<double> queries, std::size_t dimension, std::size_t rank)
    : dimension_(dimension), rank_(rank), size_(0), keys_(std::move(keys)), queries_(std::move(queries)) {
  const bool fits = rank >= 1 && rank <= dimension && dimension <= 1024 && keys_.size() == queries_.size() &&
                    keys_.size() % (rank * dimension) == 0;
  if (!fits) {
    throw InputError("rank-r heads: the rank must be 1 to the dimension, the dimension at most 1024, keys and queries of one shape");
  }
  if (!are_moderate(keys_) || !are_moderate(queries_)) {
    throw InputError("rank-r heads: entries must be 0 or of size from 2^-200 to 2^200");
  }
  size_ = keys_.size() / (rank * dimension);
  head_sizes_.assign(size_, 0.0);
  for (std::size_t row = 0; row < size_ * rank; ++row) {
    const std::size_t begin = row * dimension;
    head_sizes_[row / rank] += norm(std::span(keys_).subspan(begin, dimension)) * norm(std::span(queries_).subspan(begin, dimension));
  }
}

RankRHeads RankRHeads::random(std::size_t dimension, std::size_t rank, std::size_t heads, std::uint64_t seed) {
  return {standard_normal_rows({seed, StreamPurpose::rank_head, 0, 0}, heads, rank * dimension),
          standard_normal_rows({seed, StreamPurpose::rank_head, 1, 0}, heads, rank * dimension), dimension, rank};
}

// The signs of heads [head, head + heads) at the points w, y, which are the points from `first` on of the sample.
void RankRHeads::decide_tile(std::span<const double> w, std::span<const double> y, std::size_t first, std::size_t head,
                             std::size_t heads, SampledSigns& signs) const {
  const std::size_t d = dimension_;
  const std::size_t count = w.size() / d;
  const std::size_t columns = heads * rank_;
  const std::size_t begin = head * rank_ * d;
  std::vector<double> p(count * columns);
  std::vector<double> z(count * columns);
  approx_product_transposed(w.data(), keys_.data() + begin, p.data(), count, columns, d, columns);
  approx_product_transposed(y.data(), queries_.data() + begin, z.data(), count, columns, d, columns);
  // Lemma 2, with a factor for the rounding of the sizes themselves and of this product
  const double roundings = static_cast<double>(2 * d + rank_ + 2) * 0x1p-53 * (1 + 0x1p-20);
  for (std::size_t i = 0; i < count; ++i) {
    const std::span<const double> wi = w.subspan(i * d, d);
    const std::span<const double> yi = y.subspan(i * d, d);
    const double point_size = norm(wi) * norm(yi);
    for (std::size_t h = 0; h < heads; ++h) {
      const std::size_t offset = i * columns + h * rank_;
      double score = 0;
      for (std::size_t k = 0; k < rank_; ++k) score += p[offset + k] * z[offset + k];
      const double error = roundings * head_sizes_[head + h] * point_size + 1e-200;
      const std::size_t at = begin + h * rank_ * d;
      const float decided = score < 0 ? -1.0F : 1.0F;
      const bool is_sure = std::abs(score) > error;
      signs.head[(head + h) * signs.points + first + i] =
          is_sure ? decided : exact_sign(std::span(keys_).subspan(at, rank_ * d), std::span(queries_).subspan(at, rank_ * d), wi, yi);
    }
  }
}

void RankRHeads::decide(std::span<const double> w, std::span<const double> y, std::size_t first, SampledSigns& signs) const {
  const std::size_t d = dimension_;
  for (std::size_t i = 0; i < w.size() / d; ++i) {
    signs.target[first + i] = inner_product_sign(w.subspan(i * d, d), y.subspan(i * d, d)) < 0 ? -1.0F : 1.0F;
  }
  const std::size_t tile = std::max<std::size_t>(1, kColumnsATile / rank_);
  for (std::size_t head = 0; head < size_; head += tile) decide_tile(w, y, first, head, std::min(tile, size_ - head), signs);
}

SampledSigns RankRHeads::signs(Sample sample, std::size_t points, std::uint64_t seed, const PointsDone& done) const {
  SampledSigns signs{size_, points, std::vector<float>(size_ * points), std::vector<float>(points)};
  tbb::parallel_for(std::size_t{0}, (points + kPointsATask - 1) / kPointsATask, [&](std::size_t task) {
    const std::size_t first = task * kPointsATask;
    const std::size_t count = std::min(kPointsATask, points - first);
    const auto trial = static_cast<std::uint32_t>(sample);
    const auto row = static_cast<std::uint32_t>(first);
    decide(standard_normal_rows({seed, StreamPurpose::rank_head_point, trial, row}, count, dimension_),
           standard_normal_rows({seed, StreamPurpose::rank_head_point, trial + 1, row}, count, dimension_), first, signs);
    done(count);
  });
  return signs;
}

SampledSigns RankRHeads::signs_at(std::span<const double> w, std::span<const double> y) const {
  const std::size_t points = w.size() / dimension_;
  SampledSigns signs{size_, points, std::vector<float>(size_ * points), std::vector<float>(points)};
  decide(w, y, 0, signs);
  return signs;
}

std::vector<std::int64_t> approx_trained_weights(const SampledSigns& sample, const std::function<void()>& poll) {
  std::vector<double> gram = normal_matrix(sample, poll);
  poll();
  std::vector<float> overlaps(sample.heads);
  approx_product_transposed(sample.head.data(), sample.target.data(), overlaps.data(), sample.heads, 1, sample.points, 1);
  std::vector<double> solution(sample.heads);
  for (std::size_t h = 0; h < sample.heads; ++h) solution[h] = static_cast<double>(sample.points) + static_cast<double>(overlaps[h]);
  if (!approx_solve_positive_definite(gram, solution)) {
    throw LimitError("rank-r heads: the weights could not be solved for in floating point");
  }
  std::vector<std::int64_t> weights;
  weights.reserve(sample.heads);
  for (const double a : solution) weights.push_back(std::llround(std::clamp(a, -kLargestWeight, kLargestWeight) * kWeightScale));
  return weights;
}

std::vector<Rational> squared_errors(const SampledSigns& sample, std::span<const std::int64_t> weights,
                                     const std::function<void()>& poll) {
  std::vector<std::int64_t> outputs(sample.points, 0);
  for (std::size_t h = 0; h < sample.heads; ++h) {
    poll();
    const float* signs = sample.head.data() + h * sample.points;
    for (std::size_t i = 0; i < sample.points; ++i) outputs[i] += signs[i] < 0 ? -weights[h] : weights[h];
  }
  const Integer missing = kWeightScale - total(weights);
  std::vector<Rational> errors;
  errors.reserve(sample.points);
  for (std::size_t i = 0; i < sample.points; ++i) {
    const Integer off = (sample.target[i] < 0 ? -kWeightScale : kWeightScale) - outputs[i];
    errors.push_back(in_squared_units(missing * missing + off * off));
  }
  return errors;
}

Rational largest_squared_error(std::span<const std::int64_t> weights) {
  std::int64_t sizes = 0;
  for (const std::int64_t a : weights) sizes += a < 0 ? -a : a;
  const Integer missing = kWeightScale - total(weights);
  const Integer most = kWeightScale + sizes;
  return in_squared_units(missing * missing + most * most);
}

}  // namespace rankcert
