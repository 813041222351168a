// The power series (DLMF 10.25.2), with Gamma(nu + 1) taken out:
//
//   I_nu(z) = (z/2)^nu/Gamma(nu + 1) * sum over k >= 0 of q^k/(k! (nu+1)(nu+2)...(nu+k)),   q = z^2/4.
//
// From the term k on, if nu + k + 1 > 0, the ratios q/((k+1)(nu+k+1)) are positive and fall; once they are at most 1/2, the
// terms left out have the sign of the last and add up to no more than it. For nu > -1 all terms are positive.
//
// For large z and nu > -1/2, with a = nu - 1/2, Poisson's integral (DLMF 10.32.2) with t = 1 - 2u reads
//
//   exp(-z) I_nu(z) = 1/sqrt(2 pi z) F int_0^1 exp(-2zu) u^a (1-u)^a du,   F = (2z)^(a+1)/Gamma(a+1).
//
// Let b_k = (-1)^k binomial(a, k), so that (1-u)^a = sum of b_k u^k. For K >= a and a > -1 the |b_k| fall from k = K on, so that for
// u <= 1/2 the terms from K on add up to at most 2|b_K| u^K. Integrated over (0, inf) the terms below K give
//
//   S = sum over k < K of b_k (a+1)(a+2)...(a+k)/(2z)^k,
//
// the terms of Hankel's expansion (DLMF 10.40.1), and the rest is at most 2|b_K| (a+1)...(a+K)/(2z)^K, twice the first term left out.
// From u > 1/2 the integral gives at most exp(-z) 2^|a|/(a+1) (since int (1-u)^a du = 2^-(a+1)/(a+1) and u^a <= max(1, 2^-a)), and what
// S has too much there is at most exp(-z) 4^|a|: for z >= a + K + 1 the function exp(-2zu) u^(a+k) falls at least like exp(-2u) from
// u = 1/2 on, where it is exp(-z) 2^-(a+k), and the sum of |b_k| 2^-k is at most (1 - 1/2)^-|a|. Both are multiplied by F.
#include "second/bessel.hpp"

#include <algorithm>
#include <cmath>

#include "second/evaluation_error.hpp"
#include "second/gamma.hpp"

