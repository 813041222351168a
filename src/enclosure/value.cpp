#include "enclosure/value.hpp"

#include <fmpq.h>

#include <algorithm>
#include <stdexcept>

#include "enclosure/evaluation_error.hpp"

namespace rankcert {
namespace {

using RealOperation = void (*)(arb_t, const arb_t, const arb_t, slong);
using ComplexOperation = void (*)(acb_t, const acb_t, const acb_t, slong);

Value enclosed(const Value& a, const Value& b, RealOperation real, ComplexOperation complex, slong precision_bits) {
  const bool in_plane = is_complex(a) || is_complex(b);
  if (!is_finite(a) || !is_finite(b)) return unbounded(in_plane);
  if (in_plane) {
    ComplexBall result;
    complex(result.raw(), to_complex(a, precision_bits).raw(), to_complex(b, precision_bits).raw(), precision_bits);
    return checked(std::move(result));
  }
  Ball result;
  real(result.raw(), to_ball(a, precision_bits).raw(), to_ball(b, precision_bits).raw(), precision_bits);
  return checked(std::move(result));
}

bool is_exact_zero(const Value& value) { return is_exact(value) && std::get<Rational>(value) == 0; }

/// base^exponent exactly, if it stays within the limits.
std::optional<Rational> exact_power(const Rational& base, const Rational& exponent, const Limits& limits) {
  if (exponent == 0) return 1;
  if (base == 0) {
    if (exponent < 0) throw EvaluationError("0 cannot be raised to the negative power " + to_text(exponent));
    return 0;
  }
  if (base == 1) return 1;
  if (!is_integer(exponent)) {
    if (base < 0) throw EvaluationError("a negative number raised to " + to_text(exponent).substr(0, 40) + ", which is no integer");
    if (exponent != Rational(1, 2)) return std::nullopt;
    const auto* raw = base.backend().data();
    if (mpz_perfect_square_p(mpq_numref(raw)) == 0 || mpz_perfect_square_p(mpq_denref(raw)) == 0) return std::nullopt;
    Rational root;
    mpz_sqrt(mpq_numref(root.backend().data()), mpq_numref(raw));
    mpz_sqrt(mpq_denref(root.backend().data()), mpq_denref(raw));
    return root;
  }
  const auto n = to_int64(exponent);
  const auto most = static_cast<std::int64_t>(limits.max_exact_bits / bit_size(base));
  if (!n || *n > most || *n < -most) return std::nullopt;
  const auto size = static_cast<unsigned long>(*n < 0 ? -*n : *n);
  Rational result;
  auto* raw = result.backend().data();
  mpz_pow_ui(mpq_numref(raw), mpq_numref(base.backend().data()), size);
  mpz_pow_ui(mpq_denref(raw), mpq_denref(base.backend().data()), size);
  if (*n < 0) mpq_inv(raw, raw);
  return result;
}

/// Integer exponents keep the sign of the base and need no logarithm.
bool integer_power(Value& result, const Value& base, const Value& exponent, slong precision_bits) {
  if (!is_exact(exponent) || !is_integer(std::get<Rational>(exponent))) return false;
  fmpz_t n;
  fmpz_init(n);
  fmpz_set_mpz(n, mpq_numref(std::get<Rational>(exponent).backend().data()));
  if (is_complex(base)) {
    ComplexBall power;
    acb_pow_fmpz(power.raw(), std::get<ComplexBall>(base).raw(), n, precision_bits);
    result = checked(std::move(power));
  } else {
    Ball power;
    arb_pow_fmpz(power.raw(), to_ball(base, precision_bits).raw(), n, precision_bits);
    result = checked(std::move(power));
  }
  fmpz_clear(n);
  return true;
}

/// x^y for every x >= 0 in `base` and every y in `exponent`, which must be positive: for each y monotone in x, so that
/// the values lie between 0 and the power of the upper end.
Ball nonnegative_power(const Ball& base, const Ball& exponent, slong precision_bits) {
  Ball top;
  arb_get_ubound_arf(arb_midref(top.raw()), base.raw(), precision_bits);
  Ball result;
  if (!top.is_positive()) return result;
  arb_pow(result.raw(), top.raw(), exponent.raw(), precision_bits);
  const Ball zero;
  arb_union(result.raw(), result.raw(), zero.raw(), precision_bits);
  return result;
}

Value complex_power(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  const slong bits = arithmetic.precision_bits;
  const ComplexBall base = to_complex(a, bits);
  const ComplexBall exponent = to_complex(b, bits);
  if (arithmetic.analytic || !base.is_real() || !exponent.is_real()) {
    ComplexBall result;
    acb_pow_analytic(result.raw(), base.raw(), exponent.raw(), arithmetic.analytic ? 1 : 0, bits);
    return checked(std::move(result));
  }
  const Ball real_base = base.real_part();
  const Ball real_exponent = exponent.real_part();
  Ball result;
  if (real_base.is_positive()) arb_pow(result.raw(), real_base.raw(), real_exponent.raw(), bits);
  else if (real_exponent.is_positive() && !real_base.is_negative()) result = nonnegative_power(real_base, real_exponent, bits);
  else return ComplexBall::whole_plane();
  return checked(ComplexBall(result));
}

}  // namespace

bool is_finite(const Value& value) {
  if (const auto* ball = std::get_if<Ball>(&value)) return ball->is_finite();
  if (const auto* ball = std::get_if<ComplexBall>(&value)) return ball->is_finite();
  return true;
}

Value unbounded(bool complex) {
  if (complex) return ComplexBall::whole_plane();
  return Ball::whole_line();
}

Value checked(Ball result) {
  if (!result.is_finite()) return Ball::whole_line();
  return result;
}

Value checked(ComplexBall result) {
  if (!result.is_finite()) return ComplexBall::whole_plane();
  return result;
}

Ball to_ball(const Value& value, slong precision_bits) {
  if (const auto* exact = std::get_if<Rational>(&value)) return Ball::enclose(*exact, precision_bits);
  if (const auto* ball = std::get_if<Ball>(&value)) return *ball;
  throw std::logic_error("a complex enclosure where a real one is needed");
}

ComplexBall to_complex(const Value& value, slong precision_bits) {
  if (const auto* ball = std::get_if<ComplexBall>(&value)) return *ball;
  return ComplexBall(to_ball(value, precision_bits));
}

Value settle(Rational value, const Arithmetic& arithmetic) {
  if (has_at_most_bits(value, arithmetic.limits->max_exact_bits)) return value;
  return Ball::enclose(value, arithmetic.precision_bits);
}

Value add(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact(a) && is_exact(b)) return settle(std::get<Rational>(a) + std::get<Rational>(b), arithmetic);
  if (is_exact_zero(a)) return b;
  if (is_exact_zero(b)) return a;
  return enclosed(a, b, arb_add, acb_add, arithmetic.precision_bits);
}

