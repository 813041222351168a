#include "second/interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rankcert::second {
namespace {

using Unary = int (*)(mpfi_ptr, mpfi_srcptr);
using Binary = int (*)(mpfi_ptr, mpfi_srcptr, mpfi_srcptr);
using WithInteger = int (*)(mpfi_ptr, mpfi_srcptr, long);

Interval apply(Unary function, const Interval& x) {
  if (!x.is_bounded()) return x;
  Interval result(x.bits());
  function(result.raw(), x.raw());
  return Interval::checked(std::move(result));
}

Interval apply(Binary function, const Interval& a, const Interval& b) {
  const mpfr_prec_t bits = std::max(a.bits(), b.bits());
  if (!a.is_bounded() || !b.is_bounded()) return Interval::whole_line(bits);
  Interval result(bits);
  function(result.raw(), a.raw(), b.raw());
  return Interval::checked(std::move(result));
}

Interval apply(WithInteger function, const Interval& a, long b) {
  if (!a.is_bounded()) return a;
  Interval result(a.bits());
  function(result.raw(), a.raw(), b);
  return Interval::checked(std::move(result));
}

mpfr_ptr left_of(Interval& x) { return &x.raw()->left; }
mpfr_ptr right_of(Interval& x) { return &x.raw()->right; }

bool is_huge(mpfr_srcptr x) { return mpfr_regular_p(x) != 0 && mpfr_get_exp(x) > Interval::exponent_limit; }
bool is_tiny(mpfr_srcptr x) { return mpfr_regular_p(x) != 0 && mpfr_get_exp(x) < -Interval::exponent_limit; }

Rational power_of_two(long exponent) {
  Rational result = 1;
  if (exponent >= 0) mpq_mul_2exp(result.backend().data(), result.backend().data(), static_cast<mp_bitcnt_t>(exponent));
  else mpq_div_2exp(result.backend().data(), result.backend().data(), static_cast<mp_bitcnt_t>(-exponent));
  return result;
}

Rational exact_value(mpfr_srcptr x) {
  Rational result;
  mpfr_get_q(result.backend().data(), x);
  return result;
}

/// Sine and cosine reduce their argument with as many bits of pi as it has before the point.
bool has_long_angle(const Interval& x) { return x.approx_log2_magnitude() > 4096; }

Interval minus_one_to_one(mpfr_prec_t bits) {
  Interval result(bits);
  mpfi_interv_si(result.raw(), -1, 1);
  return result;
}

double approx_log2(mpfr_srcptr x) {
  if (mpfr_zero_p(x) != 0) return -std::numeric_limits<double>::infinity();
  if (mpfr_regular_p(x) == 0) return std::numeric_limits<double>::infinity();
  return static_cast<double>(mpfr_get_exp(x));
}

}  // namespace

Interval Interval::checked(Interval written) {
  if (written.is_bounded()) return written;
  return whole_line(written.bits());
}

Interval Interval::enclose(const Rational& value, mpfr_prec_t bits) {
  Interval result(bits);
  mpfi_set_q(result.value_, value.backend().data());
  return checked(std::move(result));
}

Interval Interval::enclose(const Rational& lower, const Rational& upper, mpfr_prec_t bits) {
  Interval result(bits);
  mpfr_set_q(&result.value_->left, lower.backend().data(), MPFR_RNDD);
  mpfr_set_q(&result.value_->right, upper.backend().data(), MPFR_RNDU);
  return checked(std::move(result));
}

Interval Interval::integer(long value, mpfr_prec_t bits) {
  Interval result(bits);
  mpfi_set_si(result.value_, value);
  return result;
}

Interval Interval::pi(mpfr_prec_t bits) {
  Interval result(bits);
  mpfi_const_pi(result.value_);
  return result;
}

Interval Interval::whole_line(mpfr_prec_t bits) {
  Interval result(bits);
  mpfr_set_inf(&result.value_->left, -1);
  mpfr_set_inf(&result.value_->right, 1);
  return result;
}

Interval Interval::rounded(mpfr_prec_t bits) const {
  Interval result(bits);
  mpfi_set(result.value_, value_);
  return checked(std::move(result));
}

