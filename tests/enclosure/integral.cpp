#include <doctest/doctest.h>

#include <array>

#include "enclosure/evaluation_error.hpp"
#include "evaluation.hpp"
#include "random_sets.hpp"

using namespace rankcert;

namespace {

/// The integral agrees with the closed form and is at least half as sharp as its precision.
void check_equal(const std::string& integral, const std::string& closed_form, const Definitions& definitions = {}, slong most_bits = 200) {
  CAPTURE(integral);
  for (const slong bits : {64, 200}) {
    if (bits > most_bits) continue;
    const Value value = value_of(integral, bits, definitions);
    CHECK(overlap(value, value_of(closed_form, 2 * bits, definitions)));
    CHECK(is_sharp(value, bits / 2));
  }
}

/// The value is refused: with an error, or with the whole line.
bool is_refused(const std::string& text, slong bits = 64) {
  try {
    return is_whole(value_of(text, bits));
  } catch (const EvaluationError&) {
    return true;
  }
}

}  // namespace

TEST_CASE("closed forms: smooth integrands") {
  check_equal("integral(t = 0..1, t^5)", "1/6");
  check_equal("integral(t = 0..pi, sin(t)^2)", "pi/2");
  check_equal("integral(t = 0..1, 1/(1 + t^2))", "pi/4");
  check_equal("integral(t = 1..exp(1), 1/t)", "1");
  check_equal("integral(t = 0..20, exp(-t))", "1 - exp(-20)");
  check_equal("integral(t = -1/3..1/7, cosh(t))", "sinh(1/7) + sinh(1/3)");
  check_equal("integral(t = 1..2, log(t))", "2*log(2) - 1");
  check_equal("integral(t = 0..1, besseli(1, t))", "besseli(0, 1) - 1");
  check_equal("integral(t = 1..2, gamma(t)*0 + t)", "3/2");
  check_equal("integral(t = 2..3, lgamma(t) - lgamma(t - 1) - log(t - 1))", "0");
  check_equal("integral(t = 2..1, t)", "-3/2");
  check_equal("integral(t = 3..3, exp(t))", "0");
  check_equal("integral(t = 0..exp(50), 1)", "exp(50)");
  check_equal("integral(t = -1..sin(pi), exp(t))", "1 - exp(-1)");
  check_equal("integral(t = 0..1, atan(t))", "pi/4 - log(2)/2");
  check_equal("integral(t = 0..1, tanh(t))", "log(cosh(1))");
  check_equal("integral(t = 0..2, erf(t))", "2*erf(2) + (exp(-4) - 1)/sqrt(pi)");
  check_equal("integral(t = -1..1, Phi(t))", "1");
  check_equal("integral(t = 0..1, sum(k = 1..5, t^k))", "sum(k = 1..5, 1/(k + 1))");
  check_equal("integral(t = 0..1, let y = t^2; y + exp(0*y))", "4/3");
}

