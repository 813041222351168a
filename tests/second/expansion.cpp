// Interval Taylor arithmetic: known expansions, coefficients by mpmath, and laws on random pieces.
#include "second/expansion.hpp"

#include <doctest/doctest.h>

#include <array>

#include "evaluation.hpp"
#include "random_sets.hpp"
#include "second/evaluation_error.hpp"
#include "second/series.hpp"
#include "second/walk.hpp"

using namespace rankcert;
using namespace rankcert::second;

namespace {

PiecePtr piece_of(const Rational& left, const Rational& right, std::size_t order, mpfr_prec_t bits = 128) {
  return make_piece(Interval::enclose(left, bits).lower_point(), Interval::enclose(right, bits).upper_point(), order, 1, false);
}

/// The formula in x, expanded on the piece.
Expansion expanded(const std::string& formula, const PiecePtr& piece, const Definitions& definitions = {}) {
  const Limits limits;
  Evaluator evaluator(definitions, piece->bits(), limits);
  Walk walk(evaluator);
  const Value value = walk.evaluate_with(*parse_formula(formula), "x", std::make_shared<const Series>(Expansion::variable(piece)));
  if (is_series(value)) return *std::get<SeriesPtr>(value)->expansion();
  return Expansion::constant(to_interval(value, piece->bits()));
}

Interval coefficient(const Coefficients& list, std::size_t k) { return k < list.size() ? list[k] : Interval(64); }

void check_coefficients(const std::string& formula, const Rational& at, const std::vector<Rational>& expected) {
  CAPTURE(formula);
  const Expansion f = expanded(formula, piece_of(at - Rational(1, 64), at + Rational(1, 64), expected.size() - 1));
  REQUIRE(f.known() >= expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) {
    CAPTURE(k);
    CHECK(coefficient(f.middle(), k).contains(expected[k]));
    CHECK(coefficient(f.over(), k).contains(expected[k]));
    CHECK(is_sharp(coefficient(f.middle(), k), 100));
  }
}

Rational decimal(const char* text) { return *parse_rational(text); }

const std::array<const char*, 16> smooth{
    "sqrt(x)*exp(-x^2)", "Phi(2*x)^9",  "erfc(x)/(1 + x^3)", "asin(x)*tanh(x)", "x^x",           "log1p(sinh(x))", "atan(cos(3*x))", "(1 + x)^(7/3)/cosh(x)",
    "expm1(-exp(x - 1/2))", "Phic(x)*log(2 + x)", "x^1000",     "(1 - x^2)^(-3/2)", "pi^x - erf(x)^2", "max(x, x^2, -1)", "abs(x - 2)^3",     "1/(x + 1/(1 + x^7))"};

}  // namespace

