// The hardmax attention pattern of a seeded Gaussian instance: which key each query attends to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace rankcert {

/// Queries and keys: n x head_dimension each, independent standard normals rounded to float32, drawn from the streams
/// (seed, hardmax_query | hardmax_key, trial, row).
struct HardmaxInstance {
  std::size_t n = 1;
  std::size_t head_dimension = 1;
  std::uint64_t seed = 0;
  std::uint32_t trial = 0;
};

/// Called with the number of rows just finished, from any thread; may throw to end the computation.
using RowsDone = std::function<void(std::size_t)>;

/// Writes one row of a matrix, as a function of the row's index alone; called from any thread.
using FillRow = std::function<void(std::uint32_t row, std::span<float> out)>;

/// n queries and n keys in R^dimension, row by row.
struct HeadRows {
  std::size_t n = 1;
  std::size_t dimension = 1;
  FillRow query;
  FillRow key;
};

/// The rows of a Gaussian instance.
[[nodiscard]] HeadRows gaussian_rows(const HardmaxInstance& instance);

/// Which keys query i may choose: all n, or those with index at most i.
enum class Mask { none, causal };

/// pattern[i] = argmax_j <q_i, k_j> over the keys that the mask lets row i see, the smallest index among equals, decided
/// exactly for the float32 rows (exact_argmax.hpp); row i of the hardmax matrix A is the unit vector at pattern[i]. Rows
/// are computed by TBB tasks; the result depends on the rows only. Memory: at most 5 n dimension bytes for the keys and a tile
/// a thread. Throws what rows_done throws.
[[nodiscard]] std::vector<std::uint32_t> hardmax_pattern(const HeadRows& rows, Mask mask,
                                                         const RowsDone& rows_done = [](std::size_t) {});

/// The same for a Gaussian instance.
[[nodiscard]] std::vector<std::uint32_t> hardmax_pattern(const HardmaxInstance& instance,
                                                         const RowsDone& rows_done = [](std::size_t) {});

/// The same under a causal mask: row i sees the keys 0..i.
[[nodiscard]] std::vector<std::uint32_t> causal_hardmax_pattern(const HardmaxInstance& instance,
                                                                const RowsDone& rows_done = [](std::size_t) {});

/// counts[j] = how many rows of the pattern pick column j < n: the squared singular values of A.
[[nodiscard]] std::vector<std::uint32_t> column_counts(std::span<const std::uint32_t> pattern, std::size_t n);

/// The number of different entries: the rank of A over the reals, exactly.
[[nodiscard]] std::size_t pattern_rank(std::span<const std::uint32_t> pattern, std::size_t n);

}  // namespace rankcert
