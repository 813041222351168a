#include "second/confidence.hpp"

#include <doctest/doctest.h>

#include <ctime>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

using namespace rankcert;
using second::Bounds;
using second::Interval;
using second::Sample;
using second::Truth;

namespace {

Sample sample_of(const std::vector<Rational>& observations, const Rational& least, const Rational& greatest, const Rational& alpha) {
  std::map<Rational, unsigned long> counts;
  for (const Rational& x : observations) ++counts[x];
  Sample sample{.alpha = alpha, .least = least, .greatest = greatest};
  for (const auto& [value, count] : counts) sample.observations.emplace_back(value, count);
  return sample;
}

/// The capital as mean-confidence.md defines it, in exact rationals.
Rational exact_capital(const std::vector<Rational>& observations, const Rational& nu) {
  Rational total = 0;
  for (const Rational& c : {Rational(1, 8), Rational(1, 4), Rational(1, 2), Rational(3, 4), Rational(15, 16)}) {
    Rational product = 1;
    for (const Rational& x : observations) product *= 1 + c * (x / nu - 1);
    total += product;
  }
  return total / 5;
}

std::vector<Rational> rationals(const std::string& list, char separator) {
  std::vector<Rational> values;
  std::istringstream stream(list);
  for (std::string text; std::getline(stream, text, separator);) values.push_back(*parse_rational(text));
  return values;
}

}  // namespace

TEST_CASE("second confidence: capitals of the reference table") {
  std::ifstream table(std::string(RANKCERT_REFERENCE) + "/mean_confidence.csv");
  std::string line;
  std::getline(table, line);
  REQUIRE(line == "sample,mu,capital_lower,capital_upper");
  std::size_t rows = 0;
  for (; std::getline(table, line); ++rows) {
    CAPTURE(line);
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
    REQUIRE(cells.size() == 4);
    const Sample sample = sample_of(rationals(cells[0], ' '), 0, 1, Rational(1, 10));
    const Rational mu = *parse_rational(cells[1]);
    const Interval lower = capital(sample, 0, 1, mu, 128);
    const Interval upper = capital(sample, 1, 0, 1 - mu, 128);
    CHECK(lower.contains(*parse_rational(cells[2])));
    CHECK(upper.contains(*parse_rational(cells[3])));
    CHECK(lower.approx_log2_width() < -80);
  }
  CHECK(rows > 10);
}

TEST_CASE("second confidence: decided as exact capitals decide, on any range and in its mirror image") {
  std::mt19937_64 random(60);
  int yes = 0;
  int no = 0;
  for (int i = 0; i < 1'000; ++i) {
    std::vector<Rational> unit;
    for (std::uint64_t k = 1 + random() % 12; k > 0; --k) unit.push_back(Rational(random() % 9) / 8);
    const Rational nu = Rational(1 + random() % 100) / 100;
    const Rational alpha = Rational(1 + random() % 99) / 100;
    const Rational least = Rational(random() % 50) / 7 - 3;
    const Rational width = Rational(1 + random() % 50) / 3;
    std::vector<Rational> moved;
    std::vector<Rational> mirrored;
    for (const Rational& x : unit) moved.push_back(least + width * x), mirrored.push_back(least + width * (1 - x));
    const Truth expected = exact_capital(unit, nu) >= 2 / alpha ? Truth::yes : Truth::no;
    // The other side asks for nothing: its end is that of the range.
    CHECK(gives_bounds(sample_of(moved, least, least + width, alpha), {least + width * nu, least + width}) == expected);
    CHECK(gives_bounds(sample_of(mirrored, least, least + width, alpha), {least, least + width * (1 - nu)}) == expected);
    (expected == Truth::yes ? yes : no) += 1;
  }
  CHECK(yes > 50);
  CHECK(no > 50);
}

TEST_CASE("second confidence: ends at and beyond the range") {
  const Sample sample = sample_of({0, 1}, 0, 1, Rational(1, 10));
  CHECK(gives_bounds(sample, {-5, 7}) == Truth::yes);
  CHECK(gives_bounds(sample, {0, 1}) == Truth::yes);
  CHECK(gives_bounds(sample, {2, 3}) == Truth::no);
  CHECK(gives_bounds(sample, {-3, -2}) == Truth::no);
  CHECK(gives_bounds(sample, {0, 0}) == Truth::no);
  CHECK(gives_bounds(sample, {1, 1}) == Truth::no);
}

TEST_CASE("second confidence: a capital that meets its level exactly is proved from exact halves, or left open") {
  // Two ones at nu = 1/2: W = 3045/1280, so alpha = 2560/3045 is met with equality. Every factor is dyadic, but 2/alpha is not.
  const Sample sample = sample_of({1, 1}, 0, 1, Rational(2'560, 3'045));
  const Truth met = gives_bounds(sample, {Rational(1, 2), 1});
  CHECK(met != Truth::no);
  CHECK(gives_bounds(sample_of({1, 1}, 0, 1, Rational(2'561, 3'045)), {Rational(1, 2), 1}) == Truth::yes);
  CHECK(gives_bounds(sample_of({1, 1}, 0, 1, Rational(2'559, 3'045)), {Rational(1, 2), 1}) == Truth::no);
}

TEST_CASE("second confidence: long fractions at the ends of a range take no time for each observation") {
  std::vector<Rational> observations;
  for (int i = 0; i < 4'000; ++i) observations.emplace_back(i, 4'000);
  const Rational long_end = -1 / *parse_rational("1e-9000") - Rational(1, 3);
  const Sample sample = sample_of(observations, 1 / long_end, 1, Rational(1, 10));
  const std::clock_t start = std::clock();
  (void)second::capital(sample, sample.least, sample.greatest, Rational(1) / (Integer(1) << 1'000'000U), 64);
  CHECK(std::clock() - start < 3 * CLOCKS_PER_SEC);
}
