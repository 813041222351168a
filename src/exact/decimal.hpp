// Decimal numbers for people, rounded outward so that what is printed is still a bound.
#pragma once

#include <string>

#include "exact/rational.hpp"

namespace rankcert {

/// The largest decimal of `digits` significant digits that is <= value (exactly equal if value is such a decimal).
/// Plain notation for exponents in [-6, 20], else scientific. Requires: 1 <= digits.
[[nodiscard]] std::string decimal_below(const Rational& value, std::size_t digits);

/// The smallest decimal of `digits` significant digits that is >= value.
[[nodiscard]] std::string decimal_above(const Rational& value, std::size_t digits);

}  // namespace rankcert
