#include "sampling/sign_sums.hpp"

#include <Random123/philox.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <bitset>
#include <cmath>
#include <map>
#include <vector>

using namespace rankcert;

namespace {

std::vector<std::int32_t> sums(std::uint32_t signs, std::size_t size, std::uint64_t seed = 5) {
  std::vector<std::int32_t> out(size);
  fill_sign_sums({seed, StreamPurpose::sign_series_entry, 2, 3}, signs, out);
  return out;
}

}  // namespace

TEST_CASE("sign sums: the bits of Random123, sign by sign") {
  for (const std::uint32_t signs : {1U, 2U, 63U, 64U, 65U, 128U, 200U}) {
    CAPTURE(signs);
    const std::vector<std::int32_t> out = sums(signs, 20, 0x0123456789abcdefU);
    const std::uint32_t words = (signs + 63) / 64;
    for (std::uint32_t j = 0; j < 20; ++j) {
      std::int32_t expected = 0;
      for (std::uint32_t bit = 0; bit < signs; ++bit) {
        const philox4x32_ctr_t c = {{j * words + bit / 64, 3, 2, static_cast<std::uint32_t>(StreamPurpose::sign_series_entry)}};
        const philox4x32_key_t k = {{0x89abcdefU, 0x01234567U}};
        const std::uint32_t word = philox4x32(c, k).v[bit % 64 / 32];
        expected += std::bitset<32>(word).test(bit % 32) ? 1 : -1;
      }
      CHECK(out[j] == expected);
    }
  }
}

TEST_CASE("sign sums: the binomial law, parity and range, a prefix of a longer row") {
  constexpr std::size_t size = 100'000;
  const std::vector<std::int32_t> out = sums(4, size);
  std::map<int, int> counts;
  for (const std::int32_t x : out) ++counts[x];
  REQUIRE(counts.size() == 5);  // -4, -2, 0, 2, 4
  for (const auto& [value, weight] : {std::pair{-4, 1}, std::pair{-2, 4}, std::pair{0, 6}, std::pair{2, 4}, std::pair{4, 1}}) {
    const double p = weight / 16.0;
    CHECK(std::abs(counts.at(value) / static_cast<double>(size) - p) < 6 * std::sqrt(p * (1 - p) / size));
  }
  const std::vector<std::int32_t> shorter = sums(4, 100);
  CHECK(std::equal(shorter.begin(), shorter.end(), out.begin()));
  CHECK(sums(4, 100, 6) != shorter);
}

TEST_CASE("sign sums: long rows and many signs, where the bits are drawn in pieces") {
  // entry j of 200 signs is made of words 4j .. 4j+3, the last with 8 bits: entries of 256 and of 64 signs bound it
  constexpr std::size_t size = 9'000;
  const std::vector<std::int32_t> all = sums(200, size);
  const std::vector<std::int32_t> words = sums(64, 4 * size);
  for (std::size_t j = 0; j < size; ++j) {
    const std::int32_t three = words[4 * j] + words[4 * j + 1] + words[4 * j + 2];
    CHECK(std::abs(all[j] - three) <= 8);
  }
  CHECK(sums(1U << 20U, 2).size() == 2);
  CHECK(std::abs(sums(1U << 20U, 2)[1]) < 6 * 1024);  // six standard errors
}
