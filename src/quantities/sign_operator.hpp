// The singular values of the operator (S f)(w) = E_y sign<w,y> f(y) on the unit sphere of R^m, as doubles with a bound.
#pragma once

#include <cstddef>
#include <vector>

namespace rankcert {

/// square[k] = s_k^2 (1 + e), |e| <= relative_error, for the k-th largest singular value s_k, k from 0, with multiplicity.
struct OperatorSquares {
  std::vector<double> square;
  double relative_error;
};

/// The `count` largest: s = |lambda_l| for odd l, N(m, l) times each, from |lambda_(l+2)| = |lambda_l| l/(l+m) and
/// lambda_1(m+2) = lambda_1(m) m/(m+1), lambda_1(2) = 2/pi, lambda_1(3) = 1/2 (Lemma 2 of proofs-notes/sign-spectrum.md).
/// The error counts two roundings a step. Requires m >= 2, m + 2 count < 2^40.
[[nodiscard]] OperatorSquares enclose_operator_squares(std::size_t m, std::size_t count);

}  // namespace rankcert
