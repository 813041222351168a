// Symmetric indefinite factorisation P^T H P ~ L D L^T, D of 1 x 1 and 2 x 2 blocks: the proposal whose inertia counts.
#pragma once

#include <cstddef>
#include <vector>

#include "linalg/dense_matrix.hpp"

namespace rankcert {

/// What LAPACK's dsytrf_rk (bounded Bunch-Kaufman pivoting) proposes. The factors are exactly the stored numbers; how
/// near L D L^T is to H is for the caller to bound.
struct SymmetricFactor {
  DenseMatrix l_transposed;         ///< L^T, upper triangular with ones on the diagonal
  std::vector<double> diagonal;     ///< D(k, k)
  std::vector<double> below;        ///< D(k + 1, k), 0 where no 2 x 2 block begins; blocks do not overlap
  std::vector<std::size_t> order;   ///< row i of P^T H P is row order[i] of H
};

/// Factors H; only its lower triangle is read. One thread. A factor with no rows if LAPACK fails. Memory: 2 n^2 doubles.
[[nodiscard]] SymmetricFactor approx_symmetric_factor(DenseMatrix h);

/// Whether the parts have the shapes of a factorisation of an n x n matrix, n >= 1: L unit triangular, D finite with blocks
/// that do not overlap, the order a permutation.
[[nodiscard]] bool has_right_form(const SymmetricFactor& factor, std::size_t n);

/// The number of positive eigenvalues of D, exactly: of L D L^T too, by Sylvester's law. Throws InputError if an entry of
/// D is not finite.
[[nodiscard]] std::size_t positive_inertia(const SymmetricFactor& factor);

}  // namespace rankcert
