#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "formula/function_table.hpp"
#include "formula/render.hpp"

namespace rankcert {
namespace {

using Kind = Expression::Kind;

enum Binding : int { loosest, additive, multiplicative, unary, power, atom };

Binding binding_of(const Expression& node) {
  switch (node.kind) {
    case Kind::number: return node.number < 0 ? unary : atom;
    case Kind::compare:
    case Kind::let_value:
    case Kind::let_function: return loosest;
    case Kind::add:
    case Kind::subtract: return additive;
    case Kind::multiply:
    case Kind::sum:
    case Kind::product:
    case Kind::integral: return multiplicative;
    case Kind::negate: return unary;
    case Kind::power: return power;
    default: return atom;
  }
}

std::string latex_of(const Expression& node, Binding needed);

std::string with_escaped_underscores(std::string text) {
  for (std::size_t at = 0; (at = text.find('_', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

/// A letter, Latin or Greek by its name, is a symbol and what follows its underscore a subscript: d_h, kappa_1. Any other
/// name is a word, set upright.
std::string name_latex(const std::string& name) {
  constexpr std::array greek = std::to_array<std::string_view>({"alpha", "beta", "delta", "epsilon", "eta", "gamma", "kappa",
      "lambda", "mu", "nu", "omega", "phi", "psi", "rho", "sigma", "tau", "theta"});
  const auto under = name.find('_');
  const std::string head = name.substr(0, under);
  const bool is_greek = std::find(greek.begin(), greek.end(), head) != greek.end();
  if (head.size() != 1 && !is_greek) return "\\mathrm{" + with_escaped_underscores(name) + "}";
  const std::string symbol = is_greek ? "\\" + head : head;
  if (under == std::string::npos || under + 1 == name.size()) return symbol;
  return symbol + "_{\\mathrm{" + with_escaped_underscores(name.substr(under + 1)) + "}}";
}

std::string number_latex(const Rational& value) {
  if (is_integer(value)) return value.str();
  const std::string text = value.str();
  const auto bar = text.find('/');
  const bool negative = text.front() == '-';
  return std::string(negative ? "-" : "") + "\\frac{" + text.substr(negative ? 1 : 0, bar - (negative ? 1 : 0)) + "}{" + text.substr(bar + 1) + "}";
}

std::string list_of(const Expression& node) {
  std::string text;
  for (const auto& child : node.children) text += (text.empty() ? "" : ", ") + latex_of(*child, loosest);
  return text;
}

std::string call_latex(const Expression& node) {
  const FunctionSignature* built_in = find_function(node.name);
  if (built_in == nullptr) return name_latex(node.name) + "(" + list_of(node) + ")";
  std::string text;
  for (std::size_t i = 0; i < built_in->latex.size(); ++i) {
    if (built_in->latex[i] != '#') {
      text += built_in->latex[i];
      continue;
    }
    const char which = built_in->latex[++i];
    text += which == '*' ? list_of(node) : latex_of(*node.children[static_cast<std::size_t>(which - '1')], loosest);
  }
  return text;
}

std::string series_latex(const Expression& node, const char* sign) {
  const Expression& step = *node.children[2];
  const bool by_one = step.kind == Kind::number && step.number == 1;
  const std::string name = name_latex(node.name);
  const std::string first = latex_of(*node.children[0], loosest);
  const std::string under = name + "=" + first + (by_one ? "" : ",\\ \\text{step }" + latex_of(step, loosest));
  return std::string(sign) + "_{" + under + "}^{" + latex_of(*node.children[1], loosest) + "}" + latex_of(*node.children[3], multiplicative);
}

std::string relation_latex(Relation relation) {
  switch (relation) {
    case Relation::less_equal: return "\\le";
    case Relation::greater_equal: return "\\ge";
    default: return std::string(to_text(relation));
  }
}

std::string bare(const Expression& node) {
  const auto child = [&](std::size_t i, Binding needed) { return latex_of(*node.children[i], needed); };
  switch (node.kind) {
    case Kind::number: return number_latex(node.number);
    case Kind::pi: return "\\pi";
    case Kind::infinity: return "\\infty";
    case Kind::variable: return name_latex(node.name);
    case Kind::negate: return "-" + child(0, unary);
    case Kind::add: return child(0, additive) + "+" + child(1, multiplicative);
    case Kind::subtract: return child(0, additive) + "-" + child(1, multiplicative);
    case Kind::multiply: return child(0, multiplicative) + "\\,\\cdot\\, " + child(1, unary);
    case Kind::divide: return "\\frac{" + child(0, loosest) + "}{" + child(1, loosest) + "}";
    case Kind::power: return "{" + child(0, atom) + "}^{" + child(1, loosest) + "}";
    case Kind::compare: return child(0, additive) + relation_latex(node.relation) + " " + child(1, additive);
    case Kind::choose:
      return "\\begin{cases}" + child(1, loosest) + "&\\text{if }" + child(0, loosest) + "\\\\" + child(2, loosest) + "&\\text{otherwise}\\end{cases}";
    case Kind::call: return call_latex(node);
    case Kind::sum: return series_latex(node, "\\sum");
    case Kind::product: return series_latex(node, "\\prod");
    case Kind::integral:
      return "\\int_{" + child(0, loosest) + "}^{" + child(1, loosest) + "}" + child(2, multiplicative) + "\\,d" + name_latex(node.name);
    case Kind::let_value:
      return child(1, loosest) + "\\quad\\text{where }" + name_latex(node.name) + "=" + child(0, loosest);
    case Kind::let_function: {
      std::string names;
      for (const std::string& name : node.parameters) names += (names.empty() ? "" : ", ") + name_latex(name);
      return child(1, loosest) + "\\quad\\text{where }" + name_latex(node.name) + "(" + names + ")=" + child(0, loosest);
    }
  }
  throw std::logic_error("unknown kind of node");
}

std::string latex_of(const Expression& node, Binding needed) {
  const std::string text = bare(node);
  return binding_of(node) < needed ? "\\left(" + text + "\\right)" : text;
}

}  // namespace

std::string render_latex(const Expression& formula) { return latex_of(formula, loosest); }

}  // namespace rankcert