bool Interval::contains(const Rational& number) const {
  if (!is_bounded()) return true;
  return mpfr_cmp_q(&value_->left, number.backend().data()) <= 0 && mpfr_cmp_q(&value_->right, number.backend().data()) >= 0;
}

bool Interval::contains(const Interval& other) const {
  if (!is_bounded()) return true;
  return other.is_bounded() && mpfr_lessequal_p(&value_->left, &other.value_->left) != 0 &&
         mpfr_greaterequal_p(&value_->right, &other.value_->right) != 0;
}

bool Interval::is_within(const Rational& lower, const Rational& upper) const {
  return is_bounded() && mpfr_cmp_q(&value_->left, lower.backend().data()) >= 0 &&
         mpfr_cmp_q(&value_->right, upper.backend().data()) <= 0;
}

std::optional<Rational> Interval::lower() const {
  if (!is_bounded()) return std::nullopt;
  const bool positive = mpfr_sgn(&value_->left) > 0;
  if (is_tiny(&value_->left)) return positive ? Rational(0) : Rational(-power_of_two(-exponent_limit));
  if (!is_huge(&value_->left)) return exact_value(&value_->left);
  if (positive) return power_of_two(exponent_limit);
  return std::nullopt;
}

std::optional<Rational> Interval::upper() const {
  if (!is_bounded()) return std::nullopt;
  const bool negative = mpfr_sgn(&value_->right) < 0;
  if (is_tiny(&value_->right)) return negative ? Rational(0) : power_of_two(-exponent_limit);
  if (!is_huge(&value_->right)) return exact_value(&value_->right);
  if (negative) return Rational(-power_of_two(exponent_limit));
  return std::nullopt;
}

Interval Interval::lower_point() const {
  if (!is_bounded()) return *this;
  Interval result(bits());
  mpfi_set_fr(result.value_, &value_->left);
  return result;
}

Interval Interval::upper_point() const {
  if (!is_bounded()) return *this;
  Interval result(bits());
  mpfi_set_fr(result.value_, &value_->right);
  return result;
}

Interval Interval::middle() const {
  if (!is_bounded()) return *this;
  Interval result(bits());
  mpfr_add(&result.value_->left, &value_->left, &value_->right, MPFR_RNDN);
  mpfr_div_2ui(&result.value_->left, &result.value_->left, 1, MPFR_RNDN);
  mpfr_set(&result.value_->right, &result.value_->left, MPFR_RNDN);
  return checked(std::move(result));
}

Interval Interval::width() const { return upper_point() - lower_point(); }

double Interval::approx_log2_width() const {
  if (!is_bounded()) return std::numeric_limits<double>::infinity();
  mpfr_t difference;
  mpfr_init2(difference, 16);
  mpfr_sub(difference, &value_->right, &value_->left, MPFR_RNDU);
  const double result = approx_log2(difference);
  mpfr_clear(difference);
  return result;
}

double Interval::approx_log2_magnitude() const {
  if (!is_bounded()) return std::numeric_limits<double>::infinity();
  return std::max(approx_log2(&value_->left), approx_log2(&value_->right));
}

double Interval::approx() const {
  return is_bounded() ? mpfr_get_d(middle().left(), MPFR_RNDN) : std::numeric_limits<double>::quiet_NaN();
}

Interval operator+(const Interval& a, const Interval& b) { return apply(mpfi_add, a, b); }
Interval operator-(const Interval& a, const Interval& b) { return apply(mpfi_sub, a, b); }
Interval operator*(const Interval& a, const Interval& b) { return apply(mpfi_mul, a, b); }
Interval operator/(const Interval& a, const Interval& b) {
  if (b.contains_zero()) return Interval::whole_line(std::max(a.bits(), b.bits()));
  return apply(mpfi_div, a, b);
}
Interval operator-(const Interval& a) { return apply(mpfi_neg, a); }
Interval operator+(const Interval& a, long b) { return apply(mpfi_add_si, a, b); }
Interval operator-(const Interval& a, long b) { return apply(mpfi_sub_si, a, b); }
Interval operator*(const Interval& a, long b) { return apply(mpfi_mul_si, a, b); }
Interval operator/(const Interval& a, long b) {
  if (b == 0) return Interval::whole_line(a.bits());
  return apply(mpfi_div_si, a, b);
}
Interval operator-(long a, const Interval& b) { return -b + a; }
Interval operator/(long a, const Interval& b) { return Interval::integer(a, b.bits()) / b; }

