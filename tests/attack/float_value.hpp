// A formula in plain floating point: no proof of anything, but a third arithmetic, with functions of the C library.
#pragma once


#include "formula/expression.hpp"

namespace rankcert::attack {

/// The value in double; NaN where it is undefined, or where this reader has no function (negative orders of Bessel functions).
/// Integrals by Gauss-Legendre on equal pieces, without regard to kinks. Requires: the formula is closed, with no names but its own.
[[nodiscard]] double approx_in_double(const Expression& formula);
/// The same in long double, integrals on more pieces: where the two agree, rounding and pieces hardly matter.
[[nodiscard]] long double approx_in_long_double(const Expression& formula);

}  // namespace rankcert::attack
