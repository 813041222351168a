// Whether the spectral norm of a symmetric integer matrix reaches a number, never guessed.
#pragma once

#include "exact/rational.hpp"
#include "linalg/dense_matrix.hpp"

namespace rankcert {

/// How the question was decided, for tests.
struct NormStages {
  bool exactly = false;  ///< by leading principal minors: the enclosure of the norm contained the number
};

/// Whether ||A||_2^2 >= square. By a row of A that is long enough, by verified singular values (singular-values, Theorem
/// 3), and where the enclosure of ||A||^2 contains `square` by the signs of the leading principal minors of
/// square I - A^2 in integers (proofs-notes/matrix-hoeffding.md, Lemma 7).
/// Requires: A symmetric with integer entries of size at most 2^20, 1 to 2^12 rows; square >= 0.
/// Throws InputError if A is not of this kind. The exact stage takes n^3 operations with numbers of about 8n bits.
[[nodiscard]] bool norm_square_reaches(const DenseMatrix& a, const Rational& square, NormStages* stages = nullptr);

}  // namespace rankcert
