// The claim full-rank-head, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "claim/threshold.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("full-rank-head");
  return one;
}

Interval value(const std::string& formula) { return test::enclosed(claim(), formula); }
/// Whether the formula's value is 0, as far as 30 digits tell.
bool vanishes(const std::string& formula) {
  const Interval enclosure = value(formula);
  const Rational tolerance(1, pow(Integer(10), 30));
  return enclosure.lower <= 0 && enclosure.upper >= 0 && enclosure.upper - enclosure.lower < tolerance;
}
bool surely_less(const std::string& left, const std::string& right) { return value(left).upper < value(right).lower; }
Result at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) {
  return test::result_at(claim(), assertion, values);
}

}  // namespace

TEST_CASE("full-rank-head: the error for two points and its linear bound") {
  CHECK(test::agrees(value("pair_error(32, 50)"), "0.0240173617604870068"));
  CHECK(test::agrees(value("pair_bound(32, 50)"), "0.0240742356159862283"));
  CHECK(test::agrees(value("pair_error(8, 10)"), "0.0550844672571376969"));
  CHECK(test::agrees(value("pair_bound(8, 10)"), "0.0556459385849156392"));
  CHECK(test::agrees(value("pair_error(64, 200)"), "0.00861241387935712518"));
  CHECK(test::agrees(value("pair_bound(64, 200)"), "0.0086151013885744539"));
  CHECK(test::agrees(value("pair_error(5, 1)"), "0.292073255361621"));
  CHECK(test::agrees(value("pair_error(33, 7)"), "0.157260181418593"));
  CHECK(test::agrees(value("pair_error(1024, 10^4)"), "0.000696906008542545"));
  CHECK(test::agrees(value("sphere_weight(32)"), "2.2033786885466954"));
}

TEST_CASE("full-rank-head: the cut of the integral changes nothing") {
  // the same integral in one piece, as the note writes it
  for (const char* point : {"d = 8; let b = 3", "d = 9; let b = 40", "d = 3; let b = 33", "d = 40; let b = 31"}) {
    CHECK(vanishes(std::string("let ") + point +
                   "; pair_error(d, b) - 4*sphere_weight(d)*integral(t = 0..1,"
                   " (1 - t^2)^((d - 3)/2)/(1 + exp(sqrt(2)*b*t))^2)"));
  }
}

