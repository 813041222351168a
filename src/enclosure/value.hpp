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
  slong precision_bits = 64;  ///< of every operation
  /// Inside an integrand: the result must be the value of a function that is analytic on the whole argument rectangle;
  /// where it is not, the answer is the whole plane. Arb's integrator relies on it.
  bool analytic = false;
  const Limits* limits = nullptr;  ///< on the size of exact numbers
};

[[nodiscard]] inline bool is_exact(const Value& value) { return std::holds_alternative<Rational>(value); }
[[nodiscard]] inline bool is_complex(const Value& value) { return std::holds_alternative<ComplexBall>(value); }

/// False for the whole line and the whole plane, which say nothing. They stand for "not bounded yet" and for "undefined"
/// alike, so every operation is strict in them: what reads one of them returns one (sin(log(-1)) is not within [-1, 1]).
[[nodiscard]] bool is_finite(const Value& value);
/// The whole plane if `complex`, else the whole line.
[[nodiscard]] Value unbounded(bool complex);
/// What Arb computed; where it found no bound, the whole line (plane), so that no NaN leaves the kernel.
[[nodiscard]] Value checked(Ball result);
[[nodiscard]] Value checked(ComplexBall result);

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
/// needs an integer exponent: EvaluationError if both are exact, the whole line otherwise. In an integrand a real base
/// that touches the negative numbers is cut off at zero if b > 0 (proofs-notes/integrals.md, "The end rule").
[[nodiscard]] Value power(const Value& a, const Value& b, const Arithmetic& arithmetic);

/// An enclosure of both values, the whole line (plane) if one of them is.
[[nodiscard]] Value hull(const Value& a, const Value& b, slong precision_bits);

/// Whether `a relation b` holds. Exact operands are always decided; complex operands are compared by
/// their real parts (proofs-notes/integrals.md says why that is right inside an integrand).
[[nodiscard]] Truth compare(const Value& a, Relation relation, const Value& b, slong precision_bits);

}  // namespace rankcert
