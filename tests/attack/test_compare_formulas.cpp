#include "attack/compare_formulas.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "attack/float_value.hpp"
#include "attack/random_closed_formula.hpp"
#include "formula/function_table.hpp"
#include "formula/parser.hpp"

using namespace rankcert;
using namespace rankcert::attack;

namespace {

double value(const std::string& text) { return approx_in_double(*parse_formula(text)); }

}  // namespace

TEST_CASE("float reader: constructs of the language, against values in closed form") {
  CHECK(value("let f(x) = x^2; let a = 3; f(a) + 1") == 10);
  CHECK(value("let a = 1; let f(x) = x + a; let a = 100; f(1)") == 2);
  CHECK(value("sum(k = 1..10 step 3, k)") == 22);
  CHECK(value("prod(k = 1..5, k)") == 120);
  CHECK(value("sum(k = 5..1, k)") == 0);
  CHECK(value("if(1/3 < 0.3, 1, 2)") == 2);
  CHECK(value("integral(t = 0..1, t^3)") == doctest::Approx(0.25));
  CHECK(value("integral(t = 0..inf, exp(-t^2))") == doctest::Approx(std::sqrt(std::acos(-1.0)) / 2));
  CHECK(value("binomial(1/2, 2)") == -0.125);
  CHECK(value("besselie(0, 1)") == doctest::Approx(0.46575960759364));  // DLMF 10.25; mpmath
  CHECK(std::isnan(value("1/(1 - 1)")));
  CHECK(std::isnan(value("0*log(-1)")));
  for (const FunctionSignature& function : function_table()) {
    std::string call = std::string(function.name) + "(1";
    for (std::size_t i = 1; i < function.min_arity; ++i) call += ", 1";
    CAPTURE(call);
    CHECK(std::isfinite(value(call + ")")));
  }
}

TEST_CASE("comparison: agreement, missing values and floating point that is off are told apart") {
  CHECK(compare_readers("exp(1) + Phi(2)").agreement == Agreement::agree);
  CHECK(compare_readers("1/(1 - 1)").agreement == Agreement::no_value);
  CHECK(compare_readers("2/6").agreement == Agreement::agree);
  // In floating point 10^40 + 1 - 10^40 is 0.
  CHECK(compare_readers("pi/pi*((10^40 + pi) - 10^40)").agreement != Agreement::float_against_one);
  CHECK(compare_readers("10^20 + 1 - 10^20").agreement == Agreement::float_off);
  CHECK_FALSE(is_failure(Agreement::float_off));
  CHECK(is_failure(Agreement::disjoint));
  CHECK(is_failure(Agreement::undefined_for_one));
}

TEST_CASE("random formulas: every function and construct of the language occurs, and they are closed") {
  RandomClosedFormula formulas(11);
  std::map<std::string, int> seen;
  int with_value = 0;
  for (int i = 0; i < 1'500; ++i) {
    const std::string text = formulas.text(5);
    const Agreement agreement = compare_readers(text).agreement;  // throws if it is not closed
    with_value += agreement == Agreement::agree ? 1 : 0;
    for_each_node(*parse_formula(text), [&](const Expression& node) {
      if (node.kind == Expression::Kind::call) ++seen[node.name];
      ++seen["kind " + std::to_string(static_cast<int>(node.kind))];
    });
  }
  CHECK(with_value > 1'000);
  for (const FunctionSignature& function : function_table()) {
    CAPTURE(function.name);
    CHECK(seen[std::string(function.name)] > 0);
  }
  for (int kind = 0; kind <= static_cast<int>(Expression::Kind::let_function); ++kind) {
    CAPTURE(kind);
    CHECK(seen["kind " + std::to_string(kind)] > 0);
  }
}
