// Formulas made to eat the machine: each ends soon, in a value, in the whole line or in one clear error.
#include <doctest/doctest.h>

#include <ctime>

#include "evaluation.hpp"
#include "exact/error.hpp"

using namespace rankcert;
using namespace rankcert::second;

namespace {

void check_ends(const std::string& text, const Definitions& definitions = {}, const Limits& limits = {}) {
  CAPTURE(text.substr(0, 80));
  const std::clock_t start = std::clock();
  try {
    const Value value = value_of(text, 64, definitions, limits);
    if (!is_exact(value)) {
      (void)to_interval(value, 64).lower();
      (void)to_interval(value, 64).upper();
    }
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
  }
  CHECK(std::clock() - start < 10 * CLOCKS_PER_SEC);
}

}  // namespace

TEST_CASE("single operations on huge numbers") {
  for (const char* text :
       {"2^2^2^2^2^2", "factorial(10^9)", "factorial(factorial(20))", "binomial(10^12, 10^6)", "binomial(10^12, 5*10^11)", "binomial(1/3, 10^9)",
        "exp(exp(exp(exp(100))))", "exp(-exp(exp(exp(100))))", "sin(10^10000)", "gamma(10^100)", "gamma(-10^100 - 1/2)", "lgamma(10^100)",
        "besseli(10^8, 10^8)", "besseli(1/2, 1e30)", "besselie(1/2, 1e30)", "besseli(1e30, 1/2)", "besseli(-1001/2, 30000)", "10^(10^9)",
        "(1/3)^(-10^9)", "floor(10^5000/3)", "pi^(10^9999)", "(1 + 1e-5000)^(10^5000)", "floor(exp(10^9))", "erf(1e5000)", "erfc(1e3000)",
        "Phi(-1e3000)", "tanh(1e5000)", "cosh(1e5000)", "log(1e-9999)", "asin(1 - 1e-5000)", "atan(1e9999)", "expm1(1e9999)", "log1p(1e9999)",
        "sqrt(1e9999)", "1e9999^1e9999", "(-pi)^(10^9999)", "(-pi)^(-10^9999)", "sin(exp(10^8))", "exp(exp(20))", "exp(-exp(20))", "Phi(exp(20))",
        "Phic(exp(10))", "erfc(exp(10^8))", "lgamma(exp(-10^8))", "gamma(exp(10))", "1/exp(-exp(20))"}) {
    check_ends(text);
  }
}

TEST_CASE("long sums and products meet the limits") {
  Limits limits;
  limits.max_work /= 100;
  for (const char* text :
       {"sum(k = 1..10^9, k)", "sum(i = 1..10^6, sum(j = 1..10^6, i*j))", "prod(i = 1..10^6, 2)", "sum(i = 1..10^6, 1/i)",
        "sum(i = 1..10^6, factorial(10000))", "sum(i = 1..10^6, binomial(1/3, 1000))", "sum(i = 1..10^6, pi^(10^9999))",
        "sum(i = 1..10^6, besseli(10^4, 10^4))", "sum(i = 1..10^6, binomial(10^12, 20000))", "sum(i = 1..10^6, Phi(i/10^6))",
        "sum(i = 1..10^6, lgamma(i/10^6))", "sum(i = 1..10^6, erfc(i))", "sum(i = 1..10^6, binomial(pi, 10000))"}) {
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
  limits.max_work /= 100;
  check_ends(lets + "f39(pi)", {}, limits);
  // Long exact numbers are remembered only as far as memory goes.
  Definitions definitions;
  define(definitions, "long(k)", "2^1000000 + k");
  check_ends("sum(k = 1..10^6, long(k))", definitions, limits);
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

TEST_CASE("large powers under an infinite range are paid for") {
  Limits limits;
  limits.max_work /= 100;
  CHECK_THROWS_AS((void)value_of("integral(t = 0..inf, exp(-t)*(1 + 0*sum(k = 1..1000, (t + 1)^60)))", 64, {}, limits), LimitError);
}
