#include "report/used_definitions.hpp"

#include <algorithm>
#include <set>

#include "formula/substitute.hpp"

namespace rankcert {
namespace {

/// Names of functions that the formula binds itself.
std::set<std::string> bound_functions(const Expression& formula) {
  std::set<std::string> names;
  for_each_node(formula, [&](const Expression& node) {
    if (node.kind == Expression::Kind::let_function) names.insert(node.name);
  });
  return names;
}

/// The definitions that stand in the formula itself. `parameters` are names that mean something else in it.
std::vector<const Definition*> own_definitions(const Expression& formula, const std::vector<std::string>& parameters, const Definitions& definitions) {
  const std::set<std::string> bound = bound_functions(formula);
  std::vector<const Definition*> own;
  for_each_node(formula, [&](const Expression& node) {
    const bool call = node.kind == Expression::Kind::call && !bound.contains(node.name);
    const bool constant = node.kind == Expression::Kind::variable && std::find(parameters.begin(), parameters.end(), node.name) == parameters.end() &&
                          occurs_free(formula, node.name);
    const Definition* found = call || constant ? definitions.find(node.name) : nullptr;
    if (found != nullptr && std::find(own.begin(), own.end(), found) == own.end()) own.push_back(found);
  });
  return own;
}

}  // namespace

std::vector<const Definition*> used_definitions(const std::vector<ExpressionPtr>& formulas, const Definitions& definitions) {
  std::vector<const Definition*> used;
  const auto append = [&](const std::vector<const Definition*>& more) {
    for (const Definition* one : more) {
      if (std::find(used.begin(), used.end(), one) == used.end()) used.push_back(one);
    }
  };
  for (const ExpressionPtr& formula : formulas) append(own_definitions(*formula, {}, definitions));
  for (std::size_t i = 0; i < used.size(); ++i) append(own_definitions(*used[i]->body, used[i]->parameters, definitions));
  return used;
}

std::string head_of(const Definition& definition) {
  std::string text;
  for (const std::string& name : definition.parameters) text += (text.empty() ? "" : ", ") + name;
  return definition.parameters.empty() ? definition.name : definition.name + "(" + text + ")";
}

}  // namespace rankcert
