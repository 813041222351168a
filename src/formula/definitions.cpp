#include "formula/definitions.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>

#include "exact/error.hpp"
#include "formula/formula_error.hpp"
#include "formula/function_table.hpp"
#include "formula/parser.hpp"

namespace rankcert {
namespace {

using Kind = Expression::Kind;

/// Levenshtein distance, for "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::string suggestion(std::string_view name, const std::vector<std::string>& known) {
  if (name.size() > 64) return "";
  std::optional<std::string> best;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string& candidate : known) {
    if (const std::size_t d = distance(name, candidate); d < least) {
      least = d;
      best = candidate;
    }
  }
  return best ? "; did you mean '" + *best + "'?" : "";
}

std::string arguments(std::size_t count) { return std::to_string(count) + (count == 1 ? " argument" : " arguments"); }

/// Names that are bound around a place, innermost last. A local function carries its arity.
struct Binding {
  std::string name;
  std::optional<std::size_t> arity;
};

class NameChecker {
 public:
  NameChecker(std::string_view text, std::span<const std::string> variables, const Definitions& definitions)
      : text_(text), definitions_(definitions) {
    for (const std::string& name : variables) scope_.push_back({name, std::nullopt});
  }

  void check(const Expression& node) {
    switch (node.kind) {
      case Kind::compare: fail("a comparison can only be the condition of if(condition, a, b)", node);
      case Kind::infinity: fail("inf can only be the end of an integral", node);
      case Kind::variable: return check_variable(node);
      case Kind::call: return check_call(node);
      case Kind::choose: return check_choice(node);
      case Kind::integral:
        check_end(*node.children[0]);
        check_end(*node.children[1]);
        return check_under(*node.children[2], {{node.name, std::nullopt}});
      case Kind::sum:
      case Kind::product:
        for (std::size_t i = 0; i < 3; ++i) check(*node.children[i]);
        return check_under(*node.children[3], {{node.name, std::nullopt}});
      case Kind::let_value:
        check(*node.children[0]);
        return check_under(*node.children[1], {{node.name, std::nullopt}});
      case Kind::let_function: {
        std::vector<Binding> parameters;
        for (const std::string& name : node.parameters) parameters.push_back({name, std::nullopt});
        check_under(*node.children[0], parameters);
        return check_under(*node.children[1], {{node.name, node.parameters.size()}});
      }
      default:
        for (const auto& child : node.children) check(*child);
    }
  }

 private:
  [[noreturn]] void fail(const std::string& message, const Expression& node) const {
    throw FormulaError(message, text_, node.position);
  }

  const Binding* find(std::string_view name) const {
    const auto found = std::find_if(scope_.rbegin(), scope_.rend(), [&](const Binding& b) { return b.name == name; });
    return found == scope_.rend() ? nullptr : &*found;
  }

  void check_under(const Expression& body, const std::vector<Binding>& bindings) {
    scope_.insert(scope_.end(), bindings.begin(), bindings.end());
    check(body);
    scope_.resize(scope_.size() - bindings.size());
  }

  /// The end of an integral: a formula, inf or -inf.
  void check_end(const Expression& node) {
    if (node.kind == Kind::infinity) return;
    if (node.kind == Kind::negate && node.children[0]->kind == Kind::infinity) return;
    check(node);
  }

  void check_choice(const Expression& node) {
    if (node.children[0]->kind != Kind::compare) fail("the condition of if must be a comparison such as a < b", *node.children[0]);
    for (const auto& side : node.children[0]->children) check(*side);
    check(*node.children[1]);
    check(*node.children[2]);
  }

  void check_variable(const Expression& node) const {
    if (const Binding* bound = find(node.name)) {
      if (bound->arity) fail("'" + node.name + "' is a function and needs " + arguments(*bound->arity), node);
      return;
    }
    if (const Definition* defined = definitions_.find(node.name)) {
      if (!defined->parameters.empty()) fail("'" + node.name + "' is a function and needs " + arguments(defined->parameters.size()), node);
      return;
    }
    if (find_function(node.name) != nullptr) fail("'" + node.name + "' is a function and needs its arguments in brackets", node);
    fail("unknown name '" + node.name + "'" + suggestion(node.name, known_variables()), node);
  }