Interval& operator+=(Interval& a, const Interval& b) {
  if (a.bits() < b.bits() || !a.is_bounded() || !b.is_bounded()) return a = a + b;
  mpfi_add(a.raw(), a.raw(), b.raw());
  return a.is_bounded() ? a : a = Interval::whole_line(a.bits());
}
Interval& operator-=(Interval& a, const Interval& b) {
  if (a.bits() < b.bits() || !a.is_bounded() || !b.is_bounded()) return a = a - b;
  mpfi_sub(a.raw(), a.raw(), b.raw());
  return a.is_bounded() ? a : a = Interval::whole_line(a.bits());
}
Interval& operator*=(Interval& a, const Interval& b) { return a = a * b; }

Interval scaled(const Interval& x, long exponent) { return apply(mpfi_mul_2si, x, exponent); }

Truth less(const Interval& a, const Interval& b) {
  if (!a.is_bounded() || !b.is_bounded()) return Truth::unknown;
  if (mpfr_less_p(a.right(), b.left()) != 0) return Truth::yes;
  return mpfr_greaterequal_p(a.left(), b.right()) != 0 ? Truth::no : Truth::unknown;
}

Truth less_equal(const Interval& a, const Interval& b) {
  const Truth opposite = less(b, a);
  return opposite == Truth::yes ? Truth::no : opposite == Truth::no ? Truth::yes : Truth::unknown;
}

Interval hull(const Interval& a, const Interval& b) { return apply(mpfi_union, a, b); }

std::optional<Interval> intersection(const Interval& a, const Interval& b) {
  if (!a.is_bounded()) return b;
  if (!b.is_bounded()) return a;
  if (mpfr_greater_p(a.left(), b.right()) != 0 || mpfr_greater_p(b.left(), a.right()) != 0) return std::nullopt;
  Interval result(std::max(a.bits(), b.bits()));
  mpfr_max(left_of(result), a.left(), b.left(), MPFR_RNDD);
  mpfr_min(right_of(result), a.right(), b.right(), MPFR_RNDU);
  return result;
}

Interval square(const Interval& x) { return apply(mpfi_sqr, x); }
Interval abs(const Interval& x) { return apply(mpfi_abs, x); }

Interval sqrt(const Interval& x) {
  if (!x.is_nonnegative()) return Interval::whole_line(x.bits());
  return apply(mpfi_sqrt, x);
}

Interval exp(const Interval& x) { return apply(mpfi_exp, x); }
Interval expm1(const Interval& x) { return apply(mpfi_expm1, x); }

Interval log(const Interval& x) {
  if (!x.is_positive()) return Interval::whole_line(x.bits());
  return apply(mpfi_log, x);
}

Interval log1p(const Interval& x) {
  if (!x.is_bounded() || mpfr_cmp_si(x.left(), -1) <= 0) return Interval::whole_line(x.bits());
  return apply(mpfi_log1p, x);
}

Interval sin(const Interval& x) {
  if (x.is_bounded() && has_long_angle(x)) return minus_one_to_one(x.bits());
  return apply(mpfi_sin, x);
}

Interval cos(const Interval& x) {
  if (x.is_bounded() && has_long_angle(x)) return minus_one_to_one(x.bits());
  return apply(mpfi_cos, x);
}

Interval atan(const Interval& x) { return apply(mpfi_atan, x); }

Interval asin(const Interval& x) {
  if (!x.is_within(-1, 1)) return Interval::whole_line(x.bits());
  return apply(mpfi_asin, x);
}

Interval sinh(const Interval& x) { return apply(mpfi_sinh, x); }
Interval cosh(const Interval& x) { return apply(mpfi_cosh, x); }
Interval tanh(const Interval& x) { return apply(mpfi_tanh, x); }

