#include "attention/softmax_attention.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "enclosure/ball.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

constexpr slong kBits = 128;

/// An upper bound of a sum of squares.
class SquareSum {
 public:
  SquareSum() { mag_init(raw_); }
  SquareSum(const SquareSum&) = delete;
  SquareSum& operator=(const SquareSum&) = delete;
  ~SquareSum() { mag_clear(raw_); }
  void add(mag_srcptr x) { mag_addmul(raw_, x, x); }
  [[nodiscard]] double upper() const { return mag_get_d(raw_); }  // rounds up

 private:
  mag_t raw_;
};

std::vector<Ball> exact_balls(std::span<const float> numbers) {
  std::vector<Ball> balls(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) arb_set_d(balls[i].raw(), numbers[i]);
  return balls;
}

EnclosedNumber enclosed(const Ball& x) {
  Ball end;
  arb_get_lbound_arf(arb_midref(end.raw()), x.raw(), kBits);
  const double lower = arf_get_d(arb_midref(end.raw()), ARF_RND_FLOOR);
  arb_get_ubound_arf(arb_midref(end.raw()), x.raw(), kBits);
  return {std::max(0.0, lower), std::max(0.0, arf_get_d(arb_midref(end.raw()), ARF_RND_CEIL))};
}

/// What a thread needs for a row, and the row's computation.
class RowWorker {
 public:
  explicit RowWorker(std::size_t n) : score_(n), weight_(n) {}

  struct Errors {
    double attention = 0;   ///< upper bounds of the squared Frobenius errors of the row
    double difference = 0;
  };

  SoftmaxRow compute(std::span<const Ball> query, std::span<const Ball> keys, const Ball& temperature) {
    const std::size_t d = query.size();
    const std::size_t n = score_.size();
    for (std::size_t j = 0; j < n; ++j) {
      arb_zero(score_[j].raw());
      for (std::size_t l = 0; l < d; ++l) {
        arf_addmul(arb_midref(score_[j].raw()), arb_midref(query[l].raw()), arb_midref(keys[j * d + l].raw()),
                   ARF_PREC_EXACT, ARF_RND_DOWN);
      }
    }
    const auto less = [&](std::size_t a, std::size_t b) {
      return arf_cmp(arb_midref(score_[a].raw()), arb_midref(score_[b].raw())) < 0;
    };
    first_ = 0;
    for (std::size_t j = 1; j < n; ++j) {
      if (less(first_, j)) first_ = j;
    }
    SoftmaxRow row;
    row.argmax = static_cast<std::uint32_t>(first_);
    if (n == 1) {
      arb_zero(loss_.raw());
      arb_one(weight_[0].raw());
      return row;
    }
    std::size_t second = first_ == 0 ? 1 : 0;
    for (std::size_t j = 0; j < n; ++j) {
      if (j != first_ && less(second, j)) second = j;
    }
    weigh(second, temperature);
    finish(row);
    return row;
  }

  /// Rounds the row into column-major matrices of n rows, at row i.
  Errors store(std::size_t i, DenseMatrix& attention, DenseMatrix& difference) {
    SquareSum attention_errors;
    SquareSum difference_errors;
    for (std::size_t j = 0; j < score_.size(); ++j) {
      attention(i, j) = rounded(weight_[j], attention_errors);
      if (j != first_) {
        difference(i, j) = rounded(weight_[j], difference_errors);
      } else {
        difference(i, j) = -rounded(loss_, difference_errors);
      }
    }
    return {attention_errors.upper(), difference_errors.upper()};
  }

 private:
  // weight_j = exp(-(s_2 - s_j)/T) for j != first, which is exactly 1 at j = second: their mean is m, and y = (n-1)e^(-D/T).
  void weigh(std::size_t second, const Ball& temperature) {
    arb_zero(sum_.raw());
    for (std::size_t j = 0; j < score_.size(); ++j) {
      const std::size_t from = j == first_ ? second : j;
      const std::size_t to = j == first_ ? first_ : second;  // at j = first: e^(-D/T)
      arf_sub(arb_midref(scratch_.raw()), arb_midref(score_[from].raw()), arb_midref(score_[to].raw()), ARF_PREC_EXACT,
              ARF_RND_DOWN);
      arb_div(weight_[j].raw(), scratch_.raw(), temperature.raw(), kBits);
      arb_exp(weight_[j].raw(), weight_[j].raw(), kBits);
      if (j != first_) arb_add(sum_.raw(), sum_.raw(), weight_[j].raw(), kBits);
      arb_zero(scratch_.raw());
    }
  }

