// The squared distance of two double vectors: enclosed at the price of a plain sum, and exactly where that is not enough.
#pragma once

#include <span>

#include "exact/rational.hpp"

namespace rankcert {

/// lower <= x <= upper, both ends >= 0.
struct EnclosedSquare {
  double lower = 0;
  double upper = 0;
};

/// Encloses |a - b|^2 for exactly these doubles. Requires: equal sizes, at most 2^20; finite entries of size at most 2^500.
/// Width: (size + 8) 2^-52 of it. Proof: proofs-notes/johnson-lindenstrauss.md, Lemma 8.
[[nodiscard]] EnclosedSquare enclose_squared_distance(std::span<const double> a, std::span<const double> b);

/// |a - b|^2 exactly. Requires: equal sizes, finite entries.
[[nodiscard]] Rational exact_squared_distance(std::span<const double> a, std::span<const double> b);

}  // namespace rankcert
