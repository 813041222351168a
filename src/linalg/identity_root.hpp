// The symmetric square root of a matrix near the identity, with a verified error bound.
#pragma once

#include "linalg/dense_matrix.hpp"

namespace rankcert {

/// ||root - (I + E)^(1/2)||_2 <= error; the proposal is symmetric.
struct EnclosedRoot {
  DenseMatrix root;
  double error;
};

/// A nearly exact square root of I + E by a symmetric eigendecomposition (Eigen): a symmetric proposal without error bound.
/// Requires E square, symmetric, finite.
[[nodiscard]] DenseMatrix approx_identity_root(const DenseMatrix& e);

/// Verifies a proposal M: nothing is assumed of it but its symmetry, which is checked.
/// If ||M^2 - (I + E)||_F <= rho, ||E||_2 <= norm, norm + rho < 1 and ||M - I||_2 < 1 + sqrt(1 - norm - rho), then
///   ||M - (I + E)^(1/2)||_2 <= rho / (sqrt(1 - norm - rho) + sqrt(1 - norm))
/// (note perturbed-inputs, Lemma 5). Requires: E square, symmetric, every 1 + E_ii a double without rounding,
/// norm >= ||E||_2 (throws InputError for what can be checked). The error is infinite where the conditions fail.
[[nodiscard]] EnclosedRoot enclose_identity_root(const DenseMatrix& e, double norm, DenseMatrix proposal);

/// enclose_identity_root(e, norm, approx_identity_root(e)).
[[nodiscard]] EnclosedRoot enclose_identity_root(const DenseMatrix& e, double norm);

}  // namespace rankcert