  void finish(SoftmaxRow& row) {
    const std::size_t n = score_.size();
    const Ball decay = weight_[first_];  // e^(-D/T)
    Ball x;                              // sum over j != first of e^((s_j - s_1)/T)
    arb_mul(x.raw(), sum_.raw(), decay.raw(), kBits);
    Ball total;
    arb_add_ui(total.raw(), x.raw(), 1, kBits);
    // ||P - A||_1 over its bound = m(1+y)/(1+my) = 1 - (1-m)/(1+my), with m y = x
    Ball ratio;
    arb_div_ui(ratio.raw(), sum_.raw(), n - 1, kBits);
    arb_sub_ui(ratio.raw(), ratio.raw(), 1, kBits);
    arb_div(ratio.raw(), ratio.raw(), total.raw(), kBits);
    arb_add_ui(ratio.raw(), ratio.raw(), 1, kBits);
    row.gap_ratio = enclosed(ratio);

    arb_div(loss_.raw(), x.raw(), total.raw(), kBits);
    row.loss = enclosed(loss_);
    Ball factor;
    arb_div(factor.raw(), decay.raw(), total.raw(), kBits);
    Ball squares;
    arb_mul(squares.raw(), loss_.raw(), loss_.raw(), kBits);
    for (std::size_t j = 0; j < n; ++j) {
      if (j == first_) continue;
      arb_mul(weight_[j].raw(), weight_[j].raw(), factor.raw(), kBits);
      arb_addmul(squares.raw(), weight_[j].raw(), weight_[j].raw(), kBits);
    }
    arb_inv(weight_[first_].raw(), total.raw(), kBits);
    arb_sqrt(squares.raw(), squares.raw(), kBits);
    row.distance = enclosed(squares);
  }

  // The double nearest to the midpoint; adds the largest distance from it to `errors`.
  double rounded(const Ball& x, SquareSum& errors) {
    const double value = arf_get_d(arb_midref(x.raw()), ARF_RND_NEAR);
    arb_set_d(scratch_.raw(), value);
    arb_sub(scratch_.raw(), x.raw(), scratch_.raw(), kBits);
    mag_t error;
    mag_init(error);
    arb_get_mag(error, scratch_.raw());
    errors.add(error);
    mag_clear(error);
    arb_zero(scratch_.raw());
    return value;
  }

  std::vector<Ball> score_;   // exact
  std::vector<Ball> weight_;  // first the weights of `weigh`, then the row of P
  std::size_t first_ = 0;
  Ball sum_, loss_, scratch_;
};

double upper_root_of_sum(std::span<const double> squares) {
  double sum = 0;
  for (const double s : squares) sum += s;  // at most 2^20 rows: relative error below 2^-32
  return std::sqrt(sum) * (1 + 0x1p-30);
}

}  // namespace

SoftmaxAttention enclose_softmax(const QueryKeyVectors& vectors, std::size_t head_dimension, const Rational& temperature,
                                 const RowsDone& rows_done) {
  const std::size_t d = head_dimension;
  const auto finite = [](float x) { return std::isfinite(x); };
  const bool usable = d >= 1 && !vectors.keys.empty() && vectors.keys.size() % d == 0 &&
                      vectors.queries.size() == vectors.keys.size() && temperature > 0 &&
                      std::all_of(vectors.queries.begin(), vectors.queries.end(), finite) &&
                      std::all_of(vectors.keys.begin(), vectors.keys.end(), finite);
  if (!usable) throw InputError("softmax attention: needs as many queries as keys, finite, and a temperature above 0");
  const std::size_t n = vectors.keys.size() / d;
  const std::vector<Ball> keys = exact_balls(vectors.keys);
  const Ball scale = Ball::enclose(temperature, kBits);

  SoftmaxAttention result;
  result.attention.matrix = zero_matrix(n, n);
  result.difference.matrix = zero_matrix(n, n);
  result.rows.resize(n);
  std::vector<double> attention_squares(n);
  std::vector<double> difference_squares(n);
  tbb::enumerable_thread_specific<RowWorker> workers([n] { return RowWorker(n); });
  tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
    RowWorker& worker = workers.local();
    const std::vector<Ball> query = exact_balls(std::span(vectors.queries).subspan(i * d, d));
    result.rows[i] = worker.compute(query, keys, scale);
    const RowWorker::Errors errors = worker.store(i, result.attention.matrix, result.difference.matrix);
    attention_squares[i] = errors.attention;
    difference_squares[i] = errors.difference;
    rows_done(1);
  });
  result.attention.error = upper_root_of_sum(attention_squares);
  result.difference.error = upper_root_of_sum(difference_squares);
  return result;
}

std::size_t hardmax_rank(const SoftmaxAttention& softmax) {
  std::vector<std::uint32_t> pattern;
  for (const SoftmaxRow& row : softmax.rows) pattern.push_back(row.argmax);
  return pattern_rank(pattern, softmax.rows.size());
}

}  // namespace rankcert
