// sign-spectrum, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("sign-spectrum");
  return one;
}

Result at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) { return test::result_at(claim(), assertion, values); }

Interval value(const std::string& formula) { return test::enclosed(claim(), formula); }

}  // namespace

TEST_CASE("sign-spectrum: eigenvalues, rank errors, traces and mean moments of an independent program") {
  std::size_t rows = 0;
  for (const auto& row : test::reference_rows("sign_spectrum.csv")) {
    const std::string m = row.at("m");
    const std::string n = row.at("n");
    const std::string k = row.at("k");
    std::string formula;
    if (row.at("kind") == "eigenvalue") formula = "abs(sign_lambda(" + m + "," + k + "))";
    if (row.at("kind") == "error") formula = "operator_error(" + m + "," + k + ")";
    if (row.at("kind") == "fourth") formula = "arcsine_power(" + m + ",2)";
    if (row.at("kind") == "arcsine4") formula = "arcsine_power(" + m + ",4)";
    if (row.at("kind") == "mean") formula = "moment_mean(" + m + "," + n + "," + k + ",operator_power(" + m + ",3,1501))";
    CAPTURE(formula);
    REQUIRE_FALSE(formula.empty());
    CHECK(test::agrees(value(formula), row.at("value")));
    ++rows;
  }
  CHECK(rows >= 50);
}

