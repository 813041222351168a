// Rank-one hardmax heads whose queries and keys lie on a grid in a plane: Gram matrices as ill-conditioned as one likes.
//
// Head (i, j), 0 <= i, j < g: q_i = (1, i s, 0, ..., 0), k_j = (1, j s, 0, ..., 0) in R^d, with an exact step s > 0, so at the
// angles alpha_i = atan(i s). In the notation of rank_one_heads.hpp A^q = pi/2 - |alpha_i - alpha_i'|, A^k likewise, and
// the overlap with the target depends on |alpha_i - alpha_j|. No two heads are parallel, so the Gram matrix is positive
// definite (Lemma 23 of proofs-notes/random-heads.md); its least eigenvalue falls like s^2 as s goes to 0.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "linalg/precise_minimum.hpp"

namespace rankcert {

/// beta(cos theta) = b - 1/2 of heads whose query and key are at the angles theta, each in [0, pi/2), in any order (an
/// increasing one is quick), by rigorous integrals (Lemma 24 of random-heads). Requires d >= 3. `poll` is called before every
/// integral and may throw to end the work.
[[nodiscard]] std::vector<Ball> enclose_overlaps_at_angles(std::size_t d, std::span<const Ball> angles, slong precision_bits,
                                                           const std::function<void()>& poll = [] {});

/// The matrix C and the vector b of the g^2 heads, head (i, j) at i g + j. Requires d >= 3, g >= 1, s > 0. The bits of s are
/// added to the precision. `poll` as above.
[[nodiscard]] EnclosedQuadratic enclose_grid_heads(std::size_t d, std::size_t g, const Rational& s, slong precision_bits,
                                                   const std::function<void()>& poll = [] {});

}  // namespace rankcert
