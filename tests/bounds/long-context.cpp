// long-context, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;
using std::numbers::pi;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("long-context");
  return one;
}

Interval value(const std::string& formula) { return test::enclosed(claim(), formula); }
double number(const std::string& formula) { return value(formula).lower.convert_to<double>(); }

Interval difference(const std::string& formula, const std::string& closed_form) {
  return value("(" + formula + ") - (" + closed_form + ")");
}
bool vanishes(const Interval& x) { return x.lower <= 0 && x.upper >= 0 && x.upper - x.lower < Rational(1) / pow(Integer(10), 30); }

}  // namespace

TEST_CASE("long-context: the mean of the largest of n normal numbers in closed form") {
  CHECK(vanishes(difference("mean_largest(2)", "1/sqrt(pi)")));
  CHECK(vanishes(difference("mean_largest(3)", "3/(2*sqrt(pi))")));
  CHECK(vanishes(difference("mean_largest(4)", "3/(2*sqrt(pi)) * (1 + 2/pi*asin(1/3))")));
  CHECK(vanishes(difference("mean_largest(5)", "5/(4*sqrt(pi)) * (1 + 6/pi*asin(1/3))")));
  CHECK(test::agrees(value("mean_largest(16)"), "1.76599139305478797"));
  CHECK(test::agrees(value("mean_largest(256)"), "2.82686327893921975"));
}

TEST_CASE("long-context: the bracket of P(n, d), against an independent program") {
  // eigenvalues by quadrature of Gegenbauer polynomials, the degree-1 part from the means themselves
  struct Row {
    const char* arguments;
    const char* share;
    const char* below;
    const char* above;
  };
  for (const Row& row : {Row{"(2, 3)", "0.375", "0.671875", "0.6953125"},
                         Row{"(3, 3)", "0.421875", "0.534505208333333333", "0.549153645833333333"},
                         Row{"(4, 8)", "0.37592419605346748", "0.355391638095565928", "0.36049800480682354"},
                         Row{"(8, 8)", "0.308142847821998126", "0.208473697025401721", "0.21636961987286205"},
                         Row{"(16, 64)", "0.209545671299203706", "0.0830335352053444379", "0.0835009841700091671"},
                         Row{"(256, 256)", "0.0313991330841266499", "0.00538256982082857927", "0.00547463929971986153"}}) {
    CAPTURE(row.arguments);
    CHECK(test::agrees(value(std::string("linear_share") + row.arguments), row.share));
    CHECK(test::agrees(value(std::string("hit_below") + row.arguments), row.below));
    CHECK(test::agrees(value(std::string("hit_above") + row.arguments), row.above));
  }
}

TEST_CASE("long-context: P(2, d) by hand for small d") {
  CHECK(vanishes(difference("pair_hits(2)", "3/4")));
  CHECK(vanishes(difference("pair_hits(3)", "1 - 1/pi")));
  CHECK(vanishes(difference("pair_hits(4)", "3/4 - 1/pi^2")));
  CHECK(vanishes(difference("pair_hits(5)", "1 - 7/(6*pi)")));
  // the overlap of a head with q = k with the target (random-heads), d = 3
  CHECK(test::agrees(value("pair_hits(3)"), "0.6816901138162093284622325"));
  for (const char* d : {"2", "3", "8", "64"}) {
    const std::string at = std::string(d) + ", 199)";
    CHECK(value("pair_series(" + at + " + pair_tail(" + at).upper > value(std::string("pair_hits(") + d + ")").lower);
    CHECK(value("pair_series(" + at + " - pair_tail(" + at).lower < value(std::string("pair_hits(") + d + ")").upper);
    CHECK(value("pair_tail(" + at).upper < Rational(1, 1000));
  }
}

TEST_CASE("long-context: wide limit, P tends to chance and its edge to sqrt(2/(pi d)) M^2/(n-1)") {
  for (const std::string n : {"2", "7", "100"}) {
    const std::string ratio = "(hit_below(" + n + ", 10^6) - 1/" + n + ") * sqrt(10^6*pi/2) * (" + n + " - 1) / mean_largest(" + n + ")^2";
    CAPTURE(n);
    CHECK(std::abs(number(ratio) - 1) < 1e-4);
  }
}

TEST_CASE("long-context: the gap of the votes at two points, where it is an arc sine") {
  // y = (a, -a) along the points and length R elsewhere: v_1 - v_2 = (2/pi) asin(sqrt 2 a/|y|)
  const double mean = number("mean_largest(2)");
  for (const double a : {0.01, 0.1, 0.5, 1.0, 3.0}) {
    for (const double r : {0.3, 1.0, 4.0, 30.0}) {
      const double exact = 2 / pi * std::asin(std::sqrt(2.0) * a / std::sqrt(2 * a * a + r * r));
      const double bound = std::sqrt(2 / pi) * mean * 2 * a / r * std::exp(-3 * 2 * a * a / (2 * r * r));
      CHECK(bound <= exact);
      if (r / a > 100) CHECK(bound > 0.99 * exact);
    }
  }
}

