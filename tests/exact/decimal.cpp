#include "exact/decimal.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace rankcert;

TEST_CASE("a value that is such a decimal is printed exactly, in both directions") {
  for (const auto& [value, text] : std::initializer_list<std::pair<Rational, const char*>>{
           {0, "0"}, {1, "1"}, {-7, "-7"}, {Rational(1, 8), "0.125"}, {1200, "1200"}, {Rational(1, 1'000'000), "0.000001"},
           {Rational(1, 10'000'000), "1e-7"}, {Rational(Integer("100000000000000000000")), "100000000000000000000"},
           {Rational(Integer("1000000000000000000000")), "1e21"}, {Rational(-3, 2), "-1.5"}}) {
    CHECK(decimal_below(value, 5) == text);
    CHECK(decimal_above(value, 5) == text);
  }
}

TEST_CASE("the ends are rounded outward, also through a carry and below zero") {
  CHECK(decimal_below(Rational(2, 3), 3) == "0.666");
  CHECK(decimal_above(Rational(2, 3), 3) == "0.667");
  CHECK(decimal_below(Rational(-2, 3), 3) == "-0.667");
  CHECK(decimal_above(Rational(-2, 3), 3) == "-0.666");
  CHECK(decimal_above(Rational(99'999, 10'000), 2) == "10");
  CHECK(decimal_below(Rational(99'999, 10'000), 2) == "9.9");
  CHECK(decimal_above(Rational(Integer("999999999999999999999")), 1) == "1e21");
}

TEST_CASE("the two decimals bracket the value and lie one unit of the last digit apart") {
  std::mt19937_64 random(3);
  for (int i = 0; i < 10'000; ++i) {
    const std::size_t digits = 1 + random() % 25;
    const auto shift = static_cast<unsigned>(random() % 120);
    Rational value = Rational(Integer(static_cast<std::int64_t>(random()))) / Rational(1 + random() % 1'000'000);
    if (i % 2 == 0) value *= Rational(Integer(1) << shift);
    else value /= Rational(Integer(1) << shift);
    if (value == 0) continue;
    const auto below = parse_rational(decimal_below(value, digits));
    const auto above = parse_rational(decimal_above(value, digits));
    REQUIRE(below.has_value());
    REQUIRE(above.has_value());
    CHECK(*below <= value);
    CHECK(value <= *above);
    Integer power = 1;
    for (std::size_t k = 1; k < digits; ++k) power *= 10;
    CHECK(abs(*above - *below) * Rational(power) <= abs(value));
  }
}
