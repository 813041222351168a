// How far the columns of a double matrix are from orthonormal: a rigorous upper bound.
#pragma once

#include <cstddef>
#include <span>

namespace rankcert {

/// At least the spectral norm of X^T X - I, for X of `rows` x `columns` doubles, column-major: the bound of its Frobenius
/// norm by upper_residual_norm (Lemma 1 of proofs-notes/singular-values.md).
/// Width: about columns 10^-15 at most, for columns orthonormal to working precision. A NaN, or entries too large for
/// their squares, give infinity.
[[nodiscard]] double upper_gram_defect(std::span<const double> x, std::size_t rows, std::size_t columns);

}  // namespace rankcert
