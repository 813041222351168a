#include <stdexcept>

#include "formula/render.hpp"

namespace rankcert {
namespace {

using Kind = Expression::Kind;

// How tightly a node binds; a child that binds less tightly than its place needs gets brackets.
enum Binding : int { loosest, additive, multiplicative, unary, power, atom };

/// A decimal if the denominator is 2^a 5^b with few digits, else p/q.
std::string number_text(const Rational& value) {
  if (is_integer(value)) return value.str();
  const Integer denominator(mpq_denref(value.backend().data()));
  Integer ten_power = 1;
  for (std::size_t digits = 1; digits <= 40; ++digits) {
    ten_power *= 10;
    if (ten_power % denominator != 0) continue;
    const Rational scaled = value * Rational(ten_power);
    const bool negative = scaled < 0;
    std::string text = Integer(mpq_numref(Rational(negative ? Rational(-scaled) : scaled).backend().data())).str();
    if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
    text.insert(text.size() - digits, ".");
    return (negative ? "-" : "") + text;
  }
  return value.str();
}

Binding binding_of_number(const Rational& value) {
  const std::string text = number_text(value);
  if (text.find('/') != std::string::npos) return multiplicative;
  return value < 0 ? unary : atom;
}

Binding binding_of(const Expression& node) {
  switch (node.kind) {
    case Kind::number: return binding_of_number(node.number);
    case Kind::compare:
    case Kind::let_value:
    case Kind::let_function: return loosest;
    case Kind::add:
    case Kind::subtract: return additive;
    case Kind::multiply:
    case Kind::divide: return multiplicative;
    case Kind::negate: return unary;
    case Kind::power: return power;
    default: return atom;
  }
}

std::string text_of(const Expression& node, Binding needed);

std::string infix(const Expression& node, const char* symbol, Binding left, Binding right) {
  return text_of(*node.children[0], left) + symbol + text_of(*node.children[1], right);
}

std::string list_of(const Expression& node) {
  std::string text;
  for (const auto& child : node.children) text += (text.empty() ? "" : ", ") + text_of(*child, loosest);
  return text;
}

std::string names_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string range_of(const Expression& node) {
  return "(" + node.name + " = " + text_of(*node.children[0], additive) + ".." + text_of(*node.children[1], additive);
}

std::string series_of(const Expression& node, const char* word) {
  const Expression& step = *node.children[2];
  const bool by_one = step.kind == Kind::number && step.number == 1;
  return word + range_of(node) + (by_one ? "" : " step " + text_of(step, additive)) + ", " + text_of(*node.children[3], loosest) + ")";
}

std::string bare(const Expression& node) {
  switch (node.kind) {
    case Kind::number: return number_text(node.number);
    case Kind::pi: return "pi";
    case Kind::infinity: return "inf";
    case Kind::variable: return node.name;
    case Kind::negate: return "-" + text_of(*node.children[0], unary);
    case Kind::add: return infix(node, " + ", additive, multiplicative);
    case Kind::subtract: return infix(node, " - ", additive, multiplicative);
    case Kind::multiply: return infix(node, "*", multiplicative, unary);
    case Kind::divide: return infix(node, "/", multiplicative, unary);
    case Kind::power: return infix(node, "^", atom, unary);
    case Kind::compare:
      return text_of(*node.children[0], additive) + " " + std::string(to_text(node.relation)) + " " + text_of(*node.children[1], additive);
    case Kind::choose: return "if(" + list_of(node) + ")";
    case Kind::call: return node.name + "(" + list_of(node) + ")";
    case Kind::sum: return series_of(node, "sum");
    case Kind::product: return series_of(node, "prod");
    case Kind::integral: return "integral" + range_of(node) + ", " + text_of(*node.children[2], loosest) + ")";
    case Kind::let_value:
      return "let " + node.name + " = " + text_of(*node.children[0], loosest) + "; " + text_of(*node.children[1], loosest);
    case Kind::let_function:
      return "let " + node.name + "(" + names_of(node.parameters) + ") = " + text_of(*node.children[0], loosest) + "; " +
             text_of(*node.children[1], loosest);
  }
  throw std::logic_error("unknown kind of node");
}

std::string text_of(const Expression& node, Binding needed) {
  return binding_of(node) < needed ? "(" + bare(node) + ")" : bare(node);
}

}  // namespace

std::string render_text(const Expression& formula) { return text_of(formula, loosest); }

}  // namespace rankcert
