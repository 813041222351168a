// A bound of the integral of a product over [T, inf), for products of powers of polynomials, exp(polynomial) and bounded
// functions. Every inequality used here is a lemma of proofs-notes/integrals.md, "Tail bound".
#include <algorithm>

#include "enclosure/walk.hpp"
#include "formula/substitute.hpp"

namespace rankcert {

using Kind = Expression::Kind;

/// Bounds of a function on [T, inf): lower <= f <= upper.
struct Evaluator::Walk::Piece {
  Ball lower;
  Ball upper;
};

namespace {

Ball zero_ball() { return {}; }

Ball integer_ball(int value) {
  Ball ball;
  arb_set_si(ball.raw(), value);
  return ball;
}

Ball upper_bound_of_size(const Ball& ball, slong bits) {
  Ball size;
  arb_abs(size.raw(), ball.raw());
  Ball bound;
  arb_get_ubound_arf(arb_midref(bound.raw()), size.raw(), bits);
  return bound;
}

/// The coefficients of q(T + u) in u, by Horner's scheme.
std::vector<Ball> shifted(std::vector<Ball> coefficients, const Ball& by, slong bits) {
  for (std::size_t i = 0; i + 1 < coefficients.size(); ++i) {
    for (std::size_t j = coefficients.size() - 1; j > i; --j) {
      arb_addmul(coefficients[j - 1].raw(), coefficients[j].raw(), by.raw(), bits);
    }
  }
  return coefficients;
}

std::vector<Ball> derivative(const std::vector<Ball>& coefficients, slong bits) {
  std::vector<Ball> result;
  for (std::size_t i = 1; i < coefficients.size(); ++i) {
    result.emplace_back();
    arb_mul_ui(result.back().raw(), coefficients[i].raw(), i, bits);
  }
  if (result.empty()) result.emplace_back();
  return result;
}

bool all_not_positive(const std::vector<Ball>& coefficients, std::size_t first) {
  for (std::size_t i = first; i < coefficients.size(); ++i) {
    if (arb_is_nonpositive(coefficients[i].raw()) == 0) return false;
  }
  return true;
}

bool all_not_negative(const std::vector<Ball>& coefficients, std::size_t first) {
  for (std::size_t i = first; i < coefficients.size(); ++i) {
    if (arb_is_nonnegative(coefficients[i].raw()) == 0) return false;
  }
  return true;
}

/// Functions that are defined on the whole real line, with their range there.
struct TotalFunction {
  std::string_view name;
  bool bounded;
  int lower;
  int upper;
};
constexpr TotalFunction total_functions[] = {
    {"Phi", true, 0, 1},   {"Phic", true, 0, 1},   {"abs", false, 0, 0},   {"atan", true, -2, 2}, {"ceil", false, 0, 0},
    {"cos", true, -1, 1},  {"cosh", false, 0, 0},  {"erf", true, -1, 1},   {"erfc", true, 0, 2},  {"exp", false, 0, 0},
    {"expm1", false, 0, 0}, {"floor", false, 0, 0}, {"max", false, 0, 0},   {"min", false, 0, 0},  {"sin", true, -1, 1},
    {"sinh", false, 0, 0}, {"tanh", true, -1, 1}};

const TotalFunction* find_total(std::string_view name) {
  const auto* found = std::find_if(std::begin(total_functions), std::end(total_functions),
                                   [&](const TotalFunction& f) { return f.name == name; });
  return found == std::end(total_functions) ? nullptr : found;
}

}  // namespace

/// True only if the formula has a real value for every real value of the running variable.
bool Evaluator::Walk::is_total(const Expression& node, const std::string& name) {
  switch (node.kind) {
    case Kind::number:
    case Kind::pi: return true;
    case Kind::variable: return node.name == name || is_finite(evaluate(node));
    case Kind::negate:
    case Kind::add:
    case Kind::subtract:
    case Kind::multiply: break;
    case Kind::divide:
      if (node.children[1]->kind != Kind::number || node.children[1]->number == 0) return false;
      break;
    case Kind::power:
      if (node.children[1]->kind != Kind::number || !is_integer(node.children[1]->number) || node.children[1]->number < 0) return false;
      break;
    case Kind::call:
      if (find_total(node.name) == nullptr) return false;
      break;
    default: return false;
  }
  return std::all_of(node.children.begin(), node.children.end(), [&](const auto& child) { return is_total(*child, name); });
}

/// The coefficients in the running variable, lowest first, if the formula is a polynomial of degree at most 64 in it.
std::optional<std::vector<Ball>> Evaluator::Walk::polynomial_of(const Expression& node, const std::string& name) {
  constexpr std::size_t most = 65;
  const slong bits = arithmetic_.precision_bits;
  using Coefficients = std::vector<Ball>;
  const auto product = [&](const Coefficients& a, const Coefficients& b) -> std::optional<Coefficients> {
    if (a.size() + b.size() > most + 1) return std::nullopt;
    Coefficients result(a.size() + b.size() - 1);
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < b.size(); ++j) arb_addmul(result[i + j].raw(), a[i].raw(), b[j].raw(), bits);
    }
    return result;
  };
  if (!occurs_free(node, name)) {
    return Coefficients{to_ball(evaluate(node), bits)};
  }
  if (node.kind == Kind::variable) return Coefficients{zero_ball(), integer_ball(1)};
  if (node.kind == Kind::power) {
    const Value exponent = occurs_free(*node.children[1], name) ? Value(Ball()) : evaluate(*node.children[1]);
    const std::int64_t n = is_exact(exponent) ? to_int64(std::get<Rational>(exponent)).value_or(-1) : -1;
    const auto base = polynomial_of(*node.children[0], name);
    if (n < 0 || n >= static_cast<std::int64_t>(most) || !base) return std::nullopt;
    std::optional<Coefficients> result = Coefficients{integer_ball(1)};
    for (std::int64_t i = 0; i < n && result; ++i) result = product(*result, *base);
    return result;
  }
  const bool binary = node.kind == Kind::add || node.kind == Kind::subtract || node.kind == Kind::multiply || node.kind == Kind::divide;
  if (!binary && node.kind != Kind::negate) return std::nullopt;
  auto left = polynomial_of(*node.children[0], name);
  if (!left) return std::nullopt;
  if (node.kind == Kind::negate) {
    for (Ball& c : *left) arb_neg(c.raw(), c.raw());
    return left;
  }
  const auto right = polynomial_of(*node.children[1], name);
  if (!right) return std::nullopt;
  if (node.kind == Kind::multiply) return product(*left, *right);
  if (node.kind == Kind::divide) {
    if (right->size() != 1) return std::nullopt;
    for (Ball& c : *left) arb_div(c.raw(), c.raw(), right->front().raw(), bits);
    return left;
  }
  if (left->size() < right->size()) left->resize(right->size());
  for (std::size_t i = 0; i < right->size(); ++i) {
    (node.kind == Kind::add ? arb_add : arb_sub)((*left)[i].raw(), (*left)[i].raw(), (*right)[i].raw(), bits);
  }
  return left;
}

