#include "attention/exact_argmax.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/row_maximum.hpp"
#include "exact/error.hpp"
#include "linalg/blas.hpp"
#include "sampling/vector_clones.hpp"

namespace rankcert {
namespace {

// A tile of 1024 x 448 floats, 1.8 MiB. OpenBLAS packs its operands in every call, so tall tiles are faster although they
// leave the second-level cache: their maxima cost 5 % of the time.
constexpr std::size_t kColumnBlock = 448;

// In double, where Lemma A3 allows every order: independent partial sums.
RANKCERT_VECTOR_CLONES
double double_inner_product(const float* a, const float* b, std::size_t size) {
  constexpr std::size_t kLanes = 32;
  double lane[kLanes] = {};
  std::size_t k = 0;
  for (; k + kLanes <= size; k += kLanes) {
    for (std::size_t l = 0; l < kLanes; ++l) lane[l] += static_cast<double>(a[k + l]) * static_cast<double>(b[k + l]);
  }
  for (std::size_t l = 0; k + l < size; ++l) lane[l] += static_cast<double>(a[k + l]) * static_cast<double>(b[k + l]);
  for (std::size_t width = kLanes / 2; width > 0; width /= 2) {
    for (std::size_t l = 0; l < width; ++l) lane[l] += lane[l + width];
  }
  return lane[0];
}

// An upper bound of the Euclidean norm: d <= 2^15 exact squares summed in double err by less than 2^-37 relative.
double upper_norm(std::span<const float> x) {
  return std::sqrt(double_inner_product(x.data(), x.data(), x.size())) * (1 + 0x1p-30);
}

// The largest float not above x: a threshold rounded down keeps every candidate.
float rounded_down(double x) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const auto nearest = static_cast<float>(x);
  return static_cast<double>(nearest) <= x ? nearest : std::nextafter(nearest, -kInfinity);
}

// A double not above a - b: the difference is rounded once.
double below_difference(double a, double b) {
  return std::nextafter(a - b, -std::numeric_limits<double>::infinity());
}

// gamma_k of Lemmas A1 and A3, rounded up with room for the operations that use it.
double upper_gamma(std::size_t roundings, double unit) {
  const double k = static_cast<double>(roundings) * unit;
  return k / (1 - k) * (1 + 0x1p-30);
}

}  // namespace

Integer exact_inner_product(std::span<const float> a, std::span<const float> b) {
  constexpr int kUnit = 149;  // a float32 is an integer multiple of 2^-149
  Integer sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    int ea = 0;
    int eb = 0;
    const auto ma = static_cast<std::int64_t>(std::ldexp(std::frexp(a[k], &ea), 24));
    const auto mb = static_cast<std::int64_t>(std::ldexp(std::frexp(b[k], &eb), 24));
    if (ma == 0 || mb == 0) continue;
    Integer product = ma * mb;  // below 2^48 in size
    const int shift = (ea - 24) + (eb - 24) + 2 * kUnit;
    // a subnormal's 24-bit mantissa ends in zeros, so a negative shift is exact
    if (shift >= 0) {
      product <<= shift;
    } else {
      product /= Integer(1) << -shift;
    }
    sum += product;
  }
  return sum;
}

ExactArgmax::ExactArgmax(std::span<const float> keys, std::size_t dimension, Sieve sieve)
    : keys_(keys), dimension_(dimension) {
  const bool fits = dimension >= 1 && dimension <= kLargestDimension && !keys.empty() && keys.size() % dimension == 0 &&
                    keys.size() / dimension <= std::numeric_limits<std::uint32_t>::max();
  if (!fits) throw InputError("exact argmax: the keys must be whole rows of 1 to 32768 entries");
  count_ = keys.size() / dimension;
  for (std::size_t j = 0; j < count_; ++j) {
    const double norm = upper_norm(key(static_cast<std::uint32_t>(j)));
    if (!std::isfinite(norm)) throw InputError("exact argmax: a key has an entry that is not finite");
    largest_key_norm_ = std::max(largest_key_norm_, norm);
  }
  if (sieve == Sieve::fastest && has_byte_products()) byte_keys_.emplace(keys_, dimension_, largest_key_norm_);
}

ArgmaxStages ExactArgmax::decide(std::span<const float> queries, std::span<std::uint32_t> argmax) const {
  return decide_visible(queries, {count_, 0}, argmax);
}

ArgmaxStages ExactArgmax::decide_causal(std::span<const float> queries, std::size_t first_row,
                                        std::span<std::uint32_t> argmax) const {
  if (first_row > count_ || argmax.size() > count_ - first_row) {
    throw InputError("exact argmax: under a causal mask there must be a key for every row");
  }
  return decide_visible(queries, {first_row + 1, 1}, argmax);
}

ArgmaxStages ExactArgmax::decide_visible(std::span<const float> queries, Visible visible,
                                         std::span<std::uint32_t> argmax) const {
  if (queries.size() != argmax.size() * dimension_) {
    throw InputError("exact argmax: the queries must be rows of the keys' dimension, one a result");
  }
  ArgmaxStages stages;
  if (byte_keys_) {
    decide_bytes(queries, visible, argmax, stages);
    return stages;
  }
  std::vector<float> tile(std::min(kRowBlock, argmax.size()) * std::min(kColumnBlock, count_));
  for (std::size_t begin = 0; begin < argmax.size(); begin += kRowBlock) {
    const std::size_t rows = std::min(kRowBlock, argmax.size() - begin);
    decide_block(queries.subspan(begin * dimension_, rows * dimension_),
                 {visible.first + visible.step * begin, visible.step}, argmax.subspan(begin, rows), tile, stages);
  }
  return stages;
}

