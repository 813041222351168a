// Outward rounding to IEEE 754 binary64, the numbers in which conformance tables give results.
#pragma once

#include "itl/bounds.hpp"

namespace rankcert::itl {

/// The greatest number of binary64 that is <= value, subnormal numbers included; nothing stands for -infinity.
[[nodiscard]] std::optional<Rational> binary64_below(const Rational& value);
/// The least number of binary64 that is >= value; nothing stands for +infinity.
[[nodiscard]] std::optional<Rational> binary64_above(const Rational& value);
/// The smallest set with ends in binary64 that contains `set`.
[[nodiscard]] Bounds rounded_to_binary64(const Bounds& set);

}  // namespace rankcert::itl
