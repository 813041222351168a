// How far the columns of a double matrix are from orthonormal: a rigorous upper bound.
#pragma once

#include <cstddef>
#include <span>

namespace rankcert {

/// At least the spectral norm of X^T X - I, for X of `rows` x `columns` doubles, column-major.
/// Lemma S1. Cut the rows into `blocks` blocks of at most b; let G be the sum over blocks of the computed block products
/// and F the Frobenius norm of the computed G - I. Then ||X^T X - I||_2 <= F + gamma_(b + blocks + 2) t, t = min(||X||_F^2,
/// largest row sum of |X|^T |X|): each entry is a sum whose terms pass at most b + blocks + 1 roundings, so the error
/// matrix is at most gamma |X|^T |X| entrywise, and the 2-norm of that symmetric matrix is at most its trace and its
/// largest row sum. Blocks of about sqrt(rows) keep gamma small: one product would have gamma_rows. Rounding in the norms
/// is covered by factors 1 + 2^-20. Source: Higham, Accuracy and Stability, section 3.5.
/// Width: about 2 sqrt(rows) columns 10^-16 at most, for orthonormal X. A NaN or infinity in X gives NaN or infinity.
[[nodiscard]] double upper_gram_defect(std::span<const double> x, std::size_t rows, std::size_t columns);

/// At least the Frobenius norm of the entries (factor 1 + 2^-20 over the computed one; at most 2^30 entries).
[[nodiscard]] double upper_frobenius_norm(std::span<const double> x);

}  // namespace rankcert
