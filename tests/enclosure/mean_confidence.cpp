#include "enclosure/mean_confidence.hpp"

#include <doctest/doctest.h>

#include <array>
#include <ctime>
#include <random>
#include <stdexcept>

#include "evaluation.hpp"

using namespace rankcert;

namespace {

BoundedSample unit(const std::vector<Rational>& observations) { return {observations, 0, 1}; }

/// The capital as it stands in the header, in exact rationals.
Rational capital(const std::vector<Rational>& observations, const Rational& mean) {
  Rational total = 0;
  for (const Rational& bet : {Rational(1, 8), Rational(1, 4), Rational(1, 2), Rational(3, 4), Rational(15, 16)}) {
    Rational product = 1;
    for (const Rational& x : observations) product *= 1 + bet * (x / mean - 1);
    total += product;
  }
  return total / 5;
}

}  // namespace

TEST_CASE("capitals computed by hand decide the bound exactly at their level") {
  // Two ones against a mean of 1/2: (1 + c)^2 over the bets is (81 + 100 + 144 + 196)/64 + (31/16)^2 = 3045/256 in all.
  const std::vector<Rational> ones = {1, 1};
  const Rational w = Rational(3045, 256) / 5;
  REQUIRE(capital(ones, Rational(1, 2)) == w);
  const Rational level = 2 / w;  // reached exactly: W >= 2/alpha
  CHECK(check_mean_at_least(unit(ones), Rational(1, 2), level + Rational(1, 1'000'000), 128) == Truth::yes);
  CHECK(check_mean_at_least(unit(ones), Rational(1, 2), level, 128) == Truth::yes);
  CHECK(check_mean_at_least(unit(ones), Rational(1, 2), level - Rational(1, 1'000'000), 128) == Truth::no);
  // The mirror image.
  const std::vector<Rational> zeros = {0, 0};
  CHECK(check_mean_at_most(unit(zeros), Rational(1, 2), level + Rational(1, 1'000'000), 128) == Truth::yes);
  CHECK(check_mean_at_most(unit(zeros), Rational(1, 2), level, 128) == Truth::yes);
  CHECK(check_mean_at_most(unit(zeros), Rational(1, 2), level - Rational(1, 1'000'000), 128) == Truth::no);
  CHECK(check_mean_at_least(unit(zeros), Rational(1, 100), Rational(1, 2), 128) == Truth::no);
}

TEST_CASE("the answer agrees with exact capitals on random samples") {
  std::mt19937_64 random(51);
  int yes = 0;
  for (int i = 0; i < 2'000; ++i) {
    std::vector<Rational> sample;
    for (std::uint64_t k = 1 + random() % 12; k > 0; --k) sample.push_back(Rational(random() % 9) / 8);
    const Rational mean = Rational(1 + random() % 99) / 100;
    const Rational alpha = Rational(1 + random() % 99) / 100;
    const Truth at_least = check_mean_at_least(unit(sample), mean, alpha, 128);
    if (at_least == Truth::yes) CHECK(capital(sample, mean) >= 2 / alpha);
    if (at_least == Truth::no) CHECK(capital(sample, mean) < 2 / alpha);
    yes += at_least == Truth::yes ? 1 : 0;
    std::vector<Rational> mirrored;
    for (const Rational& x : sample) mirrored.push_back(1 - x);
    CHECK(check_mean_at_most(unit(mirrored), 1 - mean, alpha, 128) == at_least);
    // The same sample on the range [-3, 5].
    std::vector<Rational> wide;
    for (const Rational& x : sample) wide.push_back(8 * x - 3);
    CHECK(check_mean_at_least({wide, -3, 5}, 8 * mean - 3, alpha, 128) == at_least);
  }
  CHECK(yes > 50);
}

TEST_CASE("monotone: a smaller bound is easier, a smaller error probability is harder") {
  std::mt19937_64 random(52);
  for (int i = 0; i < 300; ++i) {
    std::vector<Rational> sample;
    for (std::uint64_t k = 5 + random() % 40; k > 0; --k) sample.push_back(Rational(4 + random() % 5) / 8);
    const Rational alpha(1, 20);
    Truth last = Truth::yes;
    for (int percent = 1; percent < 100; percent += 7) {
      const Truth now = check_mean_at_least(unit(sample), Rational(percent, 100), alpha, 128);
      CHECK_FALSE((last != Truth::yes && now == Truth::yes));
      if (now == Truth::yes) CHECK(check_mean_at_least(unit(sample), Rational(percent, 100), Rational(1, 10), 128) == Truth::yes);
      last = now;
    }
  }
}