TEST_CASE("closed forms: algebraic ends") {
  check_equal("integral(t = -1..1, sqrt(1 - t^2))", "pi/2");
  check_equal("integral(t = -1..1, (1 - t^2)^pi)", "gamma(1/2)*gamma(pi + 1)/gamma(pi + 3/2)", {}, 64);
  check_equal("integral(t = -1..1, (1 - t^2)^(-1/2))", "pi");
  check_equal("integral(t = -1..1, 1/sqrt(1 - t^2))", "pi");
  check_equal("integral(t = 0..1, (1 - t^2)^(7/2))", "35*pi/256");
  check_equal("integral(t = -1..1, t^2*(1 - t^2)^(-1/2))", "pi/2");
  check_equal("integral(t = -1/2..1, (1 - t^2)^(-1/2))", "2*pi/3");
  check_equal("integral(t = 1..-1, sqrt(1 - t^2))", "-pi/2");
  check_equal("integral(t = -1..1, -3*sqrt(1 - t^2)/(2*(1 - t^2)))", "-3*pi/2");
  check_equal("integral(t = -1..1, (1 - t^2)^(1/3)*(1 - t^2)^(1/6))", "pi/2");
  check_equal("integral(t = 0..1, exp(t)*(1 - t^2)^(3/2))", "integral(u = 0..pi/2, exp(sin(u))*cos(u)^4)");
  check_equal("integral(t = -1..1, abs(t)*(1 - t^2)^(-1/2))", "2");
  // Not the factor of the arcsine substitution, however like it they look.
  check_equal("integral(t = 0..1, sqrt(2 - t^2))", "1/2 + pi/4");
  check_equal("integral(t = 0..1, 1/sqrt(2 - t^2))", "pi/4");
  check_equal("integral(t = 0..1, t^3/sqrt(2 - t^4))", "(sqrt(2) - 1)/2");
  check_equal("integral(t = 0..1/2, t/sqrt(1 - t^4))", "asin(1/4)/2");
  check_equal("integral(t = 0..1, 1/sqrt(1 + t^2))", "log(1 + sqrt(2))");
  check_equal("let s = 1/2; integral(t = 0..1, t/sqrt(1 - s^2))", "1/sqrt(3)");
  check_equal("integral(t = 0..1, sqrt(t))", "2/3");
  check_equal("integral(t = 0..1, sqrt(1 - t))", "2/3");
  check_equal("integral(t = 0..1, t^(1/3))", "3/4");
  check_equal("integral(t = 0..1, t^pi)", "1/(1 + pi)");
  check_equal("integral(t = 0..1, asin(t))", "pi/2 - 1");
  check_equal("integral(t = -1..1, asin(t)^2)", "pi^2/2 - 4");
}

TEST_CASE("closed forms: kinks and jumps") {
  check_equal("integral(t = -1..2, abs(t))", "5/2");
  check_equal("integral(t = 0..1, abs(t - 1/3))", "5/18");
  check_equal("integral(t = -1..1, max(t, 0))", "1/2");
  check_equal("integral(t = -1..1, min(t, t^2, 1/4))", "-1/2 + 1/24 + 1/8");
  check_equal("integral(t = 0..1, floor(3*t))", "1");
  check_equal("integral(t = 0..5/2, ceil(t))", "1 + 2 + 3/2");
  check_equal("integral(t = 0..1, if(t < 1/3, 1, exp(t)))", "1/3 + exp(1) - exp(1/3)");
  check_equal("integral(t = 0..1, if(t*pi >= 1, 2, 1))", "2 - 1/pi");
  check_equal("integral(t = 0..1, if(t = 1/3, 100, 1))", "1");
  check_equal("integral(t = -1..1, if(t > 0, sqrt(t), 0))", "2/3");
}

TEST_CASE("integrals inside integrals") {
  check_equal("integral(s = 0..1, integral(t = 0..1, exp(s + t)))", "(exp(1) - 1)^2");
  check_equal("integral(s = 0..1, integral(t = 0..s, s*t))", "1/8");
  check_equal("integral(s = 0..1, integral(t = s^2..s, t + s))", "3/20");
  check_equal("integral(s = 0..1, integral(t = s..1, t))", "1/3");
  check_equal("integral(t = 0..1, t*integral(t = 0..1, t^2))", "1/6");
  check_equal("integral(s = 0..1, s*integral(t = -1..1, abs(t)))", "1/2", {}, 64);
  check_equal("integral(s = 0..1, integral(t = -1..1, sqrt(1 - t^2)*exp(s*t)))", 
              "pi*sum(k = 0..40, (1/2)^(2*k + 1)/(factorial(k)*factorial(k + 1)*(2*k + 1)))", {}, 64);
  check_equal("integral(s = 0..1, s + integral(t = 0..inf, exp(-t^2)))", "1/2 + sqrt(pi)/2", {}, 64);
  // A function made outside the inner integral reads the outer variable.
  check_equal("integral(s = 0..1, let f(x) = x*s; integral(t = 0..1, f(t)))", "1/4");
  check_equal("integral(s = 0..1, let f(x) = x + 0*s; integral(t = 0..1, f(2)))", "2");
  CHECK(is_refused("integral(s = 0..1, integral(t = 0..inf, Phi(s*t)*exp(-t^2)))"));
  CHECK(is_refused("integral(s = 0..1, let f(x) = x*s; integral(t = 0..inf, Phi(f(1))*exp(-t^2)))"));
}

