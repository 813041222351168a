#include "second/same_formula.hpp"

#include <doctest/doctest.h>

#include "formula/parser.hpp"
#include "formula/render.hpp"
#include "formula/substitute.hpp"

using namespace rankcert;
using second::is_closed_form;

namespace {

const Assignment values = {{"a", Rational(-3, 8)}, {"b", Rational(22, 7)}, {"n", 12}, {"m", Rational(-5, 3)}};

bool same(const std::string& closed, const std::string& open) { return is_closed_form(*parse_formula(closed), *parse_formula(open), values); }

}  // namespace

TEST_CASE("same formula: what substitution and rendering give reads back as the same") {
  for (const char* open : {"n", "a", "b", "m", "a^2 + b*n", "-a^n", "n/a/b", "n/(a/b)", "a - (b - m)", "2^-n", "(a + 1)^(-m)", "sum(i = 1..n, a*i)", "sum(i = 1..n step 2, i)",
                           "prod(k = m..n, if(k < a, b, n))", "integral(t = a..inf, exp(-t^2*n))", "let x = a; x + n", "let f(x, n) = x*n + a; f(b, n)", "let n = n + 1; n*a", "sum(n = 1..n, n)",
                           "gap(n, m)", "max(a, b, m)", "1e-9*n + 0.1", "1.5e-45 + a", "binomial(n, 3)", "abs(-m)", "pi*n"}) {
    CAPTURE(open);
    const std::string closed = render_text(*substitute(parse_formula(open), values));
    CAPTURE(closed);
    CHECK(same(closed, open));
  }
}

TEST_CASE("same formula: another number, name, order or operator is another formula") {
  for (const auto& [closed, open] : std::vector<std::pair<const char*, const char*>>{
           {"13", "n"}, {"-12", "n"}, {"n", "n"}, {"1/12", "n"}, {"24/2 + 1", "n"}, {"2*6", "n"}, {"12/1/1", "n"}, {"0.375", "a"}, {"3/7", "b"}, {"22/7/1", "b"},
           {"12^2", "n*n"}, {"12 + 2", "2 + n"}, {"12 - 2", "n + 2"}, {"(1 + 12) + 3", "1 + (n + 3)"}, {"-12^2", "(-n)^2"}, {"sum(i = 1..12, 12)", "sum(i = 1..n, i)"},
           {"sum(i = 1..12, i)", "prod(i = 1..n, i)"}, {"sum(j = 1..12, j)", "sum(i = 1..n, i)"}, {"sum(n = 1..12, 12)", "sum(n = 1..n, n)"}, {"sum(n = 1..n, n)", "sum(n = 1..n, n)"},
           {"let x = 12; 12", "let x = n; x"}, {"let f(n) = 12; f(1)", "let f(n) = n; f(1)"}, {"if(1 < 12, 1, 2)", "if(1 <= n, 1, 2)"}, {"sin(12)", "cos(n)"}, {"max(12)", "max(n, n)"},
           {"gap(12, 3)", "gap(n, 2)"}, {"gap(12)", "gap(n, 2)"}, {"integral(t = 0..inf, t)", "integral(t = 0..1, t)"}, {"pi", "n"}, {"12", "pi"}, {"0.5", "1/2"}, {"2/4", "1/2"}}) {
    const std::string both = std::string(closed) + " for " + std::string(open);
    CAPTURE(both);
    CHECK_FALSE(same(closed, open));
  }
}

TEST_CASE("same formula: brackets and blanks are no difference, spellings of one number neither") {
  CHECK(same(" ((12)) +(a2) ", "n+a2"));
  CHECK(same("-3/8", "a"));
  CHECK(same("-0.375", "a"));
  CHECK(same("12.0", "n"));
  CHECK(same("22/7", "b"));
}
