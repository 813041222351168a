// softmax-gap, softmax near its hardmax, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("softmax-gap");
  return one;
}

std::vector<Result> at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) { return test::results_at(claim(), assertion, values); }

}  // namespace

TEST_CASE("softmax-gap: values of the definitions") {
  // mpmath, 30 digits
  CHECK(test::agrees(test::enclosed(claim(), "good_gap(128, 1/100, 1/100)"), "0.122213207992925455"));
  CHECK(test::agrees(test::enclosed(claim(), "gap_share(64, 16, 1/10)"), "0.92674793928317519"));
  CHECK(test::agrees(test::enclosed(claim(), "gap_share(2, 3, 1)"), "0.237061120497824086"));
  CHECK(test::agrees(test::enclosed(claim(), "gap_share(1000, 64, 2)"), "0.378114498861007491"));
  CHECK(test::agrees(test::enclosed(claim(), "mean_bound(128, 16, 1/100, 1/100)"), "93.3327431889958473"));
  CHECK(test::agrees(test::enclosed(claim(), "mean_bound(64, 64, 1/1000, 1/10000)"), "41.0083399445199133"));
  // nothing is claimed below three dimensions, and one key needs no gap
  CHECK(test::enclosed(claim(), "mean_bound(50, 2, 1/100, 1/100)").lower == 50);
  CHECK(test::enclosed(claim(), "gap_share(50, 1, 0)").upper == 0);
  CHECK(test::enclosed(claim(), "mean_bound(1, 16, 1, 1/100)").upper == 1);
}

TEST_CASE("softmax-gap: the gap's probability lies above its bound") {
  // P(D > g) by double quadrature of the integral in Theorem 5 (mpmath)
  struct Row {
    const char* arguments;
    Rational probability;
  };
  for (const Row& row : {Row{"2, 3, 1/10", Rational(955119, 1'000'000)}, Row{"2, 3, 1", Rational(601191, 1'000'000)},
                         Row{"10, 4, 1/2", Rational(613487, 1'000'000)}, Row{"64, 16, 1/10", Rational(940121, 1'000'000)},
                         Row{"64, 16, 1", Rational(529404, 1'000'000)}, Row{"64, 16, 2", Rational(269839, 1'000'000)}}) {
    CAPTURE(row.arguments);
    const Interval bound = test::enclosed(claim(), std::string("gap_share(") + row.arguments + ")");
    CHECK(bound.upper < row.probability);
    CHECK(bound.lower > row.probability * row.probability * Rational(1, 3));  // and not far below
  }
}

TEST_CASE("softmax-gap: the mean bound tends to the barrier as T falls, and never exceeds n") {
  Rational last = 64;
  for (const char* t : {"1", "1/20", "1/100", "1/1000", "1/10^6", "1/10^9"}) {
    CAPTURE(t);
    const Interval bound = test::enclosed(claim(), std::string("mean_bound(64, 16, ") + t + ", 1/100)");
    CHECK(bound.upper <= last);
    CHECK(bound.lower > test::enclosed(claim(), "barrier(64)").lower);
    last = bound.upper;
  }
  CHECK(last - test::enclosed(claim(), "barrier(64)").lower < Rational(1, 1'000'000));
}

TEST_CASE("softmax-gap: every deterministic statement is certified at each point of a grid") {
  const std::vector<Rational> temperatures = {Rational(1, 1'000'000), Rational(1, 50), Rational(1, 4), 3};
  for (const auto& [name, values] : {std::pair<const char*, std::map<std::string, std::vector<Rational>>>{"row-gap", {{"n", {2, 3, 40}}, {"d_h", {1, 8}}, {"T", temperatures}}},
                                     {"weyl", {{"n", {40}}, {"d_h", {2, 8}}, {"T", {Rational(1, 50), Rational(1, 4), 3, 1000}}}},
                                     {"numerical-rank", {{"n", {2, 40}}, {"d_h", {1, 8}}, {"T", temperatures}, {"tau", {Rational(1, 100'000), Rational(1, 10)}}}}}) {
    for (const Result& result : at(name, values)) {
      CAPTURE(point_name(result.point));
      CHECK(result.verdict == Verdict::certified);
    }
  }
}

TEST_CASE("softmax-gap: the barrier holds at low temperature and fails at the usual one") {
  const Result cold = at("barrier-at-temperature", {{"n", {128}}, {"d_h", {16}}, {"T", {Rational(1, 1'000'000)}}, {"tau", {Rational(1, 100)}}}).front();
  CHECK(cold.verdict == Verdict::certified);
  const Result usual = at("barrier-at-every-temperature", {{"n", {128}}, {"d_h", {16}}, {"T", {4}}, {"tau", {Rational(1, 100)}}}).front();
  CHECK(usual.verdict == Verdict::refuted);
  CHECK(standing(usual.verdict, usual.point.assertion->expected) == Standing::as_expected);
}

TEST_CASE("softmax-gap: the mean numerical rank is below its bound, and at T near 0 it is the mean hardmax rank") {
  const Result result = at("mean-numerical-rank", {{"n", {48}}, {"d_h", {16}}, {"T", {Rational(1, 100)}}, {"tau", {Rational(1, 100)}}, {"trials", {60}}}).front();
  CHECK(result.verdict == Verdict::supported);
  // two keys: the barrier is the mean, and no sample decides it
  const Result two = at("mean-numerical-rank", {{"n", {2}}, {"d_h", {16}}, {"T", {Rational(1, 1'000'000'000)}}, {"tau", {Rational(1, 2)}}, {"trials", {60}}}).front();
  REQUIRE(two.left);
  CHECK(two.left->lower < Rational(3, 2));
  CHECK(two.left->upper > Rational(3, 2));
}
