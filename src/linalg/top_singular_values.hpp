// The largest singular values of a large sparse selection matrix, from eigenpairs of A^T A, with a verified bound.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "linalg/selection_matrix.hpp"
#include "linalg/singular_values.hpp"

namespace rankcert {

/// Proposed eigenpairs of B = A^T A: theta not increasing, x of n x theta.size() column-major.
struct ProposedEigenpairs {
  std::vector<double> theta, x;
};

/// The `count` largest eigenpairs of A^T A, multiplicities included, by Spectra's implicitly restarted Lanczos method on
/// the operator x -> A^T (A x), repeated on the orthogonal complement of what is found until that has nothing larger
/// (one Krylov space sees a multiple eigenvalue once); a range of dimension below count + 16 is diagonalised directly.
/// Deterministic. No error bound, and fewer pairs if it does not converge. `poll` is called between passes and may throw.
/// Requires 1 <= count, 2 <= n. Memory: about 100 n doubles.
[[nodiscard]] ProposedEigenpairs approx_top_eigenpairs(const SelectionMatrix& a, std::size_t count,
                                                       const std::function<void()>& poll = [] {});

/// E of Lemma 8 below, rounded up; infinite or NaN where it says nothing. Requires 0 <= beta < 1, rho >= 0.
[[nodiscard]] double upper_eigenvalue_error(double rho, double beta, double greatest_theta);

/// sqrt(theta_k) with errors for the roots of any lambda_k >= 0 with |lambda_k - theta_k| <= bound; infinite errors if
/// the bound is not finite. Requires theta_k > 0.
[[nodiscard]] EnclosedValues enclosed_roots(std::span<const double> theta, double bound);

/// Lemma 8 of proofs-notes/singular-values.md. Let X be n x m, beta >= ||X^T X - I||_2, beta < 1, rho >= the Frobenius
/// norm of B X - X Theta, theta_max = max |theta_k|. There are m eigenvalues of B, counted with multiplicity,
/// lambda_1 >= ... >= lambda_m, with
///   |lambda_k - theta_k| <= E := (2 rho + 2 beta theta_max)/sqrt(1 - beta).
/// The result holds sqrt(theta_k) with |sqrt(lambda_k) - sqrt(theta_k)| <= E/sqrt(theta_k).
/// Not proved: that these are the largest m (the k-th largest is at least value - error; a larger one could be missed).
/// The residual is computed with compensated sums (Ogita, Rump, Oishi, Sum2): entry j errs by at most
/// 4 u (count_j + theta_k) |x_jk|. A proposal that is not finite, positive and sorted, or beta >= 1/2: infinite errors.
[[nodiscard]] EnclosedValues enclose_singular_values_near(const SelectionMatrix& a, const ProposedEigenpairs& proposal);

}  // namespace rankcert
