// The functions of the language in Coq: which of them it has, and what the others are written as.
#include <map>

#include "coq/not_carried.hpp"
#include "coq/specialise.hpp"
#include "enclosure/function_rules.hpp"
#include "exact/error.hpp"

namespace rankcert::coq {
namespace {

using Kind = Expression::Kind;
using Op = Term::Op;

/// Arguments of factorials and the like, whose value is computed in Coq.
constexpr int largest_whole_argument = 3'000;
/// Exponents of powers: those that Coq computes exactly, those that its interval tactic multiplies out, and the size of any.
constexpr int largest_exact_exponent = 100'000;
constexpr int largest_unary_exponent = 1'000;
constexpr std::size_t most_exponent_bits = 64;

bool depends_on_variable(const Term& term) { return !term.value.has_value(); }

[[noreturn]] void refuse(const std::string& what) { throw NotCarried("Coq cannot carry " + what); }

std::string shown(const TermPtr& term) {
  std::string text = render_real(*term);
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  return text;
}

/// Requires a term without the variable of an integral.
void require_closed(const TermPtr& term, const std::string& function) {
  if (depends_on_variable(*term)) refuse(function + " of the variable of an integral");
}

Integer small_whole(const TermPtr& term, const std::string& function, const Integer& least) {
  require_closed(term, function);
  if (!term->rational || !is_integer(term->exact())) refuse(function + " at " + shown(term) + ", which is no exact whole number");
  const Integer value = numerator(term->exact());
  if (value < least || value > largest_whole_argument) {
    refuse(function + " at " + value.str() + ": whole arguments from " + least.str() + " to " + std::to_string(largest_whole_argument) + " are carried");
  }
  return value;
}

Integer odds(const Integer& k) {
  Integer product = 1;
  for (Integer i = 1; i <= k; ++i) product *= 2 * i - 1;
  return product;
}

}  // namespace

TermPtr Specialiser::function(const std::string& name, const std::vector<TermPtr>& arguments) {
  const TermPtr& x = arguments[0];
  const auto number = [&](int value) { return made({.op = Op::number, .number = value, .value = Value(Rational(value)), .rational = true}); };
  static const std::map<std::string, std::string> same = {{"exp", "exp"}, {"log", "ln"}, {"sin", "sin"}, {"cos", "cos"}, {"atan", "atan"}};
  if (const auto found = same.find(name); found != same.end()) return applied(found->second, name, x);
  if (name == "expm1") return binary(Op::subtract, applied("exp", "exp", x), number(1));
  if (name == "log1p") return applied("ln", "log", binary(Op::add, number(1), x));
  if (name == "cosh" || name == "sinh") {
    const TermPtr up = applied("exp", "exp", x);
    const TermPtr down = applied("exp", "exp", unary(Op::negate, x));
    return binary(Op::divide, binary(name == "cosh" ? Op::add : Op::subtract, up, down), number(2));
  }
  if (name == "tanh") {
    const TermPtr grown = binary(Op::add, applied("exp", "exp", binary(Op::multiply, number(2), x)), number(1));
    return binary(Op::subtract, number(1), binary(Op::divide, number(2), grown));
  }
  if (name == "abs") {
    if (!x->rational) return applied("Rabs", "abs", x);
    return made({.op = Op::apply, .name = "Rabs", .children = {x}, .value = Value(Rational(abs(x->exact()))), .rational = true});
  }
  if (name == "sqrt") return square_root(x);
  if (name == "asin") return arcsine(x);
  if (name == "max" || name == "min") return extremum(name, arguments);
  if (name == "floor" || name == "ceil") return rounded(name == "floor" ? Op::floor : Op::ceil, x);
  if (name == "factorial") {
    const Integer n = small_whole(x, name, 0);
    return integer_function("Zfactorial " + render_integer(n), std::get<Rational>(apply_function(name, std::vector<Value>{Value(Rational(n))}, arithmetic_)));
  }
  if (name == "gamma") return gamma(x);
  if (name == "lgamma") return applied("ln", "log", gamma(x));
  if (name == "binomial") {
    require_closed(x, name);
    require_closed(arguments[1], name);
    const Integer n = whole(x, "binomial of a number");
    const Integer k = whole(arguments[1], "binomial with a lower number");
    const Integer factors = k > n ? k : std::min(k, Integer(n - k));
    if (factors > largest_whole_argument || bit_size(Rational(n)) > 256) refuse("binomial(" + n.str() + ", " + k.str() + "): too many factors");
    const Value value = apply_function(name, std::vector<Value>{Value(Rational(n)), Value(Rational(k))}, arithmetic_);
    if (!is_exact(value)) refuse("binomial(" + n.str() + ", " + k.str() + "): too long a number");
    return integer_function("Zbinomial " + render_integer(n) + " " + render_integer(k), std::get<Rational>(value));
  }
  if (name == "erf" || name == "erfc" || name == "Phi" || name == "Phic") {
    require_closed(x, name);
    return normal(name, x);
  }
  refuse("the function " + name);
}

/// One pair at a time; on numbers that are only enclosed, every pair gets a name and a lemma.
TermPtr Specialiser::extremum(const std::string& name, const std::vector<TermPtr>& arguments) {
  TermPtr result = arguments[0];
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    TermPtr next = arguments[i];
    require_closed(result, name);
    require_closed(next, name);
    const bool rational = result->rational && next->rational;
    if (!rational) {
      result = simple("argument", readable(result));
      next = simple("argument", readable(next));
    }
    Term term{.op = name == "max" ? Op::maximum : Op::minimum, .children = {result, next}};
    term.value = apply_function(name, std::vector<Value>{*result->value, *next->value}, arithmetic_);
    term.rational = term.opaque = rational;
    const TermPtr pair = made(std::move(term));
    result = rational ? pair : named(name, "", pair, name == "max" ? Proof::maximum : Proof::minimum);
  }
  return result;
}

