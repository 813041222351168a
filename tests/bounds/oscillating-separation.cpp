// oscillating-separation, through the claim's own definitions. References: mpmath at 50 digits (the tables of the note), and
// sums that use Arb's Bessel function where the claim uses elementary bounds of it.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <memory>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/threshold.hpp"
#include "enclosure/evaluate.hpp"
#include "formula/parser.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("oscillating-separation");
  return one;
}

/// An enclosure of a formula in the claim's definitions; masses are remembered from one call to the next.
Interval value(const std::string& formula, long bits = 128) {
  static const Limits limits;
  static std::map<long, std::unique_ptr<Evaluator>> evaluators;
  auto& evaluator = evaluators[bits];
  if (!evaluator) evaluator = std::make_unique<Evaluator>(claim().definitions, bits, limits);
  const Ball ball = to_ball(evaluator->enclose(*parse_formula(formula)), bits);
  REQUIRE(ball.is_finite());
  return {ball.lower(bits), ball.upper(bits)};
}

/// Whether `value` lies within `relative` of the decimal `reference`.
bool near(const Interval& value, const char* reference, const Rational& relative) {
  const Rational exact = *parse_rational(reference);
  return abs(value.lower - exact) <= relative * exact && abs(value.upper - exact) <= relative * exact;
}

std::string arguments(int scalar, long d, long r, const std::string& heads, const std::string& rest = "1, 25") {
  return "(" + std::to_string(scalar) + ", " + std::to_string(d) + ", " + std::to_string(r) + ", " + heads + ", " + rest + ")";
}

/// The bound cut at k <= K and l <= L with the tail rule of trace_K, every degree by itself.
std::string cut_bound(long d, long r, const std::string& heads, long K, long L) {
  const std::string ds = std::to_string(d);
  return "let Z = 2*(pi*" + ds + ")^2; let scale = wave_scale(" + ds + ", 1); let c(l) = max(0, 1 - " + heads + "*Dsharp(" + std::to_string(r) +
         ", l)/N(" + ds + " - 1, l)); let mass(l) = scale*N(" + ds + " - 1, l)*sum(k = 1.." + std::to_string(K) + " step 2, k^(1 - " + ds +
         ")*wave_bessel(l + (" + ds + " - 3)/2, k^2*Z, -1)); let beyond = c(" + std::to_string(L + 2) + "); 1/2*(beyond*sum(k = 1.." + std::to_string(K) +
         " step 2, 8/(pi*k)^2*(1 - exp(-2*k^2*Z))) - sum(l = 1.." + std::to_string(L) + " step 2, mass(l)*(beyond - c(l))))";
}

}  // namespace

