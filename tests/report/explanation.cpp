#include "report/explanation.hpp"

#include <doctest/doctest.h>

#include "claim/claim_library.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

const char* const text = R"toml(id = "powers"
title = "Powers grow"
statement = "For every $n$: $2^n>n$."
source = "folklore"
note = "mean-confidence"
hypotheses = ["n is a natural number", "the reader can count"]
[parameters]
n = { type = "integer", range = "1..100", meaning = "a number", unit = "1" }
[hints]
L = { type = "integer", range = "1..9", candidates = "3", meaning = "a free choice" }
[[define]]
name = "base"
is = "2"
meaning = "the base"
[[define]]
name = "power(n)"
is = "base^n"
meaning = "a power"
[[assert]]
name = "below"
title = "n stays below"
left = "n + 1/L - 1/L"
relation = "<"
right = "power(n)"
lemmas = ["mean-confidence#5", "nobody#7"]
[[assert]]
name = "layer"
title = "Random heads stay above 0"
status = "conjecture"
left = "0"
relation = "<"
right = { measure = "random_heads_best_mse(n, 4)", column = "mse" }
lemmas = ["nobody#7"]
)toml";

/// The certificate of a point, as the checker reports it.
CheckReport checked(Checker& checker, const Claim& claim, const std::string& assertion, int n) {
  RunOptions options;
  options.seed = 1;
  const auto results = run_points(make_points(claim, {claim.find_assertion(assertion)}, {{"n", {n}}}, {}), options);
  CheckReport report = checker.check(write_certificate(make_certificate(results.front(), "test 1")));
  REQUIRE_MESSAGE(report.accepted, report.reason);
  return report;
}

bool has(const std::string& sentence, const std::string& part) { return sentence.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("explanation: a comparison of formulas, from claim to verdict") {
  const Claim claim = parse_claim(text, "test");
  Checker checker;
  const CheckReport report = checked(checker, claim, "below", 3);
  const Explanation explanation = explain(report, claim);
  CHECK(explanation.claim == &claim);
  CHECK(explanation.assertion->name == "below");
  CHECK(explanation.tool == "test 1");
  REQUIRE(explanation.parameters.size() == 1);
  CHECK(explanation.parameters[0].parameter->meaning == "a number");
  CHECK(explanation.parameters[0].value == 3);
  REQUIRE(explanation.hints.size() == 1);
  CHECK(explanation.hints[0].parameter->meaning == "a free choice");
  CHECK(explanation.left.closed == "3 + 1/3 - 1/3");
  CHECK(explanation.left.definitions.empty());
  REQUIRE(explanation.left.interval);
  CHECK(*explanation.left.interval == Interval{3, 3});
  CHECK(explanation.right.closed == "power(3)");
  REQUIRE(explanation.right.definitions.size() == 2);
  CHECK(explanation.right.definitions[0]->meaning == "a power");
  CHECK(explanation.right.definitions[1]->meaning == "the base");
  CHECK(*explanation.right.interval == Interval{8, 8});
  CHECK(explanation.result.verdict == Verdict::certified);
  CHECK(explanation.standing == Standing::as_expected);
  REQUIRE(explanation.how_sure.size() == 3);
  CHECK(has(explanation.how_sure[0], "The left side is proved"));
  CHECK(has(explanation.how_sure[1], "The right side is proved"));
  CHECK(has(explanation.how_sure[2], "the notes prove"));
  REQUIRE_FALSE(explanation.would_change.empty());
  CHECK(has(explanation.would_change[0], "by at least 5, 62 % of the value compared"));  // 3 < 8
}

TEST_CASE("explanation: a measured side names its quantity and seed, and a conjecture is called one") {
  const Claim claim = parse_claim(text, "test");
  Checker checker;
  const CheckReport report = checked(checker, claim, "layer", 10);
  const Explanation explanation = explain(report, claim);
  CHECK(explanation.right.side->is_measured());
  REQUIRE(explanation.right.quantity != nullptr);
  CHECK(explanation.right.quantity->name == "random_heads_best_mse");
  REQUIRE(explanation.right.evidence);
  CHECK(explanation.right.evidence->seed == "1");
  CHECK(has(explanation.how_sure[1], "measured and enclosed"));
  CHECK(has(explanation.how_sure[1], "seed 1"));
  CHECK(has(explanation.how_sure[1], "--replay"));
  CHECK(has(explanation.how_sure[2], "calls it a conjecture"));
}

TEST_CASE("explanation: an estimate says its confidence, rounded against it") {
  const Claim claim = load_claim("rank-barrier");
  Checker checker;
  const auto points = make_points(claim, {claim.find_assertion("mean-rank")}, {{"n", {30}}, {"d_h", {2}}, {"trials", {40}}}, {});
  RunOptions options;
  options.confidence = Rational(2, 3);
  CheckReport refused = checker.check(write_certificate(make_certificate(run_points(points, options).front(), "test 1")));
  CHECK_FALSE(refused.accepted);  // 1/3 is more than the checker takes
  options.confidence = Rational(6, 7) + Rational(1, 10);
  const CheckReport report = checker.check(write_certificate(make_certificate(run_points(points, options).front(), "test 1")));
  REQUIRE_MESSAGE(report.accepted, report.reason);
  const Explanation explanation = explain(report, claim);
  // alpha = 3/70 = 0.0428571428..., so the confidence is 0.95714285...
  CHECK(has(explanation.how_sure[0], "if the 40 observations"));
  CHECK(has(explanation.how_sure[0], "confidence 0.957142 (error probability at most 0.0428572)"));
}
