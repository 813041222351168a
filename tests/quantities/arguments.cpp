#include "quantities/arguments.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

using namespace rankcert;

TEST_CASE("argument ranges: ends are inside, what lies outside is named with its range") {
  constexpr std::array<ArgumentRange, 2> table{{{"k", "1", "10"}, {"x", "-1/3", "5/2", true}}};
  const auto refused = [&](std::vector<Rational> arguments) { return refusal_of("some", table, arguments); };
  CHECK_FALSE(refused({1, Rational(-1, 3)}));
  CHECK_FALSE(refused({10, Rational(5, 2)}));
  CHECK(*refused({11, 0}) == "some: k must be an integer from 1 to 10, not 11");
  CHECK(*refused({Rational(3, 2), 0}) == "some: k must be an integer from 1 to 10, not 3/2");
  CHECK(*refused({1, 3}) == "some: x must be a rational from -1/3 to 5/2, not 3");
  CHECK(*refused({1}) == "some takes 2 arguments, not 1");
  CHECK(refused({1, Rational(Integer(1) << 10'000U)})->ends_with("not a number of over 128 bits"));
}

TEST_CASE("argument ranges: a rational of over 512 bits is refused, whatever its value") {
  constexpr std::array<ArgumentRange, 2> table{{{"k", "1", "10"}, {"x", "-1/3", "5/2", true}}};
  const auto with_bits = [&](unsigned bits) {  // 1 + 2^-b: b + 1 bits above, b + 1 below
    return refusal_of("some", table, std::vector<Rational>{1, 1 + Rational(1, Integer(1) << (bits / 2 - 1))});
  };
  CHECK_FALSE(with_bits(512));
  CHECK(*with_bits(514) == "some: x must have at most 512 bits in numerator and denominator together");
  CHECK(*with_bits(1U << 20U) == *with_bits(514));
}
