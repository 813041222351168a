// The index of the largest inner product, decided exactly for float32 vectors, at the speed of a float32 product.
//
// For queries q_i and keys k_j in R^d with float32 entries, argmax_j <q_i, k_j> of the real numbers, the smallest index
// among equals. Three stages, each handing on only what it cannot decide:
//
// 1. float32 product in tiles that stay in the cache. Let u = 2^-24, gamma_d = d u/(1 - d u), S_ij the
//    computed and s_ij the exact score.
//    Lemma A1. |S_ij - s_ij| <= e_i := gamma_d |q_i| max_j |k_j| + d 2^-149, whatever the order of summation and with or
//    without fma. (Each product passes through at most d roundings, Higham section 3.1; Cauchy-Schwarz on
//    sum |q||k|; a product that underflows errs by at most 2^-150, additions do not underflow, and the d errors grow by
//    at most 1 + gamma_d < 2.)
//    Lemma A2. Let B = max_j S_ij. Every argmax j of row i has S_ij >= B - 2 e_i: with B = S_ij', otherwise
//    s_ij <= S_ij + e_i < B - e_i <= s_ij'. A running maximum is at most B, so its threshold excludes no argmax:
//    candidates are collected tile by tile and filtered with B at the end.
//    On processors that multiply bytes, integer scores of rounded vectors do the same several times as fast
//    (byte_scores.hpp), with a larger e_i.
// 2. Rows left with several candidates: in double, where the product of two float32 is exact (48 bits, exponent at
//    least -298).
//    Lemma A3. The sum of d exact products in double, in any order, errs by at most gamma'_{d-1} |q_i| |k_j| with
//    u' = 2^-53 (for d = 1: by nothing). The filter of Lemma A2 again.
// 3. What is left: the scores as integers in units of 2^-298, compared exactly. Equal scores: the smallest index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "attention/byte_scores.hpp"
#include "exact/rational.hpp"

namespace rankcert {

/// The inner product of two float32 vectors of equal length as an integer, in units of 2^-298: exact.
[[nodiscard]] Integer exact_inner_product(std::span<const float> a, std::span<const float> b);

/// How often each stage had to decide, for benchmarks and tests.
struct ArgmaxStages {
  std::size_t rows = 0;
  std::size_t rows_to_double = 0;
  std::size_t rows_to_exact = 0;
};

class ExactArgmax {
 public:
  /// What computes the scores that exclude most keys; the result is the same.
  enum class Sieve { fastest, float32 };

  /// Keys: n x dimension, row-major; the span must outlive the object. Requires: 1 <= dimension <= kLargestDimension,
  /// 1 <= n < 2^32. Throws InputError otherwise or if an entry is not finite.
  ExactArgmax(std::span<const float> keys, std::size_t dimension, Sieve sieve = Sieve::fastest);

  /// argmax[i] = the smallest j with <q_i, k_j> maximal, exactly, for queries argmax.size() x dimension, row-major.
  /// The result does not depend on the BLAS or on how rows are grouped into calls. Thread-safe.
  /// Requires that size and |q_i| |k_j| < 1e38 (a float32 score must not overflow); throws InputError otherwise.
  ArgmaxStages decide(std::span<const float> queries, std::span<std::uint32_t> argmax) const;

  /// The same with a causal mask: query i chooses among the keys 0..first_row + i only. The keys' largest norm bounds
  /// those of every prefix, so the lemmas hold as they are. Requires: first_row + argmax.size() <= number of keys.
  ArgmaxStages decide_causal(std::span<const float> queries, std::size_t first_row,
                             std::span<std::uint32_t> argmax) const;

  /// The lemmas' gamma_d and the norms' rounding are small up to here.
  static constexpr std::size_t kLargestDimension = std::size_t{1} << 15;

  /// The tile's height: a call with that many rows is the fastest.
  static constexpr std::size_t kRowBlock = 1024;

 private:
  /// Row i of a call chooses among the first `first + step * i` keys.
  struct Visible {
    std::size_t first;
    std::size_t step;
  };
  ArgmaxStages decide_visible(std::span<const float> queries, Visible visible, std::span<std::uint32_t> argmax) const;
  void decide_bytes(std::span<const float> queries, Visible visible, std::span<std::uint32_t> argmax,
                    ArgmaxStages& stages) const;
  [[nodiscard]] double checked_norm(std::span<const float> query) const;
  void decide_block(std::span<const float> queries, Visible visible, std::span<std::uint32_t> argmax,
                    std::vector<float>& tile, ArgmaxStages& stages) const;
  [[nodiscard]] std::uint32_t decide_among(std::span<const float> query, double query_norm,
                                           std::vector<std::uint32_t>& candidates, ArgmaxStages& stages) const;
  [[nodiscard]] std::span<const float> key(std::uint32_t j) const { return keys_.subspan(j * dimension_, dimension_); }

  std::span<const float> keys_;
  std::size_t dimension_;
  std::size_t count_ = 0;
  double largest_key_norm_ = 0;  ///< an upper bound
  std::optional<ByteKeys> byte_keys_;
};

}  // namespace rankcert
