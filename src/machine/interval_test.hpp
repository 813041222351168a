// Whether the libraries that enclose numbers do so: numbers whose digits are known, at several precisions.
#pragma once

#include "machine/self_test.hpp"

namespace rankcert {

/// Arb, the kernel's arithmetic: 1/3 as a quotient and as an enclosed rational, a sum that is longer than the precision,
/// and e, pi and the square root of 2 lie in their balls, which are no wider than they should be, at 16 to 320 bits. Arb's
/// balls are made of integers, so that the processor's rounding mode does not matter to them.
[[nodiscard]] SelfTests test_balls();

/// The same of MPFI's intervals. At each precision the ends of 1/3, rounded down and up, are neighbours.
[[nodiscard]] SelfTests test_intervals();

}  // namespace rankcert
