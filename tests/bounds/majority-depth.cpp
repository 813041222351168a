// The claim majority-depth, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "claim/threshold.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("majority-depth");
  return one;
}

Interval value(const std::string& formula) { return test::enclosed(claim(), formula); }
Result at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) {
  return test::result_at(claim(), assertion, values);
}
/// Whether the formula's value is 0, as far as 30 digits tell.
bool vanishes(const std::string& formula) {
  const Interval enclosure = value(formula);
  const Rational tolerance(1, pow(Integer(10), 30));
  return enclosure.lower <= 0 && enclosure.upper >= 0 && enclosure.upper - enclosure.lower < tolerance;
}

}  // namespace

TEST_CASE("majority-depth: exact errors") {
  CHECK(test::agrees(value("majority_error(32, 1001)"), "0.170325647027784592"));
  CHECK(test::agrees(value("majority_error(8, 11)"), "0.552160378892159287"));
  CHECK(vanishes("majority_error(3, 1) - 2/pi"));
  CHECK(vanishes("majority_error(4, 1) - 1/2 - 2/pi^2"));
  // mpmath, from the binomial form
  CHECK(test::agrees(value("majority_error(5, 3)"), "0.63751041993439"));
  CHECK(test::agrees(value("majority_error(16, 101)"), "0.341002149402283"));
  CHECK(test::agrees(value("majority_error(33, 11)"), "0.765928223307495"));
  CHECK(test::agrees(value("majority_error(64, 1001)"), "0.2380458606632806"));
  CHECK(test::agrees(value("majority_error(255, 41)"), "0.839481085782083"));
}

