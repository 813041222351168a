// How many rows must be left out before the rest of a matrix is small.
#pragma once

#include <cstddef>
#include <span>

#include "attention/softmax_attention.hpp"
#include "exact/rational.hpp"

namespace rankcert {

/// least <= the number <= greatest.
struct EnclosedCount {
  std::size_t least;
  std::size_t greatest;
};

/// Bounds of the least b such that, without the b rows of largest norm, the sum of the squared row norms is at most
/// tolerance^2. The norms are enclosed. Requires: tolerance > 0, at most 2^20 rows.
[[nodiscard]] EnclosedCount enclose_bad_rows(std::span<const EnclosedNumber> norms, const Rational& tolerance);

}  // namespace rankcert
