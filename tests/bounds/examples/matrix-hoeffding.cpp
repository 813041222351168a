// The worked example matrix-hoeffding, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/threshold.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim(RANKCERT_BOUNDS "/examples/matrix-hoeffding.toml");
  return one;
}

Interval value(const std::string& formula) { return test::enclosed(claim(), formula, 256); }
Result at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) {
  return test::result_at(claim(), assertion, values);
}

}  // namespace

TEST_CASE("matrix-hoeffding: tails of sums of signs, by hand and by rational arithmetic") {
  // one sign; two signs: 2, 0, 0, -2; three: |S| = 3 with probability 1/4; four at t = 1: 1 - 6/16
  CHECK(test::is_exactly(value("sign_tail(1, 1)"), 1));
  CHECK(test::is_exactly(value("sign_tail(2, 1)"), Rational(1, 2)));
  CHECK(test::is_exactly(value("sign_tail(3, 3/2)"), Rational(1, 4)));
  CHECK(test::is_exactly(value("sign_tail(4, 1)"), Rational(5, 8)));
  CHECK(test::is_exactly(value("sign_tail(4, 2)"), Rational(1, 8)));   // a tie counts
  CHECK(test::is_exactly(value("sign_tail(4, 201/100)"), 0));
  CHECK(test::is_exactly(value("sign_tail(9, 1)"), Rational(65, 128)));
  CHECK(test::agrees(value("sign_tail(256, 3)"), "0.003230766470829052"));
  CHECK(test::agrees(value("sign_tail(4096, 5)"), "6.138810369366686e-07"));
}

TEST_CASE("matrix-hoeffding: tails of diagonal sums and the bound") {
  CHECK(test::agrees(value("diagonal_tail(64, 256, 3)"), "0.1870647261405223036"));
  CHECK(test::agrees(value("diagonal_tail(1000, 1024, 4)"), "0.068365311733036459724"));
  CHECK(test::agrees(value("diagonal_tail(10^6, 4096, 5)"), "0.45875391089397777654"));
  CHECK(test::agrees(value("diagonal_tail(2, 4, 1)"), "0.859375"));
  CHECK(test::agrees(value("hoeffding(64, 3)"), "1.4219515568950152315"));
  CHECK(test::agrees(value("hoeffding(10, 5/2)"), "0.87873867246814834653"));
  // by hand: at this t the bound is the risk
  const Interval back = value("hoeffding(64, norm_bound(64, 1/100)) - 1/100");
  CHECK(back.lower <= 0);
  CHECK(back.upper >= 0);
  CHECK(test::agrees(value("norm_bound(64, 1/100)"), "4.34905"));  // sqrt(2 ln 12800)
}

TEST_CASE("matrix-hoeffding: the dimension that a risk allows, exactly") {
  // (1-q)^132 >= 0.99 > (1-q)^133 with q = 7.605297913710086e-5: ln(0.99)/ln(1-q) = 132.144...
  const ThresholdAnswer answer =
      find_threshold(claim(), {{"m", 256}, {"t", 4}, {"risk", Rational(1, 100)}}, ProverOptions{});
  REQUIRE(answer.holds);
  REQUIRE(answer.fails);
  CHECK(answer.holds->point.parameters.at("d") == 132);
  CHECK(answer.fails->point.parameters.at("d") == 133);
}

TEST_CASE("matrix-hoeffding: without its factor d the bound fails, and with few entries it need not") {
  const auto verdict = [](long d, long t) {
    return at("without-dimension", {{"d", {d}}, {"m", {256}}, {"t", {t}}}).verdict;
  };
  CHECK(verdict(64, 3) == Verdict::refuted);
  CHECK(verdict(2, 3) == Verdict::certified);  // 0.0065 against 0.0222
}

TEST_CASE("matrix-hoeffding: the scale sqrt(2 ln d) is reached, and not more") {
  const auto verdict = [](const Rational& s) {
    return at("dimension-needed", {{"d", {1000}}, {"m", {4096}}, {"s", {s}}}).verdict;
  };
  // 0.9416 and 0.5414 (rational arithmetic); at s = 1/100 the normal tail would give 1 - (1 - 0.00023)^1000 = 0.2
  CHECK(verdict(Rational(1, 5)) == Verdict::certified);
  CHECK(verdict(Rational(1, 10)) == Verdict::certified);
  CHECK(verdict(Rational(1, 100)) == Verdict::refuted);
}

TEST_CASE("matrix-hoeffding: where the bound is 1 the point is marked") {
  const auto diagonal = [](const Rational& t) { return at("diagonal", {{"d", {64}}, {"m", {256}}, {"t", {t}}}); };
  // 128 exp(-t^2/2) = 1 at t = sqrt(2 ln 128) = 3.115...
  CHECK(is_vacuous(diagonal(Rational(311, 100))));
  CHECK_FALSE(is_vacuous(diagonal(Rational(312, 100))));
  CHECK(diagonal(Rational(312, 100)).verdict == Verdict::certified);
  const Result measured = at("tail", {{"b", {64}}, {"w", {1}}, {"m", {256}}, {"t", {2}}, {"trials", {50}}});
  CHECK(is_vacuous(measured));
}

TEST_CASE("matrix-hoeffding: measured tails and norms") {
  const std::map<std::string, std::vector<Rational>> point = {
      {"d", {64}}, {"m", {256}}, {"t", {3}}, {"slack", {Rational(1, 4)}}, {"trials", {400}}};
  CHECK(at("diagonal-from-above", point).verdict == Verdict::supported);
  CHECK(at("diagonal-from-below", point).verdict == Verdict::supported);
  CHECK(at("tail", {{"b", {64}}, {"w", {1}}, {"m", {256}}, {"t", {4}}, {"trials", {600}}}).verdict == Verdict::supported);
  CHECK(at("norm", {{"b", {16}}, {"w", {4}}, {"m", {9}}}).verdict == Verdict::certified);
  CHECK(at("norm", {{"b", {1000}}, {"w", {1}}, {"m", {256}}}).verdict == Verdict::certified);
  // near 2 sigma: above 1.8 sigma already, and the bound at twice that
  const Result block = at("one-block", {{"w", {128}}});
  CHECK(block.verdict == Verdict::certified);
  CHECK(block.left->lower * block.left->lower > Rational(324, 100) * 128);
}
