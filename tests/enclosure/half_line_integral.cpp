// Infinite ranges: closed forms of every shape whose tail is bounded, and tails made to break a careless bound.
#include <doctest/doctest.h>

#include "capture_binding.hpp"
#include "enclosure/evaluation_error.hpp"
#include "evaluation.hpp"

using namespace rankcert;

namespace {

void check_equal(const std::string& integral, const std::string& closed_form) {
  CAPTURE(integral);
  for (const slong bits : {64, 160}) {
    const Value value = value_of(integral, bits);
    CHECK(overlap(value, value_of(closed_form, 2 * bits)));
    CHECK(is_sharp(value, bits / 2));
  }
}

bool is_refused(const std::string& text, const Definitions& definitions = {}) {
  try {
    return !is_finite(value_of(text, 64, definitions));
  } catch (const EvaluationError&) {
    return true;
  }
}

std::string at_the_ends(std::string formula) {
  for (const auto& [sign, argument] : {std::pair{"(+)", "(0*t + 99)"}, std::pair{"(-)", "(0*t - 99)"}}) {
    for (std::size_t at = 0; (at = formula.find(sign, at)) != std::string::npos;) formula.replace(at, 3, argument);
  }
  return formula;
}

}  // namespace

TEST_CASE("powers times exponentials") {
  check_equal("integral(t = -inf..inf, exp(-t^2/2))", "sqrt(2*pi)");
  check_equal("integral(t = 0..inf, exp(-t))", "1");
  check_equal("integral(t = -inf..0, exp(t))", "1");
  check_equal("integral(t = 0..inf, t^7*exp(-t))", "factorial(7)");
  check_equal("integral(t = 0..inf, t^20*exp(-t^2))", "gamma(21/2)/2");
  check_equal("integral(t = 0..inf, t^(1/2)*exp(-t))", "gamma(3/2)");
  check_equal("integral(t = 0..inf, sqrt(t)*exp(-t))", "gamma(3/2)");
  check_equal("integral(t = 2..inf, exp(-t)/t^0)", "exp(-2)");
  check_equal("integral(t = pi..inf, exp(-t))", "exp(-pi)");
  check_equal("integral(t = -inf..-pi, exp(t))", "exp(-pi)");
  check_equal("integral(t = -5..inf, exp(-t))", "exp(5)");
  check_equal("integral(t = 0..inf, exp(-t/1000))", "1000");
  check_equal("integral(t = -inf..inf, (t^3 - 2*t^2 + 1)*exp(-t^2))", "0");
  check_equal("integral(t = 0..inf, 1/exp(t))", "1");
  check_equal("integral(t = 0..inf, exp(-2*t)*exp(t))", "1");
  check_equal("integral(t = 0..inf, exp(-t^2)*exp(t^2 - t))", "1");
  check_equal("integral(t = 0..inf, exp(-t^3)*t^2)", "1/3");
  check_equal("integral(t = 0..inf, -exp(-t)*2/3)", "-2/3");
  check_equal("integral(t = 0..inf, exp(-t)/(1 - 3))", "-1/2");
  check_equal("integral(t = 0..inf, exp(-t)*(1 + t^0))", "2");
  check_equal("integral(t = 0..inf, exp(-t)*(1 + Phi(t)^0))", "2");
  check_equal("integral(t = 0..inf, exp(-t)/(1 + 0*t^2))", "1");
  check_equal("integral(t = 0..inf, exp(-t)*(1 + t^32*t^32))", "1 + factorial(64)");
}

TEST_CASE("with bounded factors, roots and inverse powers on the tail") {
  check_equal("integral(t = -inf..inf, Phi(t)^9*exp(-t^2/2))/sqrt(2*pi)", "1/10");
  check_equal("integral(t = 0..inf, cos(t)*exp(-t))", "1/2");
  check_equal("integral(t = 0..inf, sin(3*t)*exp(-t))", "3/10");
  check_equal("integral(t = 0..inf, (-sin(t) + cos(t))*exp(-t))", "0");
  check_equal("integral(t = -inf..inf, (Phi(t) - 1/2)*t*exp(-t^2/2))", "1/sqrt(2)*sqrt(2*pi)/sqrt(2*pi)");
  check_equal("integral(t = -inf..inf, abs(t)*exp(-t^2/2)) - 2", "0");
  check_equal("integral(t = 0..inf, exp(-t)/(1 + t^2)) - integral(t = 0..inf, exp(-t)*(1 + t^2)^(-1))", "0");
  check_equal("integral(t = 1..inf, exp(-t)*(1 + exp(-t)))", "exp(-1) + exp(-2)/2");
  check_equal("integral(t = 0..inf, erfc(t)*exp(-t))", "1 - exp(1/4)*erfc(1/2)");
  check_equal("integral(t = 0..inf, (1 - Phi(t)*Phic(t))*exp(-t)) + integral(t = 0..inf, Phi(t)*Phic(t)*exp(-t))", "1");
}

