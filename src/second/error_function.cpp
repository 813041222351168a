// Everything is reduced to two series in w = 2u^2 (w = x^2 for the normal distribution, where u = x/sqrt 2), u > 0:
//
//   half(u) = erf(u)/2  = u/sqrt(pi) exp(-w/2) S(w),      S(w) = sum over n >= 0 of w^n/(1*3*...*(2n+1))   (DLMF 7.6.2)
//   tail(u) = erfc(u)/2 = exp(-w/2)/(2u sqrt(pi)) A(w),   A(w) ~ sum over n >= 0 of (-1)^n 1*3*...*(2n-1)/w^n   (DLMF 7.12.1)
//
// S has positive terms whose ratios w/(2n+1) fall, so that what is left out is at most a geometric series. A is asymptotic: what is
// left out is at most the first term left out (DLMF 7.12(i)); its least term is near exp(-w/2). Where that is not small
// enough, tail = 1/2 - half is computed with as many bits more as the subtraction loses, w/2 log2(e): not more than what is asked
// for, since otherwise A would do.
#include "second/error_function.hpp"

#include <algorithm>
#include <cmath>

namespace rankcert::second {
namespace {

constexpr double log2_e = 1.4426950408889634;

/// A point u > 0 in both forms, narrow intervals.
struct Argument {
  Interval u;
  Interval w;
};

/// Bits that the subtraction 1/2 - half loses, about: -log2(tail).
double lost_bits(const Interval& x) {
  const double size = std::abs(x.approx());
  return size < 1e9 ? size * size / 2 * log2_e + std::log2(1 + size) + 2 : 1e18;
}

/// Bits to add so that the rounding of w leaves exp(-w/2) sharp.
mpfr_prec_t guard_bits(const Interval& x) { return 10 + static_cast<mpfr_prec_t>(std::clamp(2 * x.approx_log2_magnitude(), 0.0, 80.0)); }

/// Whether every |number| of x is below 2^-bits times that of y; both not zero.
bool is_negligible(const Interval& x, const Interval& y, mpfr_prec_t bits) {
  return mpfr_zero_p(x.right()) != 0 || mpfr_get_exp(x.right()) + bits < mpfr_get_exp(y.left());
}

/// S(w), w >= 0. Ratios are at most 1/2 from the last term on, so that the terms left out add up to no more than the last.
Interval positive_series(const Interval& w, mpfr_prec_t bits) {
  Interval term = Interval::integer(1, bits);
  Interval sum = term;
  for (long n = 1;; ++n) {
    mpfi_mul(term.raw(), term.raw(), w.raw());
    mpfi_div_si(term.raw(), term.raw(), 2 * n + 1);
    sum += term;
    if (is_negligible(term, sum, bits) && mpfr_cmp_d(w.right(), static_cast<double>(n) + 1) < 0) break;
  }
  return sum + hull(Interval(bits), term);
}

/// A(w), w > 0, to about `bits` bits if w allows it.
Interval asymptotic_series(const Interval& w, mpfr_prec_t bits) {
  Interval term = Interval::integer(1, bits);
  Interval sum = term;
  const Interval inverse = 1 / w;
  for (long n = 1;; ++n) {
    mpfi_mul(term.raw(), term.raw(), inverse.raw());
    mpfi_mul_si(term.raw(), term.raw(), 1 - 2 * n);
    // From here on the terms only grow.
    const bool least = mpfr_cmp_d(w.left(), static_cast<double>(2 * n - 1)) <= 0;
    if (least || is_negligible(abs(term), sum, bits)) break;
    sum += term;
  }
  return sum + hull(term, -term);
}

Interval half_of(const Argument& at, mpfr_prec_t bits) {
  return at.u / sqrt(Interval::pi(bits)) * exp(scaled(-at.w, -1)) * positive_series(at.w, bits);
}

Interval asymptotic_tail(const Argument& at, mpfr_prec_t bits) {
  return scaled(exp(scaled(-at.w, -1)) / (at.u * sqrt(Interval::pi(bits))) * asymptotic_series(at.w, bits), -1);
}

/// How the argument of one of the four functions is given.
enum class Scale { error, normal };

Argument argument_at(const Interval& x, Scale scale, mpfr_prec_t bits) {
  const Interval wide = x.rounded(bits);
  if (scale == Scale::error) return {wide, scaled(square(wide), 1)};
  return {wide * sqrt(scaled(Interval::integer(1, bits), -1)), square(wide)};
}

/// lost_bits in the scale.
double lost_at(const Interval& x, Scale scale) { return scale == Scale::normal ? lost_bits(x) : lost_bits(x * sqrt(Interval::integer(2, x.bits()))); }

/// tail at a point x > 0, relatively sharp.
Interval tail_at(const Interval& x, Scale scale, mpfr_prec_t bits) {
  const double lost = lost_at(x, scale);
  if (lost > static_cast<double>(bits) + 8) {
    const mpfr_prec_t working = bits + guard_bits(x);
    return asymptotic_tail(argument_at(x, scale, working), working);
  }
  const mpfr_prec_t working = bits + guard_bits(x) + static_cast<mpfr_prec_t>(lost);
  return scaled(Interval::integer(1, working), -1) - half_of(argument_at(x, scale, working), working);
}

/// half at a point x > 0, relatively sharp.
Interval half_at(const Interval& x, Scale scale, mpfr_prec_t bits) {
  const double lost = lost_at(x, scale);
  if (2 * lost > static_cast<double>(bits) + 16) {
    // tail = 1/2 - half is so small that few bits of it matter.
    const auto needed = std::max<mpfr_prec_t>(8, bits - static_cast<mpfr_prec_t>(std::min(lost, 1e6)) + 8);
    const mpfr_prec_t working = needed + guard_bits(x);
    return scaled(Interval::integer(1, bits + 8), -1) - asymptotic_tail(argument_at(x, scale, working), working);
  }
  const mpfr_prec_t working = bits + guard_bits(x);
  return half_of(argument_at(x, scale, working), working);
}

/// erf(x)/2 or Phi(x) - 1/2 at a point.
Interval odd_part_at(const Interval& x, Scale scale) {
  if (x.is_positive()) return half_at(x, scale, x.bits());
  if (x.is_negative()) return -half_at(-x, scale, x.bits());
  return Interval(x.bits());
}

/// erfc(x)/2 or Phic(x) at a point.
Interval complement_at(const Interval& x, Scale scale) {
  if (x.is_positive()) return tail_at(x, scale, x.bits());
  const Interval half = scaled(Interval::integer(1, x.bits() + 8), -1);
  return x.is_negative() ? half + half_at(-x, scale, x.bits()) : half;
}

/// The derivative of erf/2 or Phi at most, on x: at the number of x nearest to 0.
Interval steepest(const Interval& x, Scale scale) {
  constexpr mpfr_prec_t few = 32;
  const Interval least = abs(x).rounded(few).lower_point();
  const Interval w = scale == Scale::error ? scaled(square(least), 1) : square(least);
  const Interval peak = scale == Scale::error ? Interval::pi(few) : scaled(Interval::pi(few), 1);
  return exp(scaled(-w, -1)) / sqrt(peak);
}

/// Whether one value and a bound of the derivative enclose about as sharply as the values at both ends.
bool is_narrow(const Interval& x) { return x.approx_log2_width() + std::max(0.0, x.approx_log2_magnitude()) < -12; }

/// All values of a monotone function, of which `falls` says where it goes; its derivative is at most `steepest` in absolute value.
Interval on_interval(Interval (*at)(const Interval&, Scale), const Interval& x, Scale scale, bool falls) {
  if (!x.is_bounded()) return x;
  if (x.is_point()) return at(x, scale).rounded(x.bits());
  if (is_narrow(x)) {
    // The mean value theorem. The middle is rounded, perhaps to an end, so that the sign of the derivative matters.
    const Interval middle = x.middle();
    const Interval slope = steepest(x, scale);
    return (at(middle, scale) + (falls ? -slope : slope) * (x - middle)).rounded(x.bits());
  }
  const Interval first = at(x.lower_point(), scale);
  const Interval last = at(x.upper_point(), scale);
  Interval result(x.bits());
  mpfr_set(&result.raw()->left, falls ? last.left() : first.left(), MPFR_RNDD);
  mpfr_set(&result.raw()->right, falls ? first.right() : last.right(), MPFR_RNDU);
  return Interval::checked(std::move(result));
}

}  // namespace

Interval erf(const Interval& x) { return scaled(on_interval(odd_part_at, x, Scale::error, false), 1); }
Interval erfc(const Interval& x) { return scaled(on_interval(complement_at, x, Scale::error, true), 1); }
Interval normal_cdf(const Interval& x) { return normal_tail(-x); }
Interval normal_tail(const Interval& x) { return on_interval(complement_at, x, Scale::normal, true); }

}  // namespace rankcert::second
