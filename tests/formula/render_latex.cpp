#include <doctest/doctest.h>

#include <algorithm>

#include "formula/function_table.hpp"
#include "formula/parser.hpp"
#include "formula/random_formula.hpp"
#include "formula/render.hpp"

using namespace rankcert;

namespace {

std::string latex(const char* text) { return render_latex(*parse_formula(text)); }

}  // namespace

TEST_CASE("the notation of a paper") {
  CHECK(latex("sqrt(1 - t^2)") == "\\sqrt{1-{t}^{2}}");
  CHECK(latex("(a*b)^2") == "{\\left(a\\,\\cdot\\, b\\right)}^{2}");
  CHECK(latex("3^a + 0^a") == "{3}^{a}+{0}^{a}");
  CHECK(latex("a/(b + c)") == "\\frac{a}{b+c}");
  CHECK(latex("-(a + b)") == "-\\left(a+b\\right)");
  CHECK(latex("lambda + d_head") == "\\lambda+d_{\\mathrm{head}}");
  CHECK(latex("sum(k = 1..n, k)") == "\\sum_{k=1}^{n}k");
  CHECK(latex("integral(t = 0..inf, exp(-t))") == "\\int_{0}^{\\infty}\\exp(-t)\\,dt");
  CHECK(latex("binomial(n, k)") == "\\binom{n}{k}");
  CHECK(latex("max(a, b, c)") == "\\max(a, b, c)");
  CHECK(latex("f(a, b)") == "f(a, b)");
  CHECK(latex("a*(b - c)*-d") == "a\\,\\cdot\\, \\left(b-c\\right)\\,\\cdot\\, -d");
  CHECK(latex("a - (b - c)") == "a-\\left(b-c\\right)");
  CHECK(latex("(-a)^b^c") == "{\\left(-a\\right)}^{{b}^{c}}");
  CHECK(latex("prod(k = 1..n step 2, k + 1)") == "\\prod_{k=1,\\ \\text{step }2}^{n}\\left(k+1\\right)");
  CHECK(latex("1 + 2*sum(k = 0..3, k)*x") == "1+2\\,\\cdot\\, \\left(\\sum_{k=0}^{3}k\\right)\\,\\cdot\\, x");
  CHECK(latex("integral(t = -inf..pi, a + t)") == "\\int_{-\\infty}^{\\pi}\\left(a+t\\right)\\,dt");
  CHECK(latex("if(a <= b, c, d)") == "\\begin{cases}c&\\text{if }a\\le b\\\\d&\\text{otherwise}\\end{cases}");
  CHECK(latex("if(a >= b, c, if(a < b, 1, 2))").find("\\text{if }a\\ge b") != std::string::npos);
  CHECK(latex("let y = 2*x; y + 1") == "y+1\\quad\\text{where }y=2\\,\\cdot\\, x");
  CHECK(latex("let f(u, v) = u*v; f(1, 2)") == "f(1, 2)\\quad\\text{where }f(u, v)=u\\,\\cdot\\, v");
}

TEST_CASE("numbers and names") {
  const auto number = [](const Rational& value) { return render_latex(*make_number(value)); };
  CHECK(number(12) == "12");
  CHECK(number(-12) == "-12");
  CHECK(number(Rational(3, 40)) == "\\frac{3}{40}");
  CHECK(number(Rational(-13, 40)) == "-\\frac{13}{40}");
  const ExpressionPtr power = make_node({.kind = Expression::Kind::power, .children = {make_number(-3), make_number(2)}});
  CHECK(render_latex(*power) == "{\\left(-3\\right)}^{2}");
  CHECK(latex("n + kappa_1 + d_h_k + head_size + x_") == "n+\\kappa_{\\mathrm{1}}+d_{\\mathrm{h\\_k}}+\\mathrm{head\\_size}+x");
}

TEST_CASE("braces and left/right balance in every formula") {
  RandomFormula random(5);
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = render_latex(*random.tree(5));
    int open = 0;
    int brackets = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      open += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
      brackets += text.compare(at, 6, "\\left(") == 0 ? 1 : text.compare(at, 7, "\\right)") == 0 ? -1 : 0;
      REQUIRE(open >= 0);
      REQUIRE(brackets >= 0);
    }
    CHECK(open == 0);
    CHECK(brackets == 0);
  }
}
