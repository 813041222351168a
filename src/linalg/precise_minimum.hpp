// The least value of a quadratic form whose matrix is singular to working precision, at rising precision.
#pragma once

#include <functional>
#include <vector>

#include "enclosure/ball.hpp"

namespace rankcert {

/// Enclosures of a symmetric n x n matrix C, row by row, and of a vector b of n numbers.
struct EnclosedQuadratic {
  std::vector<Ball> matrix;
  std::vector<Ball> right_side;
};

/// The same C and b at about the given relative precision, in bits.
using QuadraticAt = std::function<EnclosedQuadratic(slong precision_bits)>;

struct EnclosedMinimum {
  Rational lower;
  Rational upper;
  slong precision_bits = 0;  ///< at which it was found; 0: nothing was proved up to the largest allowed
};

/// Encloses e* = min over a of 1 - 2 a.b + a.Ca for a positive definite C: at 128, 256, ... bits up to `most_bits`, Eigen
/// proposes the weights and a Cholesky factor of C - c I in mpfr_float (nothing is assumed of either), and ball arithmetic
/// proves l = c - ||C - c I - L L^T||_F <= least eigenvalue, e(a) and |b - C a|^2/l >= e(a) - e* >= 0 (Lemma 7 of
/// proofs-notes/random-heads.md); until upper - lower <= 2^-width_bits. Requires n >= 1, and that every enclosure belongs
/// to the same C and b. If the precision does not suffice, the last interval found, or [0, 1] with precision_bits = 0:
/// true for e* if e* is known to lie in [0, 1] (squared error of a unit target). One thread; about n^3 multiplications.
[[nodiscard]] EnclosedMinimum enclose_minimum(const QuadraticAt& quadratic, slong width_bits, slong most_bits,
                                              const std::function<void()>& poll = [] {});

}  // namespace rankcert
