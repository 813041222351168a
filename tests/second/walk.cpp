// What the walk over the tree adds to values and functions: names, sums, conditions, definitions, limits.
#include <doctest/doctest.h>

#include "evaluation.hpp"
#include "exact/error.hpp"
#include "second/evaluation_error.hpp"

using namespace rankcert;
using namespace rankcert::second;

namespace {

Rational exact(const std::string& text, const Definitions& definitions = {}) { return std::get<Rational>(value_of(text, 64, definitions)); }
bool is_whole(const Value& value) { return !is_bounded(value); }

}  // namespace

TEST_CASE("what is exact stays exact") {
  CHECK(exact("(1/3 + 1/6)^-3 * 2") == 16);
  CHECK(exact("0^0 + 1^(1/3) + 0^(1/3)") == 2);
  CHECK(exact("sqrt(9/4) + (9/4)^(1/2)") == 3);
  CHECK(exact("factorial(20)") == Rational(Integer("2432902008176640000")));
  CHECK(exact("gamma(6) + gamma(1)") == 121);
  CHECK(exact("binomial(10, 3) + binomial(3, 10) + binomial(7, -1) + binomial(7, 0)") == 121);
  CHECK(exact("binomial(-2, 3)") == -4);
  CHECK(exact("binomial(1/2, 2)") == Rational(-1, 8));
  CHECK(exact("floor(-7/2) + ceil(-7/2) + floor(3)") == -4);
  CHECK(exact("max(1/3, 1/2, -5) - min(1/3, 1/2, -5)") == Rational(11, 2));
  CHECK(exact("abs(-2/3)") == Rational(2, 3));
  CHECK(exact("log(1) + exp(0) + cos(0) + sin(0) + lgamma(2) + erfc(0) + cosh(0) + log1p(0) + expm1(0) + asin(0)") == 4);
  CHECK(exact("0*pi + (pi - pi)*0") == 0);
  CHECK_FALSE(is_exact(value_of("sqrt(2)")));
  Limits limits;
  limits.max_exact_bits = 100;
  CHECK(is_exact(value_of("2^30", 64, {}, limits)));
  CHECK_FALSE(is_exact(value_of("2^200", 64, {}, limits)));
  CHECK_FALSE(is_exact(value_of("2^80*3^80", 64, {}, limits)));
  CHECK(contains(value_of("2^80*3^80 - 6^80", 64, {}, limits), 0));
}

TEST_CASE("floor and ceil of an enclosure are exact as soon as it decides them") {
  CHECK(exact("floor(pi)") == 3);
  CHECK(exact("ceil(-pi)") == -3);
  CHECK(exact("sum(k = 1..floor(10*pi), 1)") == 31);
  CHECK(exact("floor(10^15*pi)") == Rational(Integer("3141592653589793")));
  const Value undecided = value_of("floor(sqrt(2)^2)");
  CHECK(contains(undecided, 1));
  CHECK(contains(undecided, 2));
  CHECK_FALSE(is_exact(value_of("floor(10^40*pi)")));
  CHECK_THROWS_AS((void)value_of("sum(k = 1..floor(sqrt(2)^2), k)"), UnsupportedError);
}

TEST_CASE("sums and products") {
  CHECK(exact("sum(k = 1..100, k)") == 5050);
  CHECK(exact("sum(k = 1..10 step 3, k)") == 22);
  CHECK(exact("sum(k = 5..1, k)") == 0);
  CHECK(exact("prod(k = 5..1, k)") == 1);
  CHECK(exact("prod(k = 1..6, k)") == 720);
  CHECK(exact("sum(i = 1..4, sum(j = 1..i, i*j))") == 65);
  CHECK(exact("sum(k = 9223372036854775806..9223372036854775807, k)") == Rational(Integer("18446744073709551613")));
  CHECK_THROWS_AS((void)value_of("sum(k = 1..5/2, k)"), UndefinedError);
  CHECK_THROWS_AS((void)value_of("sum(k = 1..pi, k)"), UndefinedError);
  CHECK_THROWS_AS((void)value_of("sum(k = 1..5 step 0, k)"), UndefinedError);
  CHECK_THROWS_AS((void)value_of("sum(k = 1..2^63, k)"), UndefinedError);
  CHECK_THROWS_AS((void)value_of("sum(k = 1..10^9, k)"), LimitError);
  CHECK_THROWS_AS((void)value_of("sum(k = -2^63..2^63-1, k)"), LimitError);
}