TermPtr Specialiser::rounded(Op op, const TermPtr& argument) {
  const std::string name = op == Op::floor ? "floor" : "ceil";
  require_closed(argument, name);
  const TermPtr operand = argument->rational ? argument : simple("argument", readable(argument));
  Term term{.op = op, .children = {operand}};
  const Value value = apply_function(name, std::vector<Value>{*operand->value}, arithmetic_);
  if (!is_exact(value)) throw TooWide("Coq cannot carry " + name + "(" + shown(argument) + "), whose value the enclosure does not decide");
  term.value = value;
  term.rational = term.opaque = operand->rational;
  if (term.rational) decided_exactly_ = true;
  const TermPtr result = made(std::move(term));
  if (result->rational) return result;
  Entry entry{.name = fresh(name), .comment = "", .body = result, .proof = op == Op::floor ? Proof::floor : Proof::ceil};
  entry.exact = std::get<Rational>(value);
  return name_of(std::move(entry));
}

TermPtr Specialiser::square_root(const TermPtr& argument) {
  const TermPtr root = applied("sqrt", "sqrt", argument);
  if (depends_on_variable(*root) || !argument->rational || !is_exact(*root->value)) return root;
  Entry entry{.name = fresh("root"), .comment = "", .body = root, .proof = Proof::square_root};
  entry.exact = std::get<Rational>(*root->value);
  return name_of(std::move(entry));
}

TermPtr Specialiser::arcsine(const TermPtr& argument) {
  require_closed(argument, "asin");
  if (argument->rational && abs(argument->exact()) == 1) {
    const TermPtr half_turn = binary(Op::divide, walk({.kind = Kind::pi}), made({.op = Op::number, .number = 2, .value = Value(Rational(2)), .rational = true}));
    return argument->exact() == 1 ? half_turn : unary(Op::negate, half_turn);
  }
  const TermPtr operand = simple("argument", readable(argument));
  if (operand->rational && operand->exact() == 0) return applied("asin", "asin", operand);
  if (compare(*operand->value, Relation::less, Value(Rational(1)), working_precision()) != Truth::yes ||
      compare(*operand->value, Relation::greater, Value(Rational(-1)), working_precision()) != Truth::yes) {
    throw TooWide("Coq cannot carry asin at " + shown(argument) + ", which is not seen to lie inside (-1, 1)");
  }
  return named("asin", "", applied("asin", "asin", operand), Proof::arcsine);
}

