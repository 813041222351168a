// Texts made to hurt: each must end at once, in a tree or in one clear error.
#include <doctest/doctest.h>

#include <array>
#include <ctime>
#include <random>

#include "formula/definitions.hpp"
#include "formula/formula_error.hpp"
#include "formula/parser.hpp"
#include "formula/render.hpp"

using namespace rankcert;

namespace {

/// True if the text is a formula with known names; an error must be a FormulaError with a place and a diagram.
bool is_accepted(const std::string& text) {
  try {
    const ExpressionPtr tree = parse_formula(text);
    const std::string printed = render_text(*tree);
    REQUIRE(render_text(*parse_formula(printed)) == printed);
    (void)render_latex(*tree);
    const std::array<std::string, 2> variables = {"x", "y"};
    check_names(*tree, text, variables, {});
    return true;
  } catch (const FormulaError& error) {
    const std::string line = error.what();
    REQUIRE(line.starts_with("line "));
    REQUIRE(line.find('\n') == std::string::npos);
    REQUIRE(error.diagram().find('^') != std::string::npos);
    return false;
  }
}

std::string repeated(const char* part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

}  // namespace

TEST_CASE("random bytes never crash the parser") {
  std::mt19937_64 random(6);
  for (int i = 0; i < 50'000; ++i) {
    std::string text(random() % 40, ' ');
    for (char& c : text) c = static_cast<char>(random() % 256);
    (void)is_accepted(text);
  }
}

TEST_CASE("random sequences of tokens never crash it, and some are formulas") {
  constexpr std::array tokens = std::to_array<const char*>(
      {"1", "2.5", "x", "y", "+", "-", "*", "/", "^", "(", ")", ",", "=", "<", ">=", "..", ";", "sum(", "k", "integral(", "t", "if(",
       "let ", "pi", "inf", "sqrt(", "f(", " step ", "1e9", "max("});
  std::mt19937_64 random(7);
  int accepted = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string text;
    for (std::uint64_t k = random() % 12; k > 0; --k) text += tokens[random() % tokens.size()];
    accepted += is_accepted(text) ? 1 : 0;
  }
  CHECK(accepted > 100);
}

TEST_CASE("deep and long texts end with an error at once") {
  const std::clock_t start = std::clock();  // processor time: a loaded machine moves the clock on the wall
  for (const std::string& text :
       {repeated("(", 60'000), repeated("-", 60'000) + "1", repeated("1-", 30'000) + "1", repeated("2^", 30'000) + "2",
        repeated("sqrt(", 10'000), repeated("let x=", 10'000), repeated("if(", 20'000), repeated("1-", 100'000) + "1",
        repeated("f(x,", 10'000), std::string(60'000, '9'), "1e" + std::string(60'000, '9'), repeated("sum(k=1..", 5'000)}) {
    CHECK_FALSE(is_accepted(text));
  }
  CHECK(std::clock() - start < 5 * CLOCKS_PER_SEC);
}