TEST_CASE("Taylor coefficients: known expansions") {
  check_coefficients("exp(x)", 0, {1, 1, Rational(1, 2), Rational(1, 6), Rational(1, 24), Rational(1, 120)});
  check_coefficients("expm1(x)", 0, {0, 1, Rational(1, 2), Rational(1, 6), Rational(1, 24)});
  check_coefficients("log(1 + x)", 0, {0, 1, Rational(-1, 2), Rational(1, 3), Rational(-1, 4), Rational(1, 5)});
  check_coefficients("log1p(x)", 0, {0, 1, Rational(-1, 2), Rational(1, 3), Rational(-1, 4), Rational(1, 5)});
  check_coefficients("1/(1 - x)", 0, {1, 1, 1, 1, 1, 1});
  check_coefficients("sqrt(1 + x)", 0, {1, Rational(1, 2), Rational(-1, 8), Rational(1, 16), Rational(-5, 128)});
  check_coefficients("(1 + x)^(-1/3)", 0, {1, Rational(-1, 3), Rational(2, 9), Rational(-14, 81)});
  check_coefficients("sin(x)", 0, {0, 1, 0, Rational(-1, 6), 0, Rational(1, 120)});
  check_coefficients("cos(x)", 0, {1, 0, Rational(-1, 2), 0, Rational(1, 24), 0});
  check_coefficients("sinh(x)", 0, {0, 1, 0, Rational(1, 6), 0, Rational(1, 120)});
  check_coefficients("cosh(x)", 0, {1, 0, Rational(1, 2), 0, Rational(1, 24), 0});
  // DLMF 4.33.3, 4.24.3, 4.24.1.
  check_coefficients("tanh(x)", 0, {0, 1, 0, Rational(-1, 3), 0, Rational(2, 15), 0, Rational(-17, 315)});
  check_coefficients("atan(x)", 0, {0, 1, 0, Rational(-1, 3), 0, Rational(1, 5)});
  check_coefficients("asin(x)", 0, {0, 1, 0, Rational(1, 6), 0, Rational(3, 40)});
  // DLMF 7.6.1, without its factor.
  check_coefficients("erf(x)*sqrt(pi)/2", 0, {0, 1, 0, Rational(-1, 3), 0, Rational(1, 10), 0, Rational(-1, 42)});
  check_coefficients("(Phi(x) - 1/2)*sqrt(2*pi)", 0, {0, 1, 0, Rational(-1, 6), 0, Rational(1, 40)});
  check_coefficients("(Phic(x) - 1/2)*sqrt(2*pi)", 0, {0, -1, 0, Rational(1, 6)});
  check_coefficients("(erfc(x) - 1)*sqrt(pi)/2", 0, {0, -1, 0, Rational(1, 3)});
  check_coefficients("x^5", 2, {32, 80, 80, 40, 10, 1, 0});
  check_coefficients("x^-2", 1, {1, -2, 3, -4, 5});
  check_coefficients("(x^2)^7", 0, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0});
  check_coefficients("(1 + x)^40", 0, {1, 40, 780, 9880, 91390});
  check_coefficients("2^(x/log(2))", 0, {1, 1, Rational(1, 2), Rational(1, 6)});
  check_coefficients("let f(y) = y*x; f(x + 1)", 3, {12, 7, 1, 0});
}

TEST_CASE("Taylor coefficients: compositions, against mpmath.taylor at 80 digits") {
  struct Known {
    const char* formula;
    const char* at;
    std::array<const char*, 4> coefficients;  ///< numbers 0, 1, 5, 12
  };
  const std::array<Known, 10> table{{
      {"sqrt(x)*exp(-x^2)", "0.75", {"4.934464008570356340762553e-1", "-4.112053340475296950635461e-1", "-2.053853246982844788272063e-1", "-1.894478522822897136913598e-1"}},
      {"Phi(2*x)^9", "0.25", {"3.613411891836382331377501e-2", "3.311651459662755020191678e-1", "-5.230036179772763320112786", "3.567311795631688487021919e+1"}},
      {"erfc(x)/(1 + x^3)", "0.5", {"4.262223308328475220597808e-1", "-1.065288290720071498345386", "-1.255284586131811715389332", "-1.766918487692410582429616"}},
      {"asin(x)*tanh(x)", "0.375", {"1.377514280426909704482359e-1", "7.215997450124110752017673e-1", "3.926751604837754143891514e-1", "1.744897751715858543656166"}},
      {"x^x", "1.25", {"1.321714079300705149418796", "1.616646052777855551314040", "2.007819664779244431346608e-1", "7.780301811448800793713554e-4"}},
      {"log1p(sinh(x))", "0.75", {"6.001086212357222135130592e-1", "7.104600764442933977606789e-1", "1.707223376356310067162327e-2", "-2.346752235000326986034132e-4"}},
      {"atan(cos(3*x))", "0.5", {"7.061957082588290158947440e-2", "-2.977585859506425249956204", "-8.254087312188163170729546e+1", "1.590512359279807116252530e+5"}},
      {"(1 + x)^(7/3)/cosh(x)", "-0.25", {"4.954999764824693107389085e-1", "1.662912673851060236403971", "-6.983382203853156490665928e-2", "-8.699502036347757149167285e-3"}},
      {"expm1(-exp(x - 1/2))", "0.125", {"-4.970624535865045929911836e-1", "-3.456635835514323645570178e-1", "1.508158665378170327222400e-3", "-1.008344786125258553778379e-6"}},
      {"Phic(x)*log(2 + x)", "-0.5", {"2.803639016132051504445765e-1", "3.182247684050524956395343e-1", "2.871294855203026257014499e-2", "-6.282314300312320860958182e-4"}},
  }};
  for (const Known& known : table) {
    CAPTURE(std::string(known.formula));
    const Rational at = decimal(known.at);
    const Expansion f = expanded(known.formula, piece_of(at - Rational(1, 32), at + Rational(1, 32), 12));
    REQUIRE(f.known() == 13);
    const std::array<std::size_t, 4> indices{0, 1, 5, 12};
    for (std::size_t i = 0; i < indices.size(); ++i) {
      const Rational value = decimal(known.coefficients[i]);
      const Rational error = abs(value) * Rational(1, Integer("1000000000000000000000000"));
      const Interval expected = Interval::enclose(value - error, value + error, 128);
      CHECK(overlap(f.middle()[indices[i]], expected));
      CHECK(is_relatively_sharp(f.middle()[indices[i]], 80));
      CHECK(f.over()[indices[i]].contains(f.middle()[indices[i]]));
    }
  }
}