std::optional<Evaluator::Walk::Piece> Evaluator::Walk::range_on_tail(const Expression& node, const std::string& name, const Ball& from) {
  const slong bits = arithmetic_.precision_bits;
  if (!occurs_free(node, name)) {
    const Ball ball = to_ball(evaluate(node), bits);
    return Piece{ball, ball};
  }
  if (node.kind == Kind::call) {
    const TotalFunction* function = find_total(node.name);
    if (function == nullptr) return std::nullopt;
    if (node.name == "exp") {
      const auto exponent = polynomial_of(*node.children[0], name);
      if (!exponent || !all_not_positive(shifted(derivative(*exponent, bits), from, bits), 0)) return std::nullopt;
      Piece piece{zero_ball(), shifted(*exponent, from, bits).front()};
      arb_exp(piece.upper.raw(), piece.upper.raw(), bits);
      return piece;
    }
    if (!function->bounded || !is_total(*node.children[0], name)) return std::nullopt;
    return Piece{integer_ball(function->lower), integer_ball(function->upper)};
  }
  if (node.children.empty() || node.children.size() > 2 || node.kind == Kind::let_value || node.kind == Kind::let_function) return std::nullopt;
  auto left = range_on_tail(*node.children[0], name, from);
  if (!left) return std::nullopt;
  if (node.kind == Kind::negate) {
    std::swap(left->lower, left->upper);
    arb_neg(left->lower.raw(), left->lower.raw());
    arb_neg(left->upper.raw(), left->upper.raw());
    return left;
  }
  if (node.kind == Kind::power) {
    if (occurs_free(*node.children[1], name) || arb_is_nonnegative(left->lower.raw()) == 0) return std::nullopt;
    const Value exponent = evaluate(*node.children[1]);
    if (!is_exact(exponent) || std::get<Rational>(exponent) < 0) return std::nullopt;
    return Piece{to_ball(power(left->lower, exponent, arithmetic_), bits), to_ball(power(left->upper, exponent, arithmetic_), bits)};
  }
  const auto right = range_on_tail(*node.children[1], name, from);
  if (!right) return std::nullopt;
  Piece result;
  if (node.kind == Kind::add) {
    arb_add(result.lower.raw(), left->lower.raw(), right->lower.raw(), bits);
    arb_add(result.upper.raw(), left->upper.raw(), right->upper.raw(), bits);
    return result;
  }
  if (node.kind == Kind::subtract) {
    arb_sub(result.lower.raw(), left->lower.raw(), right->upper.raw(), bits);
    arb_sub(result.upper.raw(), left->upper.raw(), right->lower.raw(), bits);
    return result;
  }
  if (node.kind != Kind::multiply) return std::nullopt;
  bool first = true;
  for (const Ball* a : {&left->lower, &left->upper}) {
    for (const Ball* b : {&right->lower, &right->upper}) {
      Ball corner;
      arb_mul(corner.raw(), a->raw(), b->raw(), bits);
      if (first) result = {corner, corner};
      first = false;
      arb_min(result.lower.raw(), result.lower.raw(), corner.raw(), bits);
      arb_max(result.upper.raw(), result.upper.raw(), corner.raw(), bits);
    }
  }
  return result;
}

