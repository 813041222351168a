#include "report/report_diff.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

using namespace rankcert;

namespace {

const std::string text = R"toml(id = "pair"
title = "Two things"
statement = "They are ordered."
source = "folklore"
note = "pair"
hypotheses = ["none"]
[parameters]
n = { type = "integer", range = "1..100", meaning = "a number" }
[hints]
L = { type = "integer", range = "1..9", candidates = "3", meaning = "a free choice" }
[[define]]
name = "bound(n, L)"
is = "exp(-n) + 0*L"
meaning = "a bound"
[[assert]]
name = "sample"
title = "a mean"
left = "bound(n, L)"
relation = "<="
right = { measure = "hardmax_rank(n, 2, 10)", column = "rank" }
lemmas = ["pair#1"]
[[assert]]
name = "object"
title = "a number"
left = "bound(n, L)"
relation = "<="
right = { measure = "random_heads_best_mse(n, 10)", column = "mse" }
lemmas = ["pair#1"]
)toml";

/// Reports and the claims that they point into.
struct Runs {
  std::vector<std::unique_ptr<Claim>> claims;
  Report before;
  Report after;
};

const Claim& claim_of(Runs& runs, const std::string& claim_text) {
  runs.claims.push_back(std::make_unique<Claim>(parse_claim(claim_text, "test")));
  return *runs.claims.back();
}

/// A point with the left side in [1, 2] and the right one in [3, 4].
ReportedPoint point(const Claim& claim, const std::string& assertion, int n) {
  Evidence evidence{.seed = "1", .method = "by hand", .sample = std::nullopt};
  if (assertion == "sample") evidence.sample = Evidence::Sample{.observations = {3, 4}, .least = 0, .greatest = 9, .alpha = Rational(1, 10)};
  return {.result = {.point = {.claim = &claim, .assertion = claim.find_assertion(assertion), .parameters = {{"n", n}}},
                     .hints = {{"L", 3}},
                     .left = Interval{1, 2},
                     .right = Interval{3, 4},
                     .evidence = evidence,
                     .note = {},
                     .verdict = assertion == "sample" ? Verdict::supported : Verdict::certified},
          .file = "a file",
          .digest = "",
          .alpha = std::nullopt};
}

/// The same two points in both runs, each run with a copy of the claim.
Runs same_runs(const std::string& other_text = text) {
  Runs runs;
  const Claim& before = claim_of(runs, text);
  const Claim& after = claim_of(runs, other_text);
  runs.before.claims.push_back({.claim = &before, .plots = {}, .points = {point(before, "sample", 3), point(before, "object", 5)}});
  runs.after.claims.push_back({.claim = &after, .plots = {}, .points = {point(after, "sample", 3), point(after, "object", 5)}});
  return runs;
}

Result& sample_after(Runs& runs) { return runs.after.claims[0].points[0].result; }
Result& object_after(Runs& runs) { return runs.after.claims[0].points[1].result; }

