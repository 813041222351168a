#include "attention/softmax_head.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "enclosure/ball.hpp"
#include "exact/error.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

constexpr slong kBits = 128;
constexpr slong kUnit = 50;                  // an error is rounded to a multiple of 2^-50
constexpr double kNegligibleExponent = 60;   // exp(-59) < 2^-85: the computed exponent is known to far better than 1
constexpr slong kNegligibleWeight = -85;

void require_scores(std::span<const double> query, std::size_t points) {
  const auto is_zero = [](double x) { return x == 0; };
  const auto is_finite = [](double x) { return std::isfinite(x); };
  const bool fits = points >= 2 && points <= query.size() && std::all_of(query.begin(), query.end(), is_finite) &&
                    !std::all_of(query.begin(), query.end(), is_zero);
  if (!fits) {
    throw InputError(
        "softmax head: the query must be a finite vector, not 0, with a coordinate for each of 2 points or more");
  }
}

Ball square_norm(std::span<const double> query) {
  Ball sum;
  Ball x;
  for (const double entry : query) {
    arb_set_d(x.raw(), entry);
    arb_addmul(sum.raw(), x.raw(), x.raw(), kBits);
  }
  return sum;
}

// The sums of e_j and of e_j^2 over all points but the nearest.
struct Weights {
  Ball sum;
  Ball squares;
};

Weights other_weights(std::span<const double> scores, std::size_t nearest, double approx_rate, const Ball& rate) {
  Weights weights;
  slong negligible = 0;
  Ball e;
  Ball top;
  arb_set_d(top.raw(), scores[nearest]);
  for (std::size_t j = 0; j < scores.size(); ++j) {
    if (j == nearest) continue;
    if ((scores[nearest] - scores[j]) * approx_rate > kNegligibleExponent) {
      ++negligible;
      continue;
    }
    arb_set_d(e.raw(), scores[j]);
    arb_sub(e.raw(), e.raw(), top.raw(), kBits);
    arb_mul(e.raw(), e.raw(), rate.raw(), kBits);
    arb_exp(e.raw(), e.raw(), kBits);
    arb_add(weights.sum.raw(), weights.sum.raw(), e.raw(), kBits);
    arb_addmul(weights.squares.raw(), e.raw(), e.raw(), kBits);
  }
  // each negligible weight lies in [0, 2^-85], its square too
  mag_t slack;
  mag_init(slack);
  mag_set_ui(slack, static_cast<ulong>(negligible));
  mag_mul_2exp_si(slack, slack, kNegligibleWeight);
  arb_add_error_mag(weights.sum.raw(), slack);
  arb_add_error_mag(weights.squares.raw(), slack);
  mag_clear(slack);
  return weights;
}

// The multiple of 2^-50 nearest to the ball's midpoint, within 2^-51 + 2^-52 of what the ball encloses
Rational rounded(const Ball& x) {
  if (!x.is_finite() || mag_cmp_2exp_si(arb_radref(x.raw()), -kUnit - 2) > 0) {
    throw LimitError("softmax head: the error of a query is not known to 2^-50");
  }
  Ball scaled;
  arf_mul_2exp_si(arb_midref(scaled.raw()), arb_midref(x.raw()), kUnit);
  const slong units = arf_get_si(arb_midref(scaled.raw()), ARF_RND_NEAR);
  return Rational(Integer(units), Integer(1) << kUnit);
}

}  // namespace

std::vector<double> head_query(const HeadQuery& address) {
  return standard_normal_rows({address.seed, StreamPurpose::full_rank_query, address.trial, address.row}, 1,
                              address.dimension);
}

Rational head_squared_error(std::span<const double> query, std::size_t points, std::uint64_t inverse_temperature) {
  require_scores(query, points);
  if (inverse_temperature < 1 || inverse_temperature > (std::uint64_t{1} << 30)) {
    throw InputError("softmax head: the inverse temperature must be from 1 to 2^30");
  }
  const std::span<const double> scores = query.first(points);
  const auto nearest = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
  Ball rate = square_norm(query);  // b/|g|
  arb_rsqrt(rate.raw(), rate.raw(), kBits);
  arb_mul_ui(rate.raw(), rate.raw(), inverse_temperature, kBits);
  const double approx_rate = arf_get_d(arb_midref(rate.raw()), ARF_RND_DOWN);
  Weights weights = other_weights(scores, nearest, approx_rate, rate);
  Ball total;
  arb_add_ui(total.raw(), weights.sum.raw(), 1, kBits);
  Ball error;
  arb_mul(error.raw(), weights.sum.raw(), weights.sum.raw(), kBits);
  arb_add(error.raw(), error.raw(), weights.squares.raw(), kBits);
  arb_div(error.raw(), error.raw(), total.raw(), kBits);
  arb_div(error.raw(), error.raw(), total.raw(), kBits);
  const Rational greatest(Integer(points - 1), Integer(points));
  return std::clamp(rounded(error), Rational(0), greatest);
}

bool largest_two_within(std::span<const double> query, std::size_t points, const Rational& gap) {
  require_scores(query, points);
  std::vector<double> scores(query.begin(), query.begin() + static_cast<std::ptrdiff_t>(points));
  std::partial_sort(scores.begin(), scores.begin() + 2, scores.end(), std::greater<>());
  const Rational difference = from_double(scores[0]) - from_double(scores[1]);
  const Rational square = difference * difference;
  const Ball square_gap = Ball::enclose(gap * gap, kBits);
  Ball bound = square_norm(query);
  arb_mul(bound.raw(), bound.raw(), square_gap.raw(), kBits);
  const Truth within = less_equal(Ball::enclose(square, kBits), bound);
  if (within != Truth::unknown) return within == Truth::yes;
  Rational exact = 0;
  for (const double entry : query) exact += from_double(entry) * from_double(entry);
  return square <= gap * gap * exact;
}

}  // namespace rankcert
