#include "sampling/philox.hpp"

#include <Random123/philox.h>
#include <doctest/doctest.h>

#include <vector>

using namespace rankcert;

TEST_CASE("Philox4x32-10 gives Random123's known answers") {
  // kat_vectors of Random123 1.14
  struct Known {
    std::uint32_t c[4];
    std::uint32_t k[2];
    std::uint32_t out[4];
  };
  const Known known[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       {0xffffffff, 0xffffffff},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (const Known& v : known) {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    philox_words((std::uint64_t{v.k[1]} << 32) | v.k[0], v.c[0], {v.c[1], v.c[2], v.c[3]}, {&low, 1}, {&high, 1});
    CHECK(low == ((std::uint64_t{v.out[1]} << 32) | v.out[0]));
    CHECK(high == ((std::uint64_t{v.out[3]} << 32) | v.out[2]));
  }
}

TEST_CASE("a batch equals Random123, counter by counter") {
  std::vector<std::uint64_t> low(1000);
  std::vector<std::uint64_t> high(1000);
  philox_words(0x0123456789abcdefU, 77, {5, 0xdeadbeef, 3}, low, high);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    const philox4x32_ctr_t c = {{77 + i, 5, 0xdeadbeef, 3}};
    const philox4x32_key_t k = {{0x89abcdef, 0x01234567}};
    const philox4x32_ctr_t r = philox4x32_R(10, c, k);
    REQUIRE(low[i] == ((std::uint64_t{r[1]} << 32) | r[0]));
    REQUIRE(high[i] == ((std::uint64_t{r[3]} << 32) | r[2]));
  }
}
