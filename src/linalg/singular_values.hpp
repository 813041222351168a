// All singular values of a square selection matrix, each with a verified error bound.
#pragma once

#include <cstddef>
#include <vector>

#include "linalg/selection_matrix.hpp"

namespace rankcert {

/// |sigma_k - value[k]| <= error[k] for the k-th largest exact value sigma_k.
struct EnclosedValues {
  std::vector<double> value;  ///< not increasing, >= 0
  std::vector<double> error;
};

/// A proposed singular value decomposition A ~ U S V^T: U, V n x n column-major, S >= 0 not increasing.
struct ProposedSvd {
  std::vector<double> u, s, v;
};

/// The decomposition of the dense matrix by LAPACK's dgesdd (bidiagonalisation, divide and conquer), one thread. No error
/// bound; an empty proposal if it fails. Requires a square A; memory about 8 n^2 doubles.
[[nodiscard]] ProposedSvd approx_svd(const SelectionMatrix& a);

/// Turns a proposal into an enclosure of every singular value of A; nothing is assumed of the proposal.
/// Lemma S2. Let alpha >= ||U^T U - I||_2, beta >= ||V^T V - I||_2, beta < 1, rho >= ||A V - U S||_F. Then for every k
///   (s_k sqrt(max(0, 1-alpha)) - rho)/sqrt(1+beta) <= sigma_k(A) <= (s_k sqrt(1+alpha) + rho)/sqrt(1-beta).
/// Proof: sigma_min(V)^2 >= 1-beta and sigma_max(V)^2 <= 1+beta, so sigma_k(A V) lies between sigma_k(A) sqrt(1-beta) and
/// sigma_k(A) sqrt(1+beta) (Ostrowski; Horn and Johnson, Topics in Matrix Analysis, 3.3.16), likewise sigma_k(U S) and
/// s_k with alpha, and |sigma_k(AV) - sigma_k(US)| <= rho (Weyl). []
/// A V only picks rows of V, so rho is computed entry by entry with two roundings; alpha, beta by Lemma S1.
/// Where a size is wrong, alpha or beta reaches 1/2, or the proposal is not finite or not sorted, the errors are infinite
/// (n values 0 if there is no proposal).
/// Width: about 2 n^(3/2) 10^-16 s_k for an accurate proposal.
[[nodiscard]] EnclosedValues enclose_singular_values(const SelectionMatrix& a, const ProposedSvd& proposal);

}  // namespace rankcert