TEST_CASE("a tail that does not decay, or whose decay is not seen, is refused") {
  for (const char* text : {"integral(t = 0..inf, 1)", "integral(t = 0..inf, t)", "integral(t = 1..inf, 1/t)", "integral(t = 0..inf, exp(t))",
                           "integral(t = -inf..0, exp(-t))", "integral(t = 0..inf, exp(-t)*exp(t))", "integral(t = 0..inf, exp(-t)/exp(-2*t))",
                           "integral(t = 0..inf, exp(-10^9*t + t^2))", "integral(t = 0..inf, exp(-t/(1 + t)))", "integral(t = 0..inf, exp(t^2)*exp(-t))",
                           "integral(t = 0..inf, exp(-t)*(1 + t^32*t^33))", "integral(t = 0..inf, exp(-t)*(1 + t^33*t^32))",
                           "integral(t = 0..inf, exp(-t)*(1 + t^pi))", "integral(t = 4..inf, exp(10^100 - t))",
                           "integral(t = 4..inf, exp(-t)*(1 + t^(10^30)))",
                           "integral(t = 0..inf, sin(t))", "integral(t = 0..inf, exp(t - t^2/10^9))", "integral(t = 0..inf, exp(-t)/sin(t))",
                           "integral(t = 0..inf, exp(-t)*tanh(log(t - 10)))", "integral(t = 0..inf, exp(-t)/(10^30 - t))",
                           "integral(t = 0..inf, exp(-t)*(5 - t)^(1/2))", "integral(t = 0..inf, sqrt(t - 100)*exp(-t))",
                           "integral(t = 0..inf, exp(-t)*cosh(t/2))", "integral(t = 0..inf, exp(-t)*gamma(t))",
                           "integral(t = 0..inf, exp(-pi*t + pi*t))", "integral(t = 0..inf, exp(-sqrt(t)))"}) {
    CAPTURE(std::string(text));
    CHECK(is_refused(text));
  }
}

TEST_CASE("an undefined constant in the integrand gives nothing, also where only the tail is left") {
  CHECK(is_refused("let a = log(-pi); integral(t = 4..inf, sin(a*t)*exp(-t^2))"));
  CHECK(is_refused("let a = log(-pi); integral(t = 4..inf, a*exp(-t^2))"));
  CHECK(is_refused("let a = log(-pi); integral(t = 4..inf, exp(a - t^2))"));
  CHECK(is_refused("let a = pi - pi; integral(t = 4..inf, exp(-t)/a)"));
  CHECK(is_refused("let a = log(-pi); integral(t = a..inf, exp(-t))"));
}

TEST_CASE("a huge tail is part of the answer: nothing is cut off silently") {
  // The mass lies far out; a cut that only looked small would lose it.
  check_equal("integral(t = 0..inf, t^60*exp(-t))", "factorial(60)");
  check_equal("integral(t = 0..inf, exp(-(t - 50)^2))", "sqrt(pi)*(2 - erfc(50))/2");
  const Value shifted = value_of("integral(t = -inf..inf, exp(-(t - 300)^2))", 128);
  CHECK(overlap(shifted, value_of("sqrt(pi)", 256)));
}

