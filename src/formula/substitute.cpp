#include "formula/substitute.hpp"

#include <algorithm>

namespace rankcert {
namespace {

using Kind = Expression::Kind;
using Replacements = std::map<std::string, ExpressionPtr>;

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
  const bool binds_in_last = node.kind == Kind::sum || node.kind == Kind::product || node.kind == Kind::integral || node.kind == Kind::let_value;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (binds_in_last && i + 1 == node.children.size()) {
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

}  // namespace rankcert