TEST_CASE("majority-depth: the exact error is the binomial form of the theorem") {
  for (const char* point : {"d = 3; let H = 5", "d = 4; let H = 7", "d = 9; let H = 3", "d = 10; let H = 9"}) {
    CAPTURE(point);
    // t = sin(a)
    CHECK(vanishes(std::string("let ") + point + R"(; majority_error(d, H)
        - 4*sphere_weight(d)*integral(a = 0..pi/2, cos(a)^(d - 2)
        *sum(j = 0..(H - 1)/2, binomial(H, j)*(1/2 + a/pi)^j*(1/2 - a/pi)^(H - j))))"));
  }
}

TEST_CASE("majority-depth: the belt is the integral of the density") {
  for (const char* d : {"3", "4", "5", "12", "33"}) {
    for (const char* s : {"1/10", "1/2", "9/10"}) {
      CHECK(vanishes(std::string("belt(") + d + ", asin(" + s + ")) - 2*integral(t = 0.." + s + ", mu(" + d + ", t))"));
    }
    CHECK(vanishes(std::string("belt(") + d + ", pi/2) - 1"));
  }
}

TEST_CASE("majority-depth: A and its roots") {
  CHECK(test::agrees(value("small_error(32, 1001)"), "0.174436297939953512"));
  CHECK(test::is_exactly(value("small_error(8, 11)"), Rational(721'875, 1'000'000)));
  CHECK(test::agrees(value("small_error(32, 1001)*(1 - pi^2*30/(12*1004))"), "0.170149402387518502"));
  CHECK(test::agrees(value("small_error(8, 11)*(1 - pi^2*6/(12*14))"), "0.467424261534414973"));
  CHECK(test::agrees(value("sqrt(31/1002)"), "0.175892364110824919"));
}

TEST_CASE("majority-depth: both bounds of every number of heads, and that they meet") {
  for (const long d : {3L, 4L, 16L, 101L}) {
    for (const long heads : {1L, 3L, 5L, 51L, 1001L}) {
      CAPTURE(d);
      CAPTURE(heads);
      CHECK(at("error-from-above", {{"d", {d}}, {"H", {heads}}}).verdict == Verdict::certified);
      CHECK(at("error-from-below", {{"d", {d}}, {"H", {heads}}}).verdict == Verdict::certified);
    }
  }
  // within 1/d + 1/H of each other, relatively, whether there are few heads or many
  for (const char* point : {"(1000, 1001)", "(1000, 101)", "(1000, 10^6 + 1)"}) {
    CHECK(value(std::string("bound_above") + point + "/bound_below" + point).upper < Rational(102, 100));
    CHECK(value(std::string("bound_above") + point + "/bound_below" + point).lower > 1);
  }
  // chance, with few heads in high dimension
  CHECK(value("bound_below(4096, 1)").lower > Rational(98, 100));
  CHECK(value("bound_above(4096, 1)").upper <= 1);
}

TEST_CASE("majority-depth: the error falls with the heads and grows with the dimension") {
  Rational last = 1;
  for (const char* heads : {"1", "3", "5", "51", "1001"}) {
    const Interval error = value(std::string("majority_error(20, ") + heads + ")");
    CHECK(error.upper < last);
    last = error.lower;
  }
  last = 0;
  for (const char* d : {"3", "4", "5", "6", "33", "64"}) {
    const Interval error = value(std::string("majority_error(") + d + ", 31)");
    CHECK(error.lower > last);
    last = error.upper;
  }
}

TEST_CASE("majority-depth: heads that are enough, heads that are too few") {
  // (d-1)/eps^2 - 1 = 1499 at d = 16, eps = 1/10, which is odd; 1598.999... just above needs the next odd number
  CHECK(value("heads_enough(16, 1/10)").upper == 1499);
  CHECK(value("heads_enough(17, 1/10)").upper == 1599);
  CHECK(value("heads_enough(16, 1/10 - 10^-9)").upper == 1501);
  CHECK(value("heads_enough(3, 9/10)").upper == 3);
  for (const char* eps : {"9/10", "1/2", "1/10", "1/100"}) {
    const Interval last = value(std::string("last_short(64, ") + eps + ")");
    CHECK(last.lower == last.upper);
    CHECK(!is_integer(last.lower / 2));
    const Interval needed = value(std::string("heads_needed(64, ") + eps + ")");
    CHECK(last.upper < needed.lower);
    CHECK(last.lower + 2 >= needed.upper);
  }
  // the two meet as eps falls
  CHECK(value("heads_enough(1000, 10^-4)/heads_needed(1000, 10^-4)").upper < Rational(1002, 1000));
  CHECK(at("enough", {{"d", {33}}, {"eps", {Rational(1, 7)}}}).verdict == Verdict::certified);
  CHECK(at("necessary", {{"d", {33}}, {"eps", {Rational(1, 7)}}}).verdict == Verdict::certified);
}

TEST_CASE("majority-depth: where a bound says nothing, the point is marked") {
  // A(8, 11) is 0.72 and its lower factor 0.65; A(33, 11) is above 1, its lower factor negative
  for (const char* assertion : {"small-error", "small-error-from-below"}) {
    CHECK(is_vacuous(at(assertion, {{"d", {33}}, {"H", {11}}})));
    CHECK_FALSE(is_vacuous(at(assertion, {{"d", {8}}, {"H", {11}}})));
    CHECK(at(assertion, {{"d", {8}}, {"H", {11}}}).verdict == Verdict::certified);
  }
  CHECK(is_vacuous(at("error-from-above", {{"d", {33}}, {"H", {1}}})));
  CHECK_FALSE(is_vacuous(at("error-from-above", {{"d", {33}}, {"H", {11}}})));
  const Result result = at("necessary", {{"d", {3}}, {"eps", {Rational(9, 10)}}});
  CHECK(is_vacuous(result));
  CHECK_FALSE(is_vacuous(at("necessary", {{"d", {64}}, {"eps", {Rational(1, 10)}}})));
}

TEST_CASE("majority-depth: how many harmonics a head whose values see the position produces") {
  // the exact rank, modulo 2^61 - 1, of the pairing with all harmonics for random vectors and matrices in dimension m
  CHECK(test::is_exactly(value("position_dimension(1, 3)"), 5));   // m = 4 and 5
  CHECK(test::is_exactly(value("position_dimension(2, 3)"), 16));  // m = 6
  // two more than without positions at l = 1: 2r + 2, of which Theorem 10 makes its condition
  for (const char* r : {"1", "2", "9"}) {
    CHECK(vanishes(std::string("position_dimension(") + r + ", 1) - 2*" + r + " - 2"));
  }
}

TEST_CASE("majority-depth: the share of the harmonics falls with the degree, which the tail rule needs") {
  for (const char* m : {"3", "4", "7", "20"}) {
    for (const char* r : {"1", "m - 2", "ceil(m/2) - 1"}) {
      for (const char* l : {"1", "2", "3", "10", "50"}) {
        CHECK(value(std::string("let m = ") + m + "; let r = " + r + "; let l = " + l +
                    "; position_dimension(r, l)*N(m, l + 1) - position_dimension(r, l + 1)*N(m, l)")
                  .lower >= 0);
      }
    }
  }
}

TEST_CASE("majority-depth: the one-layer bound") {
  // mpmath, masses by recurrence and dimensions by factorials
  CHECK(test::agrees(value("one_layer_bound(10, 1, 64, 99)"), "0.096543871760286132929"));
  CHECK(test::agrees(value("one_layer_ceiling(10, 1, 64, 99)"), "0.096543871800207092574"));
  CHECK(test::agrees(value("one_layer_bound(64, 4, 1024, 99)"), "0.12438423958945826706"));
  // positions in the values can only help the single layer
  const Claim separation = load_claim("low-rank-separation");
  for (const std::string point : {"(10, 1, 64, 99)", "(64, 4, 1024, 99)", "(64, 4, 2^20, 9)"}) {
    CHECK(value("one_layer_bound" + point).upper < test::enclosed(separation, "general_bound" + point).lower);
    CHECK(value("one_layer_bound" + point).upper <= value("one_layer_ceiling" + point).lower);
  }
}

TEST_CASE("majority-depth: two layers against one") {
  const ThresholdAnswer answer = find_threshold(claim(), {{"d", 64}, {"r", 1}, {"eps", Rational(1, 20)}}, {});
  REQUIRE(answer.holds);
  REQUIRE(answer.fails);
  CHECK(answer.fails->point.parameters.at("k") == answer.holds->point.parameters.at("k") + 1);
  CHECK(answer.holds->verdict == Verdict::certified);
  // from an independent program: the bound is 0.050237255 at k = 43 and 0.049324262 at k = 44
  CHECK(answer.holds->point.parameters.at("k") == 43);
  // at rank 8 and error 1/10 in dimension 64 nothing is proved
  const Result result = at("depth-beats-width", {{"d", {64}}, {"r", {8}}, {"eps", {Rational(1, 10)}}, {"k", {0}}});
  CHECK(result.verdict == Verdict::refuted);
}

TEST_CASE("majority-depth: the network measured") {
  CHECK(at("network-is-majority", {{"d", {12}}, {"H", {21}}, {"trials", {50}}}).verdict == Verdict::certified);
  const std::map<std::string, std::vector<Rational>> point = {{"d", {16}}, {"H", {21}}};
  CHECK(at("network-from-above", point).verdict == Verdict::supported);
  CHECK(at("network-from-below", point).verdict == Verdict::supported);
}
