// The sampled hard instance of the nearest-neighbour problem: signs of the inner products of two sets of random directions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "linalg/sign_matrix.hpp"

namespace rankcert {

/// n vectors w_i and n vectors y_j in R^dimension with independent standard normal entries, so that their directions are
/// uniform on the sphere, drawn in double from the streams (seed, sign_row | sign_column, trial, row).
struct SignInstance {
  std::size_t dimension = 2;
  std::size_t n = 1;
  std::uint64_t seed = 0;
  std::uint32_t trial = 0;
};

/// How many signs the product of a tile left open, for tests.
struct SignStages {
  std::size_t left_open = 0;
};

/// S_ij = 1 if <w_i, y_j> >= 0, else -1, for the real inner products of the doubles: w and y are rows of `dimension`
/// numbers. A product by BLAS decides where it exceeds its rounding bound, inner_product_sign elsewhere (Lemma 15 of
/// proofs-notes/sign-spectrum.md). In TBB tasks; the result depends on the numbers only.
/// Throws InputError unless 1 <= dimension <= 2^20, both hold whole rows, and all norms are at most 1e150.
[[nodiscard]] SignMatrix inner_product_signs(std::span<const double> w, std::span<const double> y, std::size_t dimension,
                                             SignStages* stages = nullptr);

/// The signs of the instance: n M, where M is the matrix that the note sign-spectrum speaks of.
[[nodiscard]] SignMatrix sign_matrix(const SignInstance& instance);

}  // namespace rankcert
