// Infinite ranges: closed forms of every shape whose tail is bounded, and tails made to break a careless bound.
#include <doctest/doctest.h>

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

bool is_refused(const std::string& text) {
  try {
    return !is_finite(value_of(text));
  } catch (const EvaluationError&) {
    return true;
  }
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
  check_equal("integral(t = 0..inf, exp(-t^3)*t^2)", "1/3");
  check_equal("integral(t = 0..inf, -exp(-t)*2/3)", "-2/3");
}

TEST_CASE("with bounded factors, roots and inverse powers on the tail") {
  check_equal("integral(t = -inf..inf, Phi(t)^9*exp(-t^2/2))/sqrt(2*pi)", "1/10");
  check_equal("integral(t = 0..inf, cos(t)*exp(-t))", "1/2");
  check_equal("integral(t = 0..inf, sin(3*t)*exp(-t))", "3/10");
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
