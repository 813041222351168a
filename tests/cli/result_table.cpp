#include "cli/result_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "cli/process.hpp"

using namespace rankcert;
using namespace rankcert::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t widest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
  return widest;
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  return text.substr(text.rfind('\n', end) + 1, end - text.rfind('\n', end));
}

Claim counting(const std::string& expect = "") {
  return parse_claim(R"(id = "counting"
title = "Counting"
statement = ""
source = ""
note = "counting"
hypotheses = ["none"]
[parameters]
n = { type = "rational", range = "1..10^30", meaning = "a number" }
[[assert]]
name = "next"
title = "next"
left = "n"
relation = "<"
right = "n + 1"
lemmas = ["counting#1"]
)" + expect,
                     "counting.toml");
}

std::vector<Result> results(const Claim& claim, const std::vector<Rational>& numbers) {
  return run_points(make_points(claim, {&claim.assertions.front()}, {{"n", numbers}}, {}), {});
}

Tally tally_of(const std::vector<Result>& all) {
  Tally tally;
  for (const Result& result : all) tally.add(result);
  return tally;
}

std::string conclusion(const std::vector<Result>& all, std::size_t most = 100) { return render_conclusion(all, tally_of(all), most); }

}  // namespace

TEST_CASE("result table: the usual columns") {
  const Claim claim = counting();
  CHECK(render_results(results(claim, {3})) ==
        "counting / next\n"
        "  n < n + 1\n"
        "  point                         predicted         compared   margin  verdict\n"
        "  n=3                                   3                4        1  certified\n");
}

TEST_CASE("result table: 80 columns hold any number") {
  const Claim claim = counting();
  std::vector<Result> all = results(claim, {3});
  const auto number = [](const std::string& text) { return *parse_rational(text); };
  all[0].left = Interval{number("-1.234e-30"), number("1.234e-20")};
  all[0].right = Interval{number("5.678e-10"), number("5.679e-10")};
  all[0].verdict = Verdict::inconclusive;
  all[0].note = std::string(300, 'x') + " y";
  CHECK(widest_line(render_results(all)) <= 80);
  all[0].left = Interval{number("-1.234e-3000"), number("1.234e-2000")};
  all[0].right = Interval{number("-5.678e1234"), number("5.678e1234")};
  const std::string stacked = render_results(all);
  CHECK(widest_line(stacked) <= 80);
  CHECK(has(stacked, "[-1.234e-3000, 1.234e-2000]"));
  CHECK(has(stacked, "[-5.678e1234, 5.678e1234]"));
}

TEST_CASE("result table: long parameters and formulas get lines of their own") {
  const Claim claim = counting();
  std::vector<Result> all = results(claim, {3});
  for (const char* name : {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"}) all[0].point.parameters[name] = 12345;
  Claim wide = counting();
  wide.assertions.front().left.text = std::string(50, 'f') + "(" + std::string(60, 'x') + ")";
  for (const char* name : {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"}) {
    wide.parameters.push_back(wide.parameters.front());
    wide.parameters.back().name = name;
  }
  all[0].point.claim = &wide;
  all[0].point.assertion = &wide.assertions.front();
  const std::string text = render_results(all);
  CHECK(widest_line(text) <= 80);
  CHECK(has(text, "beta=12345"));
  CHECK(has(text, "\n" + std::string(40, ' ') + "3 "));  // the numbers stand below
}

TEST_CASE("result table: the tightest point stands last") {
  const Claim claim = counting();
  const auto all = results(claim, {3, 99, 7});
  CHECK(conclusion(all) == "Tightest: counting / next, n=99: margin 1 (1 % of the value)\n");
}

TEST_CASE("result table: what is not as expected stands last instead") {
  const Claim claim = counting("expect = \"refuted\"\n");
  const auto all = results(claim, {3, 4, 5});
  CHECK(conclusion(all) == "Not as expected:\n"
                           "  counting / next, n=3: certified, expected refuted, margin 1\n"
                           "  counting / next, n=4: certified, expected refuted, margin 1\n"
                           "  counting / next, n=5: certified, expected refuted, margin 1\n");
  CHECK(has(conclusion(all, 1), "  ... and 2 more\n"));
}

TEST_CASE("result table: undecided points come before contradictions, with their reason") {
  const Claim claim = counting();
  std::vector<Result> all = results(claim, {3, 4});
  all[0].verdict = Verdict::inconclusive;
  all[0].right = all[0].left;
  all[0].note = "the enclosures overlap";
  CHECK(conclusion(all) == "Undecided:\n  counting / next, n=3: inconclusive, expected certified, margin 0 (the\n      enclosures overlap)\n");
  all[1].verdict = Verdict::refuted;
  const std::string both = conclusion(all);
  CHECK(both.find("Undecided:") < both.find("Not as expected:"));
}

TEST_CASE("result table: nothing compared, nothing tight") {
  const Claim claim = counting();
  CHECK(conclusion({}).empty());
}

TEST_CASE("result table: the counts, and estimates with their confidence") {
  Tally tally;
  tally.points = 5;
  tally.certified = 3;
  tally.supported = 1;
  tally.enclosed = 1;
  tally.as_expected = 4;
  tally.samples = 1;
  const std::string text = render_summary(tally, "0.99", 7, false);
  CHECK(text == "5 points: 3 certified, 1 supported, 0 refuted, 0 inconclusive, 1 enclosed\n4 of 4 decided as expected\n"
                "Checked by: kernel 4, float only 1.\nEstimates hold together with confidence 0.99 (seed 7).\n");
  CHECK(widest_line(render_summary(tally, "0.99", 7, true)) <= 80);
}

TEST_CASE("check: no line of the quick suites of all claims is wider than 80 columns, and the tightest point stands last") {
  const Outcome outcome = run_rankcert({"check"});
  CAPTURE(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(widest_line(outcome.out) <= 80);
  const auto tightest = outcome.out.find("\nTightest: ");
  REQUIRE(tightest != std::string::npos);
  CHECK(lines(outcome.out.substr(tightest + 1)) <= 2);
  for (const EmbeddedText& claim : built_in_claims()) CHECK(has(outcome.out, std::string(claim.name) + " / "));
}

TEST_CASE("check: quiet prints counts and what is not as expected, no rows") {
  const Folder folder;
  const Outcome good = run_rankcert({"check", folder.write("right.toml", counting().text), "--set", "n=3,7", "--quiet"});
  CHECK(good.code == 0);
  CHECK(good.out.starts_with("2 points: 2 certified"));
  CHECK(lines(good.out) == 4);
  CHECK(has(good.out, "\nChecked by: kernel.\n"));
  CHECK(last_line(good.out).starts_with("Tightest: counting / next, n=7"));
  CHECK(good.err.empty());

  const std::string claim = folder.write("wrong.toml", counting().text + "expect = \"refuted\"\n");
  const Outcome bad = run_rankcert({"check", claim, "--set", "n=3", "--quiet"});
  CHECK(bad.code == 1);
  CHECK(last_line(bad.out) == "  counting / next, n=3: certified, expected refuted, margin 1");
}