TEST_CASE("sign-spectrum: the squared values add to the energy, block by block") {
  for (const char* m : {"3", "4", "9"}) {
    const std::string sum = std::string("operator_energy(") + m + ", 40) - sum(k = 1..40, operator_square(" + m + ", k))";
    const Interval difference = value(sum);
    CHECK(difference.lower <= 0);
    CHECK(difference.upper >= 0);
    CHECK(difference.upper - difference.lower < Rational(1, 1'000'000'000));
  }
  // the first place after a block, and the last of it
  CHECK(test::is_exactly(value("block_degree(9, 9)"), 1));
  CHECK(test::is_exactly(value("block_degree(9, 10)"), 3));
  CHECK(test::is_exactly(value("block_degree(9, 165)"), 3));
  CHECK(test::is_exactly(value("block_degree(9, 166)"), 5));
  CHECK(test::is_exactly(value("block_degree(3, 1000000)"), 1413));  // (l+1)(l+2)/2 >= 10^6
}

TEST_CASE("sign-spectrum: two by two, where everything is a law of two values") {
  // tr (M M')^2 is 1 or 1/2, with mean 3/4 + tau_4/4: its variance is that of a coin
  const Interval difference = value(
      "let t = arcsine_power(4, 2); let q = (1 + t)/2; fourth_variance(4, 2) - q*(1 - q)/4");
  CHECK(difference.lower <= Rational(1, 1'000'000'000));
  CHECK(difference.upper >= 0);
  CHECK(difference.upper < Rational(1, 1'000'000'000));
}

TEST_CASE("sign-spectrum: the variance, against the spread of an independent simulation") {
  // standard deviations of 20000 (n = 20) and 3000 (n = 64) simulated matrices: 0.02344 and 0.00342, to 3 and 8 percent
  const Interval small = value("sqrt(fourth_variance(4, 20))");
  CHECK(small.lower > Rational(228, 10'000));
  CHECK(small.upper < Rational(241, 10'000));
  const Interval large = value("sqrt(fourth_variance(9, 64))");
  CHECK(large.lower > Rational(315, 100'000));
  CHECK(large.upper < Rational(369, 100'000));
}

TEST_CASE("sign-spectrum: the excess is the least of its bounds, and vanishes with n") {
  // at the end of a block b/(2 gap), by mpmath; nowhere above sqrt(k b)
  CHECK(test::agrees(value("rank_excess(9, 8192, 9)*1000"), "1.5659283405"));
  for (const char* k : {"1", "4", "5", "20", "21"}) {
    Rational last = 1;
    for (const char* n : {"100", "10^4", "10^6"}) {
      const Interval excess = value(std::string("rank_excess(4, ") + n + ", " + k + ")");
      CHECK(excess.lower > 0);
      CHECK(excess.upper < last);
      CHECK(excess.lower <= value(std::string("sqrt(") + k + "*distance_mean(4, " + n + "))").upper);
      last = excess.lower;
    }
  }
  CHECK(value("rank_excess(4, 100, 0)").upper == 0);
}

TEST_CASE("sign-spectrum: measured means lie between the bounds of the theorems") {
  const Result above = at("rank-error-from-above", {{"m", {4}}, {"n", {32}}, {"k", {4}}, {"trials", {600}}});
  const Result below = at("rank-error-from-below", {{"m", {4}}, {"n", {32}}, {"k", {4}}, {"trials", {600}}});
  CHECK(above.verdict == Verdict::supported);
  CHECK(below.verdict == Verdict::supported);
  REQUIRE(below.right);
  CHECK(below.right->lower > Rational(1, 10));
  CHECK(at("spectrum-distance", {{"m", {9}}, {"n", {12}}, {"trials", {600}}}).verdict == Verdict::supported);
  for (const long p : {2L, 3L}) {
    for (const char* assertion : {"moment-from-above", "moment-from-below"}) {
      CHECK(at(assertion, {{"m", {9}}, {"n", {10}}, {"p", {p}}, {"tolerance", {Rational(1, 50)}}}).verdict == Verdict::supported);
    }
  }
}

TEST_CASE("sign-spectrum: an instance is where all but one in twenty are") {
  for (const char* assertion : {"instance-moment-from-above", "instance-moment-from-below", "instance-spectrum-distance"}) {
    CHECK(at(assertion, {{"m", {3}}, {"n", {150}}}).verdict == Verdict::certified);
  }
  for (const char* assertion : {"instance-rank-error-from-above", "instance-rank-error-from-below", "value-from-above", "value-from-below"}) {
    for (const long k : {1L, 3L, 4L, 11L}) CHECK(at(assertion, {{"m", {3}}, {"n", {150}}, {"k", {k}}}).verdict == Verdict::certified);
  }
}

TEST_CASE("sign-spectrum: bounds that say nothing are reported as vacuous") {
  const std::map<std::string, std::vector<Rational>> hopeless{{"m", {3}}, {"n", {4}}, {"risk", {Rational(1, 1'000'000)}}};
  std::map<std::string, std::vector<Rational>> first = hopeless;
  first["k"] = {1};
  for (const char* assertion : {"instance-moment-from-above", "instance-moment-from-below", "instance-spectrum-distance"}) {
    CAPTURE(assertion);
    const Result result = at(assertion, hopeless);
    CHECK(result.verdict == Verdict::certified);
    CHECK(is_vacuous(result));
    CHECK_FALSE(is_vacuous(at(assertion, {{"m", {3}}, {"n", {150}}})));
  }
  for (const char* assertion : {"instance-rank-error-from-above", "instance-rank-error-from-below", "value-from-above", "value-from-below"}) {
    CAPTURE(assertion);
    const Result result = at(assertion, first);
    CHECK(result.verdict == Verdict::certified);
    CHECK(is_vacuous(result));
    CHECK_FALSE(is_vacuous(at(assertion, {{"m", {3}}, {"n", {150}}, {"k", {1}}})));
  }
  for (const char* assertion : {"moment-from-above", "moment-from-below"}) {
    CAPTURE(assertion);
    const auto with = [&](const Rational& tolerance) {
      return at(assertion, {{"m", {4}}, {"n", {10}}, {"p", {2}}, {"tolerance", {tolerance}}, {"trials", {600}}});
    };
    CHECK(is_vacuous(with(1)));
    CHECK_FALSE(is_vacuous(with(Rational(1, 50))));
  }
}

TEST_CASE("sign-spectrum: bounds that are too sharp are refuted") {
  // the deviations seen are of order 1/n: with the largest risk the bounds still hold, and the cluster needs points enough
  CHECK(at("instance-moment-from-above", {{"m", {3}}, {"n", {150}}, {"risk", {Rational(1, 2)}}}).verdict == Verdict::certified);
  CHECK(at("cluster-visible", {{"m", {3}}, {"n", {100'000}}}).verdict == Verdict::certified);
  CHECK(at("cluster-visible", {{"m", {9}}, {"n", {100}}}).verdict == Verdict::refuted);
  // Parseval with one degree taken away
  CHECK(value("operator_power(9, 1, 41) - operator_power(9, 1, 1)").upper < Rational(33, 100));
}
