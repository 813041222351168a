// The shared definitions, against tables made by other means and against identities.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("low-rank-separation");
  return one;
}

Interval value(const std::string& formula, long bits = 256) { return test::enclosed(claim(), formula, bits); }

Rational exact(const std::string& formula) {
  const Interval interval = value(formula, 2048);
  REQUIRE(interval.lower == interval.upper);
  return interval.lower;
}

std::string call(const std::string& name, std::initializer_list<long> arguments) {
  std::string text;
  for (const long argument : arguments) text += (text.empty() ? "" : ", ") + std::to_string(argument);
  return name + "(" + text + ")";
}

}  // namespace

TEST_CASE("prelude: dimensions from generating functions") {
  std::size_t rows = 0;
  for (const auto& row : test::reference_rows("dimensions.csv")) {
    const std::string formula = row.at("quantity") + "(" + row.at("n") + ", " + row.at("l") + ")";
    CAPTURE(formula);
    CHECK(exact(formula) == *parse_rational(row.at("value")));
    ++rows;
  }
  CHECK(rows > 100);
}

TEST_CASE("prelude: masses to sixty digits") {
  std::size_t rows = 0;
  for (const auto& row : test::reference_rows("sign_mass.csv")) {
    const std::string formula = "sign_mass(" + row.at("m") + ", " + row.at("l") + ")";
    CAPTURE(formula);
    CHECK(test::agrees(value(formula), row.at("value")));
    ++rows;
  }
  CHECK(rows > 50);
}

TEST_CASE("prelude: the D# table of the reference values") {
  const long table[4][8] = {{3, 4, 4, 4, 4, 4, 4, 4}, {5, 9, 13, 17, 21, 25, 29, 33}, {7, 16, 29, 46, 67, 92, 121, 154}, {9, 25, 54, 100, 167, 259, 380, 534}};
  for (long r = 1; r <= 4; ++r) {
    for (long l = 1; l <= 8; ++l) CHECK(exact(call("Dsharp", {r, l})) == table[r - 1][l - 1]);
  }
  const std::pair<long, const char*> masses9[] = {{1, "0.67291259765625"}, {3, "0.11663818359375"}, {5, "0.0524311065673828125"}, {101, "2.55520911906698e-4"}};
  for (const auto& [l, text] : masses9) CHECK(test::agrees(value(call("sign_mass", {9, l})), text));
  CHECK(test::agrees(value("sign_mass(127, 7)"), "0.029126417788172333"));
  CHECK(test::agrees(value("sign_mass(63, 101)"), "5.01038212354836e-4"));
}

TEST_CASE("prelude: identities of M and N") {
  for (long m = 2; m <= 9; ++m) {
    for (long l = 0; l <= 12; ++l) {
      // Pascal; harmonics are the forms modulo |x|^2; the forms are sums of harmonics.
      if (l > 0) CHECK(exact(call("M", {m, l})) == exact(call("M", {m - 1, l})) + exact(call("M", {m, l - 1})));
      CHECK(exact(call("N", {m, l})) == exact(call("M", {m, l}) + " - " + call("M", {m, l - 2})));
      Rational forms = 0;
      for (long k = l; k >= 0; k -= 2) forms += exact(call("N", {m, k}));
      CHECK(forms == exact(call("M", {m, l})));
    }
  }
  CHECK(exact("N(3, 7)") == 15);
  CHECK(exact("M(3, 0 - 1)") == 0);
}

TEST_CASE("prelude: the closed form of the masses is N lambda^2, and follows the recurrence of low-rank-separation") {
  for (long m : {2L, 3L, 9L, 30L, 127L}) {
    for (long l = 1; l <= 21; l += 2) {
      CAPTURE(m);
      CAPTURE(l);
      const Interval other = value(call("N", {m, l}) + " * " + call("sign_lambda", {m, l}) + "^2 - " + call("sign_mass", {m, l}));
      CHECK(other.lower <= 0);
      CHECK(other.upper >= 0);
      CHECK(other.upper - other.lower < Rational(1) / pow(Integer(10), 50));
      // eta_(l+2)^2 / eta_l^2 = (2l+m+2)(l+m-1)(l+m-2) l^2 / ((2l+m-2)(l+1)(l+2)(l+m)^2), exact.
      const Rational top = Rational(2 * l + m + 2) * (l + m - 1) * (l + m - 2) * l * l;
      const Rational bottom = Rational(2 * l + m - 2) * (l + 1) * (l + 2) * (l + m) * (l + m);
      const Interval step = value(call("sign_mass", {m, l + 2}) + " - " + call("sign_mass", {m, l}) + " * (" + to_text(top) + ")/(" + to_text(bottom) + ")");
      CHECK(step.lower <= 0);
      CHECK(step.upper >= 0);
      CHECK(step.upper - step.lower < Rational(1) / pow(Integer(10), 50));
    }
  }
}

TEST_CASE("prelude: even masses vanish, odd ones sum to one from below") {
  for (long m : {2L, 3L, 9L, 63L}) {
    CHECK(exact(call("sign_mass", {m, 4})) == 0);
    CHECK(exact(call("sign_lambda", {m, 6})) == 0);
    Rational last = 1;
    for (long cut : {11L, 101L, 1001L}) {
      const Interval tail = value("1 - sum(l = 1.." + std::to_string(cut) + " step 2, " + "sign_mass(" + std::to_string(m) + ", l))");
      CHECK(tail.lower > 0);
      CHECK(tail.upper < last);
      // It falls like the square root of m over the cut.
      CHECK(tail.upper * tail.upper * cut < m);
      last = tail.upper;
    }
  }
  CHECK(test::agrees(value("1 - sum(l = 1..1 step 2, sign_mass(9, l))"), "0.32708740234375"));
  CHECK(test::agrees(value("1 - sum(l = 1..9 step 2, sign_mass(9, l))"), "0.106940587051212788"));
  CHECK(test::agrees(value("1 - sum(l = 1..99 step 2, sign_mass(9, l))"), "0.0134631417187143785"));
  CHECK(test::agrees(value("1 - sum(l = 1..99 step 2, sign_mass(63, l))"), "0.0314035923449690129"));
}

TEST_CASE("prelude: the sphere marginal is a density") {
  for (long m : {3L, 4L, 9L, 30L}) {
    const Interval total = value("integral(t = -1..1, mu(" + std::to_string(m) + ", t))", 128);
    CHECK(total.lower <= 1);
    CHECK(total.upper >= 1);
    CHECK(total.upper - total.lower < Rational(1, 1'000'000'000));
  }
}
