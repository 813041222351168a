#include "enclosure/ball.hpp"

#include <fmpq.h>

#include <stdexcept>

#include "exact/error.hpp"

namespace rankcert {
namespace {

constexpr slong max_exponent = 1'000'000;

class Fmpq {
 public:
  explicit Fmpq(const Rational& value) {
    fmpq_init(raw_);
    fmpq_set_mpq(raw_, value.backend().data());
  }
  Fmpq(const Fmpq&) = delete;
  Fmpq& operator=(const Fmpq&) = delete;
  ~Fmpq() { fmpq_clear(raw_); }
  fmpq* raw() { return raw_; }

 private:
  fmpq_t raw_;
};

class Arf {
 public:
  Arf() { arf_init(raw_); }
  Arf(const Arf&) = delete;
  Arf& operator=(const Arf&) = delete;
  ~Arf() { arf_clear(raw_); }
  arf_ptr raw() { return raw_; }

 private:
  arf_t raw_;
};

class Fmpz {
 public:
  Fmpz() { fmpz_init(raw_); }
  Fmpz(const Fmpz&) = delete;
  Fmpz& operator=(const Fmpz&) = delete;
  ~Fmpz() { fmpz_clear(raw_); }
  fmpz* raw() { return raw_; }

 private:
  fmpz_t raw_;
};

Rational exact_value(arf_ptr number) {
  if (arf_is_zero(number) != 0) return 0;
  Fmpz mantissa;
  Fmpz exponent;
  arf_get_fmpz_2exp(mantissa.raw(), exponent.raw(), number);
  if (fmpz_cmp_si(exponent.raw(), max_exponent) > 0 || fmpz_cmp_si(exponent.raw(), -max_exponent) < 0) {
    throw LimitError("an enclosure of size beyond 2^(+-" + std::to_string(max_exponent) + ") cannot be written exactly");
  }
  Rational value;
  auto* raw = value.backend().data();
  fmpz_get_mpz(mpq_numref(raw), mantissa.raw());
  const slong shift = fmpz_get_si(exponent.raw());
  if (shift >= 0) {
    mpq_mul_2exp(raw, raw, static_cast<mp_bitcnt_t>(shift));
  } else {
    mpq_div_2exp(raw, raw, static_cast<mp_bitcnt_t>(-shift));
  }
  return value;
}

}  // namespace

Ball Ball::enclose(const Rational& value, slong precision_bits) {
  Ball ball;
  Fmpq exact(value);
  arb_set_fmpq(ball.raw_, exact.raw(), precision_bits);
  return ball;
}

Ball Ball::between(const Rational& lower, const Rational& upper, slong precision_bits) {
  if (lower > upper) throw std::invalid_argument("the ends of an enclosure are in the wrong order");
  Ball ball;
  arb_union(ball.raw_, enclose(lower, precision_bits).raw_, enclose(upper, precision_bits).raw_, precision_bits);
  return ball;
}

Ball Ball::whole_line() {
  Ball ball;
  arb_zero_pm_inf(ball.raw_);
  return ball;
}

Rational Ball::lower(slong precision_bits) const {
  if (!is_finite()) throw std::invalid_argument("an unbounded enclosure has no lower end");
  Arf bound;
  arb_get_lbound_arf(bound.raw(), raw_, precision_bits);
  return exact_value(bound.raw());
}

Rational Ball::upper(slong precision_bits) const {
  if (!is_finite()) throw std::invalid_argument("an unbounded enclosure has no upper end");
  Arf bound;
  arb_get_ubound_arf(bound.raw(), raw_, precision_bits);
  return exact_value(bound.raw());
}

Truth less(const Ball& a, const Ball& b) {
  if (!a.is_finite() || !b.is_finite()) return Truth::unknown;
  if (arb_lt(a.raw(), b.raw()) != 0) return Truth::yes;
  return arb_ge(a.raw(), b.raw()) != 0 ? Truth::no : Truth::unknown;
}

Truth less_equal(const Ball& a, const Ball& b) {
  if (!a.is_finite() || !b.is_finite()) return Truth::unknown;
  if (arb_le(a.raw(), b.raw()) != 0) return Truth::yes;
  return arb_gt(a.raw(), b.raw()) != 0 ? Truth::no : Truth::unknown;
}

}  // namespace rankcert
