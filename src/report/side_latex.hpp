// Sides of assertions as LaTeX: formulas as such, measured quantities by name.
#pragma once

#include <string>

#include "checker/claim_text.hpp"

namespace rankcert {

/// LaTeX mathematics without delimiters.
[[nodiscard]] std::string side_latex(const Side& side);
/// "<=" as "\\le", and so on.
[[nodiscard]] std::string relation_latex(Relation relation);

/// "left <= right" as LaTeX mathematics.
[[nodiscard]] std::string assertion_latex(const Assertion& assertion);

}  // namespace rankcert
