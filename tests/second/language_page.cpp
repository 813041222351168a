// The second opinion gives every example of bounds/LANGUAGE.md the value that the page shows, and refuses what it refuses.
#include <doctest/doctest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "evaluation.hpp"
#include "exact/error.hpp"
#include "formula/function_table.hpp"
#include "second/evaluation_error.hpp"
#include "second/function_rules.hpp"

using namespace rankcert;
using namespace rankcert::second;

namespace {

std::vector<std::smatch> matches_of(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  return {std::sregex_iterator(text.begin(), text.end(), expression), std::sregex_iterator()};
}

std::string page() {
  std::ifstream file(RANKCERT_LANGUAGE_PAGE);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// An integral in whose integrand another one reads the outer variable: enclosed widely (proofs-notes/integral.md).
bool is_nested_integral(const std::string& formula) { return formula.find("integral(", formula.find("integral(") + 1) != std::string::npos; }

/// "3/2" is that number; "0.25...e-3" a number that begins so: between 0.25e-3 and 0.26e-3.
void check_value(const std::string& formula, const Value& value, const std::string& shown) {
  const auto dots = shown.find("...");
  if (dots == std::string::npos) {
    CHECK(contains(value, parse_rational(shown).value()));
    CHECK((is_sharp(value, 30) || is_nested_integral(formula)));
    return;
  }
  const std::string digits = shown.substr(0, dots);
  const std::string exponent = shown.substr(dots + 3);
  const Rational below = parse_rational(digits + exponent).value();
  const std::size_t decimals = digits.size() - digits.find('.') - 1;
  Rational step = parse_rational("1e-" + std::to_string(decimals)).value();
  if (!exponent.empty()) step *= parse_rational("1" + exponent).value();
  CHECK(to_interval(value, 256).is_within(below, below + step));
}

}  // namespace

TEST_CASE("each example has the value it shows") {
  const std::string text = page();
  const auto examples = matches_of(text, "`([^`\n]+)` = `([^`\n]+)`");
  CHECK(examples.size() > 60);
  for (const auto& example : examples) {
    CAPTURE(example[1].str());
    check_value(example[1].str(), value_of(example[1].str(), 128), example[2].str());
  }
}

/// In words of its own, and an integral that it has no method for is no opinion.
TEST_CASE("each refusal is refused") {
  const std::string text = page();
  const auto refusals = matches_of(text, "`([^`\n]+)` is refused: `([^`\n]+)`");
  CHECK(refusals.size() > 12);
  for (const auto& refusal : refusals) {
    CAPTURE(refusal[1].str());
    CHECK_THROWS_AS((void)value_of(refusal[1].str()), Error);
  }
}

TEST_CASE("each function of the language has a rule") {
  const Limits limits;
  for (const FunctionSignature& function : function_table()) {
    CAPTURE(std::string(function.name));
    const std::vector<Value> ones(function.min_arity, Rational(1));
    CHECK(is_bounded(apply_function(function.name, ones, {.bits = 64, .limits = &limits})));
  }
}
