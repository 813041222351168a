// The modified Bessel function of the first kind, on intervals.
#pragma once

#include <span>

#include "second/interval.hpp"

namespace rankcert::second {

/// I_nu(z) (DLMF 10.25.2) and exp(-z) I_nu(z) for an exact order and all z in the interval. Requires: z > 0, or nu is an
/// integer; otherwise, and where the method would take too long, the whole line.
[[nodiscard]] Interval bessel_i(const Rational& nu, const Interval& z);
[[nodiscard]] Interval bessel_i_scaled(const Rational& nu, const Interval& z);

}  // namespace rankcert::second
