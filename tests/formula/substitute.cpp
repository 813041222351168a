#include "formula/substitute.hpp"

#include <doctest/doctest.h>

#include "formula/parser.hpp"
#include "formula/render.hpp"

using namespace rankcert;

namespace {

std::string substituted(const char* text, const Assignment& values) { return render_text(*substitute(parse_formula(text), values)); }

}  // namespace

TEST_CASE("free variables become numbers, bound ones stay") {
  CHECK(substituted("x + y", {{"x", 2}}) == "2 + y");
  CHECK(substituted("x^2", {{"x", -3}}) == "(-3)^2");
  CHECK(substituted("2^x", {{"x", Rational(1, 3)}}) == "2^(1/3)");
  CHECK(substituted("sum(x = x..9, x)", {{"x", 1}}) == "sum(x = 1..9, x)");
  CHECK(substituted("integral(x = 0..x, x)", {{"x", 1}}) == "integral(x = 0..1, x)");
  CHECK(substituted("let x = x + 1; x", {{"x", 1}}) == "let x = 1 + 1; x");
  CHECK(substituted("let f(x) = x + y; f(x)", {{"x", 5}, {"y", 7}}) == "let f(x) = x + 7; f(5)");
  CHECK(substituted("x(x)", {{"x", 5}}) == "x(5)");
}

TEST_CASE("replacing a variable by a formula of itself") {
  const ExpressionPtr minus = parse_formula("-t");
  CHECK(render_text(*replace_variable(parse_formula("t^2 + exp(t)"), "t", minus)) == "(-t)^2 + exp(-t)");
  CHECK(render_text(*replace_variable(parse_formula("integral(t = 0..t, t)"), "t", minus)) == "integral(t = 0..-t, t)");
}

TEST_CASE("a free occurrence is one that nothing inside binds") {
  const auto occurs = [](const char* text) { return occurs_free(*parse_formula(text), "t"); };
  CHECK(occurs("1 + t"));
  CHECK(occurs("integral(t = 0..t, 1)"));
  CHECK(occurs("let f(x) = x*t; f(1)"));
  CHECK(occurs("let f(t) = t; f(t)"));
  CHECK(occurs("let t = t; 1"));
  CHECK(occurs("sum(k = 1..2, t)"));
  CHECK_FALSE(occurs("t(1)"));
  CHECK_FALSE(occurs("integral(t = 0..1, t)"));
  CHECK_FALSE(occurs("sum(t = 1..2, t)"));
  CHECK_FALSE(occurs("let t = 1; t"));
  CHECK_FALSE(occurs("let f(t) = t; f(1)"));
}