TEST_CASE("oscillating-separation: masses of the harmonics against mpmath") {
  CHECK(test::agrees(value("16/pi^2*sum(k = 1..41 step 2, N(15, 101)/k^2*gamma(15/2)*(pi*16*k)^-13*besselie(101 + 13/2, 2*(pi*16*k)^2))", 256), "3.39099094489891835e-5"));
  const Rational close = Rational(1) / pow(Integer(10), 8);
  for (const char* sign : {"1", "-1"}) {
    const std::string s = sign;
    CHECK(near(value("harmonic_mass(16, 1, 1, 1, " + s + ")"), "1.94202464819945044e-20", close));
    CHECK(near(value("harmonic_mass(16, 1, 1, 101, " + s + ")"), "3.39099072714936238e-5", close));
    CHECK(near(value("harmonic_mass(16, 1, 1, 201, " + s + ")"), "7.79313679779520466e-3", close));
    CHECK(near(value("sum(k = 1..41 step 2, harmonic_mass(16, 1, k, 201, " + s + "))"), "7.79314478658275170e-3", close));
  }
  // l = 101 lies where the window of the first harmonic begins; the lower mass is a lower bound and nearly all.
  CHECK(near(value("wave_mass(16, 1, 201)"), "7.79314478658275170e-3", Rational(1, 10'000)));
  CHECK(value("wave_mass(16, 1, 201)").upper <= *parse_rational("7.79314478658275171e-3"));
  CHECK(value("wave_mass(16, 1, 101)").upper <= *parse_rational("3.39099094489891836e-5"));
}

TEST_CASE("oscillating-separation: the elementary Bessel bounds enclose Arb's function, and little else") {
  for (const char* nu : {"50", "101/2", "75", "150", "400", "1000"}) {
    for (const char* z : {"40", "100", "1000", "5053.2", "20213", "200000"}) {
      CAPTURE(nu);
      CAPTURE(z);
      const std::string at = std::string("(") + nu + ", " + z;
      const Interval arb = value("besselie" + at + ")", 1024);
      const Interval below = value("wave_bessel" + at + ", -1)", 256);
      const Interval above = value("wave_bessel" + at + ", 1)", 256);
      REQUIRE(arb.lower > 0);
      CHECK(below.upper <= arb.lower);
      CHECK(arb.upper <= above.lower);
      const Rational width = Rational(14, 100) / (*parse_rational(z) * *parse_rational(z));
      CHECK(above.upper - below.lower <= width * arb.upper);
    }
  }
  // Below order 50 it is Arb's function.
  CHECK(test::is_exactly(value("wave_bessel(99/2, 100, 1)/besselie(99/2, 100)", 512), 1));
}

TEST_CASE("oscillating-separation: head_share is D#/N and M/N") {
  for (const auto& [d, r] : {std::pair{5, 1}, {9, 4}, {16, 2}, {33, 30}}) {
    for (int l : {1, 2, 3, 9, 40}) {
      const std::string ds = std::to_string(d), rs = std::to_string(r), ls = std::to_string(l);
      CHECK(test::is_exactly(value("head_share(0, " + ds + ", " + rs + ", " + ls + ", 1)*N(" + ds + " - 1, " + ls + ")/Dsharp(" + rs + ", " + ls + ")", 256), 1));
      CHECK(test::is_exactly(value("head_share(1, " + ds + ", " + rs + ", " + ls + ", 1)*N(" + ds + " - 1, " + ls + ")/M(" + rs + ", " + ls + ")", 256), 1));
    }
  }
}

TEST_CASE("oscillating-separation: bound and ceiling enclose the mpmath values of LB, all harmonics") {
  struct Row {
    int scalar;
    const char* heads;
    const char* value;
  };
  for (const Row& row : {Row{0, "10^6", "0.499999999994239096"}, Row{1, "10^6", "0.499999999998533972"}, Row{0, "10^20", "0.118565410583334149"},
                         Row{1, "10^20", "0.167963911922526218"}, Row{0, "10^24", "0.0749507801727891033"}}) {
    CAPTURE(row.heads);
    const Rational exact = *parse_rational(row.value);
    for (const char* hints : {"1, 13", "1, 25"}) {
      const Interval below = value("wave_bound" + arguments(row.scalar, 16, 2, row.heads, hints), 64);
      const Interval above = value("wave_ceiling" + arguments(row.scalar, 16, 2, row.heads, hints), 64);
      CHECK(below.upper <= exact + Rational(1) / pow(Integer(10), 18));
      CHECK(above.lower >= exact - Rational(1) / pow(Integer(10), 18));
      CHECK(above.upper - below.lower < Rational(1, 5000));
    }
  }
}

TEST_CASE("oscillating-separation: the reference table cut at k <= 41, l <= 8001") {
  CHECK(near(value(cut_bound(16, 2, "10^20", 41, 8001), 64), "0.113741503311607618", Rational(1, 10'000'000)));
}

TEST_CASE("oscillating-separation: ln H* of the reference table, cut at k <= 41") {
  struct Row {
    long d, r;
    const char* log_heads;
  };
  for (const Row& row : {Row{8, 2, "18.990"}, Row{8, 4, "8.183"}}) {
    // K = 41 ends at degrees near 41 omega sqrt(m) = 3860.
    const auto at = [&](const char* shift) { return value("let s = (" + cut_bound(row.d, row.r, std::string("floor(exp(") + row.log_heads + shift + "))", 41, 4001) + "); finite_wave(s, 8, 1, 1)", 64); };
    CHECK(at(" - 2/1000").lower >= Rational(1, 40));
    CHECK(at(" + 2/1000").upper < Rational(1, 40));
  }
}

TEST_CASE("oscillating-separation: the tail counts what all harmonics have below, and never more than is left") {
  // What trace_K must replace: 1 at K = 1, L = 2001 gives 0.0920, and the truth is at most 0.0328.
  for (const char* K : {"1", "3", "13", "25"}) {
    const std::string tail = std::string("wave_tail(16, 1, ") + K + ")";
    const Interval beyond = value(tail);
    // Everything that the blocks hold and the tail is at most 1, and not much less.
    const Interval all = value(tail + " + sum(i = 0..block_count(16, 1, " + K + ") - 1, block_mass(16, 1, i))", 64);
    CHECK(beyond.lower > 0);
    CHECK(all.upper <= 1);
    CHECK(all.lower > Rational(99, 100));
  }
  CHECK(value("wave_bound" + arguments(0, 16, 2, "10^28", "1, 1"), 64).upper <= *parse_rational("0.0327028"));
  CHECK(value("wave_bound" + arguments(0, 16, 2, "10^28"), 64).lower > *parse_rational("0.0326"));
}

TEST_CASE("oscillating-separation: low_mass is above the sum it bounds, high_harmonics above that of harmonics left out") {
  for (const auto& [k, L] : {std::pair{1, 201}, {3, 301}, {5, 2001}, {9, 1001}}) {
    const std::string ks = std::to_string(k), Ls = std::to_string(L);
    const Interval direct = value("sum(l = 1.." + Ls + " step 2, harmonic_mass(16, 1, " + ks + ", l, -1))", 64);
    const Interval bound = value("low_mass(16, 1, " + ks + ", " + Ls + ")", 64);
    CHECK(bound.upper >= direct.lower);
    CHECK(bound.lower <= direct.upper * Rational(1001, 1000) + Rational(1, 1'000'000));
  }
  const Interval direct = value("sum(k = 7..31 step 2, sum(l = 1..301 step 2, harmonic_mass(8, 1, k, l, -1)))", 64);
  CHECK(value("high_harmonics(8, 1, 5, 301)", 64).lower >= direct.upper);
}

TEST_CASE("oscillating-separation: finite J, the values of the reference table") {
  CHECK(near(value("sqrt(2*erfc(256/16/2))"), "4.73799476001883e-15", Rational(1, 10'000'000'000)));
  // J = 64 and J = 48 at d = 16: b = 1/4 and 3/16. LB_J = 0.368405076483 at LB = 0.4951760927.
  CHECK(near(value("finite_wave(0.495176092722512564, 16, 1, 1/4)"), "0.368405076483", Rational(1, 1'000'000'000)));
  CHECK(near(value("sqrt(495176092722512564/10^18) - sqrt(finite_wave(0.495176092722512564, 16, 1, 1/4))"), "0.0967236783941", Rational(1, 1'000'000'000)));
  CHECK(near(value("finite_wave(0.495176092722512564, 16, 1, 3/16)"), "0.196535221007", Rational(1, 1'000'000'000)));
  CHECK(value("finite_wave(1/100, 16, 1, 1/16)") == Interval{0, 0});  // delta > 1/10
}

TEST_CASE("oscillating-separation: the explicit theorem, values of the reference table") {
  struct Row {
    const char* d;
    const char* r;
    const char* degree;
    const char* log_heads;
    const char* bound;
  };
  for (const Row& row : {Row{"16", "2", "106.573989993929", "32.8292171387684", "0.0332848893796937"},
                         Row{"32", "8", "318.474445469816", "63.8490909741052", "0.0333332040617688"},
                         Row{"8", "1", "33.8394781409153", "11.7863824307752", "0.0321493435492455"}}) {
    const std::string d = row.d;
    CHECK(test::agrees(value("explicit_degree(" + d + ", 1)"), row.degree));
    CHECK(test::agrees(value("explicit_bound(" + d + ", 14/15)"), row.bound));
    const Rational slack(1, d == "8" ? 100'000 : 1'000'000'000);  // H is rounded down to an integer
    CHECK(near(value("log(explicit_heads(" + d + ", " + row.r + ", 1, 14/15))"), row.log_heads, slack));
  }
}

TEST_CASE("oscillating-separation: half at H = 0, falls in H and in r, general below scalar") {
  for (const long d : {5L, 8L, 12L}) {
    const Rational half(1, 2);
    Interval before = value("wave_bound" + arguments(0, d, 1, "0", "1, 13"), 64);
    CHECK(before.upper <= half);
    CHECK(before.lower > Rational(48, 100));
    CHECK(value("wave_ceiling" + arguments(0, d, 1, "0", "1, 13"), 64).lower <= half);
    for (const char* heads : {"10", "10^3", "10^6", "10^9", "10^14"}) {
      const Interval now = value("wave_bound" + arguments(0, d, 1, heads, "1, 13"), 64);
      CHECK(now.lower >= 0);
      CHECK(now.upper <= before.lower);
      CHECK(now.upper <= value("wave_bound" + arguments(1, d, 1, heads, "1, 13"), 64).lower + Rational(1, 1'000'000));
      CHECK(now.lower <= value("wave_ceiling" + arguments(0, d, 1, heads, "1, 13"), 64).upper);
      before = now;
    }
    for (long r = 1; r + 1 <= d - 3; ++r) {
      CHECK(value("wave_bound" + arguments(0, d, r + 1, "10^4", "1, 13"), 64).upper <= value("wave_bound" + arguments(0, d, r, "10^4", "1, 13"), 64).upper);
    }
  }
}

TEST_CASE("oscillating-separation: a separation for r <= d - 4 at d = 8, none at r = d - 3") {
  for (const Rational r : {1, 2, 3, 4}) CHECK(test::result_at(claim(), "separation", {{"d", {8}}, {"r", {r}}}).verdict == Verdict::certified);
  CHECK(test::result_at(claim(), "separation", {{"d", {8}}, {"r", {5}}}).verdict == Verdict::refuted);
  CHECK(test::result_at(claim(), "no-separation", {{"d", {8}}, {"r", {5}}}).verdict == Verdict::certified);
  CHECK(test::result_at(claim(), "no-separation", {{"d", {8}}, {"r", {4}}}).verdict == Verdict::refuted);
}

TEST_CASE("oscillating-separation: the threshold encloses ln H* above the value cut at k <= 41") {
  const ThresholdAnswer answer = find_threshold(claim(), {{"d", 8}, {"r", 4}}, ProverOptions{});
  REQUIRE(answer.holds);
  REQUIRE(answer.fails);
  const double low = std::log(answer.holds->point.parameters.at("H").convert_to<double>());
  const double high = std::log(answer.fails->point.parameters.at("H").convert_to<double>());
  CHECK(low > 8.183);  // all harmonics reach farther than those up to 41
  CHECK(high < 8.183 + 0.6);
  CHECK(high - low < 0.03);
}

TEST_CASE("oscillating-separation: the heads that represent the target") {
  const Result run = test::result_at(claim(), "representation", {{"d", {8}}, {"samples", {500}}});
  CHECK(run.verdict == Verdict::certified);
  CHECK(*predicted(run) == Interval{0, 0});
}