TEST_CASE("undefined integrals never have a finite value") {
  for (const char* text :
       {"integral(t = -1..1, log(t))", "integral(t = -1..1, sqrt(t))", "integral(t = -1..1, 1/t)", "integral(t = -1..1, 1/t^2)",
        "integral(t = 0..1, asin(2*t))", "integral(t = 0..1, 1/(t - 1/3))", "integral(t = -1..1, t^(1/3))", "integral(t = -1..1, (t^2 - 2)^(1/2))",
        "integral(t = -1..1, gamma(t))", "integral(t = -2..-1, lgamma(t))", "integral(t = -2..0, log1p(t))", "integral(t = 0..2, sqrt(1 - t^2))",
        "integral(t = -1..1, (1 - t^2)^(-3/2))", "integral(t = 0..1, log(-1 - t))", "integral(t = 0..1, sin(log(t - 1/2)))",
        "integral(t = 0..1, 0*log(t - 1/2))", "integral(t = 0..1, log(t - 1/2)^0)", "integral(t = 0..1, if(log(t - 1/2) < 0, 1, 2))",
        "integral(t = 0..1, besseli(1/2, t - 1/2))", "integral(t = 0..1, sqrt(besseli(0, t) - 5))", "integral(t = 0..log(-pi), t)",
        "integral(t = 0..1, sqrt(cos(9*t)))", "integral(t = 0..1, (t - 1/2)^t)", "integral(t = 0..4, tanh(t)/cos(t))"}) {
    CAPTURE(std::string(text));
    CHECK(is_refused(text));
  }
  for (const char* text : {"integral(t = -1..1, sqrt(t))", "integral(t = 0..1, asin(2*t))", "integral(t = 0..1, 1/(t - 1/3))"}) CHECK(is_refused(text, 256));
}

TEST_CASE("what cannot be integrated is refused in words") {
  for (const char* text : {"integral(t = inf..0, t)", "integral(t = 0..-inf, t)", "integral(t = 1..inf, 1/t^2)", "integral(t = 0..inf, exp(t))",
                           "integral(t = 0..inf, exp(-t^2)*gamma(t + 1))", "integral(t = 0..1, binomial(t, 2))", "integral(t = 0..1, 1/0)",
                           "integral(t = 0..1, sum(k = 1..t, k))"}) {
    CAPTURE(std::string(text));
    CHECK_THROWS_AS((void)value_of(text), EvaluationError);
  }
}

TEST_CASE("a running variable hides a definition of its name") {
  Definitions definitions;
  define(definitions, "c", "1/2");
  define(definitions, "k", "7");
  check_equal("integral(c = 0..1, c)", "1/2", definitions);
  // Read with the definition's 1/2 as the exponent this would be pi/4.
  check_equal("integral(c = 0..1, (1 - c^2)^c)", "integral(u = 0..1, (1 - u^2)^u)", definitions);
  check_equal("integral(c = 0..inf, c^2*exp(-c))", "2", definitions);
  check_equal("integral(c = 0..1, sum(k = 1..2, k*c))", "3/2", definitions);
}

TEST_CASE("a function hides a definition of its name in an integrand too") {
  Definitions definitions;
  define(definitions, "f(x)", "(1 - x^2)^(-1/2)");
  check_equal("integral(t = -1..1, f(t))", "pi", definitions);
  check_equal("let f(u) = u^2; integral(t = -1..1, f(t))", "2/3", definitions);
}

