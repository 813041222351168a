// Integrals with an algebraic end: a factor (1-t^2)^e with 2e an integer >= -1, on a range inside [-1,1]. Bisection copes
// badly with such ends and not at all with e = -1/2; t = sin u turns the factor and dt into cos(u)^(2e+1), which is entire.
// Proof: proofs-notes/integrals.md, "Arcsine substitution".
#include <algorithm>

#include "enclosure/evaluation_error.hpp"
#include "enclosure/walk.hpp"
#include "formula/substitute.hpp"

namespace rankcert {
namespace {

using Kind = Expression::Kind;

bool is_number(const Expression& node, int value) { return node.kind == Kind::number && node.number == value; }

/// Matches 1 - t^2 as written.
bool is_one_minus_square(const Expression& node, const std::string& name) {
  if (node.kind != Kind::subtract || !is_number(*node.children[0], 1)) return false;
  const Expression& square = *node.children[1];
  return square.kind == Kind::power && square.children[0]->kind == Kind::variable && square.children[0]->name == name &&
         is_number(*square.children[1], 2);
}

}  // namespace

std::optional<Value> Evaluator::Walk::arcsine_integral(const Expression& node, const Rational& from, const Rational& to, bool inside) {
  if (abs(from) > 1 || abs(to) > 1) return std::nullopt;
  const std::string& name = node.name;
  Rational exponent = 0;
  std::vector<Factor> rest;
  for (const Factor& factor : factors_of(node.children[2], name)) {
    const Expression& base = *factor.base;
    std::optional<Rational> own;
    if (is_one_minus_square(base, name)) own = 1;
    if (base.kind == Kind::call && base.name == "sqrt" && is_one_minus_square(*base.children[0], name)) own = Rational(1, 2);
    if (base.kind == Kind::power && is_one_minus_square(*base.children[0], name) && !occurs_free(*base.children[1], name)) {
      const Value value = evaluate(*base.children[1]);
      if (is_exact(value)) own = std::get<Rational>(value);
    }
    if (own) {
      exponent += factor.inverted ? Rational(-*own) : *own;
    } else {
      rest.push_back(factor);
    }
  }
  const Rational cosine_power = 2 * exponent + 1;
  if (!is_integer(cosine_power) || cosine_power < 0 || (is_integer(exponent) && exponent >= 0)) return std::nullopt;

  const auto arcsine = [&](const Rational& end) -> Value {
    Ball angle = Ball::enclose(end, arithmetic_.precision_bits);
    arb_asin(angle.raw(), angle.raw(), arithmetic_.precision_bits);
    return angle;
  };
  const auto integrand = [&](const ComplexBall& u) -> Value {
    ComplexBall sine;
    ComplexBall cosine;
    acb_sin_cos(sine.raw(), cosine.raw(), u.raw(), arithmetic_.precision_bits);
    charge_exponent(cosine_power);
    Value value = power(cosine, cosine_power, arithmetic_);
    for (const Factor& factor : rest) {
      const Value other = at(*factor.base, name, sine);
      value = factor.inverted ? divide(value, other, arithmetic_) : multiply(value, other, arithmetic_);
    }
    return value;
  };
  return integrate(integrand, arcsine(from), arcsine(to), inside);
}

}  // namespace rankcert
