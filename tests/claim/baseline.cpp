#include "claim/baseline.hpp"

#include <doctest/doctest.h>

#include "claim/example.hpp"
#include "claim/run.hpp"

using namespace rankcert;

TEST_CASE("baseline: margins are rounded toward 0 to six digits, the tiny to 0, the huge to 10^1000") {
  CHECK(recorded_margin(Rational(1, 3)) == Rational(333333, 1000000));
  CHECK(recorded_margin(Rational(-2, 3)) == Rational(-666666, 1000000));
  CHECK(recorded_margin(0) == 0);
  CHECK(recorded_margin(12345678) == 12345600);
  CHECK(recorded_margin(Rational(1) / pow(Integer(10), 999)) == Rational(1) / pow(Integer(10), 999));
  CHECK(recorded_margin(Rational(1) / pow(Integer(10), 1001)) == 0);
  CHECK(recorded_margin(-Rational(1) / pow(Integer(10), 1001)) == 0);
  CHECK(recorded_margin(Rational(pow(Integer(10), 1001))) == Rational(pow(Integer(10), 1000)));
  CHECK(recorded_margin(-Rational(pow(Integer(10), 1001))) == -Rational(pow(Integer(10), 1000)));
  for (int k = -50; k < 50; ++k) {  // recording twice is recording once
    const Rational once = recorded_margin(Rational(k * 7919, 104729));
    CHECK(recorded_margin(once) == once);
    CHECK(abs(once) <= abs(Rational(k * 7919, 104729)));
  }
}

TEST_CASE("baseline: what a run says, sorted by assertion and by number, not by text") {
  const Claim claim = test::one_assertion("n", "<", "9", "expect = \"certified\"\n");
  const auto results = run_points(make_points(claim, {&claim.assertions.front()}, {{"n", {10, 2, 9}}}, {}), {});
  const Baseline baseline = record_baseline(results, 7, Rational(9, 10), "--set n=2,9,10");
  CHECK(baseline.seed == 7);
  CHECK(baseline.confidence == Rational(9, 10));
  REQUIRE(baseline.claims.size() == 1);
  const BaselineClaim& one = baseline.claims.at("one");
  CHECK(one.digest == claim.digest);
  CHECK(one.parts == claim_parts(claim));
  REQUIRE(one.points.size() == 3);
  const auto check = [&](std::size_t i, int n, Verdict verdict, int margin) {
    CHECK(one.points[i].assertion == "a");
    CHECK(one.points[i].parameters == Assignment{{"n", n}});
    CHECK(one.points[i].expected == Verdict::certified);
    CHECK(one.points[i].verdict == verdict);
    CHECK(one.points[i].margin == Rational(margin));
    CHECK_FALSE(one.points[i].by_estimate);
  };
  check(0, 2, Verdict::certified, 7);
  check(1, 9, Verdict::refuted, 0);
  check(2, 10, Verdict::refuted, -1);
}

TEST_CASE("baseline: an undecided point has no margin, a vacuous one says so") {
  const Claim claim = test::one_assertion("sqrt(n)^2", "<", "n");
  const auto results = run_points(make_points(claim, {&claim.assertions.front()}, {{"n", {2}}}, {}), {});
  const Baseline baseline = record_baseline(results, 1, Rational(9, 10), "");
  CHECK(baseline.claims.at("one").points.front().verdict == Verdict::inconclusive);
  CHECK_FALSE(baseline.claims.at("one").points.front().margin.has_value());
  const Claim empty = test::one_assertion("0*n", "<", "1", "vacuous_at = \"0\"\n");
  const auto vacuous = run_points(make_points(empty, {&empty.assertions.front()}, {{"n", {2}}}, {}), {});
  CHECK(record_baseline(vacuous, 1, Rational(9, 10), "").claims.at("one").points.front().vacuous);
}

TEST_CASE("baseline: two claims of one id are refused") {
  const Claim a = test::one_assertion("n", "<", "9");
  const Claim b = test::one_assertion("n", "<", "8");
  auto results = run_points(make_points(a, {&a.assertions.front()}, {{"n", {2}}}, {}), {});
  for (Result& result : run_points(make_points(b, {&b.assertions.front()}, {{"n", {3}}}, {}), {})) results.push_back(std::move(result));
  CHECK(test::input_error([&] { (void)record_baseline(results, 1, Rational(9, 10), ""); }).find("two claims of this run have the id 'one'") != std::string::npos);
}
