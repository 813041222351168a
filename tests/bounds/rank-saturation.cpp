// rank-saturation: saturation points, the limit law and its constants, Theorem P.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/threshold.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("rank-saturation");
  return one;
}

Interval value(const std::string& formula, long bits = 64) { return test::enclosed(claim(), formula, bits); }

Verdict verdict(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) {
  return test::result_at(claim(), assertion, values).verdict;
}

Rational power_of_ten(unsigned k) { return Rational(pow(Integer(10), k)); }

}  // namespace

TEST_CASE("rank-saturation: the saturation points of the independent table") {
  struct Row {
    unsigned exponent;
    Rational delta;
    long point;
  };
  for (const Row& row : {Row{2, Rational(1, 2), 5}, Row{2, Rational(1, 20), 83}, Row{3, Rational(1, 10), 121}, Row{6, Rational(1, 2), 84},
                         Row{7, Rational(1, 20), 2039}, Row{10, Rational(1, 20), 4563}, Row{12, Rational(1, 10), 3235}}) {
    CAPTURE(row.exponent);
    const auto where = [&](long d) {
      return std::map<std::string, std::vector<Rational>>{{"n", {power_of_ten(row.exponent)}}, {"delta", {row.delta}}, {"d_h", {d}}};
    };
    CHECK(verdict("saturated", where(row.point)) == Verdict::certified);
    CHECK(verdict("unsaturated", where(row.point)) == Verdict::refuted);
    CHECK(verdict("unsaturated", where(row.point - 1)) == Verdict::certified);
    CHECK(verdict("saturated", where(row.point - 1)) == Verdict::refuted);
  }
}

TEST_CASE("rank-saturation: the inverse question finds the saturation point") {
  const ThresholdAnswer answer = find_threshold(claim(), {{"n", 1000}, {"delta", Rational(1, 2)}}, {}, [](const std::string&) {});
  REQUIRE(answer.holds);
  REQUIRE(answer.fails);
  CHECK(answer.holds->point.parameters.at("d_h") == 15);
  CHECK(answer.fails->point.parameters.at("d_h") == 16);
}

TEST_CASE("rank-saturation: both readings of Omega(log n)") {
  CHECK(verdict("necessary", {{"n", {power_of_ten(4)}}, {"delta", {Rational(1, 10)}}, {"C", {1}}}) == Verdict::certified);
  CHECK(verdict("sufficient", {{"n", {power_of_ten(4)}}, {"delta", {Rational(1, 10)}}, {"C", {27}}}) == Verdict::refuted);
  // 28 ln 10^4 = 257.9 and d* = 254: there the reading holds, so the verdict is not built in.
  CHECK(verdict("sufficient", {{"n", {power_of_ten(4)}}, {"delta", {Rational(1, 10)}}, {"C", {28}}}) == Verdict::certified);
}

TEST_CASE("rank-saturation: F and the constants of the law, by mpmath") {
  CHECK(test::agrees(value("limit_profile(1)"), "0.487571354375912"));
  CHECK(test::agrees(value("limit_profile(1/2)"), "0.589011979794153"));
  for (const auto& [c, delta] : {std::pair{"0.649853637209519974", Rational(1, 2)}, std::pair{"5.27842570215491613", Rational(1, 10)},
                                 std::pair{"11.1121001127931732", Rational(1, 20)}}) {
    const Rational constant = *parse_rational(c);
    CHECK(verdict("constant-from-below", {{"C", {constant - Rational(1, 1'000'000'000'000)}}, {"delta", {delta}}}) == Verdict::certified);
    CHECK(verdict("constant-from-below", {{"C", {constant + Rational(1, 1'000'000'000'000)}}, {"delta", {delta}}}) == Verdict::refuted);
    CHECK(verdict("constant-from-above", {{"C", {constant + Rational(1, 1'000'000'000'000)}}, {"delta", {delta}}}) == Verdict::certified);
  }
}

TEST_CASE("rank-saturation: Theorem P by mpmath, and where it must say nothing") {
  const std::vector<std::array<const char*, 4>> known = {{"10^6", "8", "4.032178879", "0.27377348"}, {"10^6", "2", "4.032178879", "0.006517779"},
                                                         {"10^4", "2", "2.903981050", "0.16977421"}, {"10^12", "16", "6.451807267", "0.004508565"}};
  for (const auto& [n, d, b, bound] : known) {
    CHECK(test::agrees(value(std::string("chernoff_level(") + n + ")"), b));
    CHECK(test::agrees(value(std::string("theorem_p(") + n + ", " + d + ")"), bound));
  }
  CHECK(value("theorem_p(64, 2)").lower == 1);      // u < 1
  CHECK(value("theorem_p(10^6, 1000)").lower >= Rational(6, 10));
  for (const char* d : {"8", "16", "64"}) CHECK(value(std::string("profile_above(10^6, ") + d + ") - theorem_p(10^6, " + d + ")").upper <= 0);
}

TEST_CASE("rank-saturation: Corollary 3's head dimensions are far from saturation") {
  for (const char* n : {"22027", "10^8", "10^12"}) {
    CHECK(value(std::string("theorem_p(") + n + ", max(2, floor(log(" + n + ")/10)))").upper < Rational(14, 100));
  }
}
