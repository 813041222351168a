// An integrand seen as a product of factors, so that a factor of a known shape can be found in it.
#include <algorithm>

#include "enclosure/evaluation_error.hpp"
#include "enclosure/walk.hpp"
#include "formula/substitute.hpp"

namespace rankcert {
namespace {

using Kind = Expression::Kind;

constexpr std::size_t deepest = 100;
constexpr std::size_t most_factors = 1'000;

/// Whether `formula` mentions the name at all: as a variable, a function, or a name that it binds.
bool mentions(const Expression& formula, const std::string& name) {
  bool found = false;
  for_each_node(formula, [&](const Expression& node) {
    found = found || node.name == name || std::find(node.parameters.begin(), node.parameters.end(), name) != node.parameters.end();
  });
  return found;
}

}  // namespace

std::vector<Evaluator::Walk::Factor> Evaluator::Walk::factors_of(const ExpressionPtr& body, const std::string& name) {
  std::vector<Factor> found;
  collect_factors(body, name, false, 0, found);
  return found;
}

void Evaluator::Walk::collect_factors(const ExpressionPtr& body, const std::string& name, bool inverted, std::size_t depth,
                                      std::vector<Factor>& found) {
  charge(1);
  if (depth < deepest && found.size() < most_factors) {
    if (body->kind == Kind::multiply || body->kind == Kind::divide) {
      collect_factors(body->children[0], name, inverted, depth + 1, found);
      return collect_factors(body->children[1], name, inverted != (body->kind == Kind::divide), depth + 1, found);
    }
    if (body->kind == Kind::negate) {
      found.push_back({.base = make_number(-1), .inverted = false});
      return collect_factors(body->children[0], name, inverted, depth + 1, found);
    }
    if (const ExpressionPtr inner = opened_definition(*body, name)) return collect_factors(inner, name, inverted, depth + 1, found);
  }
  found.push_back({.base = body, .inverted = inverted});
}

/// The body of a definition that is called with numbers and the running variable (or minus it), so that a density which the prelude
/// names is seen for what it is; null where that is not the case or a name of the body means something else here.
ExpressionPtr Evaluator::Walk::opened_definition(const Expression& call, const std::string& name) {
  if (call.kind != Kind::call || find(call.name) != nullptr || !occurs_free(call, name)) return nullptr;
  const Definition* definition = evaluator_.definitions_.find(call.name);
  if (definition == nullptr) return nullptr;
  Assignment numbers;
  std::optional<std::string> running;
  ExpressionPtr replacement;
  for (std::size_t i = 0; i < definition->parameters.size(); ++i) {
    const Expression& argument = *call.children[i];
    const std::string& parameter = definition->parameters[i];
    const Expression& inner = argument.kind == Kind::negate ? *argument.children[0] : argument;
    if (inner.kind == Kind::variable && inner.name == name && !running) {
      running = parameter;
      replacement = call.children[i];
      continue;
    }
    if (occurs_free(argument, name)) return nullptr;
    const Value value = evaluate(argument);
    if (!is_exact(value)) return nullptr;
    numbers[parameter] = std::get<Rational>(value);
  }
  if (!running) return nullptr;
  const ExpressionPtr closed = substitute(definition->body, numbers);
  // The body is going to be read where the integral stands: a name that is bound there would capture it.
  bool captured = *running != name && mentions(*closed, name);
  for_each_node(*definition->body, [&](const Expression& node) {
    const bool own = node.name == *running || numbers.contains(node.name);
    captured = captured || (!node.name.empty() && !own && find(node.name) != nullptr);
  });
  if (captured) return nullptr;
  return replace_variable(closed, *running, replacement);
}

}  // namespace rankcert
