#include "coq/term.hpp"

#include <stdexcept>

namespace rankcert::coq {
namespace {

using Op = Term::Op;

/// Levels of Coq's notations, from the loosest; an argument of a function is the tightest.
enum Level { sum_level = 1, product_level, power_level, argument_level };

std::string bracketed(const std::string& text, bool needed) { return needed ? "(" + text + ")" : text; }

std::string render(const Term& term, int level);

std::string binary(const Term& term, const char* sign, int own, int level) {
  const std::string text = render(*term.children[0], own) + " " + sign + " " + render(*term.children[1], own + 1);
  return bracketed(text, level > own);
}

std::string applied(const std::string& function, const Term& term, int level) {
  std::string text = function;
  for (const TermPtr& child : term.children) text += " " + render(*child, argument_level);
  return bracketed(text, level >= argument_level);
}

/// A real number: IZR of a literal where the number is negative, since Coq reads -5 as Ropp 5.
std::string whole(const Integer& value, int level) {
  return value < 0 ? bracketed("IZR " + render_integer(value), level >= argument_level) : render_integer(value);
}

std::string number(const Rational& value, int level) {
  if (is_integer(value)) return whole(numerator(value), level);
  return bracketed(whole(numerator(value), product_level) + " / " + whole(denominator(value), power_level), level > product_level);
}

/// Exponents from here on are written for powerRZ: those of ^ are unary numbers in Coq.
constexpr int largest_unary = 1000;

bool is_unary(const Rational& exponent) { return exponent >= 0 && exponent <= largest_unary; }

std::string power(const Term& term, int level) {
  const std::string exponent = render_integer(numerator(term.number));
  if (!is_unary(term.number)) return bracketed("powerRZ " + render(*term.children[0], argument_level) + " " + exponent, level >= argument_level);
  return bracketed(render(*term.children[0], argument_level) + " ^ " + exponent, level > power_level);
}

std::string integral(const Term& term, int level) {
  return bracketed("RInt (fun " + term.name + " => " + render(*term.children[2], sum_level) + ") " + render(*term.children[0], argument_level) +
                       " " + render(*term.children[1], argument_level),
                   level >= argument_level);
}

std::string render(const Term& term, int level) {
  switch (term.op) {
    case Op::number: return number(term.number, level);
    case Op::pi: return "PI";
    case Op::variable: return term.name;
    case Op::named: return term.entry->name;
    case Op::integer_function: return bracketed("IZR (" + term.name + ")", level >= argument_level);
    case Op::negate: return bracketed("- " + render(*term.children[0], power_level), level > sum_level);
    case Op::add: return binary(term, "+", sum_level, level);
    case Op::subtract: return binary(term, "-", sum_level, level);
    case Op::multiply: return binary(term, "*", product_level, level);
    case Op::divide: return binary(term, "/", product_level, level);
    case Op::power: return power(term, level);
    case Op::real_power: return applied("Rpower", term, level);
    case Op::apply: return applied(term.name, term, level);
    case Op::minimum: return applied("Rmin", term, level);
    case Op::maximum: return applied("Rmax", term, level);
    case Op::floor: return bracketed("IZR (" + applied("Zfloor", term, sum_level) + ")", level >= argument_level);
    case Op::ceil: return bracketed("IZR (" + applied("Zceil", term, sum_level) + ")", level >= argument_level);
    case Op::integral: return integral(term, level);
  }
  throw std::logic_error("a term of no kind");
}

std::string constructed(const char* constructor, const Term& term) {
  std::string text = "(" + std::string(constructor);
  for (const TermPtr& child : term.children) text += " " + render_rational(*child);
  return text + ")";
}

/// m and e with value = m 2^e, m odd or zero; nothing if the value is no dyadic number.
std::optional<std::pair<Integer, std::int64_t>> dyadic_of(const Rational& value) {
  const Integer q = denominator(value);
  const auto twos = static_cast<std::int64_t>(lsb(q));
  if (q != Integer(1) << static_cast<unsigned>(twos)) return std::nullopt;
  const Integer p = numerator(value);
  if (p == 0 || twos > 0) return std::pair{p, -twos};
  const auto zeros = static_cast<std::int64_t>(lsb(Integer(abs(p))));
  return std::pair{Integer(p >> static_cast<unsigned>(zeros)), zeros};
}

}  // namespace

std::string render_integer(const Integer& value) {
  static const Integer long_from = Integer(1) << 62U;
  const Integer size = abs(value);
  const std::string digits = size < long_from ? size.str() : "0x" + size.str(0, std::ios_base::hex);
  return value < 0 ? "(-" + digits + ")" : digits;
}

std::string render_real(const Term& term) { return render(term, sum_level); }

std::string render_fraction(const Rational& value) {
  return whole(numerator(value), product_level) + " / " + whole(denominator(value), power_level);
}

std::string render_end(const Rational& value) {
  const auto dyadic = dyadic_of(value);
  if (!dyadic) return render_fraction(value);
  const auto& [m, e] = *dyadic;
  if (is_integer(value) && abs(value) < Rational(Integer(1) << 62U)) return whole(numerator(value), product_level);
  return whole(m, product_level) + " * powerRZ 2 " + render_integer(e);
}

std::string render_end_rational(const Rational& value) {
  const auto dyadic = dyadic_of(value);
  if (!dyadic) return "(Div (Int " + render_integer(numerator(value)) + ") (Int " + render_integer(denominator(value)) + "))";
  if (is_integer(value) && abs(value) < Rational(Integer(1) << 62U)) return "(Int " + render_integer(numerator(value)) + ")";
  return "(dyadic " + render_integer(dyadic->first) + " " + render_integer(dyadic->second) + ")";
}

std::string render_rational(const Term& term) {
  switch (term.op) {
    case Op::number:
      if (is_integer(term.number)) return "(Int " + render_integer(numerator(term.number)) + ")";
      return "(Div (Int " + render_integer(numerator(term.number)) + ") (Int " + render_integer(denominator(term.number)) + "))";
    case Op::named:
      return "(Known " + term.entry->name + " " + render_integer(numerator(term.exact())) + " " + render_integer(denominator(term.exact())) + " " +
             term.entry->name + "_is)";
    case Op::integer_function: return "(Int (" + term.name + "))";
    case Op::negate: return constructed("Opp", term);
    case Op::add: return constructed("Add", term);
    case Op::subtract: return constructed("Sub", term);
    case Op::multiply: return constructed("Mul", term);
    case Op::divide: return constructed("Div", term);
    case Op::power:
      return "(" + std::string(is_unary(term.number) ? "Pow " : "PowZ ") + render_rational(*term.children[0]) + " " +
             render_integer(numerator(term.number)) + ")";
    case Op::apply: return constructed("Abs", term);
    case Op::minimum: return constructed("Min", term);
    case Op::maximum: return constructed("Max", term);
    case Op::floor: return constructed("Floor", term);
    case Op::ceil: return constructed("Ceil", term);
    default: throw std::logic_error("a term that is not rational");
  }
}

}  // namespace rankcert::coq
