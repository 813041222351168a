#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include "exact/error.hpp"
#include "quantities/sampled_mean.hpp"

using namespace rankcert;
using test::mean_of;
using test::refused;
using test::sampled;

TEST_CASE("latent_rank: a latent or a head of width one selects two keys") {
  for (const std::int64_t n : {2, 5, 10}) {
    const double mean = 2 * (1 - std::ldexp(1.0, -static_cast<int>(n)));
    CHECK(mean_of(sampled("latent_rank", {n, 6, 1, 20'000}, 3)).agrees(mean));
    // d_h = 1: all queries are multiples of one vector
    CHECK(mean_of(sampled("latent_rank", {n, 1, 6, 20'000}, 3)).agrees(mean));
  }
}

TEST_CASE("latent_rank: two tokens have mean 3/2 at every width") {
  CHECK(mean_of(sampled("latent_rank", {2, 4, 3, 20'000})).agrees(1.5));
}

TEST_CASE("latent_rank: a wide head over a latent of width c is a head of dimension c, as d_h grows") {
  // W W^T / d_h tends to the identity, so the absorbed queries become isotropic.
  const test::SampledMean head = mean_of(sampled("hardmax_rank", {100, 4, 400}));
  const test::SampledMean latent = mean_of(sampled("latent_rank", {100, 1'024, 4, 400}));
  CHECK(std::abs(head.value - latent.value) <= head.half_width + latent.half_width + 0.1);
  // and a wide latent is no latent
  const test::SampledMean free = mean_of(sampled("latent_rank", {100, 4, 1'024, 400}));
  CHECK(std::abs(head.value - free.value) <= head.half_width + free.half_width + 0.1);
}

TEST_CASE("latent_rank: equal for every number of threads") {
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(sampled("latent_rank", {300, 8, 5, 20}).observations);
  }
  CHECK(results[0] == results[1]);
  CHECK(sampled("latent_rank", {300, 8, 5, 20}, 2).observations != results[0]);
}

TEST_CASE("latent_rank: refusals name the range, the stop flag interrupts") {
  CHECK(refused("latent_rank", {65'536, 1'024, 1'024, 1}).empty());
  CHECK(refused("latent_rank", {10, 1, 1'025, 1}).find("c must be") != std::string::npos);
  CHECK(refused("latent_rank", {0, 1, 1, 1}).find("n must be") != std::string::npos);
  CHECK(refused("latent_rank", {65'536, 1'024, 1'024, 1'000}).find("10^15") != std::string::npos);
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {500, 8, 8, 50};
  request.stop = &stop;
  CHECK_THROWS_AS((void)find_quantity("latent_rank")->measure(request), Interrupted);
}