/// gamma(n) = (n-1)!, and gamma(k + 1/2) = 1 3 5 ... (2k-1)/2^k sqrt(pi) (DLMF 5.4.1, 5.4.6, 5.5.1).
TermPtr Specialiser::gamma(const TermPtr& argument) {
  require_closed(argument, "gamma");
  if (!argument->rational) refuse("gamma at " + shown(argument) + ", which is only enclosed");
  const Rational x = argument->exact();
  if (x <= 0 || x > largest_whole_argument || !is_integer(2 * x)) {
    refuse("gamma at " + shown(argument) + ": whole and half arguments above 0 up to " + std::to_string(largest_whole_argument) + " are carried");
  }
  const std::string key = "gamma(" + to_text(x) + ")";
  TermPtr& known = known_[key];
  if (known) return known;
  if (is_integer(x)) {
    const Integer n = numerator(x) - 1;
    const Value value = apply_function("factorial", std::vector<Value>{Value(Rational(n))}, arithmetic_);
    return known = name_of({.name = fresh("gamma"), .comment = key, .body = integer_function("Zfactorial " + render_integer(n), std::get<Rational>(value))});
  }
  const Integer k = numerator(Rational(x - Rational(1, 2)));
  const TermPtr product = integer_function("Zodds " + render_integer(k), Rational(odds(k)));
  const TermPtr two = made({.op = Op::number, .number = 2, .value = Value(Rational(2)), .rational = true});
  const TermPtr exponent = made({.op = Op::number, .number = Rational(k), .value = Value(Rational(k)), .rational = true});
  const TermPtr root = applied("sqrt", "sqrt", walk({.kind = Kind::pi}));
  const TermPtr factor = name_of({.name = fresh("odds"), .comment = "", .body = binary(Op::divide, product, power(two, exponent))});
  return known = name_of({.name = fresh("gamma"), .comment = key, .body = binary(Op::multiply, factor, root)});
}

/// Phi and erf are integrals in the preamble; their lemmas rest on the lemma about the integral.
TermPtr Specialiser::normal(const std::string& name, TermPtr argument) {
  argument = simple("argument", readable(argument));
  const bool is_phi = name[0] == 'P';
  const auto number = [&](int value) { return made({.op = Op::number, .number = value, .value = Value(Rational(value)), .rational = true}); };
  Ball pi_value;
  arb_const_pi(pi_value.raw(), working_precision());
  const TermPtr pi = made({.op = Op::pi, .value = Value(pi_value)});
  const std::string function = is_phi ? "Phi" : "erf";
  const std::string key = function + "(" + render_real(*argument) + ")";
  TermPtr& value = known_[key];
  if (!value) {
    const TermPtr t = made({.op = Op::variable, .name = "t"});
    const TermPtr square = power(t, number(2));
    const TermPtr body = applied("exp", "exp", unary(Op::negate, is_phi ? binary(Op::divide, square, number(2)) : square));
    const TermPtr integral = integral_of("t", number(0), argument, body);
    const TermPtr root = applied("sqrt", "sqrt", is_phi ? binary(Op::multiply, number(2), pi) : pi);
    TermPtr expanded = binary(Op::multiply, binary(Op::divide, number(is_phi ? 1 : 2), root), integral);
    if (is_phi) expanded = binary(Op::add, binary(Op::divide, number(1), number(2)), expanded);
    Term call{.op = Op::apply, .name = function, .children = {argument}, .value = expanded->value};
    value = named(function, key, made(std::move(call)), Proof::interval, expanded);
  }
  return name == function ? value : binary(Op::subtract, number(1), value);
}

TermPtr Specialiser::power(const TermPtr& base, const TermPtr& exponent) {
  const auto value_of_power = [&]() -> std::optional<Value> {
    if (depends_on_variable(*base) || depends_on_variable(*exponent)) return std::nullopt;
    return rankcert::power(*base->value, *exponent->value, arithmetic_);
  };
  if (exponent->rational && is_integer(exponent->exact())) {
    if (bit_size(exponent->exact()) > most_exponent_bits) refuse("the exponent " + shown(exponent) + ", which is too long");
    // coq-interval reads whole exponents as unary numbers; Rpower x n is x^n for x > 0.
    const bool is_positive = !depends_on_variable(*base) && compare(*base->value, Relation::greater, Value(Rational(0)), working_precision()) == Truth::yes;
    if (abs(exponent->exact()) > largest_unary_exponent && is_positive && !(base->rational && is_exact(*value_of_power()))) {
      return made({.op = Op::real_power, .children = {base, exponent}, .value = value_of_power()});
    }
    if (abs(exponent->exact()) > largest_exact_exponent) refuse("the exponent " + shown(exponent) + " of a number that is not seen to be above 0");
    Term term{.op = Op::power, .number = exponent->exact(), .children = {base}, .value = value_of_power()};
    term.rational = base->rational && is_exact(*term.value);
    return made(std::move(term));
  }
  if (exponent->rational && is_integer(2 * exponent->exact()) && abs(exponent->exact()) < largest_exact_exponent) {
    const Integer k = numerator(Rational(2 * exponent->exact()));
    const auto number = [&](const Integer& value) { return made({.op = Op::number, .number = Rational(value), .value = Value(Rational(value)), .rational = true}); };
    if (k < 0 && depends_on_variable(*base)) refuse("the root of an expression of the variable of an integral in a denominator");
    const TermPtr root = square_root(base);
    if (k == 1) return root;
    if (k > 0) return power(root, number(k));
    return binary(Op::divide, number(1), k == -1 ? root : power(root, number(-k)));
  }
  if (depends_on_variable(*base)) refuse("a power of the variable of an integral that is neither whole nor half");
  if (compare(*base->value, Relation::greater, Value(Rational(0)), working_precision()) != Truth::yes) {
    throw TooWide("Coq cannot carry a power of " + shown(base) + ", which is not seen to be above 0");
  }
  return made({.op = Op::real_power, .children = {base, exponent}, .value = value_of_power()});
}

