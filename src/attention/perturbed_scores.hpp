// Attention scores of inputs whose rows are nearly orthonormal: X X^T = I + E in place of I.
//
// With orthonormal rows U = (I+E)^(-1/2) X and S0 = U W_q W_k^T U^T = Q K^T, the scores of X are
//   S' = X W_q W_k^T X^T = (I+G) S0 (I+G),   I+G = (I+E)^(1/2),
// a function of Q, K and E alone. Q and K are a float32 Gaussian instance, E a seeded symmetric matrix of doubles; all that
// is said about S0, S', E and G is proved for these (note perturbed-inputs, Lemmas 4 to 7).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "attention/query_key_vectors.hpp"
#include "attention/softmax_attention.hpp"
#include "enclosure/ball.hpp"
#include "exact/rational.hpp"
#include "linalg/dense_matrix.hpp"

namespace rankcert {

/// The symmetric n x n matrix with E_ij = size * u_ij rounded toward 0 to a multiple of 2^-52, i >= j, u_ij independent and
/// symmetric uniform in (-1, 1) from the streams (seed, input_perturbation, trial, row i). So |E_ij| <= size, and 1 + E_ij
/// is a double. Requires 0 <= size < 1 (throws InputError).
[[nodiscard]] DenseMatrix input_perturbation(std::size_t n, const Rational& size, std::uint64_t seed, std::uint32_t trial);

struct PerturbedRow {
  std::uint32_t argmax = 0;                       ///< of the row of S0, exact
  std::optional<std::uint32_t> perturbed_argmax;  ///< of the row of S'; nothing if it is too close to call
  Truth unchanged = Truth::unknown;               ///< whether they are equal
  /// Whether D_i > 2 [g (r_i + max_j c_j) + g^2 ||S0||_2]: the condition under which the theorem says so. D_i is the gap of
  /// row i of S0, r_i and c_j its row and column norms, g = 1 - sqrt(1 - ||E||_2).
  Truth certified = Truth::unknown;
};

struct PerturbedScores {
  std::vector<PerturbedRow> rows;
  /// max_ij |S'_ij - S0_ij| / (g (r_i + c_j) + g^2 ||S0||_2); 0 if E = 0.
  EnclosedNumber entry_ratio;
};

/// Requires: n >= 2 rows, E of n x n as input_perturbation returns it. Throws InputError for wrong shapes, LimitError if
/// ||E||_2 < 1 is not proved or the verification of a decomposition fails. Memory: about 20 n^2 doubles.
/// Width: an entry of S' is known to about n 10^-16 ||Q||_F max |k_j|.
[[nodiscard]] PerturbedScores enclose_perturbed_scores(const QueryKeyVectors& vectors, std::size_t head_dimension,
                                                       const DenseMatrix& e);

}  // namespace rankcert
