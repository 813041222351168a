#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "attention/biased_heads.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

/// The one-dimensional input with u = <x_1, y> - <x_2, y> = first - second.
PointCombination heads_at(std::size_t waves, float first, float second) {
  const std::vector<float> one{first}, two{second}, query{1};
  return BiasedHeads(1, waves).run({one, two, query});
}
PointCombination form_at(std::size_t waves, float first, float second) {
  const std::vector<float> one{first}, two{second}, query{1};
  return BiasedHeads(1, waves).closed_form({one, two, query});
}

/// Head by head from the definition, u an exact double.
PointCombination by_definition(long waves, double u) {
  PointCombination sum;
  for (long j = -waves; j <= waves; ++j) (u + static_cast<double>(j) > 0 ? sum.first : sum.second) += j % 2 == 0 ? 1 : -1;
  return sum;
}

}  // namespace

TEST_CASE("biased_heads: the definition and the closed form at halves, integers and beyond the range, both parities of J") {
  for (const std::size_t waves : {1U, 2U, 3U, 8U, 9U}) {
    for (int twice = -24; twice <= 24; ++twice) {
      const auto u = static_cast<float>(twice) / 2;
      CAPTURE(waves);
      CAPTURE(u);
      const PointCombination expected = by_definition(static_cast<long>(waves), u);
      CHECK(heads_at(waves, u, 0) == expected);
      CHECK(form_at(waves, u, 0) == expected);
      CHECK(expected.first + expected.second == (waves % 2 == 0 ? 1 : -1));
    }
  }
}

TEST_CASE("biased_heads: a sine inside the range, whatever the parity of J") {
  for (const std::size_t waves : {6U, 7U}) {
    for (const float u : {0.25F, 0.75F, 1.5F, 2.25F, -0.5F, -1.5F, -5.75F}) {
      const PointCombination f = heads_at(waves, u, 0);
      CHECK(f.first - f.second == (std::sin(M_PI * static_cast<double>(u)) > 0 ? 1 : -1));
    }
  }
}

TEST_CASE("biased_heads: a score that differs from a tie by one bit in 2^-140 is decided") {
  for (const int head : {0, 1, -3, 5}) {
    const auto integer = static_cast<float>(head);
    // u = head + 2^-140 and head - 2^-140: no double holds these (but for head = 0).
    for (const float shift : {0x1p-140F, -0x1p-140F, 0.0F}) {
      const PointCombination expected = by_definition(8, shift > 0 ? head + 0.5 : (shift < 0 ? head - 0.5 : head));
      const std::vector<float> one{integer, shift}, two{0, 0}, query{0.5F, 0.5F};  // d = 2 doubles the difference
      const BiasedHeads heads(2, 8);
      CHECK(heads.run({one, two, query}) == expected);
      CHECK(heads.closed_form({one, two, query}) == expected);
    }
  }
}

TEST_CASE("biased_heads: random inputs agree with a long double sum where that is clear of ties") {
  std::mt19937_64 generator(7);
  std::normal_distribution<float> normal;
  std::size_t clear = 0;
  for (const std::size_t d : {2U, 5U, 16U, 33U}) {
    const BiasedHeads heads(d, 4 * d);
    for (int i = 0; i < 200; ++i) {
      std::vector<float> one(d), two(d), query(d);
      long double u = 0;
      for (std::size_t l = 0; l < d; ++l) {
        one[l] = normal(generator), two[l] = normal(generator), query[l] = normal(generator);
        u += (static_cast<long double>(one[l]) - static_cast<long double>(two[l])) * static_cast<long double>(query[l]);
      }
      u *= static_cast<long double>(d);
      const PointCombination f = heads.run({one, two, query});
      CHECK(f == heads.closed_form({one, two, query}));
      if (std::abs(u - std::nearbyint(u)) < 1e-12L) continue;
      ++clear;
      CHECK(f == by_definition(static_cast<long>(4 * d), static_cast<double>(u)));
    }
  }
  CHECK(clear > 790);
}

TEST_CASE("biased_heads: swapping the points swaps what they get, away from ties") {
  for (const float u : {0.25F, -2.75F, 30.5F}) {
    const PointCombination f = heads_at(9, u, 0);
    const PointCombination swapped = heads_at(9, 0, u);
    CHECK(f.first == swapped.second);
    CHECK(f.second == swapped.first);
  }
}

TEST_CASE("biased_heads: bad input is refused in words") {
  CHECK_THROWS_AS(BiasedHeads(0, 1), InputError);
  CHECK_THROWS_AS(BiasedHeads(4097, 1), InputError);
  CHECK_THROWS_AS(BiasedHeads(1, 0), InputError);
  CHECK_THROWS_AS(BiasedHeads(1, (std::size_t{1} << 24U) + 1), InputError);
  const BiasedHeads heads(2, 3);
  const std::vector<float> good{1, 2}, small{1}, huge{1, 0x1p21F}, broken{1, NAN};
  CHECK_THROWS_AS((void)heads.run({good, good, small}), InputError);
  CHECK_THROWS_AS((void)heads.run({good, huge, good}), InputError);
  CHECK_THROWS_AS((void)heads.closed_form({broken, good, good}), InputError);
}
