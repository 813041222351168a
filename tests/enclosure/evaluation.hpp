// Formulas to values, and what tests ask of a value.
#pragma once

#include <fmpq.h>

#include <algorithm>
#include <string>
#include <vector>

#include "enclosure/evaluate.hpp"
#include "formula/definitions.hpp"
#include "formula/parser.hpp"

namespace rankcert {

inline Value value_of(const std::string& text, slong bits = 64, const Definitions& definitions = {}, const Limits& limits = {}) {
  const ExpressionPtr formula = parse_formula(text, limits);
  check_names(*formula, text, {}, definitions);
  return Evaluator(definitions, bits, limits).enclose(*formula);
}

inline void define(Definitions& definitions, const char* head, const std::string& body) {
  const FunctionHead parsed = parse_head(head);
  definitions.add({parsed.name, parsed.parameters, parse_formula(body), body, "", ""});
}

/// Whether the ball holds the number; exact, unlike a comparison with rounded ends.
inline bool contains(const Ball& ball, const Rational& number) {
  fmpq_t exact;
  fmpq_init(exact);
  fmpq_set_mpq(exact, number.backend().data());
  const bool inside = arb_contains_fmpq(ball.raw(), exact) != 0;
  fmpq_clear(exact);
  return inside;
}

inline bool contains(const Value& value, const Rational& number) {
  if (is_exact(value)) return std::get<Rational>(value) == number;
  return contains(to_ball(value, 64), number);
}

inline bool overlap(const Value& a, const Value& b, slong bits = 4096) {
  return arb_overlaps(to_ball(a, bits).raw(), to_ball(b, bits).raw()) != 0;
}

/// Upper end minus lower end; -1 for the whole line.
inline Rational width(const Value& value) {
  if (is_exact(value)) return 0;
  const Ball ball = to_ball(value, 64);
  if (!ball.is_finite()) return -1;
  return ball.upper(4096) - ball.lower(4096);
}

/// Everything, and no NaN, of which nobody says what it contains.
inline bool is_whole(const Ball& ball) { return arf_is_nan(arb_midref(ball.raw())) == 0 && mag_is_inf(arb_radref(ball.raw())) != 0; }

inline bool is_whole(const Value& value) {
  if (const auto* ball = std::get_if<Ball>(&value)) return is_whole(*ball);
  return !is_finite(value);
}

/// [k, k + 1] with these very ends, which Ball::between moves outward.
inline Ball from_integer_to_next(int k) {
  Ball ball = Ball::enclose(Rational(2 * k + 1, 2), 64);
  mag_one(arb_radref(ball.raw()));
  mag_mul_2exp_si(arb_radref(ball.raw()), arb_radref(ball.raw()), -1);
  return ball;
}

/// Finite and of a relative width (absolute for small numbers) of at most 2^-bits.
inline bool is_sharp(const Value& value, slong bits) {
  if (!is_finite(value)) return false;
  const Ball ball = to_ball(value, 256);
  const Rational size = std::max(Rational(1), Rational(abs(ball.upper(64))));
  return width(value) * Rational(Integer(1) << static_cast<unsigned>(bits)) <= size;
}

}  // namespace rankcert
