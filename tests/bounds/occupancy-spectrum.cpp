// occupancy-spectrum: the singular values at finite n and d_h, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("occupancy-spectrum");
  return one;
}

Interval value(const std::string& formula) { return test::enclosed(claim(), formula); }

Result at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) { return test::result_at(claim(), assertion, values); }

std::string call(const std::string& name, std::int64_t a, std::int64_t b) {
  return name + "(" + std::to_string(a) + ", " + std::to_string(b) + ")";
}

}  // namespace

TEST_CASE("occupancy-spectrum: the class probabilities, by enumeration of all choices") {
  for (const std::int64_t n : {2, 3, 4, 5}) {
    std::int64_t cases = 1;
    for (std::int64_t i = 0; i < n; ++i) cases *= n;
    for (std::int64_t k = 0; k <= n; ++k) {
      std::int64_t columns = 0;
      for (std::int64_t code = 0; code < cases; ++code) {
        std::vector<std::int64_t> counts(static_cast<std::size_t>(n), 0);
        std::int64_t digits = code;
        for (std::int64_t i = 0; i < n; ++i) ++counts[static_cast<std::size_t>(digits % n)], digits /= n;
        for (const std::int64_t c : counts) columns += c == k ? 1 : 0;
      }
      CHECK(test::is_exactly(value(call("binomial_class", n, k)), Rational(columns, n * cases)));
    }
  }
}

TEST_CASE("occupancy-spectrum: known values of the Poisson law") {
  CHECK(test::agrees(value("poisson_class(0)"), "0.367879441171442"));
  CHECK(test::agrees(value("poisson_class(2)"), "0.183939720585721"));
  CHECK(test::agrees(value("poisson_class(5)"), "0.00306566200976202"));
}

TEST_CASE("occupancy-spectrum: Le Cam's bound is off by less than a factor 8 at every class up to 3, and has to grow like 1/n") {
  for (const std::int64_t n : {10, 100, 10'000}) {
    const Interval zero = value("abs(" + call("binomial_class", n, 0) + " - poisson_class(0))*" + std::to_string(n));
    CHECK(zero.lower > Rational(1, 8));
    CHECK(zero.upper < 1);
  }
}

TEST_CASE("occupancy-spectrum: the excess bound lies above the excess, by less than a factor 6 (independent values)") {
  const auto rows = test::reference_rows("collision_excess.csv");
  CHECK(rows.size() == 12);
  for (const auto& row : rows) {
    const std::int64_t n = std::stoll(row.at("n"));
    const std::int64_t d = std::stoll(row.at("d"));
    const Rational excess = *parse_rational(row.at("value"));
    CAPTURE(n);
    CAPTURE(d);
    const Interval bound = value(call("excess_bound", n, d));
    CHECK(bound.lower > excess);
    CHECK(bound.upper < 6 * excess);
    CHECK(value(call("excess_closed", n, d)).lower > bound.upper);
  }
}

TEST_CASE("occupancy-spectrum: the excess bound at the ends") {
  CHECK(value("excess_bound(10, 1)").lower == 4);  // two keys share the rows: C = 1/2
  // At two tokens the excess is 0; the bound is small and not negative.
  CHECK(value("excess_bound(2, 64)").lower > 0);
  CHECK(value("excess_bound(2, 64)").upper < Rational(1, 10));
  // It never says less than nothing: C <= 1.
  for (const std::int64_t d : {2, 3, 8, 64}) CHECK(value(call("excess_bound", 50, d)).upper < 49);
  // and falls as the head gets wider, about like 1/d
  for (const std::int64_t d : {64, 256, 1024}) {
    const Interval here = value(call("excess_bound", 100, d));
    const Interval wider = value(call("excess_bound", 100, 4 * d));
    CHECK(wider.upper < here.lower);
    CHECK(5 * wider.lower > here.upper);
  }
}

TEST_CASE("occupancy-spectrum: any turning point is sound, the program's is near the best") {
  // The same integral with another turning point r; all must lie above the independent value 0.247008 at n = 100, d = 64.
  const auto with_turn = [](const std::string& r) {
    return value("sphere_weight(64)*(agreement_bound(100, " + r + ")/(" + r + ")^2 * integral(u = 0..asin(" + r +
                 "), sin(u)^2*cos(u)^62) + integral(u = asin(" + r + ")..pi/2, agreement_bound(100, sin(u))*cos(u)^62))");
  };
  const Interval chosen = value("excess_bound(100, 64)");
  for (const char* r : {"1/20", "1/10", "3/10", "1/2", "9/10"}) {
    CAPTURE(r);
    CHECK(with_turn(r).lower > Rational(247, 1000));
    CHECK(with_turn(r).upper > chosen.lower * Rational(9, 10));
  }
}

TEST_CASE("occupancy-spectrum: two keys at head dimension one, measured against the exact fractions") {
  const Result zeros = at("zero-class", {{"n", {100}}, {"d_h", {1}}});
  CHECK(zeros.verdict == Verdict::supported);
  REQUIRE(zeros.left);
  CHECK(zeros.left->lower <= Rational(98, 100));
  CHECK(zeros.left->upper >= Rational(98, 100));
  const Result collisions = at("no-fewer-collisions", {{"n", {10}}, {"d_h", {1}}, {"trials", {1000}}});
  CHECK(collisions.verdict == Verdict::supported);
  CHECK(collisions.left->lower <= Rational(1, 2));
  CHECK(collisions.left->upper >= Rational(1, 2));
}

TEST_CASE("occupancy-spectrum: at two tokens collisions have probability 1/2 at every width, which no sample decides") {
  const Result result = at("no-fewer-collisions", {{"n", {2}}, {"d_h", {7}}, {"trials", {2000}}});
  CHECK(result.verdict == Verdict::inconclusive);
}

TEST_CASE("occupancy-spectrum: the measured collisions contain the independent value") {
  const Result result = at("collisions", {{"n", {10}}, {"d_h", {16}}, {"trials", {20'000}}});
  CHECK(result.verdict == Verdict::supported);
  const Rational expected = (1 + *parse_rational("0.132708")) / 10;
  CHECK(result.left->lower <= expected);
  CHECK(result.left->upper >= expected);
}
