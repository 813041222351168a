// A complex number enclosed in a rectangle, by Arb's acb: what the running variable of a rigorous integral is bound to.
#pragma once

#include <acb.h>

#include "enclosure/ball.hpp"

namespace rankcert {

/// A rectangle that contains the complex number it stands for.
class ComplexBall {
 public:
  /// Zero.
  ComplexBall() { acb_init(raw_); }
  /// The real number.
  explicit ComplexBall(const Ball& real) {
    acb_init(raw_);
    acb_set_arb(raw_, real.raw());
  }
  /// @cond copies_and_moves
  ComplexBall(const ComplexBall& other) {
    acb_init(raw_);
    acb_set(raw_, other.raw_);
  }
  ComplexBall(ComplexBall&& other) noexcept {
    acb_init(raw_);
    acb_swap(raw_, other.raw_);
  }
  ComplexBall& operator=(const ComplexBall& other) {
    acb_set(raw_, other.raw_);
    return *this;
  }
  ComplexBall& operator=(ComplexBall&& other) noexcept {
    acb_swap(raw_, other.raw_);
    return *this;
  }
  ~ComplexBall() { acb_clear(raw_); }

  /// @endcond

  /// The whole plane: the weakest true statement, and the answer of a function that is not analytic on its argument.
  [[nodiscard]] static ComplexBall whole_plane() {
    ComplexBall ball;
    acb_indeterminate(ball.raw_);
    return ball;
  }

  /// False for the whole plane.
  [[nodiscard]] bool is_finite() const { return acb_is_finite(raw_) != 0; }
  /// True if the imaginary part is exactly zero.
  [[nodiscard]] bool is_real() const { return acb_is_real(raw_) != 0; }
  /// An enclosure of the real part.
  [[nodiscard]] Ball real_part() const {
    Ball part;
    arb_set(part.raw(), acb_realref(raw_));
    return part;
  }

  /// Arb's own object.
  [[nodiscard]] acb_ptr raw() { return raw_; }
  /// Arb's own object.
  [[nodiscard]] acb_srcptr raw() const { return raw_; }

 private:
  acb_t raw_;
};

}  // namespace rankcert
