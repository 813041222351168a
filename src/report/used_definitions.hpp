// The definitions that a formula rests on.
#pragma once

#include <vector>

#include "formula/definitions.hpp"

namespace rankcert {

/// The definitions that the formulas use, those that these use included, each once: in the order in which a reader who
/// follows the formulas meets them, the formulas' own first.
[[nodiscard]] std::vector<const Definition*> used_definitions(const std::vector<ExpressionPtr>& formulas, const Definitions& definitions);

/// "N(m, l)", or "c" without parameters.
[[nodiscard]] std::string head_of(const Definition& definition);

}  // namespace rankcert