TEST_CASE("conditions evaluate the branch that holds and no other; undecided, both") {
  CHECK(exact("if(1 < 2, 3, 1/0)") == 3);
  CHECK(exact("if(1 >= 2, 1/0, 4)") == 4);
  CHECK(exact("if(2 >= 2, 1, 2) + if(2 > 2, 10, 20) + if(2 = 2, 100, 200) + if(2 <= 1, 1000, 2000)") == 2121);
  CHECK(exact("if(pi > 3, 1, 1/0)") == 1);
  CHECK(exact("if(pi >= 4, 1/0, 2)") == 2);
  CHECK(exact("if(pi = 3, 1/0, 2)") == 2);
  for (const char* relation : {"<", "<=", ">", ">=", "="}) {
    const Value unknown = value_of(std::string("if(pi - pi ") + relation + " 0, 1, 2)");
    CHECK(contains(unknown, 1));
    CHECK(contains(unknown, 2));
  }
  CHECK(is_whole(value_of("if(pi - pi <= 0, 1, 1/0)")));
  CHECK(is_whole(value_of("if(log(-pi) < 0, 1, 2)")));
  CHECK_THROWS_AS((void)value_of("if(1/0 < 1, 1, 2)"), UndefinedError);
}

TEST_CASE("undefined is never a number") {
  for (const char* text : {"0*log(-pi)", "log(-pi)^0", "sin(log(-pi))", "cos(1/(pi - pi))", "Phi(1/(pi - pi))", "tanh(1/(pi - pi))", "atan(log(-pi))",
                           "max(log(-pi), 1)", "min(1, log(-pi))", "1^log(-pi)", "(-pi)^(1/2)", "sqrt(-pi)", "asin(pi)", "gamma(-pi + pi)",
                           "let a = log(-pi); 0*a", "sum(k = 1..3, k*log(-pi))", "erf(sqrt(-pi))", "floor(log(-pi))", "abs(log(-pi))",
                           "factorial(pi)", "besseli(1, log(-pi))", "(-pi)^pi", "binomial(log(-pi), 3)", "lgamma(-pi)", "binomial(3, pi)"}) {
    CAPTURE(std::string(text));
    CHECK(is_whole(value_of(text)));
    CHECK(is_whole(value_of(text, 512)));
  }
  for (const char* text : {"0*log(0)", "1/(1-1)", "sqrt(-1)", "(-8)^(1/3)", "0^-1", "asin(2)", "gamma(0)", "gamma(-3)", "lgamma(0)", "factorial(-1)",
                           "factorial(1/2)", "binomial(5, 1/2)", "log1p(-1)", "besseli(-1/2, 0)", "besselie(1/3, -1)"}) {
    CAPTURE(std::string(text));
    CHECK_THROWS_AS((void)value_of(text), UndefinedError);
  }
  CHECK_THROWS_AS((void)value_of("besseli(pi, 1)"), UnsupportedError);
  CHECK_THROWS_AS((void)value_of("besseli(1/2, 0)"), UnsupportedError);
}

TEST_CASE("let: values, functions, scope") {
  CHECK(exact("let x = 2; let y = x + 1; x*y") == 6);
  CHECK(exact("let x = 2; (let x = 3; x) + x") == 5);
  CHECK(exact("let x = 1; let x = x + 1; x") == 2);
  CHECK(exact("let f(x, y) = x - y; f(1, 2)") == -1);
  // A function sees what was visible where it was made, not where it is called.
  CHECK(exact("let a = 1; let f(x) = x + a; let a = 100; f(1)") == 2);
  CHECK(exact("let f(x) = x + 1; let g(x) = f(x)*2; let f(x) = 0; g(4)") == 10);
  CHECK(exact("let f(x) = sum(k = 1..x, k); sum(k = 1..3, f(k))") == 10);
  CHECK(exact("let f(k) = k; sum(k = 1..3, f(k + 1))") == 9);
  CHECK(exact("let f(x) = (let y = x; let g(z) = y + z; g(10)); f(1) + f(2)") == 23);
}

