#include "attention/byte_scores.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "exact/rational.hpp"

using namespace rankcert;

namespace {

struct Instance {
  std::size_t d;
  std::vector<float> queries;
  std::vector<float> keys;
  [[nodiscard]] std::size_t rows() const { return queries.size() / d; }
  [[nodiscard]] std::size_t count() const { return keys.size() / d; }
};

Instance normal_instance(std::size_t rows, std::size_t n, std::size_t d, std::uint32_t seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal;
  Instance instance{d, std::vector<float>(rows * d), std::vector<float>(n * d)};
  for (float& x : instance.queries) x = normal(engine);
  for (float& x : instance.keys) x = normal(engine);
  return instance;
}

double largest_norm(const Instance& instance) {
  double largest = 0;
  for (std::size_t j = 0; j < instance.count(); ++j) {
    double sum = 0;
    for (std::size_t l = 0; l < instance.d; ++l) sum += std::pow(static_cast<double>(instance.keys[j * instance.d + l]), 2);
    largest = std::max(largest, std::sqrt(sum) * (1 + 1e-12));
  }
  return largest;
}

Rational exact_score(const Instance& instance, std::size_t i, std::size_t j) {
  Rational sum = 0;
  for (std::size_t l = 0; l < instance.d; ++l) {
    sum += from_double(static_cast<double>(instance.queries[i * instance.d + l])) *
           from_double(static_cast<double>(instance.keys[j * instance.d + l]));
  }
  return sum;
}

// Every index of a maximal exact score is left, all are allowed and increase. Returns the mean number left.
double check_sieve(const Instance& instance, std::size_t first, std::size_t step) {
  std::vector<std::vector<std::uint32_t>> left(instance.rows());
  ByteKeys(instance.keys, instance.d, largest_norm(instance)).sieve(instance.queries, first, step, left);
  double total = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const std::size_t end = first + step * i;
    std::vector<Rational> scores;
    for (std::size_t j = 0; j < end; ++j) scores.push_back(exact_score(instance, i, j));
    const Rational best = *std::max_element(scores.begin(), scores.end());
    for (std::uint32_t j = 0; j < end; ++j) {
      if (scores[j] == best) CHECK(std::binary_search(left[i].begin(), left[i].end(), j));
    }
    CHECK(std::is_sorted(left[i].begin(), left[i].end()));
    REQUIRE_FALSE(left[i].empty());
    CHECK(left[i].back() < end);
    total += static_cast<double>(left[i].size());
  }
  return total / static_cast<double>(left.size());
}

}  // namespace

TEST_CASE("byte scores: every maximal key is left, around the edges of panels and groups" * doctest::skip(!has_byte_products())) {
  for (const std::size_t d : {1U, 3U, 4U, 5U, 16U, 17U, 65U}) {
    for (const std::size_t n : {1U, 31U, 32U, 33U, 200U}) {
      for (const std::size_t rows : {1U, 11U, 12U, 13U}) {
        CAPTURE(d);
        CAPTURE(n);
        check_sieve(normal_instance(rows, n, d, 7), n, 0);
      }
    }
  }
}

TEST_CASE("byte scores: few keys are left of normal ones" * doctest::skip(!has_byte_products())) {
  CHECK(check_sieve(normal_instance(24, 2000, 64, 8), 2000, 0) < 20);
}

TEST_CASE("byte scores: rows see prefixes, over more than one block of keys" * doctest::skip(!has_byte_products())) {
  check_sieve(normal_instance(40, 60, 3, 9), 5, 1);
  check_sieve(normal_instance(14, 2100, 256, 10), 2087, 1);  // a block holds 1024 keys of that dimension
}

TEST_CASE("byte scores: entries of very different, tiny, huge and equal size" * doctest::skip(!has_byte_products())) {
  Instance uneven = normal_instance(13, 100, 9, 11);
  for (std::size_t l = 0; l < uneven.keys.size(); ++l) uneven.keys[l] *= std::ldexp(1.0F, static_cast<int>(l % 40) - 20);
  for (std::size_t l = 0; l < uneven.queries.size(); ++l) uneven.queries[l] *= std::ldexp(1.0F, static_cast<int>(l % 30) - 15);
  check_sieve(uneven, 100, 0);
  for (const float factor : {0.0F, 0x1p-149F, 0x1p-120F, 0x1p-60F, 0x1p60F, 0x1p110F}) {
    CAPTURE(factor);
    Instance scaled = normal_instance(5, 70, 6, 12);
    for (float& x : scaled.keys) x *= factor;
    check_sieve(scaled, 70, 0);
    Instance queries = normal_instance(5, 70, 6, 12);
    for (float& x : queries.queries) x *= factor;
    check_sieve(queries, 70, 0);
  }
  Instance ties = normal_instance(13, 90, 2, 13);
  for (float& x : ties.keys) x = std::round(x);
  for (float& x : ties.queries) x = std::round(x);
  check_sieve(ties, 90, 0);
}

TEST_CASE("byte scores: the longest vectors do not overflow" * doctest::skip(!has_byte_products())) {
  const std::size_t d = std::size_t{1} << 15;
  Instance instance{d, std::vector<float>(2 * d, 1.0F), std::vector<float>(3 * d, 1.0F)};
  std::fill_n(instance.queries.begin(), d, -1.0F);
  std::fill_n(instance.keys.begin(), d, -1.0F);
  std::vector<std::vector<std::uint32_t>> left(2);
  ByteKeys(instance.keys, d, std::sqrt(static_cast<double>(d)) * (1 + 1e-12)).sieve(instance.queries, 3, 0, left);
  CHECK(left[0] == std::vector<std::uint32_t>{0});
  CHECK(left[1] == std::vector<std::uint32_t>{1, 2});
}