TEST_CASE("long-context: votes at five points come in the order of the inner products, apart by Lemma 10") {
  const std::vector<double> y{1.2, -0.4, 0.9, 0.1, -1.5};
  const double r = 6;
  double squares = 0;
  for (const double v : y) squares += v * v;
  std::mt19937_64 bits(4);
  std::normal_distribution<double> normal;
  constexpr int kHeads = 1'000'000;
  std::vector<double> share(y.size(), 0.0);
  for (int h = 0; h < kHeads; ++h) {
    std::vector<double> g(y.size());
    double product = 0;
    for (std::size_t i = 0; i < y.size(); ++i) g[i] = normal(bits), product += g[i] * y[i];
    product += r * normal(bits);
    for (double& v : g) v *= product;
    share[static_cast<std::size_t>(std::max_element(g.begin(), g.end()) - g.begin())] += 1.0 / kHeads;
  }
  const double scale = std::sqrt(2 / pi) * number("mean_largest(5)") / 4 / r * std::exp(-6 * squares / (2 * r * r));
  for (std::size_t i = 0; i < y.size(); ++i) {
    CHECK(share[i] <= 2.0 / 5);
    for (std::size_t j = 0; j < y.size(); ++j) {
      if (y[i] > y[j]) CHECK(share[i] - share[j] > scale * (y[i] - y[j]) - 0.004);
    }
  }
  CHECK(share[0] - share[2] > 0.004);  // the closest pair, five standard errors apart
}

TEST_CASE("long-context: measured shares, and the exact binomial interval") {
  const std::map<std::string, std::vector<Rational>> at{{"n", {4}}, {"d", {8}}, {"batch", {8}}, {"trials", {2000}}};
  const Result result = test::result_at(claim(), "hits-beat-chance", at);
  CHECK(result.verdict == Verdict::supported);
  REQUIRE(result.left);
  MeasureRequest request;
  request.arguments = {4, 8, 8, 2000};
  request.seed = 3;
  const MeasuredSample sample = std::get<MeasuredSample>(find_quantity("rank_one_hit_share")->measure(request));
  Rational hits = 0;
  for (const Rational& x : sample.observations) hits += 8 * x;
  using Binomial = boost::math::binomial_distribution<double>;
  const double count = hits.convert_to<double>();
  const double lower = Binomial::find_lower_bound_on_p(16'000, count, 0.005);  // Clopper and Pearson, confidence 0.99
  const double upper = Binomial::find_upper_bound_on_p(16'000, count, 0.005);
  CHECK(lower < 0.3605);
  CHECK(upper > 0.3554);
  // the kernel's interval contains it, and is less than twice as wide
  CHECK(result.left->lower.convert_to<double>() <= lower);
  CHECK(result.left->upper.convert_to<double>() >= upper);
  CHECK((result.left->upper - result.left->lower).convert_to<double>() < 2 * (upper - lower));
}

TEST_CASE("long-context: single observations, batches of one, never narrow: the reason for batches") {
  const auto width = [&](long batch, long trials) {
    const Result result = test::result_at(claim(), "hits-beat-chance", {{"n", {2}}, {"d", {8}}, {"batch", {batch}}, {"trials", {trials}}});
    return (result.left->upper - result.left->lower).convert_to<double>();
  };
  CHECK(width(1, 64'000) > 0.06);    // the smallest bet of the interval is 1/8
  CHECK(width(64, 1'000) < 0.03);
}

TEST_CASE("long-context: what a plurality needs, from both sides") {
  const auto verdict = [](const char* assertion, const std::map<std::string, std::vector<Rational>>& at) {
    return test::result_at(claim(), assertion, at).verdict;
  };
  CHECK(verdict("plurality-suffices", {{"n", {3}}, {"d", {6}}, {"c", {200}}, {"trials", {1000}}}) == Verdict::supported);
  CHECK(verdict("plurality-falls-short", {{"n", {3}}, {"d", {6}}, {"c", {1}}, {"trials", {1000}}}) == Verdict::supported);
  const auto proved = [&](long n, long d, long c) { return verdict("plurality-proved", {{"n", {n}}, {"d", {d}}, {"c", {c}}}); };
  CHECK(proved(4, 4096, 300'000) == Verdict::certified);
  CHECK(proved(4, 4096, 1'000) != Verdict::certified);
}

TEST_CASE("long-context: the bound of a plurality, against an independent program") {
  CHECK(test::agrees(value("plurality_below(2, 1024, 300000*2*1024, 1/40)"), "0.935444916295976"));
  CHECK(test::agrees(value("plurality_below(4, 4096, 300000*4*4096, 1/40)"), "0.927882340696706"));
  CHECK(test::agrees(value("plurality_below(16, 10^5, 300000*16*10^5, 1/40)"), "0.913436496719642"));
  CHECK(value("plurality_below(5, 5, 10^30, 1/50)").upper == 0);  // nothing is proved where n = d
  for (const char* delta : {"0", "1/1000", "1/4", "1"}) {  // never below 0, whatever the gap
    CAPTURE(delta);
    CHECK(value(std::string("plurality_below(8, 1024, 8*1024, ") + delta + ")").lower >= 0);
  }
}

TEST_CASE("long-context: a bound that falls short at one gap is no bound on the plurality") {
  const auto at_gap = [](const Rational& delta) {
    return test::result_at(claim(), "plurality-proved", {{"n", {8}}, {"d", {1024}}, {"c", {300'000}}, {"delta", {delta}}}).verdict;
  };
  CHECK(at_gap(Rational(1, 40)) == Verdict::certified);
  CHECK(at_gap(Rational(1, 200)) == Verdict::refuted);  // the same heads
  CHECK(at_gap(Rational(1, 10)) == Verdict::refuted);
}

TEST_CASE("long-context: no assertion of the conjecture can be certified") {
  for (const Assertion& assertion : claim().assertions) {
    if (assertion.title.find("EVIDENCE") == std::string::npos) continue;
    CHECK(assertion.expected == Verdict::supported);
    CHECK(assertion.measured_side() != nullptr);
  }
}
