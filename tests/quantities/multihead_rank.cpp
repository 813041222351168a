#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include "attention/multihead_rank.hpp"
#include "exact/error.hpp"
#include "quantities/sampled_mean.hpp"

using namespace rankcert;
using test::mean_of;
using test::refused;
using test::sampled;

TEST_CASE("concatenated_rank, summed_rank: one head has the law of hardmax_rank") {
  const test::SampledMean one = mean_of(sampled("hardmax_rank", {40, 4, 4'000}));
  for (const char* name : {"concatenated_rank", "summed_rank"}) {
    const test::SampledMean mean = mean_of(sampled(name, {40, 4, 1, 4'000}));
    CAPTURE(name);
    CHECK(std::abs(mean.value - one.value) <= mean.half_width + one.half_width);
    CHECK(mean_of(sampled(name, {10, 1, 1, 20'000}, 4)).agrees(2 * (1 - std::ldexp(1.0, -10))));
  }
}

TEST_CASE("concatenated_rank, summed_rank: two tokens and two heads, by hand") {
  // Given the keys each of four choices is one of two with probability 1/2 (q and -q choose differently). Side by side the
  // rank is 1 if the rows are equal (1/4). The sum is ((2-a, a), (2-b, b)), a and b binomial: rank 1 if a = b (3/8).
  for (const std::int64_t d : {1, 3}) {
    CHECK(mean_of(sampled("concatenated_rank", {2, d, 2, 20'000})).agrees(1.75));
    CHECK(mean_of(sampled("summed_rank", {2, d, 2, 20'000})).agrees(1.625));
  }
}

TEST_CASE("concatenated_rank: head dimension one gives at most h + 1") {
  for (const Rational& x : sampled("concatenated_rank", {60, 1, 9, 50}).observations) CHECK(x <= 10);
}

TEST_CASE("concatenated_rank, summed_rank: an observation is the rank of that trial's instance") {
  const MultiheadInstance instance{50, 3, 4, 6, 7};
  const HeadPatterns patterns = multihead_patterns(instance);
  CHECK(sampled("concatenated_rank", {50, 3, 4, 8}, 6).observations[7] == static_cast<std::int64_t>(concatenated_rank(patterns)));
  CHECK(sampled("summed_rank", {50, 3, 4, 8}, 6).observations[7] == static_cast<std::int64_t>(summed_rank(patterns)));
}

TEST_CASE("concatenated_rank, summed_rank: equal for every number of threads") {
  for (const char* name : {"concatenated_rank", "summed_rank"}) {
    std::vector<std::vector<Rational>> results;
    for (const std::size_t threads : {1U, 4U}) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      results.push_back(sampled(name, {200, 4, 5, 12}).observations);
    }
    CHECK(results[0] == results[1]);
    CHECK(sampled(name, {200, 4, 5, 12}, 2).observations != results[0]);
  }
}

TEST_CASE("concatenated_rank, summed_rank: refusals name the range, the stop flag interrupts") {
  for (const char* name : {"concatenated_rank", "summed_rank"}) {
    CHECK(refused(name, {4'096, 1'024, 64, 1}).empty());
    CHECK(refused(name, {4'097, 1, 1, 1}).find("from 1 to 4096") != std::string::npos);
    CHECK(refused(name, {10, 1, 65, 1}).find("h must be") != std::string::npos);
    CHECK(refused(name, {10, Rational(3, 2), 2, 1}).find("d_h") != std::string::npos);
    CHECK(refused(name, {4'096, 64, 2, 10'000}).find("10^14") != std::string::npos);
    const std::atomic<bool> stop = true;
    MeasureRequest request;
    request.arguments = {300, 8, 2, 20};
    request.stop = &stop;
    CHECK_THROWS_AS((void)find_quantity(name)->measure(request), Interrupted);
  }
}
