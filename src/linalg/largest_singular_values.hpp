// The largest singular values of a large sign matrix, in order and with none missing: eigenpairs of S S^T with a verified
// residual, and a Cholesky factor that proves the rest smaller.
#pragma once

#include <cstddef>
#include <functional>

#include "linalg/sign_matrix.hpp"
#include "linalg/singular_values.hpp"
#include "linalg/top_singular_values.hpp"

namespace rankcert {

/// Proposed eigenpairs of S S^T, the `count` largest, by Spectra's implicitly restarted Lanczos method on x -> S (S^T x).
/// Deterministic. No error bound, and fewer pairs if it does not converge. `poll` is called in every step and may throw.
/// Requires 1 <= count and 4 (count + 16) <= rows. Memory: about (3 count + 64) rows doubles.
[[nodiscard]] ProposedEigenpairs approx_top_eigenpairs(const SignMatrix& s, std::size_t count,
                                                       const std::function<void()>& poll = [] {});

/// What a proposal proves. The first `count` values are enclosed as the k-th largest singular values, k = 1..count.
struct LargestSingularValues {
  EnclosedValues values;
  /// Every further singular value is at most this; infinity if the proof fails, and then the k-th value is proved from
  /// below only.
  double rest;
};

/// Encloses the `count` largest singular values of S from a proposal of at least count + 1 pairs; nothing is assumed of it.
/// 1. Lemma 8 of proofs-notes/singular-values.md: `count` eigenvalues of S S^T within E of theta_1..theta_count. The residual is
///    computed in double, its rounding bounded by 2.01 gamma rows columns sqrt(count (1 + beta)) in norm.
/// 2. t between theta_count and theta_count+1; W = X sqrt(Theta). If t I - S S^T + W W^T is positive semidefinite, at most
///    `count` eigenvalues of S S^T exceed t. That is proved by PositiveMatrix for the matrix scaled to a unit diagonal,
///    the roundings of its entries bounded one by one.
/// Lemmas 16 and 17 of proofs-notes/sign-spectrum.md. If theta_count - E > t, the values are the largest, in order.
/// Width: about 4.5 10^-16 sqrt(count) rows columns max(rows, columns) / sigma, sigma the singular value of S. Requires:
/// columns <= 2^20, rows as in approx_top_eigenpairs.
/// Memory: 8 rows^2 bytes. Does not depend on the number of threads.
[[nodiscard]] LargestSingularValues enclose_largest_singular_values(const SignMatrix& s, const ProposedEigenpairs& proposal,
                                                                    std::size_t count,
                                                                    const std::function<void()>& poll = [] {});

}  // namespace rankcert
