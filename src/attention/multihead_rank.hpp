// Ranks of the matrices that several hardmax heads make together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace rankcert {

/// The key that each of n queries selects, one vector a head; entries below n.
using HeadPatterns = std::vector<std::vector<std::uint32_t>>;

/// The exact rank over the rationals of [A_1 ... A_h] (n x h n), A_l the hardmax matrix of patterns[l]. Requires at least
/// one head, all patterns of equal length; throws InputError. `poll` may throw.
/// Columns of A_2, ..., A_h that depend on others for a known reason are left out first: on each connected component of
/// the graph that joins the keys a row selects, every head's columns add up to the same vector (multihead-rank, Lemma 3).
[[nodiscard]] std::size_t concatenated_rank(const HeadPatterns& patterns, const std::function<void()>& poll = [] {});

/// The exact rank over the rationals of A_1 + ... + A_h (n x n). Requires as above.
[[nodiscard]] std::size_t summed_rank(const HeadPatterns& patterns, const std::function<void()>& poll = [] {});

/// The pattern of head `head` of the Gaussian instance (seed, trial): queries and keys n x head_dimension from the
/// streams (seed, multihead_query | multihead_key, trial, head * n + row). Heads and trials are independent.
struct MultiheadInstance {
  std::size_t n = 1;
  std::size_t head_dimension = 1;
  std::size_t heads = 1;
  std::uint64_t seed = 0;
  std::uint32_t trial = 0;
};
[[nodiscard]] HeadPatterns multihead_patterns(const MultiheadInstance& instance,
                                              const std::function<void(std::size_t)>& rows_done = [](std::size_t) {});

}  // namespace rankcert
