// The worked example johnson-lindenstrauss, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/threshold.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim(RANKCERT_BOUNDS "/examples/johnson-lindenstrauss.toml");
  return one;
}

Interval value(const std::string& formula, long bits = 128) { return test::enclosed(claim(), formula, bits); }
bool surely_less(const std::string& left, const std::string& right) { return value(left).upper < value(right).lower; }
Result at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) {
  return test::result_at(claim(), assertion, values);
}

}  // namespace

TEST_CASE("johnson-lindenstrauss: the probability that one distance is lost, by incomplete gamma functions") {
  // computed with mpmath, 30 digits
  CHECK(test::agrees(value("miss(10, 1/10)"), "0.82541442605321004981"));
  CHECK(test::agrees(value("miss(10, 9/10)"), "0.040434797970565789398"));
  CHECK(test::agrees(value("miss(1000, 1/10)"), "0.025331646217584935603"));
  CHECK(test::agrees(value("miss(60, 1/2)"), "0.0077556489661241905988"));
  CHECK(test::agrees(value("miss(80, 1/2)"), "0.0026013943287257845867"));
  CHECK(test::agrees(value("miss(101, 1/4)"), "0.073756906392625653126"));
  CHECK(test::agrees(value("miss(11842, 1/10)"), "4.523066923550235e-14"));
}

TEST_CASE("johnson-lindenstrauss: by finite sums where k is even, by hand where k is 2") {
  // k = 2: the law is exponential, P(|X - 1| > e) = 1 - exp(-(1-e)) + exp(-(1+e))
  const Interval by_hand = value("miss(2, 1/4) - (1 - exp(-3/4) + exp(-5/4))");
  CHECK(by_hand.lower <= 0);
  CHECK(by_hand.upper >= 0);
  CHECK(by_hand.upper - by_hand.lower < Rational(1, pow(Integer(10), 20)));
  // P(chi^2_(2m) > 2x) = sum over j < m of exp(-x) x^j/j!
  for (const char* point : {"m = 5; let e = 1/2", "m = 50; let e = 1/10", "m = 40; let e = 4/5"}) {
    CAPTURE(point);
    const Interval difference = value(std::string("let ") + point +
                                      "; let up(x) = sum(j = 0..m - 1, exp(-x)*x^j/factorial(j));"
                                      " miss(2*m, e) - (up((1 + e)*m) + 1 - up((1 - e)*m))");
    CHECK(difference.lower <= 0);
    CHECK(difference.upper >= 0);
    CHECK(difference.upper - difference.lower < Rational(1, pow(Integer(10), 20)));
  }
}

TEST_CASE("johnson-lindenstrauss: the published dimension and its union bound") {
  // ceil(4 ln n/(eps^2/2 - eps^3/3)) and binom(n,2) p there, by mpmath
  CHECK(test::is_exactly(value("published_k(1000, 1/10)"), 5921));
  CHECK(test::is_exactly(value("published_k(10^6, 1/2)"), 664));
  CHECK(test::agrees(value("union_bound(10, published_k(10, 1/10), 1/10)"), "0.077631337"));
  CHECK(test::agrees(value("union_bound(1000, published_k(1000, 1/4), 1/4)"), "0.021467273"));
  CHECK(test::agrees(value("union_bound(10^6, 664, 1/2)"), "0.00050359619"));
}

TEST_CASE("johnson-lindenstrauss: the probability of a loss falls in k, for each eps, and in eps") {
  for (const char* eps : {"1/100", "1/10", "1/2", "9/10"}) {
    CAPTURE(eps);
    for (const char* k : {"10", "11", "37", "500"}) {
      CHECK(surely_less(std::string("miss(") + k + " + 1, " + eps + ")", std::string("miss(") + k + ", " + eps + ")"));
    }
  }
  CHECK(surely_less("miss(40, 1/3)", "miss(40, 1/4)"));
}

