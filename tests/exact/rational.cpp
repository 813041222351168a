#include "exact/rational.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>

#include "exact/error.hpp"

using namespace rankcert;

namespace {

Rational random_rational(std::mt19937_64& random) {
  const auto size = static_cast<int>(random() % 5) * 15;
  const Integer scale = Integer(1) << static_cast<unsigned>(size);
  const Integer top = Integer(static_cast<std::int64_t>(random() % 2'000'001) - 1'000'000) * scale + 1;
  return Rational(top) / Rational(1 + random() % 1'000'000);
}

}  // namespace

TEST_CASE("decimals and fractions are read exactly") {
  CHECK(*parse_rational("12") == 12);
  CHECK(*parse_rational("-3/4") == Rational(-3, 4));
  CHECK(*parse_rational("6/4") == Rational(3, 2));
  CHECK(*parse_rational("0.1") == Rational(1, 10));
  CHECK(*parse_rational("1.5e-3") == Rational(3, 2000));
  CHECK(*parse_rational("1E+2") == 100);
  CHECK(*parse_rational("-0") == 0);
  CHECK(*parse_rational("010") == 10);  // not octal
}

TEST_CASE("what is no number is not read") {
  for (const char* text : {"", "-", "+1", "1/", "/2", "1/0", "1/-2", ".5", "1.", "1.e5", "1e", "1e+", "0x10", " 1", "1 ", "1_0", "1,5",
                           "1/2/3", "1.5/2", "1/2e3", "1e-+5", "1e+-5", "--1", "nan", "inf", "1e99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rational(text).has_value());
  }
}

TEST_CASE("digits and exponent together stay below the limit, so that the value's own text reads back") {
  CHECK(parse_rational("12345", 5).has_value());
  CHECK_FALSE(parse_rational("123456", 5).has_value());
  CHECK(parse_rational("1.2345", 5).has_value());
  CHECK_FALSE(parse_rational("1.23456", 5).has_value());
  CHECK(parse_rational("1/12345", 5).has_value());
  CHECK(parse_rational("1e4", 5).has_value());
  CHECK(*parse_rational("1e000000000000000001") == 10);
  CHECK_FALSE(parse_rational("1e0000000000000000001").has_value());
  CHECK(parse_rational(std::string(100, '7') + "/" + std::string(100, '3'), 100).has_value());
  CHECK_FALSE(parse_rational("1e5", 5).has_value());
  CHECK(parse_rational("1.5e-3", 5).has_value());
  CHECK_FALSE(parse_rational("1.5e-4", 5).has_value());
  CHECK_FALSE(parse_rational("1/123456", 5).has_value());
  for (const char* text : {"1e9999", "1e-9999", "9.99e-9997"}) {
    const auto value = parse_rational(text);
    REQUIRE(value.has_value());
    CHECK(parse_rational(to_text(*value)) == value);
  }
}

TEST_CASE("to_text and parse_rational are inverse to each other") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 10'000; ++i) {
    const Rational value = random_rational(random);
    CHECK(parse_rational(to_text(value)) == value);
  }
}

TEST_CASE("dyadic text is canonical: one text a value, one value a text") {
  CHECK(to_dyadic_text(0) == "0p0");
  CHECK(to_dyadic_text(Rational(3, 8)) == "3p-3");
  CHECK(to_dyadic_text(-12) == "-3p2");
  CHECK(*parse_dyadic("-3p2") == -12);
  for (const char* text : {"", "p", "3", "3p", "p3", "2p0", "6p-1", "0p1", "-0p0", "+3p1", "3p+1", "3p01", "03p1", "3p-0", "3p1 ", " 3p1",
                           "3P1", "3.0p1", "1p1000001", "1p-1000001", "1p99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_dyadic(text).has_value());
  }
  CHECK_FALSE(parse_dyadic("12345p0", 4).has_value());
  CHECK(parse_dyadic("12345p0", 5).has_value());
  CHECK(parse_dyadic(std::string(100, '7') + "p0", 100).has_value());
  CHECK(parse_dyadic("1p1000000").has_value());
  CHECK_THROWS_AS((void)to_dyadic_text(Rational(1, 3)), std::invalid_argument);
  std::mt19937_64 random(2);
  for (int i = 0; i < 10'000; ++i) {
    const Integer odd = Integer(static_cast<std::int64_t>(random()));
    const Rational value = Rational(odd) / Rational(Integer(1) << static_cast<unsigned>(random() % 200));
    const std::string text = to_dyadic_text(value);
    CHECK(parse_dyadic(text) == value);
    CHECK(to_dyadic_text(*parse_dyadic(text)) == text);
  }
}

TEST_CASE("a double is its exact value") {
  CHECK(from_double(0.5) == Rational(1, 2));
  CHECK(from_double(0.1) == Rational(Integer("3602879701896397"), Integer("36028797018963968")));
  CHECK(from_double(-0.0) == 0);
  CHECK(from_double(std::numeric_limits<double>::denorm_min()) == Rational(1) / Rational(Integer(1) << 1074U));
  CHECK_THROWS_AS((void)from_double(std::numeric_limits<double>::quiet_NaN()), InputError);
  CHECK_THROWS_AS((void)from_double(-std::numeric_limits<double>::infinity()), InputError);
}

TEST_CASE("integers that fit an int64 and only those") {
  CHECK(to_int64(Rational(Integer("9223372036854775807"))) == std::numeric_limits<std::int64_t>::max());
  CHECK(to_int64(Rational(Integer("-9223372036854775808"))) == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(to_int64(Rational(Integer("9223372036854775808"))).has_value());
  CHECK_FALSE(to_int64(Rational(1, 2)).has_value());
  CHECK(is_integer(Rational(4, 2)));
  CHECK(bit_size(Rational(5, 4)) == 6);
}

TEST_CASE("has_at_most_bits agrees with bit_size around every limb") {
  for (const unsigned bits : {1U, 2U, 63U, 64U, 65U, 127U, 128U, 200U}) {
    for (const Rational& value : {Rational(Integer(1) << (bits - 1)), Rational(1) / Rational(Integer(1) << (bits - 1)), Rational((Integer(1) << bits) - 1, 7)}) {
      for (std::size_t limit = 0; limit < 300; ++limit) CHECK(has_at_most_bits(value, limit) == (bit_size(value) <= limit));
    }
  }
}
