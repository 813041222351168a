// Rigorous definite integrals.
//
// A finite range goes to Arb's acb_calc_integrate (Petras' algorithm: Gauss-Legendre with a proved error where the
// integrand is analytic on an ellipse, bisection elsewhere). The integrand is the formula's own tree walked with the
// running variable bound to a complex rectangle.
//
// Two shapes that bisection cannot cope with are transformed first: algebraic ends in arcsine_integral.cpp, infinite ranges
// in half_line_integral.cpp. Why all of this encloses the integral: proofs-notes/integrals.md.
#include <acb_calc.h>

#include <algorithm>
#include <exception>

#include "enclosure/evaluation_error.hpp"
#include "enclosure/walk.hpp"

namespace rankcert {
namespace {

using Kind = Expression::Kind;

bool is_infinite(const Expression& node) {
  return node.kind == Kind::infinity || (node.kind == Kind::negate && node.children[0]->kind == Kind::infinity);
}

/// Whether the number is known up to rounding. An end that is not may hide a stretch where the integrand is undefined.
bool is_sharp(const Value& end, slong bits) {
  if (is_exact(end)) return true;
  const Ball ball = to_ball(end, bits);
  return mag_cmp_2exp_si(arb_radref(ball.raw()), -bits / 2) <= 0 || arb_rel_accuracy_bits(ball.raw()) >= bits / 2;
}

struct IntegrandCall {
  const std::function<Value(const ComplexBall&)>* integrand;
  Arithmetic* arithmetic;
  bool analytic_outside;
  std::exception_ptr failure;
};

/// Arb's callback. Exceptions must not cross C code: the first one is kept and everything after it is unbounded.
int call_integrand(acb_ptr out, const acb_t in, void* data, slong order, slong /*precision*/) {
  auto& call = *static_cast<IntegrandCall*>(data);
  acb_indeterminate(out);
  if (call.failure != nullptr) return 0;
  try {
    ComplexBall argument;
    acb_set(argument.raw(), in);
    call.arithmetic->analytic = call.analytic_outside || order != 0;
    const Value value = (*call.integrand)(argument);
    acb_set(out, to_complex(value, call.arithmetic->precision_bits).raw());
  } catch (...) {
    call.failure = std::current_exception();
  }
  return 0;
}

}  // namespace

Value Evaluator::Walk::at(const Expression& body, const std::string& name, Value value) {
  const Scope scope(*this);
  bindings_.push_back({.name = name, .value = std::move(value)});
  return evaluate(body);
}

/// Whether the formula can read the running variable of an integral around it, itself or through a function of a let.
bool Evaluator::Walk::depends_on_outer_variable(const Expression& formula) const {
  const auto complex_below = [&](std::size_t end) {
    return std::any_of(bindings_.begin() + static_cast<std::ptrdiff_t>(first_visible_), bindings_.begin() + static_cast<std::ptrdiff_t>(end),
                       [](const Binding& b) { return is_complex(b.value); });
  };
  bool found = false;
  for_each_node(formula, [&](const Expression& node) {
    if (found || (node.kind != Kind::variable && node.kind != Kind::call)) return;
    const Binding* bound = find(node.name);
    found = bound != nullptr && (bound->function != nullptr ? complex_below(bound->visible) : is_complex(bound->value));
  });
  return found;
}

/// The integral over the segment between two real numbers. `inside`: the integrand depends on the running variable of an
/// integral around this one.
Value Evaluator::Walk::integrate(const std::function<Value(const ComplexBall&)>& integrand, const Value& from, const Value& to, bool inside) {
  if (!is_finite(from) || !is_finite(to)) return unbounded(inside);
  if (!is_sharp(from, arithmetic_.precision_bits) || !is_sharp(to, arithmetic_.precision_bits)) return unbounded(inside);
  const bool outside = arithmetic_.analytic && inside;
  IntegrandCall call{.integrand = &integrand, .arithmetic = &arithmetic_, .analytic_outside = outside, .failure = nullptr};
  struct Restore {
    bool& target;
    bool value;
    ~Restore() { target = value; }
  } const restore{arithmetic_.analytic, arithmetic_.analytic};

  const slong bits = arithmetic_.precision_bits;
  acb_calc_integrate_opt_t options;
  acb_calc_integrate_opt_init(options);
  mag_t tolerance;
  mag_init(tolerance);
  mag_set_ui_2exp_si(tolerance, 1, -bits);
  ComplexBall result;
  acb_calc_integrate(result.raw(), call_integrand, &call, to_complex(from, bits).raw(), to_complex(to, bits).raw(), bits, tolerance,
                     options, bits);
  mag_clear(tolerance);
  if (call.failure != nullptr) std::rethrow_exception(call.failure);

  if (!result.is_finite()) return unbounded(inside);
  if (outside) return result;
  // Every variable that the integrand reads is real here, so the integral is real, and an imaginary part that is not zero shows that the
  // integrand is not defined on the whole range.
  if (arb_contains_zero(acb_imagref(result.raw())) == 0) return unbounded(inside);
  if (!inside) return result.real_part();
  return ComplexBall(result.real_part());
}

Value Evaluator::Walk::integral(const Expression& node) {
  const Expression& from = *node.children[0];
  const Expression& to = *node.children[1];
  const Expression& body = *node.children[2];
  const bool inside = depends_on_outer_variable(node);
  if (is_infinite(from) || is_infinite(to)) {
    if (from.kind == Kind::infinity || (to.kind == Kind::negate && is_infinite(to))) {
      throw EvaluationError("an integral runs upward: -inf can only be its start and inf its end");
    }
    if (!is_infinite(to)) return half_line_integral(node, evaluate(to), false, inside);
    if (!is_infinite(from)) return half_line_integral(node, evaluate(from), true, inside);
    return add(half_line_integral(node, Rational(0), false, inside), half_line_integral(node, Rational(0), true, inside), arithmetic_);
  }
  const Value lower = evaluate(from);
  const Value upper = evaluate(to);
  if (is_exact(lower) && is_exact(upper)) {
    if (auto value = arcsine_integral(node, std::get<Rational>(lower), std::get<Rational>(upper), inside)) return *value;
  }
  if (!is_complex(lower) && !is_complex(upper)) {
    return integrate([&](const ComplexBall& t) { return at(body, node.name, t); }, lower, upper, inside);
  }
  // The ends depend on an outer running variable: t = lower + (upper - lower) u brings the range to [0, 1].
  const Value width = subtract(upper, lower, arithmetic_);
  const auto integrand = [&](const ComplexBall& u) {
    const Value t = add(lower, multiply(width, u, arithmetic_), arithmetic_);
    return multiply(width, at(body, node.name, t), arithmetic_);
  };
  return integrate(integrand, Rational(0), Rational(1), true);
}

}  // namespace rankcert
