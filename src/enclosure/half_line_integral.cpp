// Integrals over an infinite range: cut at a point T, and the rest bounded by tail_bound.cpp.
#include "enclosure/evaluation_error.hpp"
#include "enclosure/walk.hpp"
#include "formula/substitute.hpp"

namespace rankcert {
namespace {

using Kind = Expression::Kind;

/// The formula with the variable's sign changed.
ExpressionPtr mirrored(const ExpressionPtr& formula, const std::string& name) {
  const ExpressionPtr variable = make_node({.kind = Kind::variable, .name = name});
  return replace_variable(formula, name, make_node({.kind = Kind::negate, .children = {variable}}));
}

Rational ceiling(const Rational& value) {
  Integer result;
  mpz_cdiv_q(result.backend().data(), mpq_numref(value.backend().data()), mpq_denref(value.backend().data()));
  return result;
}

}  // namespace

/// Over [from, inf) if `upward`, else over (-inf, from], which is the same integral of the mirrored integrand over
/// [-from, inf).
Value Evaluator::Walk::half_line_integral(const Expression& node, const Value& from, bool upward, bool inside) {
  if (inside) {
    throw EvaluationError("an integral over an infinite range inside another integral cannot depend on the outer variable; use finite ends");
  }
  const slong bits = arithmetic_.precision_bits;
  const ExpressionPtr body = upward ? node.children[2] : mirrored(node.children[2], node.name);
  const Value start = upward ? from : negate(from, arithmetic_);
  const std::vector<Factor> factors = factors_of(body, node.name);
  const Ball start_ball = to_ball(start, bits);
  if (!start_ball.is_finite()) return Ball::whole_line();
  Rational cut = start_ball.upper(bits);
  cut = ceiling(cut < 4 ? Rational(4) : cut);
  const Ball negligible = Ball::enclose(Rational(1, Integer(1) << static_cast<unsigned>(bits)), bits);
  std::optional<Ball> tail;
  constexpr int most_cuts = 80;
  for (int i = 0; i < most_cuts && !(tail && less(*tail, negligible) == Truth::yes); ++i) {
    if (i > 0) cut = ceiling(cut * Rational(5, 4));
    tail = tail_bound(factors, node.name, cut);
  }
  if (!tail) {
    throw EvaluationError("the integrand's decay at infinity is not seen: write it as a product of powers of '" + node.name +
                          "', exp(polynomial) and bounded factors such as Phi, or use finite ends");
  }
  const Value inner = integrate([&](const ComplexBall& t) { return at(*body, node.name, t); }, start, cut, false);
  Ball error;
  arb_add_error(error.raw(), tail->raw());
  return add(inner, error, arithmetic_);
}

}  // namespace rankcert
