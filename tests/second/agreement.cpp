// Random formulas through the kernel's evaluator and through this one: they share the tree and nothing else, and must agree.
#include <doctest/doctest.h>

#include <random>

#include "enclosure/evaluate.hpp"
#include "enclosure/evaluation_error.hpp"
#include "evaluation.hpp"
#include "exact/error.hpp"
#include "second/evaluation_error.hpp"

using namespace rankcert;

namespace {

/// Formulas of moderate values; a fair part of them has none.
class RandomFormulas {
 public:
  explicit RandomFormulas(std::uint64_t seed) : random_(seed) {}

  std::string formula(int depth) {
    if (depth == 0) return atom();
    const auto part = [&] { return formula(depth - 1); };
    switch (below(14)) {
      case 0: return "(" + part() + " + " + part() + ")";
      case 1: return "(" + part() + " - " + part() + ")";
      case 2: return part() + "*" + part();
      case 3: return part() + "/" + part();
      case 4: return "(" + part() + ")^" + one_of({"2", "3", "(-1)", "(1/2)", "(-3/2)", "0", "(7/3)", "5"});
      case 5: return "if(" + part() + one_of({" < ", " <= ", " > ", " >= ", " = "}) + part() + ", " + part() + ", " + part() + ")";
      case 6: return "sum(k = 1..3, " + part() + "*k)";
      case 7: return "(let x = " + part() + "; x*x - x/2)";
      case 8: return one_of({"max", "min"}) + "(" + part() + ", " + part() + ")";
      case 9: return "binomial(" + part() + ", " + one_of({"0", "1", "2", "5", "-1"}) + ")";
      case 10: return one_of({"besseli", "besselie"}) + "(" + one_of({"0", "1", "-2", "1/2", "-1/3", "7/2"}) + ", " + part() + ")";
      default:
        return one_of({"Phi", "Phic", "abs", "asin", "atan", "ceil", "cos", "cosh", "erf", "erfc", "exp", "expm1", "floor", "gamma", "lgamma",
                       "log", "log1p", "sin", "sinh", "sqrt", "tanh", "factorial"}) + "(" + part() + ")";
    }
  }

 private:
  std::string atom() { return one_of({"0", "1", "2", "-1", "1/2", "-3/7", "1/1000", "5/2", "10", "-7", "pi", "(pi - 3)", "-pi", "3.25", "(1 - 1e-9)"}); }
  std::string one_of(std::initializer_list<const char*> choices) { return *(choices.begin() + below(choices.size())); }
  std::size_t below(std::size_t bound) { return random_() % bound; }

  std::mt19937_64 random_;
};

/// The kernel's value as ends; nothing if it is not bounded or undefined.
struct Ends {
  Rational lower;
  Rational upper;
  bool exact;
};

/// Numbers of more bits say nothing that smaller ones do not, and take long to write out.
constexpr slong largest_exponent = 100'000;

std::optional<Ends> by_kernel(const Expression& formula, slong bits, bool& undefined) {
  const Definitions definitions;
  const Limits limits;
  undefined = false;
  try {
    const Value value = Evaluator(definitions, bits, limits).enclose(formula);
    if (is_exact(value)) return Ends{std::get<Rational>(value), std::get<Rational>(value), true};
    if (!is_finite(value)) return std::nullopt;
    const Ball ball = to_ball(value, bits);
    if (arf_cmpabs_2exp_si(arb_midref(ball.raw()), largest_exponent) > 0) return std::nullopt;
    return Ends{ball.lower(bits), ball.upper(bits), false};
  } catch (const EvaluationError&) {
    undefined = true;
  } catch (const Error&) {
    // A limit, or an end too long to be written out.
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("the kernel and the second opinion overlap on random formulas, and agree on what is exact and what is undefined") {
  RandomFormulas formulas(2024);
  const Definitions definitions;
  const Limits limits;
  int bounded = 0;
  int undefined_twice = 0;
  for (int i = 0; i < 6'000; ++i) {
    const std::string text = formulas.formula(1 + i % 4);
    CAPTURE(text);
    const ExpressionPtr formula = parse_formula(text);
    for (const slong bits : {64, 200}) {
      bool undefined = false;
      const std::optional<Ends> kernel = by_kernel(*formula, bits, undefined);
      try {
        const second::Value ours = second::Evaluator(definitions, bits, limits).evaluate(*formula);
        // What the kernel finds undefined has no value here.
        if (undefined) CHECK_FALSE(second::is_bounded(ours));
        if (!kernel || !second::is_bounded(ours)) continue;
        ++bounded;
        const second::Interval enclosure = second::to_interval(ours, 4 * bits);
        CHECK(second::overlap(enclosure, second::Interval::enclose(kernel->lower, kernel->upper, 2'000'000)));
        if (kernel->exact && second::is_exact(ours)) CHECK(std::get<Rational>(ours) == kernel->lower);
      } catch (const second::UndefinedError&) {
        CHECK_FALSE(kernel.has_value());
        undefined_twice += undefined ? 1 : 0;
      } catch (const second::UnsupportedError&) {
      }
    }
  }
  CHECK(bounded > 3'000);
  CHECK(undefined_twice > 500);
}
