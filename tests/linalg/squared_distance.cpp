#include "linalg/squared_distance.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <vector>

using namespace rankcert;

TEST_CASE("squared distance: by hand") {
  const std::vector<double> a = {3, 0, 1, 1, 1, 1, 1, 1, 1, 2};
  const std::vector<double> b = {0, 4, 1, 1, 1, 1, 1, 1, 1, 2};
  CHECK(exact_squared_distance(a, b) == 25);
  const EnclosedSquare square = enclose_squared_distance(a, b);
  CHECK(square.lower <= 25);
  CHECK(square.upper >= 25);
  CHECK(square.upper - square.lower < 1e-12);
  CHECK(exact_squared_distance({}, {}) == 0);
}

TEST_CASE("squared distance: the enclosure holds the exact value, at every size and scale") {
  std::mt19937_64 random(7);  // NOLINT: the same numbers in every run
  std::normal_distribution<double> normal;
  for (const std::size_t size : {1U, 7U, 8U, 9U, 100U, 1000U}) {
    for (const double scale : {1.0, 1e-140, 1e-160, 1e100}) {
      CAPTURE(size);
      CAPTURE(scale);
      std::vector<double> a(size), b(size);
      for (std::size_t i = 0; i < size; ++i) a[i] = scale * normal(random), b[i] = a[i] * (i % 3 == 0 ? 1 + 1e-15 : normal(random));
      const Rational exact = exact_squared_distance(a, b);
      const EnclosedSquare square = enclose_squared_distance(a, b);
      CHECK(from_double(square.lower) <= exact);
      CHECK(from_double(square.upper) >= exact);
      CHECK(square.lower >= 0);
      if (scale >= 1) CHECK(square.upper <= square.lower * (1 + static_cast<double>(size + 9) * 0x1p-52));
    }
  }
}

TEST_CASE("squared distance: where squares underflow only an upper bound is left") {
  const double tiny = std::numeric_limits<double>::denorm_min();
  const std::vector<double> a = {tiny, 0}, zero = {0, 0};
  const EnclosedSquare square = enclose_squared_distance(a, zero);
  CHECK(square.lower == 0);
  CHECK(from_double(square.upper) >= exact_squared_distance(a, zero));
  CHECK(exact_squared_distance(a, zero) > 0);
  CHECK(enclose_squared_distance(zero, zero).lower == 0);
}