double ExactArgmax::checked_norm(std::span<const float> query) const {
  const double norm = upper_norm(query);
  if (!(norm * largest_key_norm_ < 1e38)) throw InputError("exact argmax: a score would overflow float32 (1e38)");
  return norm;
}

void ExactArgmax::decide_bytes(std::span<const float> queries, Visible visible, std::span<std::uint32_t> argmax,
                               ArgmaxStages& stages) const {
  std::vector<double> norms(argmax.size());
  for (std::size_t i = 0; i < norms.size(); ++i) norms[i] = checked_norm(queries.subspan(i * dimension_, dimension_));
  std::vector<std::vector<std::uint32_t>> left(argmax.size());
  byte_keys_->sieve(queries, visible.first, visible.step, left);
  for (std::size_t i = 0; i < left.size(); ++i) {
    argmax[i] = left[i].size() == 1
                    ? left[i].front()
                    : decide_among(queries.subspan(i * dimension_, dimension_), norms[i], left[i], stages);
  }
  stages.rows += argmax.size();
}

void ExactArgmax::decide_block(std::span<const float> queries, Visible visible, std::span<std::uint32_t> argmax,
                               std::vector<float>& tile, ArgmaxStages& stages) const {
  struct Candidate {
    std::uint32_t index;
    float score;
  };
  struct Row {
    double norm;
    double twice_error;
    float best = -std::numeric_limits<float>::infinity();
    float threshold = -std::numeric_limits<float>::infinity();
    std::vector<Candidate> candidates;
  };
  const std::size_t rows = argmax.size();
  const double gamma = upper_gamma(dimension_, 0x1p-24);
  std::vector<Row> state(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    Row& row = state[i];
    row.norm = checked_norm(queries.subspan(i * dimension_, dimension_));
    const double largest_score = row.norm * largest_key_norm_;
    row.twice_error = 2 * (gamma * largest_score + static_cast<double>(dimension_) * 0x1p-149) * (1 + 0x1p-30);
  }

  std::vector<float> maxima(rows);
  std::vector<std::uint32_t> found;
  const std::size_t ld = std::min(kColumnBlock, count_);
  const std::size_t most = visible.first + visible.step * (rows - 1);
  for (std::size_t first = 0; first < most; first += kColumnBlock) {
    const std::size_t columns = std::min(kColumnBlock, most - first);
    approx_product_transposed(queries.data(), keys_.data() + first * dimension_, tile.data(), rows, columns, dimension_,
                              ld);
    const bool all_visible = visible.first >= first + columns;
    if (all_visible) row_maxima(tile.data(), rows, columns, ld, maxima.data());
    for (std::size_t i = 0; i < rows; ++i) {
      Row& row = state[i];
      const float* scores = tile.data() + i * ld;
      const std::size_t end = std::min(first + columns, visible.first + visible.step * i);
      if (end <= first) continue;
      if (!all_visible) row_maxima(scores, 1, end - first, ld, &maxima[i]);
      if (maxima[i] < row.threshold) continue;
      if (maxima[i] > row.best) {
        row.best = maxima[i];
        row.threshold = rounded_down(below_difference(static_cast<double>(row.best), row.twice_error));
      }
      found.clear();
      append_reaching(scores, end - first, row.threshold, static_cast<std::uint32_t>(first), found);
      for (const std::uint32_t j : found) row.candidates.push_back({j, scores[j - first]});
    }
  }

  std::vector<std::uint32_t> left;
  for (std::size_t i = 0; i < rows; ++i) {
    const Row& row = state[i];
    left.clear();
    for (const Candidate& c : row.candidates) {
      if (c.score >= row.threshold) left.push_back(c.index);
    }
    argmax[i] = left.size() == 1
                    ? left.front()
                    : decide_among(queries.subspan(i * dimension_, dimension_), row.norm, left, stages);
  }
  stages.rows += rows;
}

std::uint32_t ExactArgmax::decide_among(std::span<const float> query, double query_norm,
                                        std::vector<std::uint32_t>& candidates, ArgmaxStages& stages) const {
  ++stages.rows_to_double;
  std::vector<double> scores(candidates.size());
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    scores[c] = double_inner_product(query.data(), key(candidates[c]).data(), dimension_);
  }
  const double best = *std::max_element(scores.begin(), scores.end());
  const double twice_error = 2 * upper_gamma(dimension_ - 1, 0x1p-53) * query_norm * largest_key_norm_;
  const double threshold = below_difference(best, twice_error);
  std::vector<std::uint32_t> left;
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    if (scores[c] >= threshold) left.push_back(candidates[c]);
  }
  if (left.size() == 1) return left.front();

  ++stages.rows_to_exact;
  std::uint32_t winner = left.front();
  Integer largest = exact_inner_product(query, key(winner));
  for (std::size_t c = 1; c < left.size(); ++c) {
    Integer value = exact_inner_product(query, key(left[c]));
    if (value > largest) {
      largest = std::move(value);
      winner = left[c];
    }
  }
  return winner;
}

}  // namespace rankcert
