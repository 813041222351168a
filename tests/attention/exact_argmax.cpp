#include "attention/exact_argmax.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>

#include "exact/error.hpp"
#include "exact/rational.hpp"

using namespace rankcert;

namespace {

Rational rational_inner_product(std::span<const float> a, std::span<const float> b) {
  Rational sum = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    sum += from_double(static_cast<double>(a[k])) * from_double(static_cast<double>(b[k]));
  }
  return sum;
}

// The definition, in rationals.
std::vector<std::uint32_t> brute_force(std::span<const float> queries, std::span<const float> keys, std::size_t d) {
  std::vector<std::uint32_t> result;
  for (std::size_t i = 0; i < queries.size() / d; ++i) {
    std::uint32_t winner = 0;
    Rational best;
    for (std::uint32_t j = 0; j < keys.size() / d; ++j) {
      const Rational s = rational_inner_product(queries.subspan(i * d, d), keys.subspan(j * d, d));
      if (j == 0 || s > best) best = s, winner = j;
    }
    result.push_back(winner);
  }
  return result;
}

constexpr std::array kSieves = {ExactArgmax::Sieve::fastest, ExactArgmax::Sieve::float32};

void check_against_definition(std::span<const float> queries, std::span<const float> keys, std::size_t d) {
  const std::vector<std::uint32_t> expected = brute_force(queries, keys, d);
  for (const ExactArgmax::Sieve sieve : kSieves) {
    std::vector<std::uint32_t> argmax(queries.size() / d);
    ExactArgmax(keys, d, sieve).decide(queries, argmax);
    CHECK(argmax == expected);
  }
}

std::vector<float> normal_floats(std::size_t size, std::uint32_t seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal;
  std::vector<float> x(size);
  for (float& v : x) v = normal(engine);
  return x;
}

}  // namespace

TEST_CASE("the exact inner product equals the rational one, subnormals included") {
  std::mt19937 engine(3);
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<float> a(7), b(7);
    for (std::size_t k = 0; k < 7; ++k) {
      a[k] = std::ldexp(static_cast<float>(engine() % 2001) - 1000.0F, static_cast<int>(engine() % 200) - 155);
      b[k] = std::ldexp(static_cast<float>(engine() % 2001) - 1000.0F, static_cast<int>(engine() % 200) - 155);
    }
    const Rational unit(Integer(1), Integer(1) << 298);
    CHECK(Rational(exact_inner_product(a, b)) * unit == rational_inner_product(a, b));
  }
}

TEST_CASE("random instances: the definition, for sizes around the tile's edges") {
  for (const std::size_t d : {1U, 2U, 5U, 33U}) {
    for (const std::size_t n : {1U, 2U, 31U, 33U, 63U, 65U, 447U, 449U, 900U}) {
      CAPTURE(d);
      CAPTURE(n);
      const std::vector<float> keys = normal_floats(n * d, 11);
      check_against_definition(normal_floats(20 * d, 12), keys, d);
    }
  }
}

TEST_CASE("integer keys with many exact ties: the smallest index wins") {
  std::mt19937 engine(5);
  for (const std::size_t d : {1U, 2U, 3U, 8U}) {
    std::vector<float> keys(500 * d), queries(40 * d);
    for (float& v : keys) v = static_cast<float>(engine() % 3) - 1;
    for (float& v : queries) v = static_cast<float>(engine() % 5) - 2;
    check_against_definition(queries, keys, d);
  }
}

TEST_CASE("duplicated keys and a zero query") {
  const std::size_t d = 16;
  std::vector<float> keys = normal_floats(200 * d, 21);
  keys.insert(keys.end(), keys.begin(), keys.begin() + 200 * d);
  keys.insert(keys.end(), keys.begin(), keys.begin() + 200 * d);
  std::vector<float> queries = normal_floats(30 * d, 22);
  std::fill_n(queries.begin(), d, 0.0F);
  check_against_definition(queries, keys, d);
  std::vector<std::uint32_t> argmax(30);
  ExactArgmax(keys, d).decide(queries, argmax);
  for (const std::uint32_t j : argmax) CHECK(j < 200);
  CHECK(argmax[0] == 0);
}

TEST_CASE("keys that differ in the last bit of one entry are told apart") {
  const std::size_t d = 24;
  const std::vector<float> base = normal_floats(d, 31);
  std::mt19937 engine(32);
  std::vector<float> keys;
  for (int j = 0; j < 600; ++j) {
    std::vector<float> k = base;
    for (int change = 0; change < 2; ++change) {
      float& entry = k[engine() % d];
      entry = std::nextafter(entry, engine() % 2 == 0 ? 10.0F : -10.0F);
    }
    keys.insert(keys.end(), k.begin(), k.end());
  }
  std::vector<float> queries = normal_floats(40 * d, 33);
  // small queries in most entries: differences far below the double rounding error of the large ones
  for (std::size_t k = 0; k < 20 * d; ++k) queries[k] *= k % 3 == 0 ? 1e10F : 1e-10F;
  for (const ExactArgmax::Sieve sieve : kSieves) {
    std::vector<std::uint32_t> argmax(40);
    const ArgmaxStages stages = ExactArgmax(keys, d, sieve).decide(queries, argmax);
    CHECK(argmax == brute_force(queries, keys, d));
    CHECK(stages.rows_to_double == 40);
    CHECK(stages.rows_to_exact > 0);
  }
}

