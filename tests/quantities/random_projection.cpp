// The share of Gaussian maps that lose a distance, and the distortion of one, against the chi-square law and a plain
// computation.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>

#include "capture_binding.hpp"
#include "exact/error.hpp"
#include "quantities/quantity.hpp"
#include "quantities/sampled_mean.hpp"
#include "sampling/gaussian_stream.hpp"

using namespace rankcert;
using rankcert::test::refused;
using rankcert::test::sampled;

namespace {

/// The quotients |image|^2/|difference|^2 of all pairs of points, by a plain sum.
std::vector<long double> quotients(std::uint64_t seed, std::uint32_t trial, std::uint32_t first, std::size_t points, std::size_t k) {
  std::vector<std::vector<long double>> images;
  for (std::uint32_t row = 0; row + 1 < points; ++row) {
    std::vector<double> entries(k);
    fill_standard_normal({seed, StreamPurpose::projection_image, trial, first + row}, entries);
    images.emplace_back(entries.begin(), entries.end());
  }
  images.emplace_back(k, 0.0L);
  std::vector<long double> all;
  for (std::size_t i = 0; i < points; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      long double sum = 0;
      for (std::size_t l = 0; l < k; ++l) sum += (images[i][l] - images[j][l]) * (images[i][l] - images[j][l]);
      all.push_back(sum / static_cast<long double>(k) / (i + 1 == points ? 1 : 2));
    }
  }
  return all;
}

MeasuredEnclosure distortion(std::int64_t n, std::int64_t k, std::uint64_t seed = 1) {
  MeasureRequest request;
  request.arguments = {n, k};
  request.seed = seed;
  REQUIRE(refused("projection_distortion", request.arguments).empty());
  return std::get<MeasuredEnclosure>(find_quantity("projection_distortion")->measure(request));
}

}  // namespace

TEST_CASE("projection_failure: one distance, against the chi-square law") {
  struct Row {
    std::int64_t k;
    Rational eps;
    double probability;
  };
  // incomplete gamma functions, computed with mpmath
  for (const Row& row : {Row{10, Rational(1, 10), .825414426053205}, Row{10, Rational(9, 10), .0404347979705658},
                         Row{101, Rational(1, 4), .0737569063926256}}) {
    const test::SampledMean mean = test::mean_of(sampled("projection_failure", {2, row.k, row.eps, 8, 4000}));
    CAPTURE(row.k);
    CHECK(mean.agrees(row.probability));
    CHECK(mean.half_width < row.probability / 4);
  }
}

TEST_CASE("projection_failure: sixteen points, between the two bounds") {
  // 15 p and 120 p from mpmath, p = 0.00775564896612419
  const test::SampledMean mean = test::mean_of(sampled("projection_failure", {16, 60, Rational(1, 2), 16, 500}));
  CHECK(mean.value - mean.half_width > .1102);
  CHECK(mean.value + mean.half_width < .9307);
}

TEST_CASE("projection_failure: map by map as a plain computation has it") {
  constexpr std::size_t points = 6, k = 24, batch = 4;
  for (const auto& [eps, value] : {std::pair{Rational(1, 2), 0.5L}, std::pair{Rational(7, 10), 0.7L}}) {
    const std::vector<Rational> observations = sampled("projection_failure", {points, k, eps, batch, 20}, 9).observations;
    for (std::uint32_t trial = 0; trial < 20; ++trial) {
      std::int64_t failures = 0;
      for (std::uint32_t map = 0; map < batch; ++map) {
        const std::vector<long double> all = quotients(9, trial, map * (points - 1), points, k);
        failures += std::any_of(all.begin(), all.end(), [most = value](long double q) { return std::abs(q - 1) > most; }) ? 1 : 0;
      }
      CHECK(observations[trial] == Rational(failures, 4));
    }
  }
}

