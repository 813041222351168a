#include "quantities/spectrum_deviation.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "exact/error.hpp"

using namespace rankcert;

namespace {
const std::vector<std::uint32_t> kCounts{25, 16, 9, 0};
}

TEST_CASE("the deviation contains the distance of every choice of singular values within their errors") {
  const EnclosedValues values{{5.0, 4.125, 3.0, 0.0}, {1e-3, 1e-3, 1e-3, 1e-3}};
  for (const Order order : {Order::proved, Order::found}) {
    const SpectrumDeviation d = enclose_spectrum_deviation(values, kCounts, order);
    CHECK(d.lower <= 0.124);
    CHECK(d.lower > 0.123);
    CHECK(d.upper >= 0.126);
    CHECK(d.upper < 0.127);
  }
}

TEST_CASE("the roots of the counts themselves: rounding does not push the lower end above 0") {
  std::vector<std::uint32_t> counts;
  EnclosedValues values;
  for (std::uint32_t c = 2000; c > 0; --c) {
    counts.push_back(c);
    values.value.push_back(std::sqrt(static_cast<double>(c)));
    values.error.push_back(0);
  }
  for (const double last_bit : {0.0, 100.0}) {
    for (double& v : values.value) v = std::nextafter(v, last_bit);
    CHECK(enclose_spectrum_deviation(values, counts, Order::proved).lower == 0);
    CHECK(enclose_spectrum_deviation(values, counts, Order::proved).upper > 0);
  }
}

TEST_CASE("a singular value that the method missed refutes nothing, a proved one does") {
  const EnclosedValues without_four{{5.0, 3.0}, {1e-9, 1e-9}};
  CHECK(enclose_spectrum_deviation(without_four, kCounts, Order::found).lower == 0);
  CHECK(enclose_spectrum_deviation(without_four, kCounts, Order::found).upper >= 1);
  CHECK(enclose_spectrum_deviation(without_four, kCounts, Order::proved).lower > 0.99);
}

TEST_CASE("an unverified value gives no deviation") {
  const EnclosedValues infinite_error{{5.0}, {std::numeric_limits<double>::infinity()}};
  const EnclosedValues not_a_number{{std::nan("")}, {1.0}};
  for (const EnclosedValues* values : {&infinite_error, &not_a_number}) {
    CHECK_THROWS_AS((void)enclose_spectrum_deviation(*values, kCounts, Order::proved), LimitError);
  }
}
