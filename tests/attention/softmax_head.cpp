// One full-rank softmax head at one query, against softmax written out.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "attention/softmax_head.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

// (1-p_1)^2 + sum of the other p_j^2 from the definition, in long double.
long double softmax_error(const std::vector<double>& query, std::size_t points, long double b) {
  long double square = 0;
  for (const double x : query) square += static_cast<long double>(x) * x;
  const auto top = std::max_element(query.begin(), query.begin() + static_cast<std::ptrdiff_t>(points));
  std::vector<long double> p(points);
  long double total = 0;
  for (std::size_t j = 0; j < points; ++j) {
    p[j] = std::exp(b * (static_cast<long double>(query[j]) - *top) / std::sqrt(square));
    total += p[j];
  }
  long double error = 0;
  for (std::size_t j = 0; j < points; ++j) {
    const long double target = static_cast<std::ptrdiff_t>(j) == top - query.begin() ? 1 : 0;
    error += (p[j] / total - target) * (p[j] / total - target);
  }
  return error;
}

}  // namespace

TEST_CASE("softmax head: the error at a query is that of softmax written out") {
  for (const std::size_t d : {2U, 3U, 7U, 64U}) {
    for (std::uint32_t trial = 0; trial < 20; ++trial) {
      const std::vector<double> query = head_query({d, 5, trial, 0});
      for (const std::size_t points : {std::size_t{2}, d}) {
        for (const std::uint64_t b : {1U, 10U, 300U, 1'000'000U}) {
          const long double expected = softmax_error(query, points, static_cast<long double>(b));
          const double error = head_squared_error(query, points, b).convert_to<double>();
          CHECK(std::abs(error - static_cast<double>(expected)) < 2e-15);
        }
      }
    }
  }
}

TEST_CASE("softmax head: equal scores give 1 - 1/n, whatever the temperature") {
  CHECK(head_squared_error(std::vector<double>{1, 1, 5}, 2, 1000) == Rational(1, 2));
  const Rational third = head_squared_error(std::vector<double>{-2, -2, -2}, 3, 7);
  CHECK(third <= Rational(2, 3));
  CHECK(Rational(2, 3) - third < from_double(0x1p-50));
}

TEST_CASE("softmax head: laws") {
  const std::vector<double> query = head_query({9, 11, 0, 0});
  // only the direction matters
  std::vector<double> doubled = query;
  for (double& x : doubled) x *= 4;
  CHECK(head_squared_error(doubled, 9, 30) == head_squared_error(query, 9, 30));
  // neither do the names of the points
  std::vector<double> reversed(query.rbegin(), query.rend());
  CHECK(abs(head_squared_error(reversed, 9, 30) - head_squared_error(query, 9, 30)) <= from_double(0x1p-49));
  // the error falls with the temperature, and grows with the number of points
  Rational last = 1;
  for (const std::uint64_t b : {1U, 2U, 5U, 20U, 100U}) {
    const Rational error = head_squared_error(query, 9, b);
    CHECK(error < last);
    last = error;
  }
  // far away points weigh nothing: the error of a hardmax is 0
  CHECK(head_squared_error(query, 9, std::uint64_t{1} << 30) == 0);
}

TEST_CASE("softmax head: points whose weight is skipped leave the result within its promise") {
  // 4095 points at distance 61/b and one at distance 1/b
  std::vector<double> query(4096, -61.0);
  query[0] = 0;
  query[1] = -1;
  double square = 1;
  for (int j = 2; j < 4096; ++j) square += 61.0 * 61.0;
  // so that b/|g| is 1 up to a thousandth
  const auto b = static_cast<std::uint64_t>(std::sqrt(square));
  const long double expected = softmax_error(query, 4096, static_cast<long double>(b));
  CHECK(std::abs(head_squared_error(query, 4096, b).convert_to<double>() - static_cast<double>(expected)) < 2e-15);
}

TEST_CASE("softmax head: the gap is decided exactly") {
  const std::vector<double> query{4, 3, -100};  // the points are the first two, |g| = 5 without the third
  const std::vector<double> plane{4, 3};
  CHECK(largest_two_within(plane, 2, Rational(1, 5)));
  CHECK_FALSE(largest_two_within(plane, 2, Rational(1, 5) - Rational(1, Integer(1) << 300)));
  CHECK(largest_two_within(plane, 2, 1));
  CHECK_FALSE(largest_two_within(query, 2, 0));
  CHECK(largest_two_within(std::vector<double>{3, 7, 7, 1}, 4, 0));
  CHECK_FALSE(largest_two_within(std::vector<double>{3, 7, 7, 1}, 2, Rational(1, 10)));
}

TEST_CASE("softmax head: bad input") {
  const std::vector<double> query{1, 2, 3};
  CHECK_THROWS_AS((void)head_squared_error(query, 1, 1), InputError);
  CHECK_THROWS_AS((void)head_squared_error(query, 4, 1), InputError);
  CHECK_THROWS_AS((void)head_squared_error(query, 2, 0), InputError);
  CHECK_THROWS_AS((void)head_squared_error(query, 2, (std::uint64_t{1} << 30) + 1), InputError);
  CHECK_THROWS_AS((void)head_squared_error(std::vector<double>{0, 0, 0}, 2, 1), InputError);
  const std::vector<double> infinite{0, std::numeric_limits<double>::infinity()};
  CHECK_THROWS_AS((void)largest_two_within(infinite, 2, 1), InputError);
}
