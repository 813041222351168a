#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"
#include "quantities/sampled_mean.hpp"

using namespace rankcert;

namespace {

MeasuredSample sample(std::int64_t n, std::int64_t d, std::int64_t trials, std::uint64_t seed = 1) {
  return test::sampled("hardmax_rank", {n, d, trials}, seed);
}

}  // namespace

TEST_CASE("hardmax_rank: n = 1 has rank 1, observations lie in [1, n]") {
  for (const Rational& x : sample(1, 7, 50).observations) CHECK(x == 1);
  const MeasuredSample s = sample(5, 3, 2000);
  CHECK(s.observations.size() == 2000);
  CHECK(s.least == 1);
  CHECK(s.greatest == 5);
  for (const Rational& x : s.observations) {
    CHECK(x >= s.least);
    CHECK(x <= s.greatest);
  }
}

TEST_CASE("hardmax_rank: d_h = 1 has mean 2 (1 - 2^-n) (rank-profile, Lemma 14)") {
  for (const std::int64_t n : {2, 3, 4, 6, 10}) {
    const test::SampledMean mean = test::mean_of(sample(n, 1, 20'000, 17));
    CHECK(std::abs(mean.value - 2 * (1 - std::ldexp(1.0, -static_cast<int>(n)))) <= mean.half_width + 1e-12);
  }
}

TEST_CASE("hardmax_rank: the simulated means of an independent table, and the rank barrier") {
  struct Row {
    std::int64_t n, d, trials;
    double mean;   // of rank/n, from an independent simulation
    double slack;  // its own error
  };
  for (const Row& row : {Row{200, 4, 400, .1631, .0012}, Row{200, 8, 400, .3149, .0012}, Row{200, 32, 400, .5228, .0012},
                         Row{200, 128, 300, .6028, .0016}, Row{1000, 64, 100, .5204, .0024}}) {
    const test::SampledMean mean = test::mean_of(sample(row.n, row.d, row.trials));
    const double n = static_cast<double>(row.n);
    CAPTURE(row.d);
    CHECK(std::abs(mean.value / n - row.mean) <= mean.half_width / n + row.slack);
    CHECK(mean.value <= n * (1 - std::pow(1 - 1 / n, n)) + mean.half_width);
  }
}

TEST_CASE("hardmax_rank: equal for every number of threads, and a prefix of a longer run") {
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(sample(300, 20, 30).observations);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
  const std::vector<Rational> shorter = sample(300, 20, 12).observations;
  CHECK(std::equal(shorter.begin(), shorter.end(), results[0].begin()));
  CHECK(sample(300, 20, 30, 2).observations != results[0]);
}

TEST_CASE("hardmax_rank: refusals name the range") {
  const Quantity& quantity = *find_quantity("hardmax_rank");
  const auto refused = [&](std::vector<Rational> arguments) { return quantity.refusal(arguments); };
  CHECK_FALSE(refused({131'072, 64, 1}));
  CHECK(refused({131'073, 1, 1})->find("from 1 to 131072") != std::string::npos);
  CHECK(refused({0, 1, 1}));
  CHECK(refused({10, 1'025, 1})->find("1024") != std::string::npos);
  CHECK(refused({10, 1, 0}));
  CHECK_FALSE(refused({10, 1, 100'000}));
  CHECK(refused({10, 1, 100'001})->find("from 1 to 100000") != std::string::npos);
  CHECK(refused({Rational(1, 2), 1, 1}));
  CHECK(refused({10, 1}));
  CHECK(refused({131'072, 1'024, 1'000})->find("10^15") != std::string::npos);
  CHECK(refused({Rational(Integer(1) << 100'000), 1, 1})->size() < 200);
}

TEST_CASE("hardmax_rank: the stop flag interrupts, progress ends at 1") {
  const Quantity& quantity = *find_quantity("hardmax_rank");
  MeasureRequest request;
  request.arguments = {500, 8, 50};
  double last = 0;
  bool increasing = true;
  request.progress = [&](double fraction) {
    increasing = increasing && fraction > last;
    last = fraction;
  };
  (void)quantity.measure(request);
  CHECK(increasing);
  CHECK(last == 1.0);
  const std::atomic<bool> stop = true;
  request.stop = &stop;
  CHECK_THROWS_AS((void)quantity.measure(request), Interrupted);
}
