// Closed intervals with MPFR ends (MPFI): the arithmetic of the second opinion. Nothing here is shared with the kernel's
// balls.
#pragma once

#include <mpfi.h>

#include <optional>
#include <utility>

#include "exact/rational.hpp"

namespace rankcert::second {

/// An answer about all numbers of intervals: for all of them, for none, or neither.
enum class Truth { no, yes, unknown };

/// A closed interval [lower, upper] of real numbers, or the whole line. The whole line says nothing, and stands for "not
/// bounded" and "undefined" alike, so every operation is strict in it: what reads a whole line is one (its sine is not
/// within [-1, 1]). There is no half-infinite interval, no empty one and no NaN. The precision goes with the value; a
/// result has the largest precision of its operands.
class Interval {
 public:
  /// [0, 0]. Requires: 2 <= bits (MPFR_PREC_MIN is 1; a heuristic may need two).
  explicit Interval(mpfr_prec_t bits) {
    mpfi_init2(value_, bits);
    mpfi_set_si(value_, 0);
  }
  Interval(const Interval& other) {
    mpfi_init2(value_, other.bits());
    mpfi_set(value_, other.value_);
  }
  Interval(Interval&& other) noexcept : value_{*other.value_} { other.value_->left._mpfr_d = nullptr; }
  Interval& operator=(const Interval& other) {
    if (this != &other) *this = Interval(other);
    return *this;
  }
  Interval& operator=(Interval&& other) noexcept {
    std::swap(*value_, *other.value_);
    return *this;
  }
  ~Interval() {
    if (value_->left._mpfr_d != nullptr) mpfi_clear(value_);
  }

  /// An enclosure of the number, at most one unit in the last place wide.
  [[nodiscard]] static Interval enclose(const Rational& value, mpfr_prec_t bits);
  /// An enclosure of [lower, upper]. Requires: lower <= upper.
  [[nodiscard]] static Interval enclose(const Rational& lower, const Rational& upper, mpfr_prec_t bits);
  /// An enclosure of the integer.
  [[nodiscard]] static Interval integer(long value, mpfr_prec_t bits);
  [[nodiscard]] static Interval pi(mpfr_prec_t bits);
  [[nodiscard]] static Interval whole_line(mpfr_prec_t bits);
  /// What an MPFI or MPFR function wrote: an interval, or the whole line if an end is infinite or no number.
  [[nodiscard]] static Interval checked(Interval written);

  [[nodiscard]] mpfr_prec_t bits() const { return mpfr_get_prec(&value_->left); }
  /// The same set or a larger one, with ends of that many bits.
  [[nodiscard]] Interval rounded(mpfr_prec_t bits) const;

  /// False for the whole line.
  [[nodiscard]] bool is_bounded() const { return mpfr_number_p(&value_->left) != 0 && mpfr_number_p(&value_->right) != 0; }
  [[nodiscard]] bool is_point() const { return is_bounded() && mpfr_equal_p(&value_->left, &value_->right) != 0; }
  /// Whether every number of the interval is > 0; likewise the next three.
  [[nodiscard]] bool is_positive() const { return is_bounded() && mpfr_sgn(&value_->left) > 0; }
  [[nodiscard]] bool is_nonnegative() const { return is_bounded() && mpfr_sgn(&value_->left) >= 0; }
  [[nodiscard]] bool is_negative() const { return is_bounded() && mpfr_sgn(&value_->right) < 0; }
  [[nodiscard]] bool is_nonpositive() const { return is_bounded() && mpfr_sgn(&value_->right) <= 0; }
  [[nodiscard]] bool contains_zero() const { return !is_positive() && !is_negative(); }
  [[nodiscard]] bool contains(const Rational& number) const;
  [[nodiscard]] bool contains(const Interval& other) const;
  /// Whether the interval lies in [lower, upper].
  [[nodiscard]] bool is_within(const Rational& lower, const Rational& upper) const;

  /// The ends as exact numbers; nothing if infinite. An end beyond 2^(+-exponent_limit) is rounded outward to 0 or a power of two, or is
  /// nothing, so that no number of that many bits is made.
  [[nodiscard]] std::optional<Rational> lower() const;
  [[nodiscard]] std::optional<Rational> upper() const;
  static constexpr mpfr_exp_t exponent_limit = 1 << 22;

