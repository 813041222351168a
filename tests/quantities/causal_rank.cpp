#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include "exact/error.hpp"
#include "quantities/sampled_mean.hpp"

using namespace rankcert;
using test::mean_of;
using test::refused;
using test::sampled;

TEST_CASE("causal_rank: one token has rank 1, two have mean 3/2, three have mean 2, at every head dimension") {
  for (const Rational& x : sampled("causal_rank", {1, 7, 50}).observations) CHECK(x == 1);
  for (const std::int64_t d : {1, 2, 5, 64}) {
    CAPTURE(d);
    CHECK(mean_of(sampled("causal_rank", {2, d, 20'000})).agrees(1.5));
    CHECK(mean_of(sampled("causal_rank", {3, d, 20'000})).agrees(2));
  }
}

TEST_CASE("causal_rank: head dimension one, by enumeration of all orders of the keys and signs of the queries") {
  for (const std::int64_t n : {4, 5, 6}) {
    std::vector<int> keys(static_cast<std::size_t>(n));
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = static_cast<int>(i);
    double total = 0, cases = 0;
    do {
      for (unsigned signs = 0; signs < (1U << n); ++signs) {
        unsigned selected = 0;
        for (std::size_t i = 0; i < keys.size(); ++i) {
          const auto visible = std::minmax_element(keys.begin(), keys.begin() + static_cast<long>(i) + 1);
          const auto chosen = (signs >> i & 1U) != 0 ? visible.second : visible.first;
          selected |= 1U << (chosen - keys.begin());
        }
        total += __builtin_popcount(selected), ++cases;
      }
    } while (std::next_permutation(keys.begin(), keys.end()));
    CAPTURE(n);
    CHECK(mean_of(sampled("causal_rank", {n, 1, 40'000}, 3)).agrees(total / cases));
  }
}

TEST_CASE("causal_rank: means of an independent simulation, and the limit of wide heads") {
  CHECK(std::abs(mean_of(sampled("causal_rank", {10, 2, 20'000})).value - 4.880) < 0.05);
  CHECK(std::abs(mean_of(sampled("causal_rank", {100, 200, 400})).value - 49.89) < 0.9);
  CHECK(std::abs(mean_of(sampled("causal_rank", {20, 1024, 2'000})).value - 10.5) < 0.3);
}

TEST_CASE("causal_rank: never above the rank that as many keys allow, and equal for every number of threads") {
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(sampled("causal_rank", {300, 20, 30}).observations);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
  CHECK(sampled("causal_rank", {300, 20, 30}, 2).observations != results[0]);
  const MeasuredSample sample = sampled("causal_rank", {300, 20, 30});
  CHECK(sample.least == 1);
  CHECK(sample.greatest == 300);
}

TEST_CASE("causal_rank: refusals name the range, the stop flag interrupts") {
  CHECK(refused("causal_rank", {131'072, 64, 1}).empty());
  CHECK(refused("causal_rank", {131'073, 1, 1}).find("from 1 to 131072") != std::string::npos);
  CHECK(refused("causal_rank", {10, 1'025, 1}).find("1024") != std::string::npos);
  CHECK(refused("causal_rank", {10, 1, 0}).find("trials") != std::string::npos);
  CHECK(refused("causal_rank", {131'072, 1'024, 1'000}).find("10^15") != std::string::npos);
  MeasureRequest request;
  request.arguments = {500, 8, 50};
  const std::atomic<bool> stop = true;
  request.stop = &stop;
  CHECK_THROWS_AS((void)find_quantity("causal_rank")->measure(request), Interrupted);
}
