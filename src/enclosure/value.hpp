// What a formula evaluates to: an exact rational while that is possible, an enclosure from there on, and inside an
// integrand a complex enclosure for whatever depends on the running variable.
#pragma once

#include <variant>

#include "enclosure/ball.hpp"
#include "enclosure/complex_ball.hpp"
#include "formula/expression.hpp"
#include "formula/limits.hpp"

namespace rankcert {

using Value = std::variant<Rational, Ball, ComplexBall>;

/// How an operation is to be carried out.
struct Arithmetic {
  slong precision_bits = 64;
  /// Inside an integrand: the result must be the value of a function that is analytic on the whole argument rectangle;
  /// where it is not, the answer is the whole plane. Arb's integrator relies on it.
  bool analytic = false;
  const Limits* limits = nullptr;
};

[[nodiscard]] inline bool is_exact(const Value& value) { return std::holds_alternative<Rational>(value); }
[[nodiscard]] inline bool is_complex(const Value& value) { return std::holds_alternative<ComplexBall>(value); }

/// An enclosure of a value that is not complex.
[[nodiscard]] Ball to_ball(const Value& value, slong precision_bits);
[[nodiscard]] ComplexBall to_complex(const Value& value, slong precision_bits);

/// The exact value if it is within the size limit of exact numbers, an enclosure of it otherwise.
[[nodiscard]] Value settle(Rational value, const Arithmetic& arithmetic);

/// The four operations, and minus. Exact on exact operands. A division by an exact zero throws EvaluationError; by an
/// enclosure that contains zero it gives the whole line.
[[nodiscard]] Value add(const Value& a, const Value& b, const Arithmetic& arithmetic);
[[nodiscard]] Value subtract(const Value& a, const Value& b, const Arithmetic& arithmetic);
[[nodiscard]] Value multiply(const Value& a, const Value& b, const Arithmetic& arithmetic);
[[nodiscard]] Value divide(const Value& a, const Value& b, const Arithmetic& arithmetic);
[[nodiscard]] Value negate(const Value& a, const Arithmetic& arithmetic);

/// a^b. Exact for an exact base and an integer exponent, or a square root that is rational; 0^0 = 1. A negative base
/// needs an integer exponent.
[[nodiscard]] Value power(const Value& a, const Value& b, const Arithmetic& arithmetic);

/// An enclosure of both values.
[[nodiscard]] Value hull(const Value& a, const Value& b, slong precision_bits);

/// Whether `a relation b` holds. Exact operands are always decided, except by nothing; complex operands are compared by
/// their real parts (see the note on integrals in LANGUAGE.md for why that is right inside an integrand).
[[nodiscard]] Truth compare(const Value& a, Relation relation, const Value& b, slong precision_bits);

}  // namespace rankcert
