// Whether a certificate's closed formula is the claim's: the trees held side by side (condition C7).
#pragma once

#include <map>
#include <string>

#include "formula/expression.hpp"

namespace rankcert::second {

/// Whether `closed` is `open` with the number of `values` in place of every free variable that `values` names. The trees must
/// agree node by node; a number of `open` may stand in `closed` as any text of exactly this number without arithmetic but a
/// sign and one quotient, p/q (so is a number without a finite decimal written).
[[nodiscard]] bool is_closed_form(const Expression& closed, const Expression& open, const std::map<std::string, Rational>& values);

}  // namespace rankcert::second