TEST_CASE("a function in a definition does not see what is bound around the definition's call") {
  Definitions definitions;
  define(definitions, "h(x)", "let p(u) = u + x; integral(u = 0..inf, exp(-u)*Phi(p(0)))");
  check_equal("integral(s = 0..1, s*h(1))", "Phi(1)/2", definitions, 64);
  CHECK_THROWS_AS((void)value_of("integral(s = 0..1, h(s))", 64, definitions), EvaluationError);
}

TEST_CASE("a definition opened in an integrand keeps its own names") {
  Definitions definitions;
  define(definitions, "a", "2");
  define(definitions, "d(t)", "a*(1 - t^2)^(1/2)");
  define(definitions, "g(m, t)", "a*exp(-m*t^2)");
  check_equal("integral(t = -1..1, d(t))", "pi", definitions);
  check_equal("let a = 5; integral(t = -1..1, d(t))", "pi", definitions);
  // Here the definition cannot be opened without reading the wrong a: its decay is not seen, and it is refused.
  CHECK_THROWS_AS((void)value_of("let a = 5; integral(t = -inf..inf, a*g(1, t))", 64, definitions), EvaluationError);
  check_equal("let b = 5; integral(t = -inf..inf, b*g(1, t))", "10*sqrt(pi)", definitions);
  check_equal("integral(a = -1..1, d(a))", "pi", definitions);
  check_equal("integral(x = -1..1, d(x))", "pi", definitions);
  check_equal("integral(x = -inf..inf, g(2, x))", "2*sqrt(pi/2)", definitions);
  check_equal("integral(m = -inf..inf, g(2, m))", "2*sqrt(pi/2)", definitions);
  check_equal("integral(x = -1..1, let y = x; d(y)/a)", "pi/2", definitions);
}

TEST_CASE("the split range has the same integral") {
  RandomSets random(41);
  for (const char* body : {"exp(sin(t))", "abs(t)", "sqrt(1 - t^2)", "max(t, t^3, 1/5)", "Phi(3*t)", "(1 - t^2)^(3/2)*exp(t)", "floor(5*t)", "1/(2 + t)"}) {
    CAPTURE(std::string(body));
    for (int i = 0; i < 5; ++i) {
      const std::string middle = to_text(random.fraction() * 2 - 1);
      const std::string between = std::string("integral(t = ") ;
      const std::string all = between + "-1..1, " + body + ")";
      const std::string split = between + "-1..(" + middle + "), " + body + ") + " + between + "(" + middle + ")..1, " + body + ")";
      const Value whole = value_of(all);
      CHECK(is_sharp(whole, 40));
      CHECK(overlap(whole, value_of(split)));
    }
  }
}

TEST_CASE("random polynomials against their antiderivatives") {
  RandomSets random(42);
  for (int i = 0; i < 200; ++i) {
    std::string body = "0";
    std::string closed = "0";
    const Rational a = random.fraction() * 4 - 2;
    const Rational b = random.fraction() * 4 - 2;
    for (int k = 0; k < 5; ++k) {
      const std::string c = "(" + to_text(random.fraction() - Rational(1, 2)) + ")";
      body += " + " + c + "*t^" + std::to_string(k);
      const std::string next = std::to_string(k + 1);
      closed += " + " + c + "*((" + to_text(b) + ")^" + next + " - (" + to_text(a) + ")^" + next + ")/" + next;
    }
    const Value value = value_of("integral(t = (" + to_text(a) + ")..(" + to_text(b) + "), " + body + ")");
    CHECK(contains(value, std::get<Rational>(value_of(closed))));
    CHECK(is_sharp(value, 40));
  }
}

TEST_CASE("an end that is not known up to rounding hides nothing") {
  // The ends are -1 and 2; sqrt and asin have no value on the way.
  for (const char* text : {"integral(t = if(exp(1) = exp(1), -1, 0)..0, sqrt(t))", "integral(t = 1..if(exp(1) = exp(1), 2, 1), asin(t))"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(is_finite(value_of(text)));
  }
  CHECK(is_finite(value_of("integral(t = 0..pi, sqrt(t))")));
  CHECK(is_finite(value_of("integral(t = exp(-1000)..exp(30), sqrt(t))")));
}
