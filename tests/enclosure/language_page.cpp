// bounds/LANGUAGE.md says nothing that does not hold: its examples, its table of functions and its limits.
#include <doctest/doctest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "evaluation.hpp"
#include "exact/error.hpp"
#include "formula/formula_error.hpp"
#include "formula/function_table.hpp"

using namespace rankcert;

namespace {

std::string page() {
  std::ifstream file(RANKCERT_LANGUAGE_PAGE);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::smatch> matches_of(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  return {std::sregex_iterator(text.begin(), text.end(), expression), std::sregex_iterator()};
}

/// "3/2" is that number; "0.25...e-3" a number that begins so: between 0.25e-3 and 0.26e-3.
void check_value(const Value& value, std::string shown) {
  const auto dots = shown.find("...");
  if (dots == std::string::npos) {
    CHECK(contains(value, parse_rational(shown).value()));
    CHECK(is_sharp(value, 30));
    return;
  }
  const std::string digits = shown.substr(0, dots);
  const std::string exponent = shown.substr(dots + 3);
  const Rational below = parse_rational(digits + exponent).value();
  const std::size_t point = digits.find('.');
  const Rational unit = parse_rational("1e-" + std::to_string(digits.size() - point - 1)).value();
  const Rational step = exponent.empty() ? unit : Rational(unit * parse_rational("1" + exponent).value());
  REQUIRE(is_finite(value));
  CHECK(to_ball(value, 256).lower(256) >= below);
  CHECK(to_ball(value, 256).upper(256) <= below + step);
}

}  // namespace

TEST_CASE("each example has the value it shows") {
  const std::string text = page();
  const auto examples = matches_of(text, "`([^`\n]+)` = `([^`\n]+)`");
  CHECK(examples.size() > 60);
  for (const auto& example : examples) {
    CAPTURE(example[1].str());
    check_value(value_of(example[1].str(), 128), example[2].str());
  }
}

TEST_CASE("each refusal is refused in the words it shows") {
  const std::string text = page();
  const auto refusals = matches_of(text, "`([^`\n]+)` is refused: `([^`\n]+)`");
  CHECK(refusals.size() > 12);
  for (const auto& refusal : refusals) {
    CAPTURE(refusal[1].str());
    std::string message;
    try {
      (void)value_of(refusal[1].str());
    } catch (const Error& error) {
      message = error.what();
    }
    CAPTURE(message);
    CHECK(message.find(refusal[2].str()) != std::string::npos);
  }
}

TEST_CASE("the table lists every function with its arity and an example") {
  const std::string text = page();
  for (const FunctionSignature& function : function_table()) {
    CAPTURE(std::string(function.name));
    const auto rows = matches_of(text, ("\n\\| `" + std::string(function.name) + "\\(([a-z., ]+)\\)` \\|[^\n]*` = `").c_str());
    REQUIRE(rows.size() == 1);
    const std::string parameters = rows.front()[1].str();
    const bool any = parameters.find("...") != std::string::npos;
    CHECK(any == (function.max_arity == any_arity));
    if (!any) CHECK(1 + static_cast<std::size_t>(std::count(parameters.begin(), parameters.end(), ',')) == function.max_arity);
  }
}

TEST_CASE("the limits are those of the code") {
  const std::string text = page();
  const Limits limits;
  const std::vector<std::pair<std::string, std::uint64_t>> in_code = {
      {"max_text_bytes", limits.max_text_bytes}, {"max_depth", limits.max_depth}, {"max_number_digits", limits.max_number_digits},
      {"max_exact_bits", limits.max_exact_bits}, {"max_call_depth", limits.max_call_depth}, {"max_terms", limits.max_terms},
      {"max_work", limits.max_work}};
  static_assert(sizeof(Limits) == 7 * sizeof(std::uint64_t), "a new limit belongs in this list and on the page");
  for (const auto& [name, value] : in_code) {
    const std::string row = "| `" + name + "` | " + std::to_string(value) + " |";
    CAPTURE(row);
    CHECK(text.find(row) != std::string::npos);
  }
  CHECK(matches_of(text, "\n\\| `max_[a-z_]+` \\|").size() == in_code.size());
}

TEST_CASE("the error on the page is the error that is given") {
  const std::string text = page();
  const std::string formula = "1/3 + 2*sqrd(2)";
  try {
    (void)value_of(formula);
    FAIL("accepted");
  } catch (const FormulaError& error) {
    CHECK(text.find(std::string(error.what()) + "\n" + error.diagram()) != std::string::npos);
  }
}

TEST_CASE("the reserved words on the page are those of the parser") {
  const std::string text = page();
  const auto found = matches_of(text, "The words `([a-z ]+)` and the");
  REQUIRE(found.size() == 1);
  std::istringstream words(found.front()[1].str());
  for (std::string word; words >> word;) {
    CAPTURE(word);
    CHECK_FALSE(is_free_name(word));
    CHECK(find_function(word) == nullptr);
  }
}
