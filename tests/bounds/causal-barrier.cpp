// causal-barrier, through the claim's own definitions and the quantity it measures.
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("causal-barrier");
  return one;
}

Result at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) { return test::result_at(claim(), assertion, values); }

}  // namespace

TEST_CASE("causal-barrier: reference values of the bound") {
  CHECK(test::agrees(test::enclosed(claim(), "causal_bound(68)"), "51.9389056302931"));
  CHECK(test::agrees(test::enclosed(claim(), "causal_bound(1000)"), "584.112906813455"));
  CHECK(test::agrees(test::enclosed(claim(), "causal_bound(10^6)"), "503717.922188850"));
}

TEST_CASE("causal-barrier: the proof's split is allowed from n = 68 on, and not at 67") {
  CHECK(test::enclosed(claim(), "split(68)").upper < Rational(1, 2));
  CHECK(test::enclosed(claim(), "split(67)").lower > Rational(1, 2));
}

TEST_CASE("causal-barrier: 1 - x >= exp(-(1 + h) x) for x <= h <= 1/2, which Lemma 3 uses") {
  for (const char* h : {"1/100", "1/4", "1/2"}) {
    for (const char* share : {"1/1000", "1/3", "9/10", "1"}) {
      const std::string x = std::string("(") + h + ")*(" + share + ")";
      CHECK(test::enclosed(claim(), "1 - " + x + " - exp(-(1 + " + h + ")*" + x + ")").lower > 0);
    }
  }
  // and not much beyond: the constant 1 + h is wrong at h = 4/5
  CHECK(test::enclosed(claim(), "1 - 4/5 - exp(-(9/5)*(4/5))").upper < 0);
}

TEST_CASE("causal-barrier: no other split does better than the proof's by much, all lie above the limit") {
  for (const char* n : {"100", "1000", "10^6"}) {
    const std::string size(n);
    const Interval proof = test::enclosed(claim(), "bound_at(" + size + ", split(" + size + "))");
    CHECK(proof.lower > test::enclosed(claim(), "wide_limit(" + size + ")").upper);
    CHECK(proof.upper <= test::enclosed(claim(), "causal_bound(" + size + ") - 1/2").upper);
    for (const char* eta : {"1/2", "1/10", "1/100"}) {
      CHECK(test::enclosed(claim(), "bound_at(" + size + ", " + eta + ")").lower > test::enclosed(claim(), "wide_limit(" + size + ")").upper);
    }
  }
}

TEST_CASE("causal-barrier: the mean rank at head dimension one, by enumeration of orders and signs") {
  for (const std::size_t n : {1U, 2U, 3U, 4U, 5U, 6U}) {
    std::vector<int> keys(n);
    for (std::size_t i = 0; i < n; ++i) keys[i] = static_cast<int>(i);
    std::int64_t total = 0, cases = 0;
    do {
      for (unsigned signs = 0; signs < (1U << n); ++signs) {
        unsigned selected = 0;
        for (std::size_t i = 0; i < n; ++i) {
          const auto visible = std::minmax_element(keys.begin(), keys.begin() + static_cast<long>(i) + 1);
          selected |= 1U << (((signs >> i & 1U) != 0 ? visible.second : visible.first) - keys.begin());
        }
        total += std::popcount(selected), ++cases;
      }
    } while (std::next_permutation(keys.begin(), keys.end()));
    const Interval line = test::enclosed(claim(), "line(" + std::to_string(n) + ")");
    CAPTURE(n);
    CHECK(test::is_exactly(line, Rational(total, cases)));
  }
}

TEST_CASE("causal-barrier: the limit of wide heads, by enumeration of all choices") {
  for (const std::size_t n : {1U, 2U, 3U, 4U, 5U, 6U}) {
    std::int64_t total = 0, cases = 1;
    for (std::size_t i = 1; i <= n; ++i) cases *= static_cast<std::int64_t>(i);
    for (std::int64_t code = 0; code < cases; ++code) {
      std::int64_t digits = code;
      unsigned selected = 0;
      for (std::int64_t i = 1; i <= static_cast<std::int64_t>(n); ++i) selected |= 1U << (digits % i), digits /= i;
      total += std::popcount(selected);
    }
    const Interval limit = test::enclosed(claim(), "wide_limit(" + std::to_string(n) + ")");
    CHECK(test::is_exactly(limit, Rational(total, cases)));
    CHECK(at("wide-limit", {{"m", {static_cast<std::int64_t>(n)}}}).verdict == Verdict::certified);
  }
}

TEST_CASE("causal-barrier: the conjecture is an equality up to three tokens, which no sample decides") {
  for (const std::int64_t n : {2, 3}) {
    const Result result = at("conjecture", {{"m", {n}}, {"d_h", {5}}, {"trials", {4000}}});
    CHECK(result.verdict == Verdict::inconclusive);
    REQUIRE(result.left);
    CHECK(result.left->lower <= Rational(n + 1, 2));
    CHECK(result.left->upper >= Rational(n + 1, 2));
  }
}

TEST_CASE("causal-barrier: a conjecture is never certified, and says what it is") {
  const Assertion& conjecture = *claim().find_assertion("conjecture");
  CHECK(conjecture.expected == Verdict::supported);
  CHECK(conjecture.title.find("CONJECTURE") == 0);
  CHECK(at("conjecture", {{"m", {1}}, {"d_h", {3}}}).verdict != Verdict::certified);
}

TEST_CASE("causal-barrier: the bound is supported by a measurement, four tokens too") {
  CHECK(at("mean-rank", {{"n", {68}}, {"d_h", {64}}}).verdict == Verdict::supported);
  const Result four = at("four-keys", {{"d_h", {1}}, {"trials", {8000}}});
  CHECK(four.verdict == Verdict::supported);
  CHECK(four.left->lower <= Rational(39, 16));
  CHECK(four.left->upper >= Rational(39, 16));
}
