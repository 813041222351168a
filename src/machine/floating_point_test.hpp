// Whether double and float behave as the rounding lemmas of the notes assume, as this program was compiled.
#pragma once

#include "machine/self_test.hpp"

namespace rankcert {

/// Asks the calling thread: IEEE 754 binary64 and binary32, to nearest with ties to even, each operation rounded by itself,
/// with subnormal numbers, infinities, NaN and signed zeros. The compiler sees none of the operands, so that what runs is
/// what the processor does, at the optimisation this program was built with. Takes microseconds.
[[nodiscard]] SelfTests test_floating_point();

}  // namespace rankcert