  /// The ends, the middle (rounded) and an interval that contains the width, as intervals; whole lines for a whole line.
  [[nodiscard]] Interval lower_point() const;
  [[nodiscard]] Interval upper_point() const;
  [[nodiscard]] Interval middle() const;
  [[nodiscard]] Interval width() const;
  /// Binary logarithms of width and of the largest absolute value, estimated to within one, for decisions that need no
  /// proof: -infinity for 0, +infinity for the whole line.
  [[nodiscard]] double approx_log2_width() const;
  [[nodiscard]] double approx_log2_magnitude() const;
  /// The middle as a double, for decisions that need no proof; may be infinite, NaN for the whole line.
  [[nodiscard]] double approx() const;

  /// For the ends and functions that MPFI and MPFR offer.
  [[nodiscard]] mpfi_ptr raw() { return value_; }
  [[nodiscard]] mpfi_srcptr raw() const { return value_; }
  [[nodiscard]] mpfr_srcptr left() const { return &value_->left; }
  [[nodiscard]] mpfr_srcptr right() const { return &value_->right; }

 private:
  mpfi_t value_;
};

/// All x op y for x in a, y in b. A divisor that contains zero gives the whole line.
[[nodiscard]] Interval operator+(const Interval& a, const Interval& b);
[[nodiscard]] Interval operator-(const Interval& a, const Interval& b);
[[nodiscard]] Interval operator*(const Interval& a, const Interval& b);
[[nodiscard]] Interval operator/(const Interval& a, const Interval& b);
[[nodiscard]] Interval operator-(const Interval& a);
[[nodiscard]] Interval operator+(const Interval& a, long b);
[[nodiscard]] Interval operator-(const Interval& a, long b);
[[nodiscard]] Interval operator*(const Interval& a, long b);
[[nodiscard]] Interval operator/(const Interval& a, long b);
[[nodiscard]] inline Interval operator+(long a, const Interval& b) { return b + a; }
[[nodiscard]] Interval operator-(long a, const Interval& b);
[[nodiscard]] inline Interval operator*(long a, const Interval& b) { return b * a; }
[[nodiscard]] Interval operator/(long a, const Interval& b);
Interval& operator+=(Interval& a, const Interval& b);
Interval& operator-=(Interval& a, const Interval& b);
Interval& operator*=(Interval& a, const Interval& b);
/// x 2^exponent.
[[nodiscard]] Interval scaled(const Interval& x, long exponent);

/// Whether every number of a is less than (or equal to) every number of b; no if none is.
[[nodiscard]] Truth less(const Interval& a, const Interval& b);
[[nodiscard]] Truth less_equal(const Interval& a, const Interval& b);

/// The smallest interval that contains both; the common part, nothing if there is none.
[[nodiscard]] Interval hull(const Interval& a, const Interval& b);
[[nodiscard]] std::optional<Interval> intersection(const Interval& a, const Interval& b);

/// All values of the function on x. An argument that reaches outside the domain (below 0 for sqrt, to 0 or below for log, to
/// -1 or below for log1p, beyond [-1, 1] for asin) gives the whole line.
[[nodiscard]] Interval square(const Interval& x);
[[nodiscard]] Interval abs(const Interval& x);
[[nodiscard]] Interval sqrt(const Interval& x);
[[nodiscard]] Interval exp(const Interval& x);
[[nodiscard]] Interval expm1(const Interval& x);
[[nodiscard]] Interval log(const Interval& x);
[[nodiscard]] Interval log1p(const Interval& x);
[[nodiscard]] Interval sin(const Interval& x);
[[nodiscard]] Interval cos(const Interval& x);
[[nodiscard]] Interval atan(const Interval& x);
[[nodiscard]] Interval asin(const Interval& x);
[[nodiscard]] Interval sinh(const Interval& x);
[[nodiscard]] Interval cosh(const Interval& x);
[[nodiscard]] Interval tanh(const Interval& x);
[[nodiscard]] Interval floor(const Interval& x);
[[nodiscard]] Interval ceil(const Interval& x);
[[nodiscard]] Interval min(const Interval& a, const Interval& b);
[[nodiscard]] Interval max(const Interval& a, const Interval& b);

/// The part of x in [lower, upper], for functions that are continued constantly beyond the end of their domain (LANGUAGE.md,
/// Integrals); nothing if there is none or x is the whole line.
[[nodiscard]] std::optional<Interval> clipped(const Interval& x, long lower, long upper);
[[nodiscard]] std::optional<Interval> clipped_below(const Interval& x, long lower);

/// x^n for every x in the interval; 0^0 = 1, and 0 to a negative power gives the whole line.
[[nodiscard]] Interval power(const Interval& x, const Integer& n);
[[nodiscard]] Interval power(const Interval& x, long n);
/// x^y = exp(y log x); the whole line unless x is positive.
[[nodiscard]] Interval power(const Interval& x, const Interval& y);

}  // namespace rankcert::second
