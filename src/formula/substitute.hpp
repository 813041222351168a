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

/// `formula` with the free variable `name` replaced by `replacement`. Requires: `replacement` has no free variable but
/// `name` itself, so that nothing can be captured.
[[nodiscard]] ExpressionPtr replace_variable(const ExpressionPtr& formula, const std::string& name, const ExpressionPtr& replacement);

}  // namespace rankcert
