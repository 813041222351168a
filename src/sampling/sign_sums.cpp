#include "sampling/sign_sums.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <vector>

#include "sampling/philox.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kWordBits = 64;
constexpr std::size_t kMostWordsAtOnce = 16'384;  // an entry has at most as many: 2^20 signs

}  // namespace

void fill_sign_sums(const GaussianRow& address, std::uint32_t signs, std::span<std::int32_t> out) {
  const std::size_t words = (signs + kWordBits - 1) / kWordBits;
  const std::uint64_t last_mask = ~std::uint64_t{0} >> (words * kWordBits - signs);
  const std::size_t entries_at_once = kMostWordsAtOnce / words;
  std::vector<std::uint64_t> low(words * std::min(entries_at_once, out.size()));
  std::vector<std::uint64_t> high(low.size());
  for (std::size_t first = 0; first < out.size(); first += entries_at_once) {
    const std::size_t entries = std::min(entries_at_once, out.size() - first);
    const std::size_t size = entries * words;
    philox_words(address.seed, static_cast<std::uint32_t>(first * words),
                 {address.row, address.trial, static_cast<std::uint32_t>(address.purpose)}, std::span(low).first(size),
                 std::span(high).first(size));
    for (std::size_t j = 0; j < entries; ++j) {
      int ones = std::popcount(low[j * words + words - 1] & last_mask);
      for (std::size_t c = 0; c + 1 < words; ++c) ones += std::popcount(low[j * words + c]);
      out[first + j] = 2 * ones - static_cast<std::int32_t>(signs);
    }
  }
}

}  // namespace rankcert
