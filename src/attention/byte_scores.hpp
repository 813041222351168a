// Inner products of vectors rounded to 8-bit integers: a sieve for the argmax, several times as fast as float32 products
// on processors that multiply and add bytes (AVX-512 VNNI).
//
// A key is k_j = b (K_j + rest), a query q_i = a_i (Q_i + rest), K_j and Q_i of integers from -127 to 127. The integer
// scores S_ij = <Q_i, K_j> are exact (|S_ij| <= 127^2 2^15 < 2^29), and
//   |<q_i, k_j> - a_i b S_ij| <= |q_i - a_i Q_i| |k_j| + a_i |Q_i| |k_j - b K_j|       (Cauchy and Schwarz, twice),
// for whatever a_i, b > 0 and integers: how well they are chosen decides how much the sieve lets through, not whether it is
// right (rank-barrier, Lemma 10).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rankcert {

/// Whether this processor has the instructions. Without them nothing below may be called.
[[nodiscard]] bool has_byte_products();

class ByteKeys {
 public:
  /// Keys: n x dimension, row-major, finite, 1 <= dimension <= 2^15; one scale for all. `largest_norm`: an upper bound of
  /// their norms.
  ByteKeys(std::span<const float> keys, std::size_t dimension, double largest_norm);

  /// candidates[i], for every row of the queries (candidates.size() x dimension, finite), in increasing order: indices
  /// among the first `first + step * i` keys, with every index in it whose exact inner product with q_i is maximal among
  /// those. Memory: a byte an entry. Thread-safe.
  void sieve(std::span<const float> queries, std::size_t first, std::size_t step,
             std::span<std::vector<std::uint32_t>> candidates) const;

 private:
  std::size_t dimension_;
  std::size_t count_;
  std::size_t groups_;  ///< of four coordinates
  double largest_norm_;
  float scale_ = 1;           ///< b
  double rounding_norm_ = 0;  ///< an upper bound of |k_j - b K_j|
  std::vector<std::uint8_t> panels_;  ///< K + 128 by [32 keys][group][key][coordinate], padded
};

}  // namespace rankcert
