// The norm of sums with random signs, against laws that are known by hand and an unverified eigenvalue solver.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"
#include "quantities/sampled_mean.hpp"
#include "sampling/sign_sums.hpp"

using namespace rankcert;
using rankcert::test::refused;
using rankcert::test::sampled;

namespace {

MeasuredEnclosure norm(std::int64_t b, std::int64_t w, std::int64_t m, std::uint64_t seed = 1) {
  MeasureRequest request;
  request.arguments = {b, w, m};
  request.seed = seed;
  REQUIRE(refused("sign_series_norm", request.arguments).empty());
  return std::get<MeasuredEnclosure>(find_quantity("sign_series_norm")->measure(request));
}

/// The norm of the block with this row of sign sums, by Eigen.
double approx_norm(std::uint64_t seed, std::uint32_t trial, std::uint32_t row, long w, std::uint32_t m) {
  std::vector<std::int32_t> sums(static_cast<std::size_t>(w * (w + 1) / 2));
  fill_sign_sums({seed, StreamPurpose::sign_series_entry, trial, row}, m, sums);
  Eigen::MatrixXd block(w, w);
  auto next = sums.begin();
  for (long j = 0; j < w; ++j) {
    for (long i = j; i < w; ++i) block(i, j) = block(j, i) = *next++;
  }
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(block).eigenvalues().cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("sign_series_tail: laws by hand") {
  const auto agrees = [](std::vector<Rational> arguments, double probability) {
    const test::SampledMean mean = test::mean_of(sampled("sign_series_tail", std::move(arguments)));
    CAPTURE(probability);
    CHECK(mean.agrees(probability));
  };
  // one sign: the norm is 1 = sigma
  agrees({1, 1, 1, 1, 4, 50}, 1);
  agrees({1, 1, 1, Rational(1001, 1000), 4, 50}, 0);
  // four signs: |S| = 4, 2, 0 with probabilities 1/8, 1/2, 3/8, sigma = 2
  agrees({1, 1, 4, 2, 8, 2000}, .125);
  agrees({1, 1, 4, 1, 8, 2000}, .625);
  agrees({2, 1, 4, 1, 8, 2000}, 1 - .375 * .375);
  // (a c; c b) of signs: norm 2 if a = b, sqrt 2 = sigma if not
  agrees({1, 2, 1, 1, 4, 100}, 1);
  agrees({1, 2, 1, Rational(6, 5), 8, 2000}, .5);
  agrees({3, 2, 1, Rational(6, 5), 8, 1000}, .875);
  agrees({1, 2, 1, Rational(3, 2), 8, 100}, 0);
  // sums of two signs, sigma = 2: norm 4 only if a = b and c are not 0, a tie that doubles cannot decide
  agrees({1, 2, 2, 2, 8, 2000}, 1.0 / 16);
  agrees({1, 2, 2, Rational(2001, 1000), 8, 100}, 0);
}

TEST_CASE("sign_series_tail: 64 diagonal entries of 256 signs, against the binomial sum") {
  // rational arithmetic, Python
  const test::SampledMean mean = test::mean_of(sampled("sign_series_tail", {64, 1, 256, 3, 16, 2000}));
  CHECK(mean.agrees(.18706472612));
  CHECK(mean.half_width < .02);
}

TEST_CASE("sign_series_tail: sum by sum as an unverified solver has it") {
  constexpr std::uint32_t batch = 3, blocks = 2, m = 5;
  constexpr long w = 7;
  const std::vector<Rational> observations = sampled("sign_series_tail", {blocks, w, m, Rational(17, 10), batch, 20}, 9).observations;
  std::int64_t all = 0;
  for (std::uint32_t trial = 0; trial < 20; ++trial) {
    std::int64_t reached = 0;
    for (std::uint32_t sum = 0; sum < batch; ++sum) {
      const double largest = std::max(approx_norm(9, trial, sum * blocks, w, m), approx_norm(9, trial, sum * blocks + 1, w, m));
      reached += largest >= 1.7 * std::sqrt(m * w) ? 1 : 0;
    }
    CHECK(observations[trial] == Rational(reached, 3));
    all += reached;
  }
  CHECK(all > 0);
  CHECK(all < 60);
}

TEST_CASE("sign_series_tail: equal for every number of threads") {
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(sampled("sign_series_tail", {2, 6, 3, Rational(17, 10), 3, 50}).observations);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
  const std::vector<Rational> shorter = sampled("sign_series_tail", {2, 6, 3, Rational(17, 10), 3, 20}).observations;
  CHECK(std::equal(shorter.begin(), shorter.end(), results[0].begin()));
  CHECK(sampled("sign_series_tail", {2, 6, 3, Rational(17, 10), 3, 50}, 2).observations != results[0]);
}

TEST_CASE("sign_series_norm: known norms, and an unverified solver's inside a narrow enclosure") {
  for (const std::int64_t b : {1, 9}) {
    CHECK(norm(b, 1, 1).lower == 1);
    CHECK(norm(b, 1, 1).upper == 1);
  }
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    const MeasuredEnclosure pair = norm(1, 2, 1, seed);
    const double approx = approx_norm(seed, 0, 0, 2, 1);
    CHECK((std::abs(approx - 2) < 1e-12 || std::abs(approx - std::sqrt(2.0)) < 1e-12));
    CHECK(pair.lower <= from_double(approx + 1e-12));
    CHECK(pair.upper >= from_double(approx - 1e-12));
  }
  const MeasuredEnclosure measured = norm(3, 20, 4, 7);
  double approx = 0;
  for (std::uint32_t row = 0; row < 3; ++row) approx = std::max(approx, approx_norm(7, 0, row, 20, 4));
  CHECK(std::abs(measured.lower.convert_to<double>() - approx) < 1e-9);
  CHECK(std::abs(measured.upper.convert_to<double>() - approx) < 1e-9);
  CHECK(measured.lower <= measured.upper);
}

TEST_CASE("sign_series: refusals name the range") {
  CHECK(refused("sign_series_tail", {1, 256, 1, 1, 1, 1}).empty());
  CHECK(refused("sign_series_tail", {0, 1, 1, 1, 1, 1}).find("b must be an integer from 1 to 65536") != std::string::npos);
  CHECK(refused("sign_series_tail", {1, 257, 1, 1, 1, 1}).find("from 1 to 256") != std::string::npos);
  CHECK(refused("sign_series_tail", {1, 1, 4097, 1, 1, 1}).find("from 1 to 4096") != std::string::npos);
  CHECK(refused("sign_series_tail", {1, 1, 1, 0, 1, 1}).find("t must be a rational from 1/1000 to 1000") != std::string::npos);
  CHECK(refused("sign_series_tail", {1, 1, 1, 1, 0, 1}).find("batch") != std::string::npos);
  CHECK(refused("sign_series_tail", {1, 1, 1, 1, 1, 0}).find("trials") != std::string::npos);
  CHECK(refused("sign_series_tail", {65'536, 1, 4096, 1, 1, 1000}).find("10^11 signs") != std::string::npos);
  CHECK(refused("sign_series_tail", {1, 256, 1, 1, 1, 100'000}).find("10^11") != std::string::npos);
  CHECK(refused("sign_series_norm", {1, 2048, 1}).empty());
  CHECK(refused("sign_series_norm", {1, 2049, 1}).find("from 1 to 2048") != std::string::npos);
  CHECK(refused("sign_series_norm", {65'536, 1, 0}).find("m must") != std::string::npos);
  CHECK(refused("sign_series_norm", {65'536, 2048, 1}).find("10^11") != std::string::npos);
}

TEST_CASE("sign_series: the stop flag interrupts") {
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.stop = &stop;
  request.arguments = {1, 4, 1, 1, 1, 10};
  CHECK_THROWS_AS((void)find_quantity("sign_series_tail")->measure(request), Interrupted);
  request.arguments = {1, 4, 1};
  CHECK_THROWS_AS((void)find_quantity("sign_series_norm")->measure(request), Interrupted);
}
