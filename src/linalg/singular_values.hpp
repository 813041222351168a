// All singular values of a dense matrix, each with a verified error bound.
#pragma once

#include <cstddef>
#include <vector>

#include "linalg/dense_matrix.hpp"

namespace rankcert {

/// |sigma_k - value[k]| <= error[k] for the k-th largest exact singular value sigma_k, k from 0.
struct EnclosedValues {
  std::vector<double> value;  ///< not increasing, >= 0
  std::vector<double> error;

  /// max(0, value[k] - error[k]) rounded down, value[k] + error[k] rounded up.
  [[nodiscard]] double lower(std::size_t k) const;
  [[nodiscard]] double upper(std::size_t k) const;
};

/// A proposed thin singular value decomposition A ~ U S V^T, p = min(rows, columns): U rows x p, V columns x p,
/// column-major, S >= 0 not increasing.
struct ProposedSvd {
  std::vector<double> u, s, v;
};

/// The decomposition by LAPACK's dgesdd (bidiagonalisation, divide and conquer), one thread. No error bound; an empty
/// proposal if it fails. Memory: about 8 p^2 doubles beside U and V. Throws InputError as require_finite does.
[[nodiscard]] ProposedSvd approx_svd(const DenseMatrix& a);

/// Turns a proposal into an enclosure of all min(rows, columns) singular values; nothing is assumed of the proposal.
/// With alpha >= ||U^T U - I||, beta >= ||V^T V - I||, rho >= ||A V - U S|| (A tall; a wide A is transposed):
///   |sigma_k - s_k| <= s_k (alpha + beta)/(2 (1 - max(alpha, beta))) + rho/sqrt(1 - beta)
/// (proofs-notes/singular-values.md, Theorem 3; alpha, beta, rho by Lemma 1 there).
/// Where a size is wrong, alpha or beta reaches 1/2, or the proposal is not finite or not sorted, nothing is proved: the
/// values are 0, the errors infinite. Entries may be of any finite size, subnormal ones too: the matrix is scaled by a
/// power of two.
/// Width: about 3 p 10^-16 sigma_1 for an accurate proposal, the same for small singular values as for large ones.
/// Throws InputError as require_finite does. Does not depend on the number of threads.
[[nodiscard]] EnclosedValues enclose_singular_values(const DenseMatrix& a, const ProposedSvd& proposal);

/// enclose_singular_values(a, approx_svd(a)).
[[nodiscard]] EnclosedValues enclose_singular_values(const DenseMatrix& a);

/// The enclosure of the singular values of every matrix within spectral norm `perturbation` of A (Weyl's inequality).
/// Throws InputError unless perturbation >= 0.
[[nodiscard]] EnclosedValues widened(EnclosedValues values, double perturbation);

}  // namespace rankcert
