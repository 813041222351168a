// The error function and the normal distribution function, on intervals.
#pragma once

#include "second/interval.hpp"

namespace rankcert::second {

/// erf, erfc (DLMF 7.2.1, 7.2.2), and Phi(x) = erfc(-x/sqrt 2)/2, Phic(x) = erfc(x/sqrt 2)/2 (DLMF 7.18). An enclosure of all
/// values on x: each is monotone, so that its ends enclose. Width: near one unit in the last place of each end, relative to the value,
/// until MPFR's exponents end.
[[nodiscard]] Interval erf(const Interval& x);
[[nodiscard]] Interval erfc(const Interval& x);
[[nodiscard]] Interval normal_cdf(const Interval& x);
[[nodiscard]] Interval normal_tail(const Interval& x);

}  // namespace rankcert::second
