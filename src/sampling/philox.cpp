#include "sampling/philox.hpp"

#include <cstddef>

#include "sampling/vector_clones.hpp"

namespace rankcert {
namespace {

constexpr std::uint64_t kMultiplier0 = 0xD2511F53U;
constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57U;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9U;
constexpr std::uint32_t kWeyl1 = 0xBB67AE85U;
constexpr int kRounds = 10;
constexpr std::uint64_t kLowWord = 0xFFFFFFFFU;

// Words are kept in 64-bit lanes, so that a lane holds the 32 x 32 -> 64 bit product without shuffles.
RANKCERT_VECTOR_CLONES
void philox_lanes(std::uint32_t key0, std::uint32_t key1, std::uint64_t first, std::uint64_t c1, std::uint64_t c2,
                  std::uint64_t c3, std::uint64_t* low, std::uint64_t* high, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    std::uint64_t x0 = first + i;
    std::uint64_t x1 = c1;
    std::uint64_t x2 = c2;
    std::uint64_t x3 = c3;
    std::uint32_t k0 = key0;
    std::uint32_t k1 = key1;
    for (int round = 0; round < kRounds; ++round) {
      const std::uint64_t p0 = kMultiplier0 * (x0 & kLowWord);
      const std::uint64_t p1 = kMultiplier1 * (x2 & kLowWord);
      x0 = (p1 >> 32) ^ x1 ^ k0;
      x2 = (p0 >> 32) ^ x3 ^ k1;
      x1 = p1 & kLowWord;
      x3 = p0 & kLowWord;
      k0 += kWeyl0;
      k1 += kWeyl1;
    }
    low[i] = x0 | (x1 << 32);
    high[i] = x2 | (x3 << 32);
  }
}

}  // namespace

void philox_words(PhiloxKey key, std::uint32_t first, const PhiloxCounterTail& tail, std::span<std::uint64_t> low,
                std::span<std::uint64_t> high) {
  philox_lanes(static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32), first, tail[0], tail[1],
               tail[2], low.data(), high.data(), low.size());
}

}  // namespace rankcert
