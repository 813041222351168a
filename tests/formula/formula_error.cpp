#include "formula/formula_error.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace rankcert;

TEST_CASE("the caret stands under the place") {
  const FormulaError error("no", "a +\nbc ? d\ne", 7);
  CHECK(std::string(error.what()) == "line 2, column 4: no");
  CHECK(error.diagram() == "  bc ? d\n     ^");
  CHECK(FormulaError("no", "ab", 2).diagram() == "  ab\n    ^");
  CHECK(FormulaError("no", "", 0).diagram() == "  \n  ^");
}

TEST_CASE("a long line is cut around the place, and no control or foreign byte is shown") {
  const std::string text = std::string(300, 'a') + "?" + std::string(300, 'b');
  const std::string diagram = FormulaError("no", text, 300).diagram();
  const auto end = diagram.find('\n');
  REQUIRE(end != std::string::npos);
  CHECK(end <= 80);
  CHECK(diagram[diagram.find('^', end) - end - 1] == '?');
  for (std::size_t at = 0; at < text.size(); at += 5) {
    std::string marked(text.size(), 'x');
    marked[at] = '$';
    const std::string around = FormulaError("no", marked, at).diagram();
    const auto line = around.find('\n');
    CHECK(line <= 80);
    CHECK(around[around.find('^', line) - line - 1] == '$');
    CHECK(line - around.find('$') >= std::min<std::size_t>(20, text.size() - at));
    CHECK(around.find('$') >= std::min<std::size_t>(20, at + 2));
  }
  const std::string shown = FormulaError("no", std::string("a\x01\x1b[31m\xc3\xa4") + '\0' + "b", 1).diagram();
  CHECK(std::all_of(shown.begin(), shown.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
}