/// An upper bound of the integral of |product of factors| over [from, inf), from >= 1, if the factors are of a known shape:
/// |f(t)| <= B t^a exp(p(t)), whose logarithmic derivative is at most -s < 0 on the whole tail, so that the integral is at
/// most B T^a exp(p(T))/s.
std::optional<Ball> Evaluator::Walk::tail_bound(const std::vector<Factor>& factors, const std::string& name, const Rational& from) {
  if (from < 1) return std::nullopt;
  const slong bits = arithmetic_.precision_bits;
  const Ball start = Ball::enclose(from, bits);
  Ball size = integer_ball(1);          // B
  Rational growth = 0;                  // a
  std::vector<Ball> exponent(1);        // p
  const auto scale = [&](const Ball& bound, bool inverted) {
    (inverted ? arb_div : arb_mul)(size.raw(), size.raw(), bound.raw(), bits);
  };
  /// |q(t)|^e <= (sum |q_i|)^e t^(e deg q) for t >= 1, or q(T)^e where q is increasing and e < 0.
  const auto take_polynomial = [&](const std::vector<Ball>& q, const Rational& e) {
    Ball base;
    if (e >= 0) {
      for (const Ball& c : q) arb_add(base.raw(), base.raw(), upper_bound_of_size(c, bits).raw(), bits);
      growth += e * Rational(q.size() - 1);
    } else {
      const std::vector<Ball> around = shifted(q, start, bits);
      if (!around.front().is_positive() || !all_not_negative(around, 1)) return false;
      base = around.front();
    }
    scale(to_ball(power(base, e, arithmetic_), bits), false);
    return true;
  };
  for (const Factor& factor : factors) {
    const Expression& base = *factor.base;
    const Rational sign = factor.inverted ? -1 : 1;
    if (!occurs_free(base, name)) {
      const Ball ball = to_ball(evaluate(base), bits);
      if (!ball.is_finite() || (factor.inverted && arb_contains_zero(ball.raw()) != 0)) return Ball::whole_line();
      scale(factor.inverted ? ball : upper_bound_of_size(ball, bits), factor.inverted);
      continue;
    }
    if (base.kind == Kind::call && base.name == "exp") {
      if (const auto p = polynomial_of(*base.children[0], name)) {
        if (exponent.size() < p->size()) exponent.resize(p->size());
        for (std::size_t i = 0; i < p->size(); ++i) {
          (factor.inverted ? arb_sub : arb_add)(exponent[i].raw(), exponent[i].raw(), (*p)[i].raw(), bits);
        }
        continue;
      }
    }
    const bool in_bars = base.kind == Kind::call && base.name == "abs";
    if (const auto q = polynomial_of(in_bars ? *base.children[0] : base, name)) {
      if (!take_polynomial(*q, sign)) return std::nullopt;
      continue;
    }
    const bool root = base.kind == Kind::call && base.name == "sqrt";
    if (root || (base.kind == Kind::power && !occurs_free(*base.children[1], name))) {
      const Value e = root ? Value(Rational(1, 2)) : evaluate(*base.children[1]);
      const auto q = polynomial_of(*base.children[0], name);
      // A power that is no integer is real only on a positive base: the shifted coefficients must show it.
      const std::vector<Ball> around = q ? shifted(*q, start, bits) : std::vector<Ball>(1);
      const bool positive = around.front().is_positive() && all_not_negative(around, 1);
      if (positive && is_exact(e) && take_polynomial(*q, sign * std::get<Rational>(e))) continue;
    }
    const auto piece = factor.inverted ? std::nullopt : range_on_tail(base, name, start);
    if (!piece) return std::nullopt;
    Ball bound;
    arb_max(bound.raw(), upper_bound_of_size(piece->lower, bits).raw(), upper_bound_of_size(piece->upper, bits).raw(), bits);
    scale(bound, false);
  }
  arb_abs(size.raw(), size.raw());
  const std::vector<Ball> slope = shifted(derivative(exponent, bits), start, bits);
  if (!all_not_positive(slope, 1)) return std::nullopt;
  Ball decay = Ball::enclose(growth > 0 ? Rational(growth / from) : Rational(0), bits);
  arb_add(decay.raw(), decay.raw(), slope.front().raw(), bits);
  arb_neg(decay.raw(), decay.raw());
  if (!decay.is_positive()) return std::nullopt;
  Ball bound = shifted(exponent, start, bits).front();
  arb_exp(bound.raw(), bound.raw(), bits);
  arb_mul(bound.raw(), bound.raw(), to_ball(power(from, growth, arithmetic_), bits).raw(), bits);
  arb_mul(bound.raw(), bound.raw(), size.raw(), bits);
  arb_div(bound.raw(), bound.raw(), decay.raw(), bits);
  return bound.is_finite() ? upper_bound_of_size(bound, bits) : Ball::whole_line();
}

}  // namespace rankcert