TEST_CASE("projection_failure: equal for every number of threads, independent of the number of trials") {
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(sampled("projection_failure", {10, 30, Rational(1, 2), 3, 100}).observations);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
  const std::vector<Rational> shorter = sampled("projection_failure", {10, 30, Rational(1, 2), 3, 20}).observations;
  CHECK(std::equal(shorter.begin(), shorter.end(), results[0].begin()));
  CHECK(sampled("projection_failure", {10, 30, Rational(1, 2), 3, 100}, 2).observations != results[0]);
}

TEST_CASE("projection_distortion: encloses what a plain computation finds, tightly") {
  for (const auto& [n, k] : {std::pair{2, 10}, std::pair{3, 11}, std::pair{20, 100}, std::pair{40, 1000}}) {
    CAPTURE_BINDING(n);
    long double worst = 0;
    for (const long double q : quotients(4, 0, 0, static_cast<std::size_t>(n), static_cast<std::size_t>(k))) worst = std::max(worst, std::abs(q - 1));
    const MeasuredEnclosure measured = distortion(n, k, 4);
    CHECK(measured.lower.convert_to<long double>() <= worst * (1 + 1e-14L));
    CHECK(measured.upper.convert_to<long double>() >= worst * (1 - 1e-14L));
    CHECK(measured.lower > 0);
    CHECK(measured.upper - measured.lower <= Rational(1, 1'000'000'000'000));
  }
}

TEST_CASE("projection_distortion: more points have more distortion, threads do not matter") {
  // the first vectors of more points are those of fewer
  Rational last = 0;
  for (const std::int64_t n : {2, 5, 20, 80}) {
    const MeasuredEnclosure measured = distortion(n, 64);
    CHECK(measured.upper >= last);
    last = measured.lower;
  }
  const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
  CHECK(distortion(80, 64).lower == last);
}

TEST_CASE("random projections: refusals name the range") {
  CHECK(refused("projection_failure", {2, 10, Rational(1, 2), 1, 1}).empty());
  CHECK(refused("projection_failure", {1, 10, Rational(1, 2), 1, 1}).find("from 2 to 1024") != std::string::npos);
  CHECK(refused("projection_failure", {2, 9, Rational(1, 2), 1, 1}).find("from 10 to 1000000") != std::string::npos);
  CHECK(refused("projection_failure", {2, 10, 1, 1, 1}).find("from 1/1000 to 999/1000") != std::string::npos);
  CHECK(refused("projection_failure", {2, 10, 0, 1, 1}).find("eps") != std::string::npos);
  CHECK(refused("projection_failure", {2, 10, Rational(1, 2), 0, 1}).find("batch") != std::string::npos);
  CHECK(refused("projection_failure", {2, 10, Rational(1, 2), 1, 1'000'001}).find("trials") != std::string::npos);
  CHECK(refused("projection_failure", {1024, 4097, Rational(1, 2), 1, 1}).find("n k must be at most 4194304, for memory") != std::string::npos);
  CHECK(refused("projection_failure", {1024, 4096, Rational(1, 2), 1, 1000}).find("2 10^12") != std::string::npos);
  CHECK(refused("projection_distortion", {4096, 8192}).empty());
  CHECK(refused("projection_distortion", {4096, 8193}).find("n k must be at most 33554432, for memory") != std::string::npos);
  CHECK(refused("projection_distortion", {4097, 10}).find("from 2 to 4096") != std::string::npos);
  CHECK(refused("projection_distortion", {2, 9}).find("from 10 to 1000000") != std::string::npos);
}

TEST_CASE("random projections: the stop flag interrupts") {
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.stop = &stop;
  request.arguments = {10, 10, Rational(1, 2), 1, 10};
  CHECK_THROWS_AS((void)find_quantity("projection_failure")->measure(request), Interrupted);
  request.arguments = {10, 10};
  CHECK_THROWS_AS((void)find_quantity("projection_distortion")->measure(request), Interrupted);
}