namespace rankcert::second {
namespace {

/// The series takes about z terms of z bits; further out it is not worth it.
constexpr double longest_log2 = 15;
constexpr long most_terms = 1'000'000;

Interval power_series(const Rational& nu, const Interval& q) {
  const mpfr_prec_t bits = q.bits();
  const Interval order = Interval::enclose(nu, bits);
  const double lowest = order.approx();
  Interval term = Interval::integer(1, bits);
  Interval sum = term;
  for (long k = 1; k < most_terms; ++k) {
    const Interval lower = order + k;
    term = term * q / (lower * k);
    if (!term.is_bounded()) return term;
    sum += term;
    const Interval next = q / ((lower + 1) * (k + 1));
    const bool falling = lowest + static_cast<double>(k) > 0 && lower.is_positive() && mpfr_cmp_d(next.right(), 0.5) <= 0;
    if (falling && term.approx_log2_magnitude() < sum.approx_log2_magnitude() - static_cast<double>(bits)) {
      return sum + hull(Interval(bits), term);
    }
  }
  return Interval::whole_line(bits);
}

/// exp(-z) I_nu(z) by Hankel's expansion. Requires: nu > -1/2; z is so large that the terms become negligible in time.
Interval expansion(const Rational& nu, const Interval& z) {
  const mpfr_prec_t bits = z.bits();
  const Interval a = Interval::enclose(nu - Rational(1, 2), bits);
  const Interval inverse = scaled(1 / z, -1);
  Interval term = Interval::integer(1, bits);
  Interval sum = term;
  long k = 1;
  for (;; ++k) {
    if (less_equal(a + (k + 1), z) != Truth::yes) return Interval::whole_line(bits);  // nor for any larger k
    // b_k (a+1)...(a+k)/(2z)^k from the one before it.
    term = term * (k - 1 - a) * (a + k) * inverse / k;
    const bool beyond_order = less(a, Interval::integer(k, bits)) == Truth::yes;
    if (beyond_order && term.approx_log2_magnitude() < -static_cast<double>(bits)) break;
    if (k > most_terms || !term.is_bounded()) return Interval::whole_line(bits);
    sum += term;
  }
  const Interval two = Interval::integer(2, bits);
  const Interval front = exp((a + 1) * log(2 * z) - lgamma(a + 1) - z);
  const Interval beyond = front * (power(two, abs(a)) / (a + 1) + power(two, 2 * abs(a)));
  const Interval left_out = scaled(abs(term), 1) + beyond;
  return (sum + hull(-left_out, left_out)) / sqrt(scaled(Interval::pi(bits) * z, 1));
}

/// Whether `expansion` is sharp at that precision.
bool is_far(const Rational& nu, const Interval& z, mpfr_prec_t bits) {
  const double order = Interval::enclose(nu, 64).approx();
  const double least = std::exp2(z.approx_log2_magnitude() - 1);
  return nu > Rational(-1, 2) && least > static_cast<double>(bits) + (order + 4) * (order + 4);
}

/// (z/2)^nu/Gamma(nu + 1) exp(-shift) for z > 0, through logarithms for nu >= 0, so that no factor overflows alone.
Interval front_factor(const Rational& nu, const Interval& z, const Interval& shift) {
  const mpfr_prec_t bits = z.bits();
  const Interval order = Interval::enclose(nu, bits);
  if (nu == 0) return exp(-shift);
  if (nu > 0) return exp(order * log(scaled(z, -1)) - lgamma(order + 1) - shift);
  return power(scaled(z, -1), order) / gamma(order + 1) * exp(-shift);
}

/// For z > 0 and nu no negative integer.
Interval at_positive(const Rational& nu, const Interval& z, bool is_scaled) {
  if (is_far(nu, z, z.bits() + 32)) {
    const Interval wide = z.rounded(z.bits() + 32 + static_cast<mpfr_prec_t>(std::clamp(z.approx_log2_magnitude(), 0.0, 64.0)));
    const Interval value = expansion(nu, wide);
    return (is_scaled ? value : value * exp(wide)).rounded(z.bits());
  }
  const double size = z.approx_log2_magnitude();
  const double order_size = Interval::enclose(nu, 64).approx_log2_magnitude();
  if (size > longest_log2 || order_size > 40 || (nu < 0 && order_size > 7)) {
    throw UnsupportedError("a Bessel function of so large an argument or order");
  }
  // Exponents of size nu log z, and for nu < -1 a cancellation of some nu log nu bits.
  const double cancelled = nu < -1 ? 4 * std::exp2(order_size) * order_size : 0;
  const mpfr_prec_t bits = z.bits() + 24 + static_cast<mpfr_prec_t>(std::max(0.0, size) + std::max(0.0, order_size) + cancelled);
  const Interval wide = z.rounded(bits);
  const Interval result = power_series(nu, scaled(square(wide), -2)) * front_factor(nu, wide, is_scaled ? wide : Interval(bits));
  return result.rounded(z.bits());
}

/// I_n for an integer n >= 0 on any interval: q = z^2/4 needs no sign, and (z/2)^n is an integer power.
Interval of_integer_order(long n, const Interval& z, bool is_scaled) {
  const double size = std::max(0.0, z.approx_log2_magnitude());
  if (size > longest_log2 || n > 100'000) throw UnsupportedError("a Bessel function of so large an argument or order");
  const mpfr_prec_t bits = z.bits() + 24 + static_cast<mpfr_prec_t>(size) * 2;
  const Interval wide = z.rounded(bits);
  const Interval value = power_series(Rational(n), scaled(square(wide), -2)) * power(scaled(wide, -1), n) / gamma(Interval::integer(n + 1, bits));
  return (is_scaled ? value * exp(-wide) : value).rounded(z.bits());
}

Interval bessel(const Rational& nu, const Interval& z, bool is_scaled) {
  if (!z.is_bounded()) return z;
  const bool whole = is_integer(nu);
  // I_-n = I_n for integers (DLMF 10.27.1).
  const Rational order = whole && nu < 0 ? Rational(-nu) : nu;
  if (z.is_positive()) return at_positive(order, z, is_scaled);
  if (!whole) return Interval::whole_line(z.bits());
  const auto n = to_int64(order);
  if (!n) throw UnsupportedError("a Bessel function of so large an order");
  return of_integer_order(*n, z, is_scaled);
}

}  // namespace

Interval bessel_i(const Rational& nu, const Interval& z) { return bessel(nu, z, false); }
Interval bessel_i_scaled(const Rational& nu, const Interval& z) { return bessel(nu, z, true); }

}  // namespace rankcert::second
