#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <cmath>
#include <utility>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"
#include "sampled_mean.hpp"

using namespace rankcert;
using rankcert::test::mean_of;
using rankcert::test::sampled;

namespace {

MeasuredEnclosure enclosed(std::vector<Rational> arguments, std::uint64_t seed = 1) {
  const Quantity* quantity = find_quantity("sign_instance_moment");
  REQUIRE(quantity != nullptr);
  REQUIRE_FALSE(quantity->refusal(arguments));
  MeasureRequest request;
  request.arguments = std::move(arguments);
  request.seed = seed;
  return std::get<MeasuredEnclosure>(quantity->measure(request));
}

}  // namespace

TEST_CASE("sign_moment: means of independently computed expectations, tests/reference/make_sign_spectrum.py") {
  struct Row {
    std::int64_t m, n, p;
    double mean;
  };
  for (const Row& row : {Row{3, 2, 2, 0.79735763271532446}, Row{4, 3, 2, 0.61364042935495902}, Row{4, 3, 3, 0.43662592109789755},
                         Row{9, 10, 2, 0.23082581738318943}, Row{9, 10, 3, 0.068196071064544049}, Row{3, 10, 3, 0.15137112987312467}}) {
    const auto mean = mean_of(sampled("sign_moment", {row.m, row.n, row.p, 20'000}));
    CAPTURE(row.m);
    CAPTURE(row.n);
    CHECK(mean.agrees(row.mean));
    CHECK(mean.half_width < 0.03 * row.mean);
  }
}

TEST_CASE("sign_moment: the spread is that of the exact variance") {
  // m = 4, n = 20: standard deviation 0.0235983, by the covariances of the U-statistic (mpmath)
  const MeasuredSample sample = sampled("sign_moment", {4, 20, 2, 20'000}, 5);
  double sum = 0;
  double squares = 0;
  for (const Rational& x : sample.observations) {
    const double y = x.convert_to<double>() - 0.215448566640040608;
    sum += y, squares += y * y;
  }
  CHECK(std::abs(sum / 20'000) < 6 * 0.0235983 / std::sqrt(20'000.0));
  CHECK(std::sqrt(squares / 20'000) == doctest::Approx(0.0235983).epsilon(0.05));
}

TEST_CASE("sign_moment: in a small case every value is one of few") {
  // n = 2: M has rank one (all moments 1) or is orthogonal up to a factor (1/2, 1/4)
  for (const Rational& x : sampled("sign_moment", {5, 2, 2, 200}).observations) CHECK((x == 1 || x == Rational(1, 2)));
  for (const Rational& x : sampled("sign_moment", {5, 2, 3, 200}).observations) CHECK((x == 1 || x == Rational(1, 4)));
  for (const Rational& x : sampled("sign_moment", {5, 1, 2, 5}).observations) CHECK(x == 1);
}

TEST_CASE("sign_instance_moment: exact, the first trial of the sample, near its limit for large n") {
  for (const std::int64_t p : {2, 3}) {
    const MeasuredEnclosure one = enclosed({4, 50, p}, 7);
    CHECK(one.lower == one.upper);
    CHECK(one.lower == sampled("sign_moment", {4, 50, p, 3}, 7).observations.front());
  }
  // m = 4: tau_4 = 0.130691, bias 2 (1 - tau_4)/n, standard deviation about 0.45/n
  const double value = enclosed({4, 1500, 2}).lower.convert_to<double>();
  CHECK(std::abs(value - 0.130691 - 2 * 0.8693 / 1500) < 6 * 0.45 / 1500);
}

TEST_CASE("sign_moment: equal for every number of threads, a prefix of a longer run, interruptible") {
  std::vector<std::vector<Rational>> results;
  for (const std::size_t threads : {1U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(sampled("sign_moment", {6, 40, 2, 30}).observations);
  }
  CHECK(results[0] == results[1]);
  const std::vector<Rational> shorter = sampled("sign_moment", {6, 40, 2, 11}).observations;
  CHECK(std::equal(shorter.begin(), shorter.end(), results[0].begin()));
  MeasureRequest request;
  request.arguments = {6, 40, 2, 30};
  const std::atomic<bool> stop = true;
  request.stop = &stop;
  CHECK_THROWS_AS((void)find_quantity("sign_moment")->measure(request), Interrupted);
}

TEST_CASE("sign_moment: refusals name the range") {
  CHECK(test::refused("sign_moment", {4, 2049, 2, 1}).find("from 1 to 2048") != std::string::npos);
  CHECK(test::refused("sign_moment", {4, 10, 4, 1}).find("from 2 to 3") != std::string::npos);
  CHECK(test::refused("sign_moment", {1, 10, 2, 1}).find("from 2 to 1024") != std::string::npos);
  CHECK(test::refused("sign_moment", {4, 2048, 2, 1'000'000}).find("10^15") != std::string::npos);
  CHECK(test::refused("sign_instance_moment", {4, 16'384, 2}).empty());
  CHECK(test::refused("sign_instance_moment", {4, 2049, 3}).find("2048") != std::string::npos);
}
