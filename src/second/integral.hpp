// Integrals of the second opinion.
#pragma once

#include "second/walk.hpp"

namespace rankcert::second {

/// An enclosure of the integral that `node` stands for, under the names bound in `walk`; a series if its ends or its integrand
/// read the running variable of an integral around it. Requires: node.kind is integral. The running variable is always
/// bound to a series (of order 0 where only a range is wanted), so that functions know that they stand inside an integrand.
/// Throws UndefinedError, UnsupportedError, LimitError.
[[nodiscard]] Value integral(Walk& walk, const Expression& node);

}  // namespace rankcert::second
