// Tree to text: the language itself, and LaTeX.
#pragma once

#include <string>

#include "formula/definitions.hpp"
#include "formula/expression.hpp"

namespace rankcert {

/// The formula in the language with the fewest brackets: parse_formula reads it back to a tree that renders the same
/// (a rational number that is no decimal comes back as a quotient).
[[nodiscard]] std::string render_text(const Expression& formula);

/// The formula as LaTeX math without delimiters.
[[nodiscard]] std::string render_latex(const Expression& formula);

}  // namespace rankcert
