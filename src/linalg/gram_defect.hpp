// How far the columns of a double matrix are from orthonormal: a rigorous upper bound.
#pragma once

#include <cstddef>
#include <span>

namespace rankcert {

/// At least the spectral norm of X^T X - I, for X of `rows` x `columns` doubles, column-major.
/// Lemma S1. With the rows cut into blocks of kGramBlock, G the sum over blocks of the computed block products, F the
/// Frobenius norm of G - I: ||X^T X - I||_2 <= F + gamma_(kGramBlock + blocks) ||X||_F^2, since every entry is a sum whose
/// terms pass at most kGramBlock + blocks roundings and || |X|^T |X| ||_2 <= ||X||_F^2. Short blocks keep gamma small: in
/// one product it would be gamma_rows. Rounding in the norms is covered by a factor 1 + 2^-20.
/// Width: about (kGramBlock + rows/kGramBlock) columns 10^-16 for orthonormal X.
[[nodiscard]] double upper_gram_defect(std::span<const double> x, std::size_t rows, std::size_t columns);

/// At least the Frobenius norm of the entries (factor 1 + 2^-20 over the computed one; at most 2^30 entries).
[[nodiscard]] double upper_frobenius_norm(std::span<const double> x);

}  // namespace rankcert