TEST_CASE("definitions and variables: no capture of what is bound around the call") {
  Definitions definitions;
  define(definitions, "half", "1/2");
  define(definitions, "f(x)", "x + half");
  define(definitions, "g(x, y)", "f(x)*f(y)");
  CHECK(exact("g(1/2, 3/2)", definitions) == 2);
  CHECK(exact("let half = 10; f(1)", definitions) == Rational(3, 2));
  CHECK(exact("let half = 10; half", definitions) == 10);
  CHECK(exact("let f(x) = 0; g(1, 1)", definitions) == Rational(9, 4));
  CHECK(exact("sum(half = 1..2, f(half))", definitions) == 4);
  CHECK(contains(value_of("f(pi) - pi", 64, definitions), Rational(1, 2)));
  const Limits limits;
  Evaluator evaluator(definitions, 64, limits);
  const Assignment numbers = {{"n", 3}, {"half", 7}};
  CHECK(std::get<Rational>(evaluator.evaluate(*parse_formula("f(n) + half"), numbers)) == Rational(21, 2));
  CHECK(std::get<Rational>(evaluator.evaluate(*parse_formula("f(n) + half"), {{"n", 4}})) == 5);
}

TEST_CASE("what is remembered is the same value again, and costs nothing twice") {
  Definitions definitions;
  define(definitions, "f0(x)", "x + pi");
  for (int i = 1; i < 60; ++i) {
    const std::string last = "f" + std::to_string(i - 1);
    define(definitions, ("f" + std::to_string(i) + "(x)").c_str(), "(" + last + "(x) + " + last + "(x))/2");
  }
  const Value once = value_of("1/3 + pi");
  const Value many = value_of("f59(1/3)", 64, definitions);
  CHECK(overlap(once, many));
  CHECK(is_sharp(many, 50));
}

TEST_CASE("twice the bits: an enclosure that agrees and is narrower") {
  for (const char* text : {"exp(1)*gamma(1/3)", "sum(k = 1..50, 1/k^2)*pi", "besseli(3/2, 2)/Phi(1)", "prod(k = 1..20, 1 + exp(-k))", "Phi(7)^(10^12)",
                           "binomial(pi, 7)", "2^sqrt(2)", "(1 + pi)^(7/2)", "lgamma(10^12) - lgamma(10^12 - 1)", "besselie(3/2, 100)",
                           "besseli(-7/2, 3)", "binomial(10^9, 10^5)"}) {
    CAPTURE(std::string(text));
    Value coarse = value_of(text, 64);
    for (mpfr_prec_t bits = 128; bits <= 1024; bits *= 2) {
      const Value fine = value_of(text, bits);
      CHECK(overlap(coarse, fine));
      CHECK(is_relatively_sharp(to_interval(fine, bits), static_cast<double>(bits) - 70));
      coarse = fine;
    }
  }
}

TEST_CASE("limits on depth and work") {
  Definitions deep;
  define(deep, "e0(x)", "x");
  for (int i = 1; i < 2'000; ++i) define(deep, ("e" + std::to_string(i) + "(x)").c_str(), "e" + std::to_string(i - 1) + "(x) + 1");
  CHECK_THROWS_AS((void)value_of("e1999(1)", 64, deep), LimitError);
  Limits limits;
  limits.max_work = 10'000;
  CHECK_THROWS_AS((void)value_of("sum(k = 1..10000, 1)", 64, {}, limits), LimitError);
  CHECK_NOTHROW((void)value_of("sum(k = 1..1000, 1)", 64, {}, limits));
}
