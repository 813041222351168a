#include "report/outlook.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "report/sample_report.hpp"

using namespace rankcert;

namespace {

const Result& point(const test::SampleReport& sample, const std::string& assertion) {
  for (const ReportedPoint& one : sample.report.claims.front().points) {
    if (one.result.point.assertion->name == assertion) return one.result;
  }
  REQUIRE_MESSAGE(false, assertion);
  return sample.report.claims.front().points.front().result;
}

bool says(const Result& result, const std::string& part) {
  const std::vector<std::string> sentences = what_would_change(result);
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& one) { return one.find(part) != std::string::npos; });
}

/// The sampled mean, left, of `count` observations that are all 0 in [0, 1], against a right side.
Result zeros(const test::SampleReport& sample, std::size_t count, const Rational& right) {
  Result result = point(sample, "rank");
  result.evidence->sample = Evidence::Sample{.observations = std::vector<Rational>(count, 0), .least = 0, .greatest = 1, .alpha = Rational(1, 100)};
  result.left = Interval{0, Rational(1, 4)};
  result.right = Interval{right, right};
  return result;
}

}  // namespace

TEST_CASE("outlook: how far a decided comparison is from being open, rounded down, and in which direction") {
  const test::SampleReport sample = test::sample_report();
  CHECK(says(point(sample, "next"), "The left side would have to be larger, or the right side smaller, by at least 1, 25 % of the value compared"));
  Result thirds = point(sample, "guess");  // <=
  thirds.left = Interval{1, 1};
  thirds.right = Interval{Rational(5, 3), 2};
  CHECK(says(thirds, "by more than 0.6666, "));
  // What is refuted is turned around: not 3 > 4, so 3 <= 4.
  CHECK(says(point(sample, "wrong"), "The left side would have to be larger, or the right side smaller, by more than 1"));
  thirds.right = Interval{1, 1};
  CHECK(says(thirds, "There is no room"));
}

TEST_CASE("outlook: what a formula, a hint and a vacuous value can do") {
  const test::SampleReport sample = test::sample_report();
  CHECK(says(point(sample, "next"), "Both numbers are fixed by their formulas"));
  CHECK_FALSE(says(point(sample, "rank"), "Both numbers are fixed"));
  CHECK_FALSE(says(point(sample, "next"), "prover's choice"));
  Result hinted = point(sample, "next");
  hinted.hints = {{"L", 9}, {"m", 1}};
  CHECK(says(hinted, "Another value of L, m (the prover's choice)"));
}

TEST_CASE("outlook: how a verdict stands to what the claim expects") {
  const test::SampleReport sample = test::sample_report();
  CHECK(says(point(sample, "broken"), "The claim expects 'certified'. One of these is wrong"));
  CHECK(says(point(sample, "wrong"), "The claim expects this: it keeps a reading that fails"));
  CHECK_FALSE(says(point(sample, "next"), "The claim expects"));
}

TEST_CASE("outlook: what is open says where the intervals overlap and what to raise") {
  const test::SampleReport sample = test::sample_report();
  const Result& open = point(sample, "open");
  CHECK(says(open, "The intervals overlap in ["));
  CHECK(says(open, "--max-precision"));
  CHECK(says(open, "rankcert check sample --assertion open --set n=3"));
  Result estimated = zeros(sample, 50, Rational(1, 8));
  estimated.verdict = Verdict::inconclusive;
  CHECK(says(estimated, "More observations than these 50"));
  CHECK(says(estimated, "overlap in [0.125, 0.125]: the left interval is 0.25 wide, the right interval is 0 wide"));
  Result enclosed = estimated;
  enclosed.evidence->sample.reset();
  CHECK(says(enclosed, "Only a narrower enclosure"));
}

TEST_CASE("outlook: what was not compared says so, with the reason where this program knows it") {
  const test::SampleReport sample = test::sample_report();
  Result heads = point(sample, "heads");
  CHECK(says(heads, "Nothing was compared"));
  heads.point.parameters = {{"n", 2}};  // no random heads in dimension 2
  CHECK(says(heads, "because a side was not measured (random_heads_best_mse: "));
}

TEST_CASE("outlook: another seed is another object, or another sample") {
  const test::SampleReport sample = test::sample_report();
  CHECK(says(point(sample, "rank"), "a share of at most 0.01 misses the mean"));
  Result enclosed = point(sample, "rank");
  enclosed.evidence->sample.reset();
  enclosed.verdict = Verdict::certified;
  CHECK(says(enclosed, "belongs to the object of seed"));
}

// n zeros against a mean of 1/2: the capital is the mean of (1 + c)^n over c = 1/8, 1/4, 1/2, 3/4, 15/16 (mean-confidence.md), for
// n = 100 about 1.06 10^28, and 2 10^k must not exceed it.
TEST_CASE("outlook: the smallest error probability that a sample proves") {
  const test::SampleReport sample = test::sample_report();
  const Result hundred = zeros(sample, 100, Rational(1, 2));
  CHECK(provable_error_exponent(hundred) == 27U);
  CHECK(says(hundred, "an error probability of 10^-27, and not at 10^-28"));
  // n = 10: capital 217, and 2 10^2 <= 217 < 2 10^3.
  CHECK(provable_error_exponent(zeros(sample, 10, Rational(1, 2))) == 2U);
  // n = 4: capital 6.5 < 2 10^1.
  CHECK(provable_error_exponent(zeros(sample, 4, Rational(1, 2))) == 0U);
  CHECK(provable_error_exponent(zeros(sample, 20'000, Rational(1, 2))) == 1000U);
  // The range decides by itself.
  CHECK_FALSE(provable_error_exponent(zeros(sample, 4, 1)).has_value());
  CHECK(says(zeros(sample, 4, 1), "decides the comparison by itself"));
  // Refuted: the mean is at least 3/4 where at most 1/2 was asserted, by the mirror image.
  Result ones = hundred;
  ones.evidence->sample->observations.assign(100, 1);
  ones.left = Interval{Rational(3, 4), 1};
  ones.verdict = Verdict::refuted;
  CHECK(provable_error_exponent(ones) == 27U);
  // No sample, and nothing decided.
  CHECK_FALSE(provable_error_exponent(point(sample, "next")).has_value());
  Result open = hundred;
  open.verdict = Verdict::inconclusive;
  CHECK_FALSE(provable_error_exponent(open).has_value());
}