Interval floor(const Interval& x) {
  if (!x.is_bounded()) return x;
  Interval result(x.bits());
  mpfr_rint_floor(left_of(result), x.left(), MPFR_RNDD);
  mpfr_rint_floor(right_of(result), x.right(), MPFR_RNDU);
  return result;
}

Interval ceil(const Interval& x) { return -floor(-x); }

Interval min(const Interval& a, const Interval& b) {
  Interval result(std::max(a.bits(), b.bits()));
  if (!a.is_bounded() || !b.is_bounded()) return Interval::whole_line(result.bits());
  mpfr_min(left_of(result), a.left(), b.left(), MPFR_RNDD);
  mpfr_min(right_of(result), a.right(), b.right(), MPFR_RNDU);
  return result;
}

Interval max(const Interval& a, const Interval& b) { return -min(-a, -b); }

std::optional<Interval> clipped_below(const Interval& x, long lower) {
  if (!x.is_bounded() || mpfr_cmp_si(x.right(), lower) < 0) return std::nullopt;
  if (mpfr_cmp_si(x.left(), lower) >= 0) return x;
  Interval result(x);
  mpfr_set_si(left_of(result), lower, MPFR_RNDD);
  return result;
}

std::optional<Interval> clipped(const Interval& x, long lower, long upper) {
  const std::optional<Interval> above = clipped_below(x, lower);
  if (!above) return std::nullopt;
  const std::optional<Interval> below = clipped_below(-*above, -upper);
  if (!below) return std::nullopt;
  return -*below;
}

namespace {

/// x^n for x that does not contain zero if n < 0. On x > 0 the power is monotone, and it is even or odd in x.
Interval moderate_power(const Interval& x, const Integer& n) {
  const bool even = mpz_even_p(n.backend().data()) != 0;
  const Interval base = even ? abs(x) : x;
  const bool falls = n < 0;
  Interval result(x.bits());
  mpfr_pow_z(left_of(result), falls ? base.right() : base.left(), n.backend().data(), MPFR_RNDD);
  mpfr_pow_z(right_of(result), falls ? base.left() : base.right(), n.backend().data(), MPFR_RNDU);
  return Interval::checked(std::move(result));
}

/// The same through the logarithm: MPFR's power takes time that grows with the exponent's length.
Interval long_power(const Interval& x, const Integer& n) {
  const bool even = mpz_even_p(n.backend().data()) != 0;
  if (x.is_positive()) return power(x, Interval::enclose(Rational(n), x.bits()));
  if (x.is_negative()) return even ? long_power(-x, n) : -long_power(-x, n);
  const Interval zero(x.bits());
  const Interval size = max(-x.lower_point(), x.upper_point());
  const Interval top = size.is_positive() ? long_power(size, n) : zero;
  return even ? hull(zero, top) : hull(-top, top);
}

}  // namespace

Interval power(const Interval& x, const Integer& n) {
  constexpr std::size_t most_exponent_bits = 64;
  if (!x.is_bounded()) return x;
  if (n == 0) return Interval::integer(1, x.bits());
  if (n < 0 && x.contains_zero()) return Interval::whole_line(x.bits());
  return mpz_sizeinbase(n.backend().data(), 2) <= most_exponent_bits ? moderate_power(x, n) : long_power(x, n);
}

Interval power(const Interval& x, long n) { return power(x, Integer(n)); }

Interval power(const Interval& x, const Interval& y) {
  const mpfr_prec_t bits = std::max(x.bits(), y.bits());
  if (!x.is_positive() || !y.is_bounded()) return Interval::whole_line(bits);
  // exp turns the absolute error of y log x into a relative one.
  const double size = y.approx_log2_magnitude() + log(x).approx_log2_magnitude();
  const mpfr_prec_t working = bits + 8 + static_cast<mpfr_prec_t>(std::clamp(size, 0.0, 64.0));
  return exp(y * log(x.rounded(working))).rounded(bits);
}

}  // namespace rankcert::second
