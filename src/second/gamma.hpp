// The gamma function and its logarithm, on intervals.
#pragma once

#include "second/interval.hpp"

namespace rankcert::second {

/// log(gamma(x)) for all x in the interval (DLMF 5.2.1); the whole line unless x is positive.
[[nodiscard]] Interval lgamma(const Interval& x);

/// gamma(x) for all x in the interval; the whole line if it contains 0, -1, -2, ...
[[nodiscard]] Interval gamma(const Interval& x);

}  // namespace rankcert::second
