// perturbed-inputs, argmax stability, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("perturbed-inputs");
  return one;
}

std::vector<Result> at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) { return test::results_at(claim(), assertion, values); }

}  // namespace

TEST_CASE("perturbed-inputs: values of the bounds") {
  // mpmath, 30 digits
  CHECK(test::agrees(test::enclosed(claim(), "certified_bound(64, 16, 1/51200, 14)"), "0.815629897432838552"));
  CHECK(test::agrees(test::enclosed(claim(), "certified_bound(100, 64, 1/10^6, 18)"), "0.985306450466073996"));
  CHECK(test::agrees(test::enclosed(claim(), "unchanged_bound(64, 16, 1/5120, 14)"), "0.896727248053661791"));
  CHECK(test::agrees(test::enclosed(claim(), "unchanged_bound(256, 64, 1/4096, 18)"), "0.768492758694792464"));
  CHECK(test::agrees(test::enclosed(claim(), "unchanged_bound(10^6, 64, 1/(2*10^6), 48)"), "0.881689243630628922"));
  for (const char* vacuous : {"unchanged_bound(64, 16, 1/64, 14)", "certified_bound(64, 16, 1/10, 14)", "unchanged_bound(64, 2, 1/10^9, 14)",
                              "certified_bound(64, 16, 1/512, 1)"}) {
    CAPTURE(vacuous);
    CHECK(test::enclosed(claim(), vacuous).upper == 0);
  }
}

TEST_CASE("perturbed-inputs: entries of size c/n are harmless in the limit, n^(-3/2) is not needed") {
  Rational last = 0;
  for (const char* n : {"10^4", "10^6", "10^8", "10^10", "10^12"}) {
    CAPTURE(n);
    const Interval share = test::enclosed(claim(), std::string("unchanged_bound(") + n + ", 64, 1/(2*" + n + "), 80)");
    CHECK(share.lower > last);
    last = share.lower;
  }
  CHECK(last > Rational(99, 100));
  // norms alone say nothing there
  CHECK(test::enclosed(claim(), "certified_bound(10^6, 64, 1/(2*10^6), 48)").upper < Rational(1, 1000));
}

TEST_CASE("perturbed-inputs: every deterministic statement is certified at each point of a grid") {
  const std::vector<Rational> sizes = {Rational(1, 1'000'000'000), Rational(1, 100'000), Rational(1, 1000), Rational(1, 50)};
  for (const char* name : {"entry-bound", "stability", "rank-change"}) {
    for (const Result& result : at(name, {{"n", {2, 30}}, {"d_h", {1, 8}}, {"eps", sizes}})) {
      CAPTURE(point_name(result.point));
      CHECK(result.verdict == Verdict::certified);
    }
  }
}

TEST_CASE("perturbed-inputs: no perturbation, no change") {
  CHECK(at("stability", {{"n", {30}}, {"d_h", {8}}, {"eps", {0}}}).front().left == Interval{0, 0});
  CHECK(at("rank-change", {{"n", {30}}, {"d_h", {8}}, {"eps", {0}}}).front().left == Interval{0, 0});
  const Result entries = at("entry-bound", {{"n", {30}}, {"d_h", {8}}, {"eps", {0}}}).front();
  CHECK(entries.verdict == Verdict::enclosed);  // there is no ratio to measure
  const Result share = at("unchanged-share", {{"n", {30}}, {"d_h", {8}}, {"eps", {0}}, {"trials", {20}}}).front();
  CHECK(share.left->upper == 1);
  CHECK(share.right->upper < 1);  // the failure probability remains
}

TEST_CASE("perturbed-inputs: measured shares lie above their bounds") {
  for (const char* name : {"certified-share", "unchanged-share"}) {
    const Result result = at(name, {{"n", {48}}, {"d_h", {16}}, {"eps", {Rational(1, 20'000)}}, {"trials", {60}}}).front();
    CAPTURE(name);
    REQUIRE(result.left);
    REQUIRE(result.right);
    CHECK(result.right->lower > Rational(1, 2));
    CHECK(result.left->upper > result.right->upper);
  }
  const Result rank = at("mean-rank", {{"n", {48}}, {"d_h", {8}}, {"eps", {Rational(1, 20'000)}}, {"trials", {60}}}).front();
  CHECK(rank.verdict == Verdict::supported);
}