TEST_CASE("the range itself is always known, and what is outside it never") {
  const std::vector<Rational> sample = {Rational(1, 2)};
  CHECK(check_mean_at_least(unit(sample), 0, Rational(1, 1000), 64) == Truth::yes);
  CHECK(check_mean_at_least(unit(sample), -5, Rational(1, 1000), 64) == Truth::yes);
  CHECK(check_mean_at_least(unit(sample), 2, Rational(999, 1000), 64) == Truth::no);
  CHECK(check_mean_at_most(unit(sample), 1, Rational(1, 1000), 64) == Truth::yes);
  CHECK(check_mean_at_most(unit(sample), -1, Rational(999, 1000), 64) == Truth::no);
  CHECK(check_mean_at_least(unit({}), Rational(1, 2), Rational(1, 2), 64) == Truth::no);
}

TEST_CASE("what does not fit is refused") {
  const std::vector<Rational> sample = {Rational(1, 2)};
  const std::vector<Rational> outside = {Rational(3, 2)};
  CHECK_THROWS_AS((void)check_mean_at_least(unit(outside), Rational(1, 2), Rational(1, 2), 64), std::invalid_argument);
  CHECK_THROWS_AS((void)check_mean_at_most(unit(outside), Rational(1, 2), Rational(1, 2), 64), std::invalid_argument);
  CHECK_THROWS_AS((void)check_mean_at_least({sample, 1, 1}, Rational(1, 2), Rational(1, 2), 64), std::invalid_argument);
  const std::vector<Rational> ones = {1, 1};
  CHECK_THROWS_AS((void)check_mean_at_least({ones, 1, 1}, Rational(1, 2), Rational(1, 2), 64), std::invalid_argument);
  for (const Rational& alpha : {Rational(0), Rational(1), Rational(-1, 2), Rational(2)}) {
    CHECK_THROWS_AS((void)check_mean_at_least(unit(sample), Rational(1, 2), alpha, 64), std::invalid_argument);
    CHECK_THROWS_AS((void)check_mean_at_most(unit(sample), Rational(1, 2), alpha, 64), std::invalid_argument);
  }
}

TEST_CASE("coverage: a bound above the true mean is claimed no more often than it may be") {
  // Bernoulli(p), alpha = 1/5: a false claim on one side has probability at most 1/10.
  std::mt19937_64 random(53);
  for (const int percent : {10, 50, 90}) {
    int false_lower = 0;
    int false_upper = 0;
    constexpr int runs = 2'000;
    for (int run = 0; run < runs; ++run) {
      std::vector<Rational> sample;
      for (int k = 0; k < 60; ++k) sample.push_back(static_cast<int>(random() % 100) < percent ? 1 : 0);
      const Rational p(percent, 100);
      false_lower += check_mean_at_least(unit(sample), p + Rational(1, 1000), Rational(1, 5), 64) == Truth::yes ? 1 : 0;
      false_upper += check_mean_at_most(unit(sample), p - Rational(1, 1000), Rational(1, 5), 64) == Truth::yes ? 1 : 0;
    }
    CHECK(false_lower < runs / 10);
    CHECK(false_upper < runs / 10);
    CHECK(false_lower + false_upper > 0);
  }
}

TEST_CASE("long fractions at the ends of a range take no time for each observation") {
  std::vector<Rational> sample;
  for (int i = 0; i < 4'000; ++i) sample.emplace_back(i, 4'000);
  const Rational least = -1 / (*parse_rational("1e9000") + Rational(1, 3));
  const Rational bound = least + Rational(1) / (Integer(1) << 1'000'000U);
  const std::clock_t start = std::clock();
  CHECK(check_mean_at_least({sample, least, 1}, bound, Rational(1, 10), 64) == Truth::yes);
  CHECK(std::clock() - start < 3 * CLOCKS_PER_SEC);
}
