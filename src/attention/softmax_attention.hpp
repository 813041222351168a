// The softmax attention matrix of a float32 Gaussian instance at temperature T, every entry enclosed.
//
// P_ij = exp(s_ij/T) / sum_k exp(s_ik/T), s_ij = <q_i, k_j> the real number: a sum of products of float32 numbers, which is
// a dyadic number and is computed without rounding. So the argmax, the second largest score and all differences of scores
// are exact; exponentials, sums and quotients are Arb's balls at 128 bits, whose exponents do not underflow. What comes out
// are doubles, each with the bound of what the last rounding and the ball add (note softmax-gap, Lemma 6).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "attention/query_key_vectors.hpp"
#include "exact/rational.hpp"
#include "linalg/dense_matrix.hpp"

namespace rankcert {

/// lower <= the number <= upper, both >= 0.
struct EnclosedNumber {
  double lower = 0;
  double upper = 0;
};

/// Row i of P against row i of the hardmax matrix A.
struct SoftmaxRow {
  std::uint32_t argmax = 0;  ///< smallest index among the largest scores
  EnclosedNumber loss;       ///< 1 - P_i,argmax, half of ||P_i - A_i||_1
  EnclosedNumber distance;   ///< ||P_i - A_i||_2
  /// ||P_i - A_i||_1 over the row bound 2(n-1)e^(-D/T)/(1+(n-1)e^(-D/T)), D the row gap; 0 if n = 1.
  EnclosedNumber gap_ratio;
};

/// A matrix known up to a Frobenius distance: the true one is within `error` of `matrix`.
struct MatrixNear {
  DenseMatrix matrix;
  double error = 0;
};

struct SoftmaxAttention {
  MatrixNear attention;   ///< P
  MatrixNear difference;  ///< P - A
  std::vector<SoftmaxRow> rows;
};

/// Requires: temperature > 0, vectors of whole rows of head_dimension finite entries (throws InputError otherwise).
/// Rows are computed by TBB tasks; the result does not depend on the number of threads. Memory: 48 n head_dimension
/// bytes beside the two matrices. Throws what rows_done throws.
/// Width: attention.error about 10^-16 ||P||_F, difference.error about 10^-16 ||P - A||_F, never below about sqrt(n) 10^-150.
[[nodiscard]] SoftmaxAttention enclose_softmax(const QueryKeyVectors& vectors, std::size_t head_dimension,
                                               const Rational& temperature,
                                               const RowsDone& rows_done = [](std::size_t) {});

/// The rank of the hardmax matrix A: the number of different argmax.
[[nodiscard]] std::size_t hardmax_rank(const SoftmaxAttention& softmax);

}  // namespace rankcert
