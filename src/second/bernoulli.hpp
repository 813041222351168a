// Bernoulli numbers, exactly.
#pragma once

#include <cstddef>

#include "exact/rational.hpp"

namespace rankcert::second {

inline constexpr std::size_t most_bernoulli_numbers = 600;

/// B_2k (DLMF 24.2.1). Requires: 1 <= k <= most_bernoulli_numbers (throws std::out_of_range otherwise).
[[nodiscard]] const Rational& bernoulli_number(std::size_t k);

}  // namespace rankcert::second
