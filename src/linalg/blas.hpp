// The few BLAS and LAPACK routines that are used, on row-major matrices, one thread a call.
//
// What proofs may assume of a product (and nothing else): every entry of the result is a sum of its `depth` products,
// added in some order, with or without fused multiply-add, each operation rounded to nearest with gradual underflow.
// That excludes Strassen-like algorithms; OpenBLAS has none. Then for every entry, in a format of unit roundoff u,
//   |computed - exact| <= gamma_depth * sum_k |a_ik| |b_jk| + depth * (half the least subnormal) * (1 + gamma_depth),
// gamma_k = k u / (1 - k u) (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., section 3.1).
#pragma once

#include <cstddef>
#include <span>

namespace rankcert {

/// Tells OpenBLAS to compute in the calling thread. Parallelism is ours (TBB tasks); a result then never depends on the
/// number of threads. Cheap and idempotent; every function of this file calls it.
void use_one_blas_thread();

/// c (rows x columns, leading dimension ldc) = a (rows x depth) b^T, b (columns x depth), in float32.
void approx_product_transposed(const float* a, const float* b, float* c, std::size_t rows, std::size_t columns,
                               std::size_t depth, std::size_t ldc);

/// The same in double.
void approx_product_transposed(const double* a, const double* b, double* c, std::size_t rows, std::size_t columns,
                               std::size_t depth, std::size_t ldc);

/// c += a b^T, in double: for proofs, a sum of the `depth` products and of what c held, in some order.
void approx_add_product_transposed(const double* a, const double* b, double* c, std::size_t rows, std::size_t columns,
                                   std::size_t depth, std::size_t ldc);

/// c -= a b^T and, for the triangle of c on and below the diagonal only, c -= a a^T; all n x n.
void approx_subtract_product_transposed(const double* a, const double* b, double* c, std::size_t n);
void approx_subtract_own_product(const double* a, double* c, std::size_t n);

/// The Cholesky factor of the symmetric n x n matrix whose lower triangle a holds, in place; the part above the diagonal
/// is not touched. False if a pivot is not positive. No error bound.
[[nodiscard]] bool approx_factor_lower(double* a, std::size_t n);

/// a := a l^-T for n x n matrices, l lower triangular (what is above its diagonal is not read). No error bound.
void approx_divide_by_transposed_factor(const double* l, double* a, std::size_t n);

enum class Transpose { no, yes };

/// x := l^-1 x, or l^-T x. No error bound.
void approx_solve_factor(const double* l, double* x, std::size_t n, Transpose transpose);

/// y += sign a x, or sign a^T x, for a n x n and sign = 1 or -1: for proofs, a sum of n products and what y held, in some
/// order.
void approx_add_vector_product(const double* a, const double* x, double* y, std::size_t n, double sign,
                               Transpose transpose);

/// Solves m x = b in floating point for a symmetric positive definite m (n x n); m is overwritten, b becomes x.
/// Returns false (b unchanged) if the Cholesky factorisation meets a pivot that is not positive. No error bound.
[[nodiscard]] bool approx_solve_positive_definite(std::span<double> m, std::span<double> b);

}  // namespace rankcert
