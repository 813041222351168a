// What the walk over the tree adds to values and functions: names, sums, conditions, definitions.
#include <doctest/doctest.h>

#include "enclosure/evaluation_error.hpp"
#include "evaluation.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

Rational exact(const std::string& text, const Definitions& definitions = {}) { return std::get<Rational>(value_of(text, 64, definitions)); }

}  // namespace

TEST_CASE("sums and products") {
  CHECK(exact("sum(k = 1..100, k)") == 5050);
  CHECK(exact("sum(k = 1..10 step 3, k)") == 22);
  CHECK(exact("sum(k = 5..1, k)") == 0);
  CHECK(exact("prod(k = 5..1, k)") == 1);
  CHECK(exact("prod(k = 1..6, k)") == 720);
  CHECK(exact("sum(k = -3..3, k^2)") == 28);
  CHECK(exact("0^0 + sum(k = 0..2, 0^k)") == 2);
  CHECK(exact("0^(1/2)") == 0);
  CHECK(exact("sum(i = 1..4, sum(j = 1..i, i*j))") == 65);
  CHECK(exact("sum(k = 9223372036854775806..9223372036854775807, k)") == Rational(Integer("18446744073709551613")));
  CHECK_THROWS_AS((void)value_of("sum(k = 1..5/2, k)"), EvaluationError);
  CHECK_THROWS_AS((void)value_of("sum(k = 1..pi, k)"), EvaluationError);
  CHECK_THROWS_AS((void)value_of("sum(k = 1..5 step 0, k)"), EvaluationError);
  CHECK_THROWS_AS((void)value_of("sum(k = 1..5 step -1, k)"), EvaluationError);
  CHECK_THROWS_AS((void)value_of("sum(k = 1..2^63, k)"), EvaluationError);
  CHECK_THROWS_AS((void)value_of("sum(k = 1..10^9, k)"), LimitError);
  CHECK_THROWS_AS((void)value_of("sum(k = -2^63..2^63-1, k)"), LimitError);
}

