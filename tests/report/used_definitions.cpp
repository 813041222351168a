#include "report/used_definitions.hpp"

#include <doctest/doctest.h>

#include "checker/claim_text.hpp"
#include "formula/parser.hpp"

using namespace rankcert;

namespace {

const char* const text = R"toml([[define]]
name = "c"
is = "2"
meaning = "a constant"
[[define]]
name = "deep(x)"
is = "x + c"
meaning = "what others use"
[[define]]
name = "f(x)"
is = "deep(x)^2"
meaning = "one of them"
[[define]]
name = "g(c)"
is = "f(c) + 1"
meaning = "its argument hides the constant"
[[define]]
name = "unused(x, y)"
is = "x"
meaning = "nobody uses it"
)toml";

std::vector<std::string> used(const std::vector<std::string>& formulas) {
  const Definitions definitions = parse_definitions(text, "test", {});
  std::vector<ExpressionPtr> trees;
  for (const std::string& formula : formulas) trees.push_back(parse_formula(formula, {}));
  std::vector<std::string> names;
  for (const Definition* definition : used_definitions(trees, definitions)) names.push_back(head_of(*definition));
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("used definitions: the formula's own first, then what they rest on, each once") {
  CHECK(used({"f(3) + f(4) + c"}) == Names{"f(x)", "c", "deep(x)"});
  CHECK(used({"deep(1)", "f(2)"}) == Names{"deep(x)", "f(x)", "c"});
  CHECK(used({"sqrt(n) + 1"}) == Names{});
  CHECK(used({}) == Names{});
}

TEST_CASE("used definitions: a name that the formula binds itself is none") {
  CHECK(used({"sum(c = 1..3, c)"}) == Names{});
  CHECK(used({"sum(i = 1..c, i)"}) == Names{"c"});
  CHECK(used({"let f(x) = x; f(1)"}) == Names{});
  CHECK(used({"let c = 1; c"}) == Names{});
  // The c in g is its argument; the one that deep uses is the constant.
  CHECK(used({"g(1)"}) == Names{"g(c)", "f(x)", "deep(x)", "c"});
}