TEST_CASE("a tail that no cut makes small is bounded by no less than it is") {
  // Nearly all of exp(-t/10^12) lies behind the farthest cut: the enclosure is what the bound of the tail says. (+) and (-) stand for
  // arguments that take a function to the ends of its range, and that only a reader of the formula's text takes for variable.
  for (const auto& [factor, limit] : std::initializer_list<std::pair<const char*, const char*>>{
           {"(5 + Phi(+))", "6"}, {"(5 - Phi(-))", "5"}, {"Phi(+)", "1"}, {"Phic(-)", "1"}, {"(1 - Phic(+))", "1"},
           {"atan(+)", "1.56"}, {"(2 - atan(-))", "3.56"}, {"(2 + atan(+))", "3.56"}, {"erf(+)", "1"}, {"(2 - erf(-))", "3"}, {"erfc(-)", "2"},
           {"(3 - erfc(+))", "3"}, {"tanh(+)", "1"}, {"(2 - tanh(-))", "3"}, {"cos(0*t)", "1"}, {"(2 - cos(0*t + pi))", "3"},
           {"sin(0*t + pi/2)", "1"}, {"(2 - sin(0*t - pi/2))", "3"}, {"-Phi(+)", "-1"}, {"(-Phi(+))", "-1"}, {"(Phi(+) + erf(+))", "2"},
           {"(Phi(-) - 2*erf(+))", "-2"}, {"(erf(+)*atan(+))", "1.56"}, {"(erf(-)*erfc(-) + 0*Phi(+))", "-2"}, {"(1 + Phi(+))^3", "8"},
           {"(1 + erfc(-))^(1/2)", "1.73"}, {"(2 + exp(-t/10^6))", "2"}, {"exp(1 - t/10^15)", "2.70"}, {"(1 + exp(1 - t/10^15))", "3.70"},
           {"1/exp(-t/10^13)", "1.11"}, {"(Phi(+) + 2*erfc(-))", "5"},
           {"(2*erfc(-) + Phi(+))", "5"}, {"(-3*Phi(+) + (-2)*erfc(-))", "-7"}, {"((-2)*erfc(-) + -3*Phi(+))", "-7"}, {"(Phi(+) - (-3)*Phi(+))", "4"},
           {"(2*erfc(-) - (-1)*Phi(+))", "5"}, {"(-3*Phi(+) - 2*erfc(-))", "-7"}, {"(-2*erfc(-) - Phi(+))", "-5"}, {"(1 - (-(2 - erf(-))))", "4"},
           {"(-(-(2 - erf(-))))", "3"}, {"(1 + (-(-3 - Phi(+))))", "5"}, {"(7 - (-(-3 - Phi(+))))", "3"}, {"(7 + (-(2 + Phi(-))))", "5"},
           {"(erf(-)*(1 + 2*Phi(+)))", "-3"}, {"((1 + 2*Phi(+))*erf(-))", "-3"}, {"(erf(-)*atan(-))", "1.56"}, {"(9 - (-1 - Phi(+))*(1 + erfc(-)))", "15"},
           {"(9 + (-1 - Phi(+))*(-1 - erfc(-)))", "15"}, {"(9 - (1 + Phi(-))*(1 + erfc(+)))", "8"}, {"(9 - (1 + erfc(+))^2)", "8"},
           {"(9 - exp(-1 - t/10^6))", "9"}, {"(2 - exp(1/5 - t/10^10))", "2"}, {"(4 - 9)/2", "-2.5"}, {"7/2", "3.5"}, {"2*pi", "6.28"},
           {"floor(sqrt(2)^2)", "2"}, {"1/(pi/4)", "1.27"}, {"1/exp(-1)", "2.7"}, {"1/floor(sqrt(2)^2)", "1"},
           {"(2 + sin(0*t + pi/2))", "3"}, {"(2 + cos(0*t))", "3"}, {"(2 + tanh(+))", "3"}, {"(2 + erf(+))", "3"},
           {"(1 + Phi(+)*erfc(-))", "3"}, {"(1 + erfc(-)*Phi(+))", "3"}}) {
    CAPTURE_BINDING(factor);
    const Value value = value_of("integral(t = 0..inf, " + at_the_ends(factor) + "*exp(-t/10^12))");
    REQUIRE(is_finite(value));
    const Rational size = Rational(Integer("990000000000")) * *parse_rational(limit[0] == '-' ? limit + 1 : limit);
    CHECK(contains(value, limit[0] == '-' ? Rational(-size) : size));
  }
  // Growth needs a cut that exp(-t/10^7) allows; what is left is then 10^-8 of the whole, far more than rounding.
  for (const auto& [factor, mean] : std::initializer_list<std::pair<const char*, const char*>>{
           {"t/10^7", "1"}, {"(-t/10^7)^3", "-6"}, {"(t - 10^7)^2/10^14", "1"}, {"(2 - t/10^7)", "1"}, {"(t/10^7 - 2)*(t/10^7 + 1)", "-1"}, {"(pi*t - 3*t)/10^7", "pi - 3"},
           {"-t^2/10^14", "-2"}, {"abs(2 + t/10^7)", "3"}, {"sqrt(3 + t/10^7)", "sqrt(3) + sqrt(pi)/2*exp(3)*erfc(sqrt(3))"},
           {"1/(1 + t/10^7)/sqrt(1 + t/10^7)", "2 - 2*exp(1)*sqrt(pi)*erfc(1)"},
           {"(10^7 + t)^(3/2)/10^10", "sqrt(10)*(1 + 3/2*(1 + exp(1)*sqrt(pi)*erfc(1)/2))"}, {"(1 + t/10^7)^(-3/2)", "2 - 2*exp(1)*sqrt(pi)*erfc(1)"}, {"erf(+)*t^2/10^14*Phi(+)", "2"}}) {
    CAPTURE_BINDING(factor);
    const Value value = value_of("integral(t = 0..inf, " + at_the_ends(factor) + "*exp(-t/10^7))/10^7");
    const Value expected = value_of(mean, 256);
    REQUIRE(is_finite(value));
    CHECK(overlap(value, expected));
  }
}