TEST_CASE("limits: so many terms and no more, and steps that cost more at more bits") {
  Limits limits;
  limits.max_terms = 10;
  CHECK(contains(value_of("sum(k = 1..10, k)", 64, {}, limits), 55));
  CHECK_THROWS_AS((void)value_of("sum(k = 1..11, k)", 64, {}, limits), LimitError);
  limits = {};
  limits.max_work = 1'000;
  CHECK(is_finite(value_of("sum(k = 1..20, 1/k)*pi", 64, {}, limits)));
  CHECK_THROWS_AS((void)value_of("sum(k = 1..20, 1/k)*pi", 64'000, {}, limits), LimitError);
  CHECK(is_exact(value_of("1/3^60000 + 1/5^40000")));
  // Long numbers cost what they are long, and a sum of two fractions the square of it.
  limits.max_work = 100'000;
  CHECK(is_exact(value_of("let x = 1/3^50000; sum(k = 1..5, x)", 64, {}, limits)));
  CHECK_THROWS_AS((void)value_of("let x = 1/3^50000; sum(k = 1..100, x)", 64, {}, limits), LimitError);
  limits.max_work = 200;
  CHECK(is_exact(value_of("3^4000 + 1", 64, {}, limits)));
  CHECK_THROWS_AS((void)value_of("3^200000 + 1", 64, {}, limits), LimitError);
}

TEST_CASE("conditions evaluate the branch that holds and no other") {
  CHECK(exact("if(1 < 2, 3, 1/0)") == 3);
  CHECK(exact("if(1 = 2, 1/0, 4)") == 4);
  CHECK(exact("if(pi > 3, 1, 1/0)") == 1);
  const Value unknown = value_of("if(pi - pi <= 0, 1, 2)");
  CHECK(contains(unknown, 1));
  CHECK(contains(unknown, 2));
}

TEST_CASE("a condition or a branch without a value gives nothing, never a finite answer") {
  CHECK(is_whole(value_of("if(log(-pi) < 0, 1, 2)")));
  CHECK(is_whole(value_of("if(0 < log(-pi), 1, 2)")));
  CHECK(is_whole(value_of("if(pi - pi <= 0, 1, 1/0)")));
  CHECK(is_whole(value_of("if(pi - pi <= 0, log(-pi), 1)")));
  CHECK_THROWS_AS((void)value_of("if(1/0 < 1, 1, 2)"), EvaluationError);
}

TEST_CASE("undefined formulas never have a finite value") {
  for (const char* text : {"0*log(-pi)", "log(-pi)^0", "sin(log(-pi))", "cos(1/(pi - pi))", "Phi(1/(pi - pi))", "tanh(1/(pi - pi))", "atan(log(-pi))",
                           "max(log(-pi), 1)", "min(1, log(-pi))", "1^log(-pi)", "(-pi)^(1/2)", "sqrt(-pi)", "asin(pi)", "gamma(-pi + pi)",
                           "let a = log(-pi); 0*a", "sum(k = 1..3, k*log(-pi))", "erf(sqrt(-pi))", "floor(log(-pi))", "abs(log(-pi))",
                           "factorial(pi)", "besseli(log(-pi), 1)", "(-pi)^pi"}) {
    CAPTURE(std::string(text));
    CHECK(is_whole(value_of(text)));
    CHECK(is_whole(value_of(text, 512)));
  }
}

TEST_CASE("let: values, functions, scope") {
  CHECK(exact("let x = 2; let y = x + 1; x*y") == 6);
  CHECK(exact("let x = 2; (let x = 3; x) + x") == 5);
  CHECK(exact("let x = 1; let x = x + 1; x") == 2);
  CHECK(exact("let f(x) = x^2; f(3) + f(4)") == 25);
  CHECK(exact("let f(x, y) = x - y; f(1, 2)") == -1);
  // A function sees what was visible where it was made, not where it is called.
  CHECK(exact("let a = 1; let f(x) = x + a; let a = 100; f(1)") == 2);
  CHECK(exact("let f(x) = x + 1; let g(x) = f(x)*2; let f(x) = 0; g(4)") == 10);
  CHECK(exact("let f(x) = sum(k = 1..x, k); sum(k = 1..3, f(k))") == 10);
  CHECK(exact("let f(k) = k; sum(k = 1..3, f(k + 1))") == 9);
}

TEST_CASE("definitions: constants, calls, no capture of what is bound around the call") {
  Definitions definitions;
  define(definitions, "half", "1/2");
  define(definitions, "f(x)", "x + half");
  define(definitions, "g(x, y)", "f(x)*f(y)");
  CHECK(exact("g(1/2, 3/2)", definitions) == 2);
  CHECK(exact("let half = 10; f(1)", definitions) == Rational(3, 2));
  CHECK(exact("let half = 10; half", definitions) == 10);
  CHECK(exact("let f(x) = 0; g(1, 1)", definitions) == Rational(9, 4));
  CHECK(exact("let x = 7; f(1)", definitions) == Rational(3, 2));
}

TEST_CASE("what is remembered between calls is the same value again, inside an integrand too") {
  Definitions definitions;
  define(definitions, "root(x)", "sqrt(abs(x))");
  const Limits limits;
  Evaluator evaluator(definitions, 64, limits);
  const auto enclose = [&](const char* text) { return evaluator.enclose(*parse_formula(text)); };
  const Value first = enclose("root(2)");
  const Value inside = enclose("integral(t = 0..1, root(2) + root(3))");
  const Value again = enclose("root(2)");
  CHECK(arb_equal(to_ball(first, 64).raw(), to_ball(again, 64).raw()) != 0);
  CHECK(overlap(inside, enclose("root(2) + root(3)")));
  CHECK(is_sharp(inside, 50));
  // Remembered inside an integrand first, read outside then.
  Evaluator other(definitions, 64, limits);
  const Value from_integrand = other.enclose(*parse_formula("integral(t = 0..1, root(5)*t)"));
  CHECK(overlap(from_integrand, other.enclose(*parse_formula("root(5)/2"))));
}

TEST_CASE("what an evaluation pays does not depend on what was asked before, and a value is paid for once") {
  Definitions definitions;
  define(definitions, "slow(x)", "sum(k = 1..1000, exp(k*x))");
  define(definitions, "twice(x)", "slow(x) + slow(x) + slow(2*x)");
  define(definitions, "wrapper(x)", "slow(x) + 1");
  define(definitions, "outer(x)", "wrapper(x) + 2");
  define(definitions, "both(x)", "slow(x) + slow(2*x) + outer(x)");
  define(definitions, "all(x)", "twice(x) + twice(x) + slow(x) + if(x > 0, slow(3*x), 0)");
  // The least work limit under which a formula passes, by bisection, after the warm-up formulas have been asked.
  const auto least = [&](const std::string& text, const std::vector<std::string>& before) {
    std::uint64_t low = 0;
    std::uint64_t high = 10'000'000;
    while (high - low > 1) {
      Limits limits;
      limits.max_work = 100'000'000;
      Evaluator warm(definitions, 64, limits);
      for (const std::string& one : before) (void)warm.enclose(*parse_formula(one));
      limits.max_work = (low + high) / 2;
      try {
        (void)warm.enclose(*parse_formula(text));
        high = limits.max_work;
      } catch (const LimitError&) {
        low = limits.max_work;
      }
    }
    return high;
  };
  const std::uint64_t cold = least("all(1/7)", {});
  CHECK(least("all(1/7)", {"slow(1/7)"}) == cold);
  CHECK(least("all(1/7)", {"slow(2/7)", "twice(1/7)", "all(1/7)"}) == cold);
  CHECK(least("all(1/7)", {"all(1/7)", "all(1/7)"}) == cold);
  // Here outer(1/7) is too cheap to be remembered, and a part of it has been.
  CHECK(least("both(1/7)", {"wrapper(1/7)", "both(1/7)"}) == least("both(1/7)", {}));
  const std::uint64_t one = least("slow(1/7)", {});
  CHECK(cold < 4 * one);  // three different sums, though seven are written
  CHECK(cold > 3 * one - 100);
  CHECK(least("slow(1/7)", {"all(1/7)"}) == one);
}

TEST_CASE("precision: twice the bits, an enclosure that agrees and is narrower") {
  for (const char* text : {"exp(1)*gamma(1/3)", "sum(k = 1..50, 1/k^2)*pi", "besseli(3/2, 2)/Phi(1)", "integral(t = 0..1, exp(-t^2))",
                           "integral(t = -1..1, abs(t - 1/3))", "sqrt(2)^sqrt(3)", "log(7)/log(3)", "prod(k = 1..20, cos(k))"}) {
    CAPTURE(std::string(text));
    Value coarse = value_of(text, 32);
    for (slong bits = 64; bits <= 512; bits *= 2) {
      Value fine = value_of(text, bits);
      CHECK(overlap(coarse, fine));
      CHECK(width(fine) <= width(coarse));
      CHECK(is_sharp(fine, bits / 2));
      coarse = std::move(fine);
    }
  }
}

TEST_CASE("the stop flag ends an evaluation") {
  const std::atomic<bool> stop{true};
  const Limits limits;
  const Definitions definitions;
  CHECK_THROWS_AS((void)Evaluator(definitions, 64, limits, &stop).enclose(*parse_formula("1 + 1")), Interrupted);
}
