// A rigorous bound of ||A B - T||_F that is nearly as small as the norm itself: the product is split so that its leading
// part is computed without any rounding.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

namespace rankcert {

/// At least the Frobenius norm of the entries (factor 1 + 2^-20 over the computed one; at most 2^30 entries).
[[nodiscard]] double upper_frobenius_norm(std::span<const double> x);

/// The product A B: A is rows x depth, given by its transpose (depth x rows), B is depth x columns, both column-major.
struct ProductView {
  std::span<const double> a_transposed;
  std::span<const double> b;
  std::size_t rows;
  std::size_t columns;
  std::size_t depth;
};

/// What is known of A B - T and saves work. `symmetric`: it is symmetric, up to roundings in B that the caller accounts
/// for, so that the lower half bounds it. `symmetric_upper_hessenberg`: moreover B(k, j) = 0 for k > j + 1.
enum class ProductShape { general, symmetric, symmetric_upper_hessenberg };

/// Writes T(first..last-1, column) to `out`. Called from several threads at once.
using TargetColumn = std::function<void(std::size_t column, std::size_t first, std::size_t last, double* out)>;

/// At least ||A B - T||_F (twice the squares below the diagonal and those on it, for a symmetric shape); infinity if
/// something is not finite or a norm exceeds 2^400. Shapes: depth and rows columns at most 2^30.
/// Lemma 1 of proofs-notes/singular-values.md. With 2^a at least every row norm of A and 2^b every column norm of B, let
/// A1 and B1 be the entries rounded to multiples of 2^(a-26) and 2^(b-26): A1 B1 comes out exact from BLAS, whatever its
/// order of summation, and the rest A1 (B - B1) + (A - A1) B is 2^-26 times smaller, so its roundings hardly count.
/// Width: the norm itself, 2^-19 of it, and about 8 depth sqrt(depth rows columns) 2^(a+b-80).
/// Parallel over tiles (TBB); the result does not depend on the number of threads. Memory: 30 MB a thread.
[[nodiscard]] double upper_residual_norm(const ProductView& product, ProductShape shape, const TargetColumn& target);

}  // namespace rankcert
