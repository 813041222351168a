// Text to tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formula/expression.hpp"
#include "formula/limits.hpp"

namespace rankcert {

/// Reads one formula; the whole text must match the grammar of bounds/LANGUAGE.md. Names are not looked up here.
/// Throws FormulaError with the position and what was expected.
[[nodiscard]] ExpressionPtr parse_formula(std::string_view text, const Limits& limits = {});

/// The left side of a definition.
struct FunctionHead {
  std::string name;                     ///< of the function or constant
  std::vector<std::string> parameters;  ///< none for a constant
};

/// Reads the head of a definition, "M(r, l)" or a bare name. Throws FormulaError.
[[nodiscard]] FunctionHead parse_head(std::string_view text, const Limits& limits = {});

/// True if `name` can be a variable or a definition: [A-Za-z_][A-Za-z0-9_]* and no word of the language.
[[nodiscard]] bool is_free_name(std::string_view name);

}  // namespace rankcert
