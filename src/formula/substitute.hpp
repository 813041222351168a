// Closing a formula: numbers for its free variables.
#pragma once

#include <map>
#include <string>

#include "formula/expression.hpp"

namespace rankcert {

/// Exact values of named parameters.
using Assignment = std::map<std::string, Rational>;

/// `formula` with every free variable that `values` names replaced by its number; names bound inside (running
/// variables, let) are left alone. Numbers have no free variables, so nothing can be captured.
[[nodiscard]] ExpressionPtr substitute(const ExpressionPtr& formula, const Assignment& values);

/// `formula` with the free variable `name` replaced by `replacement`. Requires: nothing inside `formula` binds a free
/// variable of `replacement`, `name` itself excepted, so that nothing is captured.
[[nodiscard]] ExpressionPtr replace_variable(const ExpressionPtr& formula, const std::string& name, const ExpressionPtr& replacement);

/// True if `name` occurs in `formula` as a variable that nothing inside binds. A definition of that name does not count
/// against it: a running variable hides it.
[[nodiscard]] bool occurs_free(const Expression& formula, const std::string& name);

}  // namespace rankcert
