#include "report/tally.hpp"

#include <doctest/doctest.h>

#include "report/sample_report.hpp"

using namespace rankcert;

namespace {

const Result& point(const test::SampleReport& sample, std::size_t i) { return sample.report.claims.front().points.at(i).result; }

}  // namespace

TEST_CASE("tally: every verdict and every standing is counted") {
  const test::SampleReport sample = test::sample_report();
  Tally tally;
  for (const ReportedPoint& one : sample.report.claims.front().points) tally.add(one.result);
  CHECK(tally.points == 7);
  CHECK(tally.certified == 2);
  CHECK(tally.supported == 1);
  CHECK(tally.refuted == 2);
  CHECK(tally.inconclusive == 1);
  CHECK(tally.enclosed == 1);
  CHECK(tally.as_expected == 4);
  CHECK(tally.contradicted == 1);
  CHECK(tally.undecided == 1);
  CHECK(tally.samples == 1);
  CHECK(tally.decided() == 5);
}

TEST_CASE("tally: a margin is a share of what was compared") {
  const test::SampleReport sample = test::sample_report();
  CHECK(relative_margin(point(sample, 0)) == Rational(1, 4));  // 3 < 4
  CHECK(relative_margin(point(sample, 1)) == Rational(6, 9));  // 3 <= 9
  CHECK(relative_margin(point(sample, 2)) == Rational(1, 4));  // not 3 > 4: distance 1
  CHECK(relative_margin(point(sample, 5)) == Rational(1, 5));  // [2, 5/2] <= 3: 1/2 of the measured 5/2
  CHECK_FALSE(relative_margin(point(sample, 4)).has_value());  // inconclusive
  CHECK_FALSE(relative_margin(point(sample, 6)).has_value());  // not compared
}

TEST_CASE("tally: the tightest is the least share, the first of equal ones") {
  const test::SampleReport sample = test::sample_report();
  Tally tally;
  for (const std::size_t i : {1U, 0U, 2U}) tally.add(point(sample, i));
  CHECK(tally.tightest == &point(sample, 0));
  tally.add(point(sample, 5));
  CHECK(tally.tightest == &point(sample, 5));
}

TEST_CASE("tally: equal numbers and comparisons with 0 are not tight") {
  const test::SampleReport sample = test::sample_report();
  Result equal = point(sample, 1);
  equal.left = equal.right = Interval{3, 3};
  CHECK_FALSE(relative_margin(equal).has_value());
  Result zero = point(sample, 1);
  zero.left = Interval{-1, -1};
  zero.right = Interval{0, 0};
  CHECK_FALSE(relative_margin(zero).has_value());
  Tally tally;
  tally.add(equal);
  CHECK(tally.tightest == nullptr);
}

TEST_CASE("tally: a share in percent is rounded down") {
  CHECK(percent_text(Rational(1, 3)) == "33 %");
  CHECK(percent_text(Rational(2, 3)) == "66 %");
  CHECK(percent_text(Rational(1, 30'000)) == "0.0033 %");
}
