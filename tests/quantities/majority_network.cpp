// The measured error of the two-layer majority network, against exact values.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

Measurement measured(const char* name, std::vector<Rational> arguments, std::uint64_t seed = 1) {
  const Quantity* quantity = find_quantity(name);
  REQUIRE(quantity != nullptr);
  MeasureRequest request;
  request.arguments = std::move(arguments);
  request.seed = seed;
  REQUIRE_FALSE(quantity->refusal(request.arguments));
  return quantity->measure(request);
}

MeasuredSample errors(std::int64_t d, std::int64_t heads, std::int64_t batch, std::int64_t trials,
                      std::uint64_t seed = 1) {
  return std::get<MeasuredSample>(measured("majority_network_error", {d, heads, batch, trials}, seed));
}

}  // namespace

TEST_CASE("majority_network_error: exact values") {
  struct Row {
    std::int64_t d, heads;
    double error;
  };
  // H = 1, d = 4: 1/2 + 2/pi^2 by hand; the rest with mpmath from the binomial form
  for (const Row& row : {Row{4, 1, .702642367284676}, Row{5, 3, .637510419934394}, Row{8, 11, .552160378892159},
                         Row{16, 101, .341002149402283}, Row{33, 11, .765928223307495}}) {
    constexpr std::int64_t kTrials = 400;
    constexpr std::int64_t kBatch = 16;
    double sum = 0;
    const MeasuredSample sample = errors(row.d, row.heads, kBatch, kTrials);
    for (const Rational& x : sample.observations) sum += x.convert_to<double>();
    const double half = row.error / 2;  // the probability of an error
    const double six_standard_errors = 6 * 2 * std::sqrt(half * (1 - half) / (kTrials * kBatch));
    CAPTURE(row.d);
    CHECK(std::abs(sum / kTrials - row.error) <= six_standard_errors);
    CHECK(six_standard_errors < row.error / 4);
  }
}

TEST_CASE("majority_network_error: observations are means of 0 and 2, equal for every number of threads") {
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(errors(6, 5, 3, 100).observations);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
  for (const Rational& x : results[0]) {
    CHECK(x >= 0);
    CHECK(x <= 2);
    CHECK(is_integer(x * Rational(3, 2)));
  }
  const std::vector<Rational> shorter = errors(6, 5, 3, 30).observations;
  CHECK(std::equal(shorter.begin(), shorter.end(), results[0].begin()));
  CHECK(errors(6, 5, 3, 100, 2).observations != results[0]);
}

TEST_CASE("majority_network_mismatches: none") {
  for (const std::int64_t heads : {1, 7, 31}) {
    const auto enclosure = std::get<MeasuredEnclosure>(measured("majority_network_mismatches", {9, heads, 60}));
    CHECK(enclosure.lower == 0);
    CHECK(enclosure.upper == 0);
  }
}

TEST_CASE("majority_network: refusals name the range") {
  const auto refused = [](const char* name, std::vector<Rational> arguments) {
    return find_quantity(name)->refusal(arguments);
  };
  CHECK_FALSE(refused("majority_network_error", {1024, 16'383, 1, 1}));
  CHECK(refused("majority_network_error", {1024, 16'385, 1, 1})->find("d H must be at most 2^24, for memory") != std::string::npos);
  CHECK(refused("majority_network_mismatches", {1024, 100'001, 1})->find("2^24") != std::string::npos);
  CHECK_FALSE(refused("majority_network_mismatches", {167, 100'001, 1}));
  CHECK(refused("majority_network_error", {3, 1, 1, 1})->find("from 4 to 1024") != std::string::npos);
  CHECK(refused("majority_network_error", {4, 2, 1, 1})->find("odd") != std::string::npos);
  CHECK(refused("majority_network_error", {4, 100'003, 1, 1})->find("from 1 to 100001") != std::string::npos);
  CHECK(refused("majority_network_error", {4, 1, 0, 1}));
  CHECK(refused("majority_network_error", {4, 1, 4097, 1}));
  CHECK(refused("majority_network_error", {1024, 10'001, 1, 1'000})->find("10^9") != std::string::npos);
  CHECK(refused("majority_network_mismatches", {4, 1, 0}));
  CHECK(refused("majority_network_mismatches", {4, 4, 1})->find("odd") != std::string::npos);
}

TEST_CASE("majority_network: the stop flag interrupts") {
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {4, 1, 1, 10};
  request.stop = &stop;
  CHECK_THROWS_AS((void)find_quantity("majority_network_error")->measure(request), Interrupted);
}
