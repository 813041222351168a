// A complex number enclosed in a rectangle, by Arb's acb: what the running variable of a rigorous integral is bound to.
#pragma once

#include <acb.h>

#include "enclosure/ball.hpp"

namespace rankcert {

class ComplexBall {
 public:
  ComplexBall() { acb_init(raw_); }
  explicit ComplexBall(const Ball& real) {
    acb_init(raw_);
    acb_set_arb(raw_, real.raw());
  }
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

  /// The whole plane: the weakest true statement, and the answer of a function that is not analytic on its argument.
  [[nodiscard]] static ComplexBall whole_plane() {
    ComplexBall ball;
    acb_indeterminate(ball.raw_);
    return ball;
  }

  [[nodiscard]] bool is_finite() const { return acb_is_finite(raw_) != 0; }
  /// True if the imaginary part is exactly zero.
  [[nodiscard]] bool is_real() const { return acb_is_real(raw_) != 0; }
  [[nodiscard]] Ball real_part() const {
    Ball part;
    arb_set(part.raw(), acb_realref(raw_));
    return part;
  }

  [[nodiscard]] acb_ptr raw() { return raw_; }
  [[nodiscard]] acb_srcptr raw() const { return raw_; }

 private:
  acb_t raw_;
};

}  // namespace rankcert