Value subtract(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact(a) && is_exact(b)) return settle(std::get<Rational>(a) - std::get<Rational>(b), arithmetic);
  return enclosed(a, b, arb_sub, acb_sub, arithmetic.precision_bits);
}

Value multiply(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact(a) && is_exact(b)) return settle(std::get<Rational>(a) * std::get<Rational>(b), arithmetic);
  if ((is_exact_zero(a) && is_finite(b)) || (is_exact_zero(b) && is_finite(a))) return Rational(0);
  return enclosed(a, b, arb_mul, acb_mul, arithmetic.precision_bits);
}

Value divide(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact_zero(b)) throw EvaluationError("division by zero");
  if (is_exact(a) && is_exact(b)) return settle(std::get<Rational>(a) / std::get<Rational>(b), arithmetic);
  return enclosed(a, b, arb_div, acb_div, arithmetic.precision_bits);
}

Value negate(const Value& a, const Arithmetic& arithmetic) { return subtract(Rational(0), a, arithmetic); }

Value power(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact(a) && is_exact(b)) {
    if (auto exact = exact_power(std::get<Rational>(a), std::get<Rational>(b), *arithmetic.limits)) return std::move(*exact);
  }
  if (!is_finite(a) || !is_finite(b)) return unbounded(is_complex(a) || is_complex(b));
  Value result;
  if (integer_power(result, a, b, arithmetic.precision_bits)) return result;
  if (is_complex(a) || is_complex(b)) return complex_power(a, b, arithmetic);
  Ball ball;
  arb_pow(ball.raw(), to_ball(a, arithmetic.precision_bits).raw(), to_ball(b, arithmetic.precision_bits).raw(), arithmetic.precision_bits);
  return checked(std::move(ball));
}

Value hull(const Value& a, const Value& b, slong precision_bits) { return enclosed(a, b, arb_union, acb_union, precision_bits); }

Truth compare(const Value& a, Relation relation, const Value& b, slong precision_bits) {
  if (is_exact(a) && is_exact(b)) {
    const int order = std::get<Rational>(a).compare(std::get<Rational>(b));
    const bool holds = relation == Relation::less            ? order < 0
                       : relation == Relation::less_equal    ? order <= 0
                       : relation == Relation::greater       ? order > 0
                       : relation == Relation::greater_equal ? order >= 0
                                                             : order == 0;
    return holds ? Truth::yes : Truth::no;
  }
  const Ball left = to_complex(a, precision_bits).real_part();
  const Ball right = to_complex(b, precision_bits).real_part();
  switch (relation) {
    case Relation::less: return less(left, right);
    case Relation::less_equal: return less_equal(left, right);
    case Relation::greater: return less(right, left);
    case Relation::greater_equal: return less_equal(right, left);
    case Relation::equal: break;
  }
  // Two enclosures never prove an equation; disjoint ones refute it.
  const bool differ = less(left, right) == Truth::yes || less(right, left) == Truth::yes;
  return differ ? Truth::no : Truth::unknown;
}

}  // namespace rankcert
