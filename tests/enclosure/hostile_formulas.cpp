// Formulas made to eat the machine: each ends soon, in a value, in the whole line or in one clear error.
#include <doctest/doctest.h>

#include <ctime>

#include "evaluation.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

/// Ends within the time given: in a value, or in an error of the library's own family.
void check_ends(const std::string& text, const Definitions& definitions = {}, const Limits& limits = {}) {
  CAPTURE(text.substr(0, 80));
  const std::clock_t start = std::clock();  // processor time: a loaded machine moves the clock on the wall
  try {
    const Value value = value_of(text, 64, definitions, limits);
    if (!is_exact(value) && is_finite(value)) (void)to_ball(value, 64).upper(64);
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
  CHECK(std::clock() - start < 10 * CLOCKS_PER_SEC);
}

}  // namespace

TEST_CASE("single operations on huge numbers") {
  for (const char* text :
       {"2^2^2^2^2^2", "factorial(10^9)", "factorial(factorial(20))", "binomial(10^12, 10^6)", "binomial(10^12, 5*10^11)", "binomial(10^12, 3*10^7)", "binomial(1/3, 10^9)",
        "exp(exp(exp(exp(100))))", "exp(-exp(exp(exp(100))))", "sin(10^10000)", "gamma(10^100)", "gamma(-10^100 - 1/2)", "lgamma(10^100)",
        "besseli(10^8, 10^8)", "besseli(1/2, 1e30)", "besselie(1/2, 1e30)", "besseli(1e30, 1/2)", "10^(10^9)", "(1/3)^(-10^9)", "floor(10^5000/3)",
        "pi^(10^9999)", "(1 + 1e-5000)^(10^5000)", "floor(exp(10^9))", "erf(1e5000)", "erfc(1e3000)", "Phi(-1e3000)", "tanh(1e5000)",
        "cosh(1e5000)", "log(1e-9999)", "asin(1 - 1e-5000)", "atan(1e9999)", "expm1(1e9999)", "log1p(1e9999)", "sqrt(1e9999)", "1e9999^1e9999"}) {
    check_ends(text);
  }
}

TEST_CASE("long sums and products meet the limits") {
  Limits limits;
  limits.max_work /= 20;  // the same paths in a twentieth of the time
  for (const char* text :
       {"sum(k = 1..10^9, k)", "sum(i = 1..10^6, sum(j = 1..10^6, i*j))", "prod(i = 1..10^6, 2)", "sum(i = 1..10^6, 1/i)",
        "sum(i = 1..10^6, factorial(10000))", "sum(i = 1..10^6, binomial(1/3, 1000))", "sum(i = 1..10^6, pi^(10^9999))",
        "sum(i = 1..10^6, besseli(10^8, 10^8))", "sum(i = 1..10^6, binomial(10^12, 20000))"}) {
    check_ends(text, {}, limits);
  }
}

TEST_CASE("hard integrals end, sharp or not") {
  Limits limits;
  limits.max_work /= 20;
  for (const char* text :
       {"integral(t = 0..50, exp(exp(t)))", "integral(t = 0..1, sin(1/t))", "integral(t = 0..1, floor(1000*t))", "integral(t = 0..1, sin(10^6*t))",
        "integral(t = 0..10^9, exp(sin(t)))", "integral(s = 0..1, integral(t = 0..1, abs(s - t)))", "integral(t = 0..1, exp(-1/t^2))",
        "integral(s = 0..1, integral(t = 0..s, 1/(s + t)))", "integral(s = 0..1, integral(t = 0..1, integral(u = 0..1, exp(s*t*u))))",
        "integral(t = 0..inf, exp(-t/10^30))", "integral(t = 10^30..inf, exp(-t))", "integral(t = -10^30..inf, exp(-t^2))"}) {
    check_ends(text, {}, limits);
  }
}

TEST_CASE("definitions and functions that double their work at each step") {
  std::string lets = "let f0(x) = x + 1; ";
  for (int i = 1; i < 40; ++i) {
    const std::string last = "f" + std::to_string(i - 1);
    lets += "let f" + std::to_string(i) + "(x) = " + last + "(x) + " + last + "(x); ";
  }
  Limits limits;
  limits.max_work /= 20;
  check_ends(lets + "f39(pi)", {}, limits);
  Definitions definitions;
  define(definitions, "d0(t)", "exp(-t^2)");
  for (int i = 1; i < 60; ++i) {
    const std::string last = "d" + std::to_string(i - 1);
    define(definitions, ("d" + std::to_string(i) + "(t)").c_str(), last + "(t)*" + last + "(t)");
  }
  check_ends("integral(t = 0..1, d59(t))", definitions, limits);
  check_ends("integral(t = 0..inf, d59(t))", definitions, limits);
  Definitions deep;
  define(deep, "e0(x)", "x");
  for (int i = 1; i < 2'000; ++i) define(deep, ("e" + std::to_string(i) + "(x)").c_str(), "e" + std::to_string(i - 1) + "(x) + 1");
  CHECK_THROWS_AS((void)value_of("e1999(1)", 64, deep), LimitError);
}

TEST_CASE("long exponents are paid for where a substitution brings them in") {
  Limits limits;
  limits.max_work = 2'000;
  for (const std::string power : {"(10^400 - 1/2)", "(10^4000 + 1/2)"}) {
    check_ends("integral(t = -1..1, (1-t^2)^" + power + ")", {}, limits);
    CHECK_THROWS_AS((void)value_of("integral(t = -1..1, (1-t^2)^" + power + "*cos(t))", 64, {}, limits), LimitError);
  }
}

TEST_CASE("equal low limbs do not make equal places in the memory of definitions") {
  Definitions definitions;
  define(definitions, "g(k)", "exp(1/k)");
  const std::clock_t start = std::clock();
  (void)value_of("sum(k = 1..20000, g(k*2^64 + 1))", 64, definitions);
  CHECK(std::clock() - start < 2 * CLOCKS_PER_SEC);
}

TEST_CASE("comparisons of long fractions are paid for") {
  Limits limits;
  limits.max_work /= 100;
  const std::string lets = "let x = 3^300000/7^150000; let y = (3^300000 + 2)/(7^150000 + 2); ";
  CHECK_THROWS_AS((void)value_of(lets + "sum(k = 1..1000000, if(x < y, 1, 1))", 64, {}, limits), LimitError);
}