TEST_CASE("johnson-lindenstrauss: the least dimensions of the independent table, by the inverse question") {
  struct Row {
    long n, below, enough;
  };
  for (const Row& row : {Row{10, 1291, 1292}, Row{1000, 4877, 4878}, Row{1'000'000, 10'549, 10'550}}) {
    CAPTURE(row.n);
    const ThresholdAnswer answer =
        find_threshold(claim(), {{"n", row.n}, {"eps", Rational(1, 10)}, {"delta", Rational(1, 2)}}, ProverOptions{});
    REQUIRE(answer.holds);
    REQUIRE(answer.fails);
    CHECK(answer.holds->point.parameters.at("k") == row.below);
    CHECK(answer.fails->point.parameters.at("k") == row.enough);
  }
}

TEST_CASE("johnson-lindenstrauss: what orthonormal points lose, from below") {
  CHECK(test::agrees(value("failure_below(16, 60, 1/2)"), "0.110226378380096045"));
  CHECK(test::agrees(value("failure_below(1000, 2316, 1/10)"), "0.500806187287784832"));
  const auto verdict = [](long k) {
    return at("from-below", {{"n", {1000}}, {"eps", {Rational(1, 10)}}, {"k", {k}}}).verdict;
  };
  CHECK(verdict(2316) == Verdict::certified);
  CHECK(verdict(2317) == Verdict::refuted);  // the verdict is not built in
}

TEST_CASE("johnson-lindenstrauss: readings with a constant, refuted where they fail, not refuted where Theorem 5 allows them") {
  const auto verdict = [](long n, long c) {
    return at("constant", {{"n", {n}}, {"eps", {Rational(1, 10)}}, {"C", {c}}}).verdict;
  };
  // success at most 7.1e-29, 1.8e-4, 0.27 at C = 1, 2, 3 (mpmath), against 1/1000
  CHECK(verdict(1000, 1) == Verdict::refuted);
  CHECK(verdict(1000, 2) == Verdict::refuted);
  CHECK(verdict(1000, 3) == Verdict::certified);
  // 0.0407 against 1/100
  CHECK(verdict(100, 2) == Verdict::certified);
}

TEST_CASE("johnson-lindenstrauss: a share of the published dimension") {
  const auto verdict = [](const Rational& share) {
    return at("share-suffices", {{"n", {1000}}, {"eps", {Rational(1, 10)}}, {"share", {share}}}).verdict;
  };
  // the union bound reaches 1 at k = 4600 of 5921 (mpmath), a share of 0.7769
  CHECK(verdict(Rational(78, 100)) == Verdict::certified);
  CHECK(verdict(Rational(77, 100)) == Verdict::refuted);
}

TEST_CASE("johnson-lindenstrauss: the closed form of the distortion") {
  // 2 sqrt(t) + 2t with t = ln(n(n-1)/risk)/k by hand: n = 2, risk = 1/50, k = 100: t = ln(100)/100
  CHECK(test::agrees(value("distortion_bound(2, 100, 1/50)"), "0.521297"));
  for (const Rational& risk : {Rational(1, 2), Rational(1, 1000)}) {
    CHECK(at("closed-form", {{"n", {2, }}, {"k", {500}}, {"risk", {risk}}}).verdict == Verdict::certified);
  }
  CHECK(at("distortion", {{"n", {64}}, {"k", {256}}}).verdict == Verdict::certified);
}

TEST_CASE("johnson-lindenstrauss: measured, between the bounds, and vacuous where they say nothing") {
  const auto point = [](long k) {
    return std::map<std::string, std::vector<Rational>>{{"n", {16}}, {"eps", {Rational(1, 2)}}, {"k", {k}}};
  };
  CHECK(at("failures-from-above", point(80)).verdict == Verdict::supported);
  CHECK(at("failures-from-below", point(80)).verdict == Verdict::supported);
  CHECK_FALSE(is_vacuous(at("failures-from-above", point(80))));
  CHECK(is_vacuous(at("failures-from-above", point(30))));  // 120 p > 1
  CHECK_FALSE(is_vacuous(at("failures-from-below", point(30))));
}