  void check_call(const Expression& node) {
    const auto [least, most] = arity_of(node);
    const std::size_t given = node.children.size();
    if (given < least || given > most) {
      fail("'" + node.name + "' takes " + (most == any_arity ? "at least " : "") + arguments(least) + ", not " + std::to_string(given), node);
    }
    for (const auto& child : node.children) check(*child);
  }

  std::pair<std::size_t, std::size_t> arity_of(const Expression& node) const {
    if (const Binding* bound = find(node.name)) {
      if (!bound->arity) fail("'" + node.name + "' is a variable here, not a function", node);
      return {*bound->arity, *bound->arity};
    }
    if (const Definition* defined = definitions_.find(node.name)) {
      if (defined->parameters.empty()) fail("'" + node.name + "' is a constant, not a function", node);
      return {defined->parameters.size(), defined->parameters.size()};
    }
    if (const FunctionSignature* built_in = find_function(node.name)) return {built_in->min_arity, built_in->max_arity};
    fail("unknown function '" + node.name + "'" + suggestion(node.name, known_functions()), node);
  }

  std::vector<std::string> known_variables() const {
    std::vector<std::string> names;
    for (const Binding& binding : scope_) names.push_back(binding.name);
    for (const Definition* definition : definitions_.in_order()) {
      if (definition->parameters.empty()) names.push_back(definition->name);
    }
    return names;
  }

  std::vector<std::string> known_functions() const {
    std::vector<std::string> names;
    for (const Definition* definition : definitions_.in_order()) names.push_back(definition->name);
    for (const FunctionSignature& function : function_table()) names.emplace_back(function.name);
    return names;
  }

  std::string_view text_;
  const Definitions& definitions_;
  std::vector<Binding> scope_;
};

void collect_free(const Expression& node, std::vector<std::string>& bound, const Definitions& definitions,
                  std::set<std::string>& found) {
  const auto collect_under = [&](const Expression& body, const std::vector<std::string>& names) {
    bound.insert(bound.end(), names.begin(), names.end());
    collect_free(body, bound, definitions, found);
    bound.resize(bound.size() - names.size());
  };
  switch (node.kind) {
    case Kind::variable: {
      const bool is_bound = std::find(bound.begin(), bound.end(), node.name) != bound.end();
      if (!is_bound && definitions.find(node.name) == nullptr) found.insert(node.name);
      return;
    }
    case Kind::sum:
    case Kind::product:
    case Kind::integral:
    case Kind::let_value:
      for (std::size_t i = 0; i + 1 < node.children.size(); ++i) collect_free(*node.children[i], bound, definitions, found);
      return collect_under(*node.children.back(), {node.name});
    case Kind::let_function:
      collect_under(*node.children[0], node.parameters);
      return collect_free(*node.children[1], bound, definitions, found);
    default:
      for (const auto& child : node.children) collect_free(*child, bound, definitions, found);
  }
}

}  // namespace

void Definitions::add(Definition definition) {
  if (!is_free_name(definition.name)) throw InputError("'" + definition.name + "' cannot be the name of a definition");
  for (const std::string& parameter : definition.parameters) {
    if (!is_free_name(parameter)) throw InputError("'" + parameter + "' cannot be a parameter of '" + definition.name + "'");
  }
  if (by_name_.contains(definition.name)) throw InputError("the name '" + definition.name + "' is defined twice");
  check_names(*definition.body, definition.text, definition.parameters, *this);
  const auto stored = std::make_shared<const Definition>(std::move(definition));
  by_name_.emplace(stored->name, stored);
  order_.push_back(stored.get());
}

const Definition* Definitions::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second.get();
}

void check_names(const Expression& formula, std::string_view text, std::span<const std::string> variables,
                 const Definitions& definitions) {
  NameChecker(text, variables, definitions).check(formula);
}

std::vector<std::string> free_variables(const Expression& formula, const Definitions& definitions) {
  std::vector<std::string> bound;
  std::set<std::string> found;
  collect_free(formula, bound, definitions, found);
  return {found.begin(), found.end()};
}

}  // namespace rankcert
