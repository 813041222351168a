#include "report/trust.hpp"

#include <doctest/doctest.h>

#include "report/sample_report.hpp"

using namespace rankcert;

namespace {

/// Point 0 of the sample is proved by formulas alone; `sampled` is the first one that rests on a sample.
ReportedPoint proved() { return test::sample_report().report.claims.front().points.front(); }
ReportedPoint sampled() {
  const test::SampleReport sample = test::sample_report();
  for (const ReportedPoint& point : sample.report.claims.front().points) {
    if (point.result.evidence && point.result.evidence->sample) return point;
  }
  FAIL("the sample report holds no sample");
  return {};
}

}  // namespace

TEST_CASE("trust: each further checker raises the level, whatever else was asked") {
  ReportedPoint point = proved();
  CHECK(trust_of(point) == Trust::kernel);
  CHECK(trust_of(point.result) == Trust::kernel);
  point.confirmed = true;
  CHECK(trust_of(point) == Trust::second);
  point.proved_in_coq = true;
  CHECK(trust_of(point) == Trust::coq);
  point.confirmed = false;
  CHECK(trust_of(point) == Trust::coq);
}

TEST_CASE("trust: nothing makes a sample firmer, and what rests on one is never certified") {
  ReportedPoint point = sampled();
  point.confirmed = point.proved_in_coq = true;
  CHECK(trust_of(point) == Trust::float_only);
  const test::SampleReport sample = test::sample_report();
  for (const ReportedPoint& one : sample.report.claims.front().points) {
    if (trust_of(one) == Trust::float_only) CHECK(one.result.verdict != Verdict::certified);
  }
}

TEST_CASE("trust: counts of all points, the firmest first, alone without a number") {
  const test::SampleReport sample = test::sample_report();
  PointList points;
  for (const ReportedPoint& point : sample.report.claims.front().points) points.push_back(&point);
  const auto counts = trust_counts(points);
  CHECK(counts == std::array<std::size_t, 4>{1, 6, 0, 0});
  CHECK(trust_text(counts) == "kernel 6, float only 1");
  CHECK(trust_text({0, 3, 0, 0}) == "kernel");
  CHECK(trust_text({1, 2, 3, 4}) == "Coq 4, kernel + second 3, kernel 2, float only 1");
  CHECK(trust_text({}).empty());
}
