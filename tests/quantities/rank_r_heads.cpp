#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "attention/rank_r_layer.hpp"
#include "exact/error.hpp"
#include "quantities/sampled_mean.hpp"

using namespace rankcert;
using test::mean_of;
using test::refused;
using test::sampled;

TEST_CASE("rank_heads_test_error: observations are means over 16 test points of the layer's own errors") {
  const MeasuredSample sample = sampled("rank_heads_test_error", {7, 3, 20, 320}, 4);
  const RankRHeads layer = RankRHeads::random(7, 3, 20, 4);
  const std::vector<std::int64_t> weights = approx_trained_weights(layer.signs(RankRHeads::Sample::training, 320, 4));
  const std::vector<Rational> errors = squared_errors(layer.signs(RankRHeads::Sample::test, 320, 4), weights);
  REQUIRE(sample.observations.size() == 20);
  for (std::size_t i = 0; i < 20; ++i) {
    Rational sum = 0;
    for (std::size_t j = 0; j < 16; ++j) sum += errors[16 * i + j];
    CHECK(16 * sample.observations[i] == sum);
  }
  CHECK(sample.least == 0);
  CHECK(sample.greatest == largest_squared_error(weights));
}

TEST_CASE("rank_heads_test_error: one head of rank one, by its closed form") {
  // error 1 - b^2 at the best weight b, the overlap with the target, which is within P(2, 10) - 1/2 < 0.0854 of 1/2
  const test::SampledMean mean = mean_of(sampled("rank_heads_test_error", {10, 1, 1, 16'384}));
  CHECK(mean.value > 1 - std::pow(0.5854, 2) - mean.half_width);
  CHECK(mean.value < 1 - std::pow(0.4146, 2) + mean.half_width);
}

TEST_CASE("rank_heads_test_error: falls in the number of heads, near one half where heads are few for the dimension") {
  double last = 1;
  for (const std::int64_t heads : {1, 16, 128, 1'000}) {
    const test::SampledMean mean = mean_of(sampled("rank_heads_test_error", {8, 2, heads, 8'192}));
    CHECK(mean.value < last - mean.half_width);
    last = mean.value;
  }
  const test::SampledMean wide = mean_of(sampled("rank_heads_test_error", {256, 4, 64, 4'096}));
  CHECK(wide.value > 0.49 - wide.half_width);
  CHECK(wide.value < 0.55 + wide.half_width);
}

TEST_CASE("rank_heads_test_error: refusals, above all of a fit that interpolates") {
  const auto refusal = [](std::vector<Rational> arguments) { return refused("rank_heads_test_error", arguments); };
  CHECK(refusal({10, 1, 15, 64}).empty());
  CHECK(refusal({10, 1, 16, 64}).find("interpolates") != std::string::npos);
  CHECK(refusal({10, 1, 1'024, 4'096}).find("H must be below samples/4") != std::string::npos);
  CHECK(refusal({10, 10, 8, 64}).empty());
  CHECK(refusal({10, 11, 8, 64}).find("r must be at most d") != std::string::npos);
  CHECK(refusal({2, 1, 8, 64}).find("d must be an integer from 3") != std::string::npos);
  CHECK(refusal({10, 0, 8, 64}).find("r must be") != std::string::npos);
  CHECK(refusal({10, 1, 0, 64}).find("H must be") != std::string::npos);
  CHECK(refusal({10, 1, 1, 48}).find("from 64") != std::string::npos);
  CHECK(refusal({10, 1, 1, 72}).find("multiple of 16") != std::string::npos);
  CHECK(refusal({1'024, 1'024, 65, 4'096}).find("2^26") != std::string::npos);
  CHECK(refusal({10, 1, 2'048, 1'048'576}).find("2^30") != std::string::npos);
  CHECK(refusal({1'024, 512, 128, 1'048'576}).find("10^13") != std::string::npos);
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {7, 3, 20, 320};
  request.stop = &stop;
  CHECK_THROWS_AS((void)find_quantity("rank_heads_test_error")->measure(request), Interrupted);
}

TEST_CASE("rank_heads_test_error: progress ends at 1") {
  MeasureRequest request;
  request.arguments = {7, 3, 20, 640};
  double last = 0;
  request.progress = [&](double fraction) { last = fraction; };
  (void)find_quantity("rank_heads_test_error")->measure(request);
  CHECK(last == 1.0);
}