TEST_CASE("the coefficients over a piece contain those at each of its points") {
  RandomSets random(11);
  for (const char* formula : smooth) {
    CAPTURE(std::string(formula));
    for (int i = 0; i < 12; ++i) {
      const Rational left = Rational(1, 16) + random.fraction() * Rational(3, 4);
      const Rational right = left + random.fraction() / Rational(Integer(1) << static_cast<unsigned>(3 + random.below(10)));
      const Rational at = left + (right - left) * random.fraction();
      const Expansion wide = expanded(formula, piece_of(left, right, 10));
      const Expansion sharp = expanded(formula, piece_of(at, at, 10));
      for (std::size_t k = 0; k < std::min(wide.known(), sharp.known()); ++k) {
        CAPTURE(k);
        CHECK(overlap(coefficient(wide.over(), k), coefficient(sharp.middle(), k)));
        CHECK(coefficient(wide.over(), k).approx_log2_width() >= coefficient(sharp.over(), k).approx_log2_width() - 1);
      }
    }
  }
}

TEST_CASE("the range over a narrow piece is sharp where terms cancel") {
  // x - log(x) - 1 has its minimum 0 at 1: without the mean value theorem the range would be as wide as the piece.
  const Expansion f = expanded("x - log(x) - 1", piece_of(1 - Rational(1, 1024), 1 + Rational(1, 1024), 8));
  CHECK(f.range().approx_log2_magnitude() <= -19);
  CHECK(f.range().contains(Rational(0)));
}

TEST_CASE("kinks and jumps: the range is known and nothing else, unless the piece decides") {
  for (const char* formula : {"abs(x)", "max(x, 0)", "min(x, x^2)", "floor(x)", "ceil(2*x)", "if(x < 0, 1, 2)", "if(x*pi >= 0, x, exp(x))"}) {
    CAPTURE(std::string(formula));
    CHECK(expanded(formula, piece_of(-1, 1, 6)).known() == 1);
    CHECK(expanded(formula, piece_of(Rational(1, 8), Rational(1, 4), 6)).known() > 6);
  }
  CHECK(expanded("abs(x)", piece_of(-1, 1, 6)).range().is_within(0, 1));
  CHECK(expanded("floor(x)", piece_of(Rational(-1, 2), Rational(1, 2), 6)).range().is_within(-1, 0));
  // What a condition on x decides varies with x, even where both branches are constants.
  const Expansion step = expanded("if(x < 0, -1, 1)*x", piece_of(-1, 1, 6));
  CHECK(step.known() == 1);
  CHECK(step.range().contains(Rational(1)));
}

