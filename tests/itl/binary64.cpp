// Outward rounding held against the processor's own rounding, and at the ends of the format.
#include "itl/binary64.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

using namespace rankcert;
using namespace rankcert::itl;

TEST_CASE("binary64: numbers of the format stay, numbers between two go to them") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 2000; ++i) {
    const double x = std::ldexp(static_cast<double>(random() >> 11U), static_cast<int>(random() % 2000) - 1060) * (i % 2 == 0 ? 1 : -1);
    const double above = std::nextafter(x, std::numeric_limits<double>::infinity());
    if (!std::isfinite(above)) continue;
    CHECK(binary64_below(from_double(x)) == from_double(x));
    CHECK(binary64_above(from_double(x)) == from_double(x));
    const Rational between = (from_double(x) * 2 + from_double(above)) / 3;
    CHECK(binary64_below(between) == from_double(x));
    CHECK(binary64_above(between) == from_double(above));
  }
}

TEST_CASE("binary64: the ends of the format") {
  const Rational tiny = from_double(std::numeric_limits<double>::denorm_min());
  const Rational largest = from_double(std::numeric_limits<double>::max());
  CHECK(binary64_below(tiny / 3) == Rational(0));
  CHECK(binary64_above(tiny / 3) == tiny);
  CHECK(binary64_below(-tiny / 3) == -tiny);
  CHECK(binary64_above(-tiny / 3) == Rational(0));
  CHECK(binary64_below(largest + 1) == largest);
  CHECK_FALSE(binary64_above(largest + 1).has_value());
  CHECK_FALSE(binary64_below(-largest - 1).has_value());
  CHECK(binary64_above(-largest - 1) == -largest);
  CHECK(binary64_below(0) == Rational(0));
}

TEST_CASE("binary64: sets") {
  CHECK(rounded_to_binary64({.empty = true}).empty);
  CHECK(rounded_to_binary64({}).is_whole_line());
  const Bounds third = rounded_to_binary64({.lower = Rational(1, 3), .upper = Rational(1, 3)});
  CHECK(*third.lower < Rational(1, 3));
  CHECK(*third.upper > Rational(1, 3));
  CHECK(*third.upper - *third.lower == Rational(1) / Rational(Integer(1) << 54));
}
