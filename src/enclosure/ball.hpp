// A real number enclosed: a midpoint and a radius, by Arb.
//
// A Ball is a set of reals that contains the number it stands for. It is built from exact rationals only (a double does
// not convert), every operation returns a superset of the exact image of its operands, and an operation that has no
// bounded image returns the whole line (`is_finite` is false) instead of a NaN. Comparing two balls answers yes, no or
// unknown, never bool.
#pragma once

#include <arb.h>

#include "exact/rational.hpp"

namespace rankcert {

/// The answer to a comparison of enclosures.
enum class Truth { no, unknown, yes };

/// A set of reals that contains the number it stands for.
class Ball {
 public:
  /// Zero.
  Ball() { arb_init(raw_); }
  /// @cond copies_and_moves
  Ball(const Ball& other) {
    arb_init(raw_);
    arb_set(raw_, other.raw_);
  }
  Ball(Ball&& other) noexcept {
    arb_init(raw_);
    arb_swap(raw_, other.raw_);
  }
  Ball& operator=(const Ball& other) {
    arb_set(raw_, other.raw_);
    return *this;
  }
  Ball& operator=(Ball&& other) noexcept {
    arb_swap(raw_, other.raw_);
    return *this;
  }
  ~Ball() { arb_clear(raw_); }

  /// @endcond

  /// An enclosure of `value` of relative width at most about 2^-precision_bits; exact if `value` is a dyadic that fits.
  [[nodiscard]] static Ball enclose(const Rational& value, slong precision_bits);
  /// An enclosure of every number in [lower, upper]. Requires: lower <= upper.
  [[nodiscard]] static Ball between(const Rational& lower, const Rational& upper, slong precision_bits);
  /// The whole real line: the weakest true statement.
  [[nodiscard]] static Ball whole_line();

  /// False for the whole line.
  [[nodiscard]] bool is_finite() const { return arb_is_finite(raw_) != 0; }
  /// True if the whole ball is above (below) zero.
  [[nodiscard]] bool is_positive() const { return arb_is_positive(raw_) != 0; }
  /// Likewise below.
  [[nodiscard]] bool is_negative() const { return arb_is_negative(raw_) != 0; }

  /// Dyadic bounds of the ball, rounded outward to `precision_bits` bits. Require: is_finite(). Throw LimitError if the
  /// binary exponent is beyond a million, where an exact rational would be absurdly long.
  [[nodiscard]] Rational lower(slong precision_bits) const;
  /// @copydoc lower
  [[nodiscard]] Rational upper(slong precision_bits) const;

  /// Arb's own object.
  [[nodiscard]] arb_ptr raw() { return raw_; }
  /// Arb's own object.
  [[nodiscard]] arb_srcptr raw() const { return raw_; }

 private:
  arb_t raw_;
};

/// Whether a < b (a <= b) holds for all, for no, or for some pairs of the numbers enclosed.
[[nodiscard]] Truth less(const Ball& a, const Ball& b);
[[nodiscard]] Truth less_equal(const Ball& a, const Ball& b);

}  // namespace rankcert