TEST_CASE("the end rule: roots and asin are continued beyond their domain, but not in the middle of a piece") {
  const PiecePtr end = piece_of(Rational(1, 2), Rational(17, 16), 4);
  CHECK(expanded("sqrt(1 - x)", end).known() == 1);
  CHECK(expanded("sqrt(1 - x)", end).range().contains(Rational(0)));
  CHECK(expanded("asin(x)", end).known() == 1);
  CHECK(expanded("(1 - x)^x", end).known() == 1);
  const PiecePtr beyond = piece_of(Rational(1, 2), 2, 4);
  for (const char* formula : {"sqrt(1 - x)", "asin(x)", "(1 - x)^x", "(1 - x)^(1/3)", "(1 - x)^pi"}) {
    CAPTURE(std::string(formula));
    CHECK(expanded(formula, beyond).known() == 0);
    CHECK(expanded(formula, piece_of(2, 3, 4)).known() == 0);
    // A piece of order 0 may be one of rounding: it is continued.
    CHECK(expanded(formula, piece_of(Rational(1, 2), 2, 0)).known() == 1);
  }
}

TEST_CASE("what is not bounded or not defined is unknown, and stays so") {
  const PiecePtr piece = piece_of(Rational(-1, 2), Rational(1, 2), 4);
  for (const char* formula : {"log(x)", "1/x", "x^-3", "x^(-1/2)", "log1p(2*x)", "1/tanh(x)", "0*log(x)", "sin(log(x))", "log(x)^0", "max(log(x), 2)",
                              "min(3, 1/x)", "abs(1/x)", "floor(log(x))", "if(log(x) < 1, 1, 2)", "Phi(1/x)", "(-x^2 - 1)^(1/2)"}) {
    CAPTURE(std::string(formula));
    CHECK(expanded(formula, piece).known() == 0);
  }
  CHECK_THROWS_AS((void)expanded("gamma(x + 2)", piece), UnsupportedError);
  CHECK_THROWS_AS((void)expanded("besseli(1, x)", piece), UnsupportedError);
}

TEST_CASE("with t = sin(u), powers of 1 - t^2 are powers of the cosine") {
  const PiecePtr piece = make_piece(Interval::enclose(Rational(3, 2), 128), Interval::enclose(Rational(25, 16), 128), 6, 1, true);
  // (1 - t^2)^(-1/2) dt = du, so that the factor is 1.
  for (const char* formula : {"(1 - x^2)^(-1/2)", "1/sqrt(1 - x*x)", "sqrt(1 - x^2)/(1 - x^2)", "let y = 1 - x^2; y^(1/3)*y^(-5/6)"}) {
    CAPTURE(std::string(formula));
    const Expansion f = expanded(formula, piece).times_cosine(piece);
    CHECK(f.range().contains(Rational(1)));
    CHECK(is_sharp(f.range(), 100));
  }
  const Expansion cube = expanded("(1 - x^2)^(3/2)", piece);
  const Expansion cosine = expanded("cos(x)^3", piece_of(Rational(3, 2), Rational(25, 16), 6));
  for (std::size_t k = 0; k < 7; ++k) CHECK(overlap(cube.plain().middle()[k], cosine.middle()[k]));
  // Off the factor, t is sin(u) and no more.
  const Expansion other = expanded("2 - x^2", piece).plain();
  const Expansion expected = expanded("1 + cos(x)^2", piece_of(Rational(3, 2), Rational(25, 16), 6));
  for (std::size_t k = 0; k < 7; ++k) CHECK(overlap(other.middle()[k], expected.middle()[k]));
}
