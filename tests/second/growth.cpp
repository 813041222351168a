// Bounds of tails: never below the tail, and seen or not seen as the note says.
#include "second/growth.hpp"

#include <doctest/doctest.h>

#include <array>

#include "evaluation.hpp"
#include "second/evaluation_error.hpp"
#include "second/series.hpp"
#include "second/walk.hpp"

using namespace rankcert;
using namespace rankcert::second;

namespace {

/// A bound of the integral of |formula| over x > start, or x < -start.
std::optional<Interval> tail_of(const std::string& formula, long start, bool mirrored = false) {
  const Definitions definitions;
  const Limits limits;
  Evaluator evaluator(definitions, 64, limits);
  Walk walk(evaluator);
  const Growth variable = Growth::variable(Interval::integer(start, 64), mirrored);
  const Value value = walk.evaluate_with(*parse_formula(formula), "x", std::make_shared<const Series>(variable));
  return std::get<SeriesPtr>(value)->growth()->tail();
}

}  // namespace

TEST_CASE("the bound of a tail is not below the tail, and not far above it") {
  struct Known {
    const char* formula;
    long start;
    const char* tail;  ///< of the size of the formula, by its antiderivative
  };
  const std::array<Known, 11> table{{{"exp(-x)", 5, "exp(-5)"},
                                     {"-exp(-x)", 5, "exp(-5)"},
                                     {"exp(-x^2/2)", 4, "sqrt(2*pi)*Phic(4)"},
                                     {"x*exp(-x^2)", 6, "exp(-36)/2"},
                                     {"x^3*exp(-x)", 20, "exp(-20)*(20^3 + 3*20^2 + 6*20 + 6)"},
                                     {"exp(-x)*(1 + exp(-x))", 4, "exp(-4) + exp(-8)/2"},
                                     {"2^(-x)", 8, "2^(-8)/log(2)"},
                                     {"exp(-2*x)*exp(x)", 4, "exp(-4)"},
                                     {"1/exp(x)", 4, "exp(-4)"},
                                     {"(exp(-x))^(3/2)", 4, "exp(-6)*2/3"},
                                     {"max(exp(-x), exp(-2*x))", 4, "exp(-4)"}}};
  for (const Known& known : table) {
    CAPTURE(std::string(known.formula));
    const auto bound = tail_of(known.formula, known.start);
    REQUIRE(bound);
    const Interval tail = to_interval(value_of(known.tail), 64);
    CHECK(*bound->upper() >= *tail.upper());
    CHECK(*bound->upper() <= 3 * *tail.upper());
    CHECK(*bound->lower() == 0);
  }
}

TEST_CASE("factors that stay bounded do not hide the decay") {
  for (const char* formula : {"exp(-x)*Phi(x)^100", "exp(-x)*Phic(x - 7)", "exp(-x)*sin(x^2)", "exp(-x)*erf(x)", "exp(-x)*tanh(3*x)", "exp(-x)*cos(x)^2",
                              "exp(-x)/(1 + x^2)", "exp(-x)*(x^2 + 1)^(-1/2)", "exp(-x)*min(1, x)", "exp(-x)*(Phi(x)*Phic(x))^(1/2)"}) {
    CAPTURE(std::string(formula));
    const auto bound = tail_of(formula, 40);
    REQUIRE(bound);
    CHECK(*bound->upper() <= Rational(1, Integer(1) << 48U));
  }
  CHECK(*tail_of("exp(-x)*erfc(x)", 4)->upper() >= 2 * *to_interval(value_of("exp(-4)"), 64).lower());
  CHECK(*tail_of("exp(-x)*atan(x)", 4)->upper() >= *to_interval(value_of("exp(-4)*atan(4)"), 64).lower());
}

TEST_CASE("the mirrored variable runs to minus infinity") {
  CHECK(tail_of("exp(x)", 5, true));
  CHECK_FALSE(tail_of("exp(x)", 5));
  CHECK_FALSE(tail_of("exp(-x)", 5, true));
  CHECK(tail_of("exp(-x^2)*x^3", 5, true));
}

TEST_CASE("no decay is seen where there is none, or none of this shape") {
  for (const char* formula : {"x", "Phi(x) + 0*x", "exp(-x) + Phi(x)", "expm1(-x) + 1", "x^3*exp(-x)*exp(x)", "exp(-x^2 + x^3)"}) {
    CAPTURE(std::string(formula));
    CHECK_FALSE(tail_of(formula, 4));
  }
  // Too near for the decay to win.
  CHECK_FALSE(tail_of("x^20*exp(-x)", 4));
  CHECK(tail_of("x^20*exp(-x)", 40));
  for (const char* formula : {"1/(x - 10)", "exp(-exp(x))", "log(x)*exp(-x)", "exp(-x)*sqrt(10 - x)", "exp(-x)*(5 - x)^(1/3)", "exp(-x)/sin(x)", "gamma(x)",
                              "(Phi(x) - 1/2)^(1/2)*exp(-x)", "if(x < 10, 1, 2)*exp(-x)", "floor(x)*exp(-x)", "x^(-x)"}) {
    CAPTURE(std::string(formula));
    bool seen = true;
    try {
      seen = tail_of(formula, 4).has_value();
    } catch (const UnsupportedError&) {
      seen = false;
    } catch (const std::bad_variant_access&) {
      seen = false;
    }
    CHECK_FALSE(seen);
  }
}

TEST_CASE("sizes are added, though the functions cancel") {
  // max(x, -x) = x, while x + (-x) = 0.
  const auto bound = tail_of("max(x, -x)*exp(-x)", 5);
  REQUIRE(bound);
  CHECK(*bound->upper() >= *to_interval(value_of("6*exp(-5)"), 64).upper());
}