TermPtr Specialiser::integral(const Expression& node) {
  const TermPtr from = walk(*node.children[0]);
  const TermPtr to = walk(*node.children[1]);
  const std::string variable = fresh(node.name);
  bindings_.push_back({.name = node.name, .value = made({.op = Op::variable, .name = variable})});
  const TermPtr body = walk(*node.children[2]);
  bindings_.pop_back();
  return integral_of(variable, from, to, body);
}

/// An integral is enclosed by the kernel's integrator for the closed formula that it stands for; Coq encloses it anew.
TermPtr Specialiser::integral_of(const std::string& variable, const TermPtr& from, const TermPtr& to, const TermPtr& body) {
  if (depends_on_variable(*from) || depends_on_variable(*to) || holds_another(*body, variable)) {
    refuse("an integral that depends on the variable of another one");
  }
  Term term{.op = Op::integral, .name = variable, .children = {from, to, body}};
  const auto closed = make_node({.kind = Kind::integral, .name = variable, .children = {expression_of(from), expression_of(to), expression_of(body)}});
  term.value = evaluator_->enclose(*closed);
  if (from->rational && to->rational && from->exact() == to->exact()) {
    Entry entry{.name = fresh("integral"), .comment = "", .body = made(std::move(term)), .proof = Proof::empty_range};
    entry.exact = Rational(0);
    return name_of(std::move(entry));
  }
  return named("integral", "", made(std::move(term)), Proof::integral);
}

ExpressionPtr Specialiser::expression_of(const TermPtr& term) {
  static const std::map<Op, Kind> kinds = {{Op::negate, Kind::negate}, {Op::add, Kind::add}, {Op::subtract, Kind::subtract},
                                           {Op::multiply, Kind::multiply}, {Op::divide, Kind::divide}, {Op::real_power, Kind::power}};
  static const std::map<Op, std::string> calls = {{Op::minimum, "min"}, {Op::maximum, "max"}, {Op::floor, "floor"}, {Op::ceil, "ceil"}};
  if (term->rational) return make_number(term->exact());
  std::vector<ExpressionPtr> children;
  if (term->op == Op::named) {
    ExpressionPtr& known = expressions_[term->entry];
    if (!known) known = term->entry->exact ? make_number(*term->entry->exact) : expression_of(term->entry->body);
    return known;
  }
  for (const TermPtr& child : term->children) children.push_back(expression_of(child));
  if (const auto found = kinds.find(term->op); found != kinds.end()) return make_node({.kind = found->second, .children = children});
  if (const auto found = calls.find(term->op); found != calls.end()) return make_node({.kind = Kind::call, .name = found->second, .children = children});
  switch (term->op) {
    case Op::number: return make_number(term->number);
    case Op::pi: return make_node({.kind = Kind::pi});
    case Op::variable: return make_node({.kind = Kind::variable, .name = term->name});
    case Op::power: return make_node({.kind = Kind::power, .children = {children[0], make_number(term->number)}});
    case Op::integral: return make_node({.kind = Kind::integral, .name = term->name, .children = children});
    default: break;
  }
  const std::string name = term->name == "ln" ? "log" : term->name == "Rabs" ? "abs" : term->name;
  return make_node({.kind = Kind::call, .name = name, .children = children});
}

}  // namespace rankcert::coq
