#include "formula/substitute.hpp"

#include <algorithm>

namespace rankcert {
namespace {

using Kind = Expression::Kind;
using Replacements = std::map<std::string, ExpressionPtr>;

/// Whether the name of the node is bound in its last child (and in no other).
bool binds_in_last(const Expression& node) {
  return node.kind == Kind::sum || node.kind == Kind::product || node.kind == Kind::integral || node.kind == Kind::let_value;
}

Replacements without(Replacements replacements, const std::vector<std::string>& names) {
  for (const std::string& name : names) replacements.erase(name);
  return replacements;
}

ExpressionPtr replace(const ExpressionPtr& formula, const Replacements& replacements) {
  if (replacements.empty()) return formula;
  if (formula->kind == Kind::variable) {
    const auto found = replacements.find(formula->name);
    return found == replacements.end() ? formula : found->second;
  }
  if (formula->children.empty()) return formula;
  Expression node = *formula;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (binds_in_last(node) && i + 1 == node.children.size()) {
      node.children[i] = replace(node.children[i], without(replacements, {node.name}));
    } else if (node.kind == Kind::let_function && i == 0) {
      node.children[i] = replace(node.children[i], without(replacements, node.parameters));
    } else {
      node.children[i] = replace(node.children[i], replacements);
    }
  }
  return make_node(std::move(node));
}

}  // namespace

ExpressionPtr substitute(const ExpressionPtr& formula, const Assignment& values) {
  Replacements numbers;
  for (const auto& [name, value] : values) numbers.emplace(name, make_number(value));
  return replace(formula, numbers);
}

ExpressionPtr replace_variable(const ExpressionPtr& formula, const std::string& name, const ExpressionPtr& replacement) {
  return replace(formula, {{name, replacement}});
}

bool occurs_free(const Expression& formula, const std::string& name) {
  if (formula.kind == Kind::variable) return formula.name == name;
  for (std::size_t i = 0; i < formula.children.size(); ++i) {
    const bool hidden = (binds_in_last(formula) && i + 1 == formula.children.size() && formula.name == name) ||
                        (formula.kind == Kind::let_function && i == 0 &&
                         std::find(formula.parameters.begin(), formula.parameters.end(), name) != formula.parameters.end());
    if (!hidden && occurs_free(*formula.children[i], name)) return true;
  }
  return false;
}

}  // namespace rankcert
