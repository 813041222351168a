// How many singular values lie above a threshold, proved by the inertia of a symmetric matrix: no SVD is involved.
#pragma once

#include <cstddef>
#include <functional>

#include "linalg/dense_matrix.hpp"
#include "linalg/singular_values.hpp"
#include "linalg/symmetric_factor.hpp"

namespace rankcert {

/// least <= the number counted <= greatest.
struct CountBounds {
  std::size_t least;
  std::size_t greatest;
};

/// Proposes a factorisation of a symmetric matrix of which the lower triangle is given.
using Factorizer = std::function<SymmetricFactor(DenseMatrix)>;

/// The largest rows + columns that count_singular_values_above takes: one matrix of that size squared is held.
inline constexpr std::size_t kMostRowsAndColumns = 8192;

/// Bounds of #{k : sigma_k(B) > threshold} for every B with ||B - A||_2 <= perturbation, by LDL^T factorisations of
/// J(t) = [[-t I, A], [A^T, -t I]], whose eigenvalues are +-sigma_k - t and -t (proofs-notes/singular-values.md, Lemmas 6
/// and 7). Two factorisations, at shifts above and below the threshold by more than the bound of their residuals.
/// Undecided (least < greatest) where a singular value is nearer to the threshold than that: about
/// (rows + columns) 10^-15 ||A||, times what the pivots grow.
/// Throws InputError for an empty matrix, entries that are not finite, a threshold that is NaN, a perturbation that is
/// negative or NaN; LimitError if rows + columns > kMostRowsAndColumns.
/// Does not depend on the number of threads. `factorize` proposes the factors; nothing is assumed of it.
[[nodiscard]] CountBounds count_singular_values_above(const DenseMatrix& a, double threshold, double perturbation = 0,
                                                      const Factorizer& factorize = approx_symmetric_factor);

/// The same from enclosures of all singular values in order (enclose_singular_values).
[[nodiscard]] CountBounds count_above(const EnclosedValues& values, double threshold);

}  // namespace rankcert
