#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <cmath>
#include <numbers>

#include "exact/error.hpp"
#include "quantities/sampled_mean.hpp"

using namespace rankcert;
using std::numbers::pi;
using test::mean_of;
using test::refused;
using test::sampled;

TEST_CASE("rank_one_hit_share: two points, where P(2, d) has a closed form") {
  // 1/2 + (2/pi) w_d int_0^(pi/2) u cos(u)^(d-2) du, by hand
  CHECK(mean_of(sampled("rank_one_hit_share", {2, 2, 4, 20'000})).agrees(0.75));
  CHECK(mean_of(sampled("rank_one_hit_share", {2, 3, 4, 20'000})).agrees(1 - 1 / pi));
  CHECK(mean_of(sampled("rank_one_hit_share", {2, 4, 4, 20'000})).agrees(0.75 - 1 / (pi * pi)));
  CHECK(mean_of(sampled("rank_one_hit_share", {2, 5, 4, 20'000})).agrees(1 - 7 / (6 * pi)));
}

TEST_CASE("rank_one_hit_share: inside the bracket of every n, from an independent program") {
  struct Row {
    std::int64_t n, d;
    double below, above;
  };
  for (const Row& row : {Row{3, 3, .5345052, .5491537}, Row{4, 8, .3553916, .3604981}, Row{8, 8, .2084736, .2163697},
                         Row{16, 64, .0830335, .0835010}, Row{64, 64, .0237887, .0244521}}) {
    const test::SampledMean mean = mean_of(sampled("rank_one_hit_share", {row.n, row.d, 16, 4'000}, 9));
    CAPTURE(row.n);
    CHECK(mean.half_width < 0.2 * row.below);
    CHECK(mean.value > row.below - mean.half_width);
    CHECK(mean.value < row.above + mean.half_width);
    CHECK(mean.value - mean.half_width > 1 / static_cast<double>(row.n));  // better than chance
  }
}

TEST_CASE("rank_one_hit_share: one point is always hit, shares are multiples of 1/batch") {
  for (const Rational& x : sampled("rank_one_hit_share", {1, 5, 3, 50}).observations) CHECK(x == 1);
  const MeasuredSample sample = sampled("rank_one_hit_share", {3, 5, 7, 200});
  CHECK(sample.observations.size() == 200);
  CHECK(sample.least == 0);
  CHECK(sample.greatest == 1);
  for (const Rational& x : sample.observations) CHECK(is_integer(7 * x));
}

TEST_CASE("plurality_accuracy: a single vote is a hit, whatever stands for the coordinates that no point sees") {
  // d = N (none left out), d = N + 1 and more: the same P(2, d) as from whole vectors
  CHECK(mean_of(sampled("plurality_accuracy", {2, 2, 1, 40'000})).agrees(0.75));
  CHECK(mean_of(sampled("plurality_accuracy", {2, 3, 1, 40'000})).agrees(1 - 1 / pi));
  CHECK(mean_of(sampled("plurality_accuracy", {2, 5, 1, 40'000})).agrees(1 - 7 / (6 * pi)));
  const test::SampledMean one = mean_of(sampled("plurality_accuracy", {4, 8, 1, 40'000}, 6));
  CHECK(one.value > .3554 - one.half_width);
  CHECK(one.value < .3605 + one.half_width);
}

TEST_CASE("plurality_accuracy: majorities of two points in closed form") {
  // d = 2: error binom(2k, k) 4^-k of the majority of 2k - 1 votes, half of it a wrong answer
  CHECK(mean_of(sampled("plurality_accuracy", {2, 2, 3, 40'000})).agrees(1 - 6.0 / 32));
  CHECK(mean_of(sampled("plurality_accuracy", {2, 2, 5, 40'000})).agrees(1 - 20.0 / 128));
  // d = 3, three votes: 1/2 + 3/2 E x - 2 E x^3, x = asin(t)/pi, t uniform on [0, 1]
  const double cube = (std::pow(pi / 2, 3) - 3 * pi + 6) / std::pow(pi, 3);
  CHECK(mean_of(sampled("plurality_accuracy", {2, 3, 3, 40'000})).agrees(0.5 + 1.5 * (0.5 - 1 / pi) - 2 * cube));
  // an even number of votes can tie, and a tie is not right: both votes right, probability E p^2
  const double square = (pi * pi / 4 - 2) / (pi * pi);  // E x^2
  CHECK(mean_of(sampled("plurality_accuracy", {2, 3, 2, 40'000})).agrees(0.25 + (0.5 - 1 / pi) + square));
}

TEST_CASE("plurality_accuracy: one point needs no vote, more heads do better") {
  for (const Rational& x : sampled("plurality_accuracy", {1, 5, 2, 50}).observations) CHECK(x == 1);
  double last = 0;
  for (const std::int64_t heads : {8, 80, 800}) {
    const test::SampledMean mean = mean_of(sampled("plurality_accuracy", {4, 8, heads, 2'000}));
    CHECK(mean.value > last + mean.half_width);
    last = mean.value;
  }
  CHECK(last > 0.8);
}

TEST_CASE("long context: equal for every number of threads, and a prefix of a longer run") {
  for (const auto& [name, third] : {std::pair{"rank_one_hit_share", 6}, std::pair{"plurality_accuracy", 300}}) {
    const auto with_threads = [&, name = name, third = third](std::size_t threads, std::int64_t trials) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      return sampled(name, {5, 9, third, trials}).observations;
    };
    const std::vector<Rational> all = with_threads(4, 60);
    CHECK(with_threads(1, 60) == all);
    const std::vector<Rational> shorter = with_threads(2, 20);
    CHECK(std::equal(shorter.begin(), shorter.end(), all.begin()));
    CHECK(sampled(name, {5, 9, third, 60}, 2).observations != all);
  }
}

TEST_CASE("long context: refusals name the range, the stop flag interrupts") {
  CHECK(refused("rank_one_hit_share", {8, 8, 1, 1}).empty());
  CHECK(refused("rank_one_hit_share", {9, 8, 1, 1}).find("n must be at most d") != std::string::npos);
  CHECK(refused("rank_one_hit_share", {0, 8, 1, 1}).find("from 1 to 4096") != std::string::npos);
  CHECK(refused("rank_one_hit_share", {8, 4'097, 1, 1}).find("to 4096") != std::string::npos);
  CHECK(refused("rank_one_hit_share", {8, 8, 0, 1}).find("batch") != std::string::npos);
  CHECK(refused("rank_one_hit_share", {8, 8, 1, 0}).find("trials") != std::string::npos);
  CHECK(refused("rank_one_hit_share", {8, 4'096, 65'536, 1'000'000}).find("10^11") != std::string::npos);
  CHECK(refused("rank_one_hit_share", {1, 1, 65'536, 100'000}).find("10^11") != std::string::npos);
  CHECK(refused("rank_one_hit_share", {1, 1, 65'536, 80'000}).empty());
  CHECK(refused("plurality_accuracy", {8, 8, 100'000'000, 100}).empty());
  CHECK(refused("plurality_accuracy", {8, 8, 100'000'001, 1}).find("to 100000000") != std::string::npos);
  CHECK(refused("plurality_accuracy", {9, 8, 1, 1}).find("n must be at most d") != std::string::npos);
  CHECK(refused("plurality_accuracy", {100, 100, 100'000'000, 1'000}).find("10^11") != std::string::npos);
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {5, 9, 300, 60};
  request.stop = &stop;
  CHECK_THROWS_AS((void)find_quantity("plurality_accuracy")->measure(request), Interrupted);
  CHECK_THROWS_AS((void)find_quantity("rank_one_hit_share")->measure(request), Interrupted);
}
