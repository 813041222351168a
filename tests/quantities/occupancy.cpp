#include <doctest/doctest.h>

#include "exact/error.hpp"
#include "quantities/sampled_mean.hpp"

using namespace rankcert;
using test::mean_of;
using test::refused;
using test::sampled;

namespace {

double binomial(std::int64_t n, std::int64_t k) {
  double value = 1;
  for (std::int64_t i = 0; i < k; ++i) value *= static_cast<double>(n - i) / static_cast<double>(i + 1);
  return value;
}

}  // namespace

TEST_CASE("occupancy_fraction: head dimension one, where two keys share the rows") {
  for (const std::int64_t n : {2, 3, 5, 10}) {
    const double nn = static_cast<double>(n);
    for (const std::int64_t k : {0, 1, 2}) {
      const double both = 2 / nn * binomial(n, k) * std::ldexp(1.0, -static_cast<int>(n));
      CAPTURE(n);
      CAPTURE(k);
      CHECK(mean_of(sampled("occupancy_fraction", {n, 1, k, 20'000}, 5)).agrees(k == 0 ? (nn - 2) / nn + both : both));
    }
    CHECK(mean_of(sampled("collision_fraction", {n, 1, 20'000}, 5)).agrees(0.5));
  }
}

TEST_CASE("occupancy_fraction: the classes of one instance add up, to n columns and to n rows") {
  const std::int64_t n = 12;
  for (std::size_t trial = 0; trial < 5; ++trial) {
    Rational columns = 0, rows = 0, pairs = 0;
    for (std::int64_t k = 0; k <= n; ++k) {
      const Rational fraction = sampled("occupancy_fraction", {n, 4, k, 5}).observations[trial];
      columns += fraction, rows += k * fraction, pairs += k * (k - 1) * fraction;
    }
    CHECK(columns == 1);
    CHECK(rows == 1);
    CHECK(pairs / (n - 1) == sampled("collision_fraction", {n, 4, 5}).observations[trial]);
    // the same instances as those of hardmax_rank: rank = n (1 - fraction of zeros)
    CHECK(n * (1 - sampled("occupancy_fraction", {n, 4, 0, 5}).observations[trial]) ==
          sampled("hardmax_rank", {n, 4, 5}).observations[trial]);
  }
}

TEST_CASE("occupancy_fraction: wide heads throw balls into boxes") {
  const double n = 8;
  for (const std::int64_t k : {0, 1, 2, 3}) {
    const double limit = binomial(8, k) * std::pow(1 / n, static_cast<double>(k)) * std::pow(1 - 1 / n, n - static_cast<double>(k));
    const test::SampledMean mean = mean_of(sampled("occupancy_fraction", {8, 1'024, k, 4'000}, 2));
    CAPTURE(k);
    CHECK(std::abs(mean.value - limit) <= mean.half_width + 0.002);
  }
}

TEST_CASE("occupancy_fraction: the range holds for sure") {
  CHECK(sampled("occupancy_fraction", {10, 2, 3, 50}).greatest == Rational(3, 10));
  CHECK(sampled("occupancy_fraction", {10, 2, 0, 50}).greatest == Rational(9, 10));
  CHECK(sampled("occupancy_fraction", {10, 2, 10, 50}).greatest == Rational(1, 10));
  const MeasuredSample one = sampled("occupancy_fraction", {1, 2, 0, 5});
  CHECK(one.least < one.greatest);
  for (const Rational& x : one.observations) CHECK(x == 0);
}

TEST_CASE("occupancy: refusals name the range, the stop flag interrupts") {
  CHECK(refused("occupancy_fraction", {10, 2, 10, 1}).empty());
  CHECK(refused("occupancy_fraction", {10, 2, 11, 1}).find("k must be at most n") != std::string::npos);
  CHECK(refused("occupancy_fraction", {10, 2, -1, 1}).find("k must be an integer") != std::string::npos);
  CHECK(refused("occupancy_fraction", {131'072, 64, 1, 1}).empty());
  CHECK(refused("occupancy_fraction", {131'073, 1, 1, 1}).find("to 131072") != std::string::npos);
  CHECK(refused("occupancy_fraction", {65'536, 1'024, 0, 1'000}).find("10^15") != std::string::npos);
  CHECK(refused("collision_fraction", {1, 2, 1}).find("from 2") != std::string::npos);
  CHECK(refused("collision_fraction", {131'072, 64, 1}).empty());
  CHECK(refused("collision_fraction", {131'073, 1, 1}).find("to 131072") != std::string::npos);
  CHECK(refused("collision_fraction", {65'536, 1'024, 1'000}).find("10^15") != std::string::npos);
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {500, 8, 50};
  request.stop = &stop;
  CHECK_THROWS_AS((void)find_quantity("collision_fraction")->measure(request), Interrupted);
}