TEST_CASE("catastrophic cancellation: scores that float32 and double round to the same value") {
  // s_j = 2^40 - 2^40 + tiny_j
  const std::size_t d = 3;
  std::vector<float> keys;
  for (int j = 0; j < 400; ++j) {
    keys.insert(keys.end(), {0x1p40F, -0x1p40F, std::ldexp(static_cast<float>((j * 37) % 400), -60)});
  }
  const std::vector<float> queries{1, 1, 1, 1, 1, -1, 0x1.8p3F, 0x1.8p3F, 0x1p-20F};
  check_against_definition(queries, keys, d);
}

TEST_CASE("subnormal products do not mislead the float32 stage") {
  const std::size_t d = 4;
  std::vector<float> keys = normal_floats(300 * d, 41);
  std::vector<float> queries = normal_floats(20 * d, 42);
  for (float& v : keys) v *= 0x1p-70F;
  for (float& v : queries) v *= 0x1p-76F;
  check_against_definition(queries, keys, d);
}

TEST_CASE("under a causal mask every row agrees with the definition on its prefix, around the tile's edges") {
  const std::size_t d = 3;
  for (const bool ties : {false, true}) {
    std::vector<float> keys = normal_floats(900 * d, 51);
    std::vector<float> queries = normal_floats(12 * d, 52);
    if (ties) {
      for (float& v : keys) v = std::round(v);
      for (float& v : queries) v = std::round(v);
    }
    const ExactArgmax argmax(keys, d);
    const ExactArgmax by_float32(keys, d, ExactArgmax::Sieve::float32);
    for (const std::size_t first_row : {0U, 1U, 250U, 376U, 440U, 447U, 448U, 760U, 888U}) {
      CAPTURE(first_row);
      std::vector<std::uint32_t> chosen(12);
      argmax.decide_causal(queries, first_row, chosen);
      std::vector<std::uint32_t> again(12);
      by_float32.decide_causal(queries, first_row, again);
      CHECK(again == chosen);
      for (std::size_t i = 0; i < 12; ++i) {
        const auto prefix = std::span<const float>(keys).first((first_row + i + 1) * d);
        CHECK(chosen[i] == brute_force(std::span<const float>(queries).subspan(i * d, d), prefix, d).front());
      }
    }
  }
}

TEST_CASE("a causal call over many rows equals row by row calls without a mask") {
  const std::size_t d = 5;
  const std::size_t n = 1200;  // more than one row block and two column blocks
  const std::vector<float> keys = normal_floats(n * d, 53);
  const std::vector<float> queries = normal_floats(n * d, 54);
  std::vector<std::uint32_t> causal(n);
  ExactArgmax(keys, d).decide_causal(queries, 0, causal);
  std::vector<std::uint32_t> by_float32(n);
  ExactArgmax(keys, d, ExactArgmax::Sieve::float32).decide_causal(queries, 0, by_float32);
  CHECK(by_float32 == causal);
  std::vector<std::uint32_t> one(1);
  for (std::size_t i = 0; i < n; ++i) {
    ExactArgmax(std::span<const float>(keys).first((i + 1) * d), d)
        .decide(std::span<const float>(queries).subspan(i * d, d), one);
    CHECK(causal[i] == one.front());
  }
}

TEST_CASE("a causal call needs a key for every row") {
  const std::vector<float> keys = normal_floats(10, 55);
  const std::vector<float> queries = normal_floats(8, 56);
  std::vector<std::uint32_t> chosen(4);
  const ExactArgmax argmax(keys, 2);
  CHECK_NOTHROW(argmax.decide_causal(queries, 1, chosen));
  CHECK_THROWS_AS(argmax.decide_causal(queries, 2, chosen), InputError);
  CHECK_THROWS_AS(argmax.decide_causal(queries, std::numeric_limits<std::size_t>::max(), chosen), InputError);
}

TEST_CASE("shapes outside the lemmas are refused") {
  const std::vector<float> six{1, 2, 3, 4, 5, 6};
  CHECK_THROWS_AS(ExactArgmax(six, 0), InputError);
  CHECK_THROWS_AS(ExactArgmax(six, 4), InputError);
  CHECK_THROWS_AS(ExactArgmax({}, 2), InputError);
  const std::vector<float> long_key(ExactArgmax::kLargestDimension + 1, 1.0F);
  CHECK_THROWS_AS(ExactArgmax(long_key, long_key.size()), InputError);
  std::vector<std::uint32_t> argmax(2);
  CHECK_THROWS_AS(ExactArgmax(six, 2).decide(std::span(six).first(3), argmax), InputError);
}

TEST_CASE("what is not finite or would overflow is refused") {
  std::vector<std::uint32_t> argmax(1);
  const std::vector<float> nan_key{std::numeric_limits<float>::quiet_NaN(), 1};
  CHECK_THROWS_AS(ExactArgmax(nan_key, 2), InputError);
  const std::vector<float> inf_key{1, std::numeric_limits<float>::infinity()};
  CHECK_THROWS_AS(ExactArgmax(inf_key, 2), InputError);
  const std::vector<float> huge{1e30F, 1};
  CHECK_THROWS_AS(ExactArgmax(huge, 2).decide(huge, argmax), InputError);
  const std::vector<float> nan_query{std::numeric_limits<float>::quiet_NaN(), 1};
  CHECK_THROWS_AS(ExactArgmax(huge, 2).decide(nan_query, argmax), InputError);
}
