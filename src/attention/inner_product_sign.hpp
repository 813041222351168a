// The sign of an inner product of two double vectors, never guessed.
#pragma once

#include <span>

namespace rankcert {

/// -1, 0 or 1: the sign of the exact real number sum_j a_j b_j. Requires: equal sizes, finite entries of size at most
/// 2^500. In double where the bound of Lemma 12 of proofs-notes/long-context.md decides, in exact rationals where not.
[[nodiscard]] int inner_product_sign(std::span<const double> a, std::span<const double> b);

}  // namespace rankcert
