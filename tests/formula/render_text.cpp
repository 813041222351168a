#include <doctest/doctest.h>

#include "formula/parser.hpp"
#include "formula/render.hpp"
#include "formula/random_formula.hpp"

using namespace rankcert;

TEST_CASE("the text has the fewest brackets") {
  for (const char* text : {"a - (b - c)", "(a + b)*c", "a/(b*c)", "(a^b)^c", "a^b^c", "-a^2", "(-a)^2", "a^-b", "2^(1/3)", "a - -b",
                           "max(a, b + c)", "if(a < b, c, d)", "let x = 1; x + 1", "(let x = 1; x) + 1", "sum(k = 1..n step 2, k^2)",
                           "integral(t = -inf..inf, exp(-t^2/2))", "0.125", "1/3", "12345678901234567890"}) {
    CHECK(render_text(*parse_formula(text)) == text);
  }
}

TEST_CASE("a number node prints as the number it is, wherever it stands") {
  const auto number = [](const Rational& value) { return render_text(*make_number(value)); };
  CHECK(render_text(*parse_formula("0^2 + 3^k")) == "0^2 + 3^k");
  CHECK(number(Rational(1, 10)) == "0.1");
  CHECK(number(Rational(-5, 1000)) == "-0.005");
  const std::string zeros(40, '0');
  CHECK(number(Rational(1) / Rational(Integer("1" + zeros))) == "0." + zeros.substr(1) + "1");
  CHECK(number(Rational(1) / Rational(Integer("10" + zeros))) == "1/10" + zeros);
  CHECK(number(Rational(1, 7)) == "1/7");
  CHECK(number(Rational(-1, 7)) == "-1/7");
  const ExpressionPtr power = make_node({.kind = Expression::Kind::power, .children = {make_number(Rational(-1, 2)), make_number(Rational(1, 3))}});
  CHECK(render_text(*power) == "(-0.5)^(1/3)");
}

TEST_CASE("what is printed reads back to a tree that prints the same") {
  RandomFormula random(4);
  Limits limits;
  limits.max_text_bytes = 1U << 24U;
  for (int i = 0; i < 20'000; ++i) {
    const std::string once = render_text(*random.tree(6));
    REQUIRE(render_text(*parse_formula(once, limits)) == once);
  }
}