std::string replaced(std::string in, const std::string& from, const std::string& to) {
  REQUIRE(in.find(from) != std::string::npos);
  return in.replace(in.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("diff of runs: equal runs are identical") {
  const Runs runs = same_runs();
  const ReportDiff diff = compare_reports(runs.before, runs.after);
  REQUIRE(diff.both.size() == 2);
  CHECK(diff.count(&PointDiff::is_identical) == 2);
  CHECK(diff.count(&PointDiff::is_contradiction) == 0);
  CHECK(diff.count(&PointDiff::has_other_verdict) == 0);
  CHECK(diff.texts.empty());
  CHECK(exit_code_of(diff) == 0);
}

TEST_CASE("diff of runs: overlapping intervals of a number are other digits, touching ones too; disjoint ones contradict") {
  Runs runs = same_runs();
  const auto left_of = [&](const Rational& lower, const Rational& upper) {
    object_after(runs).left = Interval{lower, upper};
    const ReportDiff diff = compare_reports(runs.before, runs.after);
    CHECK(diff.both[1].right == SideChange::identical);
    CHECK(exit_code_of(diff) == (diff.both[1].is_contradiction() ? 1 : 0));
    return diff.both[1].left;
  };
  CHECK(left_of(1, Rational(3, 2)) == SideChange::other_digits);
  CHECK(left_of(2, Rational(5, 2)) == SideChange::other_digits);
  CHECK(left_of(0, 1) == SideChange::other_digits);
  CHECK(left_of(Rational(9, 4), Rational(5, 2)) == SideChange::disjoint);
  CHECK(left_of(0, Rational(99, 100)) == SideChange::disjoint);
}

TEST_CASE("diff of runs: enclosures contradict only if they are of one object, samples of one mean always") {
  Runs runs = same_runs();
  object_after(runs).right = Interval{5, 6};
  CHECK(compare_reports(runs.before, runs.after).both[1].right == SideChange::disjoint);
  object_after(runs).evidence->seed = "2";
  CHECK(compare_reports(runs.before, runs.after).both[1].right == SideChange::other_object);
  CHECK(exit_code_of(compare_reports(runs.before, runs.after)) == 0);
  object_after(runs).evidence->seed = "1";
  object_after(runs).evidence->witness = {{"weights", {1}}};
  CHECK(compare_reports(runs.before, runs.after).both[1].right == SideChange::other_object);
  sample_after(runs).evidence->seed = "2";
  sample_after(runs).right = Interval{5, 6};
  CHECK(compare_reports(runs.before, runs.after).both[0].right == SideChange::disjoint);
  sample_after(runs).right = Interval{Rational(7, 2), 6};
  CHECK(compare_reports(runs.before, runs.after).both[0].right == SideChange::other_digits);
}

TEST_CASE("diff of runs: what is measured in one run only, and a verdict that changes") {
  Runs runs = same_runs();
  object_after(runs).right.reset();
  object_after(runs).evidence.reset();
  object_after(runs).verdict = Verdict::enclosed;
  const ReportDiff diff = compare_reports(runs.before, runs.after);
  CHECK(diff.both[1].right == SideChange::measured_once);
  CHECK(diff.both[1].has_other_verdict());
  CHECK(exit_code_of(diff) == 1);
}

TEST_CASE("diff of runs: another hint makes another formula, which nothing is held against") {
  Runs runs = same_runs();
  object_after(runs).hints = {{"L", 4}};
  object_after(runs).left = Interval{Rational(5, 2), Rational(5, 2)};
  const ReportDiff diff = compare_reports(runs.before, runs.after);
  CHECK(diff.both[1].left == SideChange::other_formula);
  CHECK(exit_code_of(diff) == 0);
}

TEST_CASE("diff of runs: another text is told, and whether it asserts the same") {
  Runs reworded = same_runs(replaced(text, "They are ordered.", "They are in order."));
  ReportDiff diff = compare_reports(reworded.before, reworded.after);
  REQUIRE(diff.texts.size() == 1);
  CHECK(diff.texts[0].asserts_the_same);
  CHECK(diff.count(&PointDiff::is_identical) == 2);
  // The formula is the same text still, and a number of its own where the definition has changed.
  Runs redefined = same_runs(replaced(text, "exp(-n) + 0*L", "exp(-n) + 1*L"));
  object_after(redefined).left = Interval{Rational(5, 2), Rational(5, 2)};
  diff = compare_reports(redefined.before, redefined.after);
  REQUIRE(diff.texts.size() == 1);
  CHECK_FALSE(diff.texts[0].asserts_the_same);
  CHECK(diff.both[1].left == SideChange::other_formula);
  CHECK(diff.both[1].right == SideChange::identical);
  CHECK(exit_code_of(diff) == 0);
  // With the definition unchanged, the same interval contradicts.
  object_after(reworded).left = Interval{Rational(5, 2), Rational(5, 2)};
  CHECK(exit_code_of(compare_reports(reworded.before, reworded.after)) == 1);
}

TEST_CASE("diff of runs: points of one run only, and nothing to compare") {
  Runs runs = same_runs();
  runs.after.claims[0].points.pop_back();
  runs.after.claims[0].points.push_back(point(*runs.after.claims[0].claim, "object", 6));
  const ReportDiff diff = compare_reports(runs.before, runs.after);
  CHECK(diff.both.size() == 1);
  REQUIRE(diff.only_before.size() == 1);
  CHECK(diff.only_before[0]->result.point.parameters.at("n") == 5);
  REQUIRE(diff.only_after.size() == 1);
  CHECK(diff.only_after[0]->result.point.parameters.at("n") == 6);
  CHECK(exit_code_of(diff) == 3);
  CHECK(exit_code_of(compare_reports(Report{}, Report{})) == 3);
  CHECK(exit_code_of(compare_reports(runs.before, Report{})) == 3);
  CHECK(compare_reports(Report{}, runs.after).only_after.size() == 2);
}

TEST_CASE("diff of runs: of several texts of a claim the same one is compared") {
  const std::string other = replaced(text, "They are ordered.", "They are in order.");
  Runs runs = same_runs();
  const Claim& reworded = claim_of(runs, other);
  ReportedPoint wrong = point(reworded, "object", 5);
  wrong.result.left = Interval{7, 8};
  runs.after.claims.insert(runs.after.claims.begin(), {.claim = &reworded, .plots = {}, .points = {wrong}});
  const ReportDiff diff = compare_reports(runs.before, runs.after);
  CHECK(diff.count(&PointDiff::is_identical) == 2);
  REQUIRE(diff.only_after.size() == 1);
  CHECK(diff.only_after[0]->result.point.claim == &reworded);
  CHECK(diff.texts.empty());
}
