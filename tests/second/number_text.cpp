#include "second/number_text.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace rankcert;
using second::read_dyadic;
using second::read_rational;

TEST_CASE("number text: rationals") {
  CHECK(read_rational("0") == Rational(0));
  CHECK(read_rational("-12") == Rational(-12));
  CHECK(read_rational("7/3") == Rational(7, 3));
  CHECK(read_rational("-7/30") == Rational(-7, 30));
  for (const char* bad : {"", "-", "/", "1/", "/2", "+1", "01", "-01", "-0", "0/1", "1/1", "2/4", "-3/9", "0/3", "1/0", "1/01", "1/-2", "--1", "1.5", "1e3", "0x1",
                          " 1", "1 ", "1/ 2", "1/2/3", "\xEF\xBC\x91", "inf", "nan", "1\n", "1_0"}) {
    CAPTURE(bad);
    CHECK_FALSE(read_rational(bad));
  }
  CHECK_FALSE(read_rational(std::string("1\0", 2)));
  CHECK(read_rational(std::string(20'000, '7')));
  CHECK(read_rational("-" + std::string(20'000, '7')));
  CHECK_FALSE(read_rational(std::string(20'001, '7')));
  CHECK_FALSE(read_rational("1/" + std::string(20'001, '7')));
}

TEST_CASE("number text: dyadics") {
  CHECK(read_dyadic("0p0") == Rational(0));
  CHECK(read_dyadic("3p-3") == Rational(3, 8));
  CHECK(read_dyadic("-5p4") == Rational(-80));
  CHECK(read_dyadic("1p0") == Rational(1));
  CHECK(read_dyadic("1p1000000") == Rational(Integer(1) << 1'000'000U));
  CHECK(*read_dyadic("1p-1000000") * Rational(Integer(1) << 1'000'000U) == 1);
  for (const char* bad : {"", "1", "p", "1p", "p1", "2p0", "-4p1", "0p1", "-0p0", "0p-0", "1p-0", "1p+1", "+1p1", "01p1", "1p01", "1p1.0", "1.5p1", "1P0", " 1p0", "1p0 ",
                          "1p1000001", "1p-1000001", "1p9999999", "1p99999999999999999999", "1p-99999999999999999999", "1/2p0", "1p1p1"}) {
    CAPTURE(bad);
    CHECK_FALSE(read_dyadic(bad));
  }
  CHECK(read_dyadic(std::string(20'000, '7') + "p0"));
  CHECK_FALSE(read_dyadic(std::string(20'001, '7') + "p0"));
}

TEST_CASE("number text: what the exact room writes reads back") {
  std::mt19937_64 random(6);
  for (int i = 0; i < 500; ++i) {
    const auto numerator = static_cast<std::int64_t>(random());
    const Rational value(Integer(numerator), Integer(random() | 1U));
    CHECK(read_rational(to_text(value)) == value);
    Rational dyadic(numerator);
    const Rational unit(Integer(1) << (random() % 300));
    dyadic = random() % 2 == 0 ? Rational(dyadic * unit) : Rational(dyadic / unit);
    CHECK(read_dyadic(to_dyadic_text(dyadic)) == dyadic);
  }
}