TEST_CASE("a function of the tail needs a value everywhere on it, and a bound") {
  // Where the integral is cut all of these have values: what is undefined lies far behind.
  for (const char* factor : {"tanh(log(10^6 - t))", "sin(1/(t - 10^6))", "sin((10^6 - t)^(1/2))", "sin((10^6 - t)^0.5)", "sin((t - 10^6)^(-1))", "cos(t + log(10^6 - t))",
                             "Phi(asin(t/10^6))", "erf(t/(1 - 1))", "sqrt(10^6 - t)", "(10^6 - t)^(1/2)", "1/(10^6 - t)", "(10^12 - t^2)^(-1)", "log(10^6 - t)",
                             "atan(gamma(10^6 - t))", "cos(if(t < 10^6, t, log(-t)))", "sin(sum(k = 1..2, log(k*10^6 - t)))"}) {
    CAPTURE(std::string(factor));
    CHECK(is_refused(std::string("integral(t = 0..inf, exp(-t)*") + factor + ")"));
  }
  for (const char* function : {"abs(sin(t))", "ceil(t)", "cosh(t/2)", "expm1(t/2)", "floor(t)", "max(t, 1)", "min(t, 1)", "sinh(t/2)", "exp(t/2)*1 + Phi(t)",
                               "1/(Phi(t)/1000)", "1 + Phi(t)/(1/1000)", "(1 + Phi(t))^(-2) - Phi(t)", "(1 + Phi(t))^pi - Phi(t)", "1 - cos(t)^2", "1/erfc(t)", "1/(2 + exp(-t))"}) {
    CAPTURE(std::string(function));
    CHECK(is_refused(std::string("integral(t = 0..inf, exp(-t)*(") + function + "))"));
  }
  CHECK(is_refused("let t = 1; integral(t = 0..inf, exp(-t)*(1 + (2 + Phi(t))^t))"));
  CHECK(is_refused("let t = 1; integral(t = 0..inf, exp(-t)*(1 + (1 + t)^t))"));
  // Defined everywhere and bounded, whatever stands inside.
  for (const char* bounded : {"cos(t^2)", "sin(t/3 - pi)", "erf(-2*t*exp(-t))", "tanh(max(t, 3))", "Phi(floor(t/100))", "atan(cosh(t/9)^2)", "Phi(-(t - 3))", "sin(t^0)", "cos(t - t^0)"}) {
    CAPTURE(std::string(bounded));
    check_equal(std::string("integral(t = 0..inf, ") + bounded + "*exp(-t)) + integral(t = 0..inf, (1 - " + bounded + ")*exp(-t))", "1");
  }
}

TEST_CASE("a definition is looked into only where the running variable is one of its arguments, and the others are numbers") {
  Definitions definitions;
  define(definitions, "decay(x, rate)", "exp(-x*rate)");
  CHECK(contains(value_of("let t = 1; integral(t = 0..inf, decay(t, 2))", 64, definitions), Rational(1, 2)));
  CHECK(contains(value_of("let rate = 2; integral(t = 0..inf, decay(t, rate))", 64, definitions), Rational(1, 2)));
  CHECK(contains(value_of("let x = 5; let rate = 7; integral(t = 0..inf, decay(t, 2))", 64, definitions), Rational(1, 2)));
  CHECK(is_refused("let t = 0; integral(t = 0..inf, decay(t, 1/(1 + t)))", definitions));
  CHECK(is_refused("integral(t = 0..inf, decay(t, pi))", definitions));
  // A number that is put in for a parameter may be negative, as one that is written never is.
  define(definitions, "wave(x, k)", "sin((10^6 - x)^k)");
  CHECK_FALSE(is_refused("integral(t = 0..inf, exp(-t)*wave(t, 2))", definitions));
  CHECK(is_refused("integral(t = 0..inf, exp(-t)*wave(t, -1))", definitions));
}
