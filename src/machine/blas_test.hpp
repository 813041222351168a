// Whether products by BLAS round as linalg/blas.hpp says that proofs may assume.
#pragma once

#include <cstddef>

#include "machine/self_test.hpp"

namespace rankcert {

/// Asks the calling thread, with n x n matrices, in double and float: every entry of a product is rounded to nearest, with
/// gradual underflow; products of integers are exact, also beside a block of large numbers, which no Strassen-like
/// algorithm survives; on entries of sizes from 2^-40 to 2^40 the error of every entry asked is within gamma_n sum_k
/// |a_ik| |b_jk|, held against the exact sum. Results depend on n and `seed` alone. What holds here is a sample, no proof.
/// Requires: 8 <= n <= 2048.
[[nodiscard]] SelfTests test_blas(std::size_t n, std::size_t seed = 1);

}  // namespace rankcert