TEST_CASE("full-rank-head: the integrals of f") {
  CHECK(vanishes("2*integral(u = 0..200, exp(-2*u)/(1 + exp(-u))^2) - pair_share"));
  CHECK(vanishes("integral(u = 0..200, u*exp(-2*u)/(1 + exp(-u))^2) - pair_mean"));
  // rounded up, by less than a billionth
  const Interval excess = value("pair_square - integral(u = 0..200, u^2*exp(-2*u)/(1 + exp(-u))^2)");
  CHECK(excess.lower > 0);
  CHECK(excess.upper < Rational(2, 1'000'000'000));
}

TEST_CASE("full-rank-head: moments of the largest of n normal numbers, and of the length") {
  // closed forms (David and Nagaraja, Order Statistics), then mpmath
  CHECK(vanishes("mean_largest(2) - 1/sqrt(pi)"));
  CHECK(vanishes("mean_largest(3) - 3/(2*sqrt(pi))"));
  CHECK(test::agrees(value("mean_largest(5)"), "1.1629644736405196"));
  CHECK(test::agrees(value("mean_largest(64)"), "2.34373346507943994"));
  CHECK(value("square_largest(2)").upper == 0);
  CHECK(vanishes("square_largest(3) - sqrt(3)/(2*pi)"));
  CHECK(vanishes("square_largest(4) - sqrt(3)/pi"));
  CHECK(test::agrees(value("square_largest(5)"), "0.80002043597063282"));
  CHECK(test::agrees(value("square_largest(64)"), "4.6965730231783301"));
  // E|g| = sqrt(2/pi) at d = 1, 2 sqrt(2/pi) at d = 3; E 1/|g| = sqrt(2/pi) at d = 3
  CHECK(vanishes("mean_length(3) - 2*sqrt(2/pi)"));
  CHECK(vanishes("mean_inverse_length(3) - sqrt(2/pi)"));
  CHECK(test::agrees(value("scale(64, 64)"), "18.6767718816322"));
}

TEST_CASE("full-rank-head: 64 points in dimension 64 at beta = 5000") {
  CHECK(test::agrees(value("error_bound(64, 64, 5000)"), "0.001874679781489"));
  CHECK(test::agrees(value("first_order(64, 64, 5000)"), "0.001431540178568"));
  CHECK(test::agrees(value("law_above(64, 64, 5000)"), "0.001476132069735"));
  CHECK(test::agrees(value("law_below(64, 64, 5000)"), "0.001426537134335"));
  // far below what a simpler argument gives, 8 sqrt(2 d ln n)/beta + 2n exp(-beta^2/(8d))
  CHECK(surely_less("19*error_bound(64, 64, 5000)", "8*sqrt(2*64*log(64))/5000"));
}

TEST_CASE("full-rank-head: the bounds are in order, and grow and fall as they should") {
  for (const char* point : {"(2, 5, 100)", "(5, 64, 300)", "(64, 64, 40)", "(64, 1024, 3000)", "(300, 300, 10^5)"}) {
    const std::string p = point;
    CHECK(value("law_below" + p).lower <= value("first_order" + p).upper);
    CHECK(surely_less("law_below" + p, "law_above" + p));
    CHECK(value("law_above" + p).lower <= value("error_bound" + p).upper);
  }
  // lambda falls behind sqrt(2 d ln n) in both factors
  CHECK(surely_less("scale(64, 64)", "18.7"));
  CHECK(surely_less("23", "scale_bound(64, 64)"));
  CHECK(surely_less("error_bound(64, 64, 101)", "error_bound(64, 64, 100)"));
  CHECK(surely_less("error_bound(63, 64, 100)", "error_bound(64, 64, 100)"));
  CHECK(surely_less("error_bound(64, 64, 100)", "error_bound(64, 65, 100)"));
  // below lambda nothing but the trivial bound is left
  CHECK(value("error_bound(64, 64, 18)").lower == Rational(63, 64));
  CHECK(value("law_below(64, 64, 1)").upper == 0);
}

TEST_CASE("full-rank-head: both sides approach the first-order term") {
  Rational last = 10;
  for (const char* b : {"10^4", "10^5", "10^6", "10^8"}) {
    const Interval quotient = value(std::string("law_above(64, 1024, ") + b + ")/law_below(64, 1024, " + b + ")");
    CHECK(quotient.lower > 1);
    CHECK(quotient.upper < last);
    last = quotient.upper;
  }
  // what is left is E|g| E[1/|g|] = 1 + 1/(2d) + ...
  CHECK(last < 1 + Rational(1, 1900));
}

TEST_CASE("full-rank-head: which temperature is enough") {
  for (const long n : {2L, 64L}) {
    for (const Rational& eps : {Rational(1, 2), Rational(1, 7), Rational(1, 1000)}) {
      CHECK(at("enough", {{"n", {n}}, {"d", {100}}, {"eps", {eps}}}).verdict == Verdict::certified);
    }
  }
  // one less is not enough for the bound, up to the rounding to an integer
  CHECK(value("error_bound(64, 64, beta_enough(64, 64, 1/10) - 1)").lower > Rational(1, 10));
}

TEST_CASE("full-rank-head: the threshold for two points") {
  const ThresholdAnswer answer = find_threshold(claim(), {{"d", 64}, {"eps", Rational(1, 100)}}, {});
  REQUIRE(answer.holds);
  REQUIRE(answer.fails);
  // pair_error(64, 172) = 0.010013335525257, pair_error(64, 173) = 0.009955503340158 (mpmath)
  CHECK(answer.holds->point.parameters.at("b") == 172);
  CHECK(answer.fails->point.parameters.at("b") == 173);
}

TEST_CASE("full-rank-head: the gap of two points") {
  // dimension 4, by hand: the coordinate has density (2/pi) sqrt(1 - t^2)
  CHECK(vanishes("pair_close(4, 1) - 2/pi*(asin(1/sqrt(2)) + 1/2)"));
  CHECK(test::agrees(value("pair_close(5, 1/2)"), "0.5082329"));
  // an equality in dimension 3
  CHECK(vanishes("pair_close(3, 1/3) - close_bound(2, 3, 1/3)"));
  // sharp as delta falls
  CHECK(value("pair_close(64, 10^-4)/close_bound(2, 64, 10^-4)").lower > Rational(999'999, 1'000'000));
  CHECK(at("pair-close", {{"d", {1024}}, {"delta", {Rational(1, 50)}}}).verdict == Verdict::certified);
}

TEST_CASE("full-rank-head: where a bound says nothing, the point is marked") {
  const auto pair = [](const char* assertion, long d, long b) { return at(assertion, {{"d", {d}}, {"b", {b}}}); };
  // by hand: d kappa_2/(2 c_0 b^2) and c^2 kappa_2/(c_0 b^2) are above 1 at d = 1023, b = 10
  for (const char* assertion : {"pair-linear-from-below", "pair-below", "pair-above"}) {
    CAPTURE(assertion);
    CHECK(is_vacuous(pair(assertion, 1023, 10)));
    const Result result = pair(assertion, 64, 10);
    CHECK_FALSE(is_vacuous(result));
    CHECK(result.verdict == Verdict::certified);
  }
  CHECK(is_vacuous(pair("pair-linear-from-below", 4, 1000)));
  CHECK(is_vacuous(at("pair-close", {{"d", {64}}, {"delta", {Rational(1, 2)}}})));
  CHECK_FALSE(is_vacuous(at("pair-close", {{"d", {64}}, {"delta", {Rational(1, 10)}}})));
  const std::map<std::string, std::vector<Rational>> hot = {{"n", {64}}, {"d", {64}}, {"b", {20}}, {"trials", {50}}};
  CHECK(is_vacuous(at("error-from-below", hot)));
}

TEST_CASE("full-rank-head: measured, on both sides of the right value and on the wrong one") {
  const std::map<std::string, std::vector<Rational>> point = {
      {"d", {32}}, {"b", {20}}, {"trials", {1500}}, {"slack", {Rational(1, 5)}}};
  CHECK(at("pair-from-above", point).verdict == Verdict::supported);
  CHECK(at("pair-from-below", point).verdict == Verdict::supported);
  // the first-order term is too small at a small temperature, and the measurement says so
  CHECK(at("law-from-above", {{"n", {64}}, {"d", {64}}, {"b", {30}}, {"trials", {400}}}).verdict == Verdict::refuted);
  CHECK(at("law-from-below", {{"n", {64}}, {"d", {64}}, {"b", {30}}, {"trials", {400}}}).verdict == Verdict::supported);
}
