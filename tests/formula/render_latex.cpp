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
  CHECK(latex("a/(b + c)") == "\\frac{a}{b+c}");
  CHECK(latex("-(a + b)") == "-\\left(a+b\\right)");
  CHECK(latex("lambda + d_head") == "\\lambda+d_{\\mathrm{head}}");
  CHECK(latex("sum(k = 1..n, k)") == "\\sum_{k=1}^{n}k");
  CHECK(latex("integral(t = 0..inf, exp(-t))") == "\\int_{0}^{\\infty}\\exp(-t)\\,dt");
  CHECK(latex("binomial(n, k)") == "\\binom{n}{k}");
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
