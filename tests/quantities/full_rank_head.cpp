// The measured error and gap of one full-rank softmax head, against exact values for two points.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"
#include "quantities/sampled_mean.hpp"

using namespace rankcert;
using rankcert::test::sampled;

TEST_CASE("full_rank_head_error: two points, against the exact integral") {
  struct Row {
    std::int64_t d, b;
    double error;
  };
  // computed with mpmath
  for (const Row& row : {Row{32, 50, .0240173617604870}, Row{8, 10, .0550844672571377}, Row{5, 1, .292073255361621},
                         Row{33, 7, .157260181418593}}) {
    const test::SampledMean mean = test::mean_of(sampled("full_rank_head_error", {2, row.d, row.b, 4, 5000}));
    CAPTURE(row.d);
    CHECK(std::abs(mean.value - row.error) <= mean.half_width);
    CHECK(mean.half_width < row.error / 4);
  }
}

TEST_CASE("full_rank_head_error: 64 points, between the bounds of theorems 9 and 12 and near the first order") {
  // at d = 64, b = 5000, from an independent program: bounds 0.00142653 and 0.00147613
  const test::SampledMean mean = test::mean_of(sampled("full_rank_head_error", {64, 64, 5000, 64, 1500}));
  CHECK(mean.value > 0.00142653 - mean.half_width);
  CHECK(mean.value < 0.00147614 + mean.half_width);
  CHECK(mean.half_width < 0.0006);
}

TEST_CASE("full_rank_head_error: the error of the mean is that of single observations, whatever the batch") {
  const test::SampledMean single = test::mean_of(sampled("full_rank_head_error", {8, 16, 20, 1, 8000}, 3));
  const test::SampledMean batch = test::mean_of(sampled("full_rank_head_error", {8, 16, 20, 8, 1000}, 3));
  CHECK(std::abs(single.value - batch.value) <= single.half_width + batch.half_width);
}

TEST_CASE("full_rank_head_error: observations are multiples of 1/1024 in [0, 1], equal for every number of threads") {
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(sampled("full_rank_head_error", {5, 9, 12, 3, 200}).observations);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
  for (const Rational& x : results[0]) {
    CHECK(x >= 0);
    CHECK(x <= 1);
    CHECK(is_integer(x * 1024));
  }
  const std::vector<Rational> shorter = sampled("full_rank_head_error", {5, 9, 12, 3, 50}).observations;
  CHECK(std::equal(shorter.begin(), shorter.end(), results[0].begin()));
  CHECK(sampled("full_rank_head_error", {5, 9, 12, 3, 200}, 2).observations != results[0]);
}

TEST_CASE("full_rank_head_close: two points in dimension 5, where the gap has a polynomial law") {
  // P(sqrt 2 |t| <= delta) = (3a - a^3)/2, a = delta/sqrt 2
  for (const auto& [delta, probability] : {std::pair{Rational(1, 2), .5082329}, std::pair{Rational(1), .8838835}}) {
    const MeasuredSample s = sampled("full_rank_head_close", {2, 5, delta, 20'000});
    const test::SampledMean mean = test::mean_of(s);
    CHECK(std::abs(mean.value - probability) <= mean.half_width);
    for (const Rational& x : s.observations) CHECK((x == 0 || x == 1));
  }
  CHECK(test::mean_of(sampled("full_rank_head_close", {5, 5, 2, 100})).value == 1);
  CHECK(test::mean_of(sampled("full_rank_head_close", {5, 5, 0, 100})).value == 0);
}

TEST_CASE("full_rank_head: refusals name the range") {
  const auto refused = [](const char* name, std::vector<Rational> arguments) {
    return find_quantity(name)->refusal(arguments);
  };
  CHECK_FALSE(refused("full_rank_head_error", {4096, 4096, 1'000'000'000, 1, 1}));
  CHECK(refused("full_rank_head_error", {2, 4, 1, 1, 1})->find("from 5 to 4096") != std::string::npos);
  CHECK(refused("full_rank_head_error", {1, 5, 1, 1, 1})->find("from 2 to 4096") != std::string::npos);
  CHECK(refused("full_rank_head_error", {6, 5, 1, 1, 1})->find("n must be at most d") != std::string::npos);
  CHECK(refused("full_rank_head_error", {2, 5, 0, 1, 1}));
  CHECK(refused("full_rank_head_error", {2, 5, 1, 0, 1}));
  CHECK(refused("full_rank_head_error", {2, 5, 1, 1, 1'000'001})->find("from 1 to 1000000") != std::string::npos);
  CHECK(refused("full_rank_head_error", {2, 4096, 1, 65'536, 1'000})->find("10^9") != std::string::npos);
  CHECK(refused("full_rank_head_close", {2, 5, Rational(21, 10), 1}));
  CHECK(refused("full_rank_head_close", {2, 5, -1, 1}));
  CHECK(refused("full_rank_head_close", {2, 5, 1, 0}));
  const Rational long_gap(1, (Integer(1) << 600U) + 1);
  CHECK(refused("full_rank_head_close", {2, 5, long_gap, 1})->find("at most 512 bits") != std::string::npos);
}

TEST_CASE("full_rank_head: the stop flag interrupts") {
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {2, 5, 1, 1, 10};
  request.stop = &stop;
  CHECK_THROWS_AS((void)find_quantity("full_rank_head_error")->measure(request), Interrupted);
}
