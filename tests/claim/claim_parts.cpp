#include "claim/claim_parts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "checker/prelude.hpp"
#include "claim/example.hpp"
#include "exact/digest.hpp"

using namespace rankcert;

namespace {

const std::string full = R"toml(id = "full"
title = "A title"
statement = "A statement"
published = "What was published"
source = "A source"
note = "full"
hypotheses = ["b is assumed", "a is assumed"]
[parameters]
n = { type = "integer", range = "1..10^6", default = "3", meaning = "a number", unit = "1" }
[hints]
L = { type = "odd", range = "1..99", candidates = "3, 9", meaning = "a hint" }
[[require]]
condition = "n <= 10"
otherwise = "too large"
[[define]]
name = "f(x, y)"
is = "x  +  g(y)"
meaning = "a sum"
source = "here"
[[assert]]
name = "below"
title = "It is below"
left = "f(n, L)"
relation = "<"
right = { measure = "random_heads_mse(n, 2)", column = "mse" }
vacuous_at = "0"
status = "conjecture"
lemmas = ["note#1", "note#2"]
[threshold]
of = "n"
holds = "sure"
fails = "sure"
meaning = "largest n"
[[assert]]
name = "sure"
title = "sure"
left = "n"
relation = "<="
right = "n"
lemmas = ["note#3"]
[[suites.quick]]
assertions = ["below", "sure"]
set = { n = "1..3" }
)toml";

Claim claim_of(const std::string& text) {
  // g is a definition before f
  std::string whole = text;
  whole.insert(whole.find("[[define]]"), "[[define]]\nname = \"g(x)\"\nis = \"2*x\"\nmeaning = \"double\"\n");
  return parse_claim(whole, "full.toml");
}

Claim changed(const std::string& before, const std::string& after) {
  std::string text = full;
  const auto at = text.find(before);
  REQUIRE(at != std::string::npos);
  return claim_of(text.replace(at, before.size(), after));
}

bool holds(const std::vector<ClaimPart>& parts, const std::string& what, const std::string& text) {
  return std::find(parts.begin(), parts.end(), ClaimPart{what, text}) != parts.end();
}

}  // namespace

TEST_CASE("claim parts: what is asserted, and the rest") {
  const ClaimParts parts = claim_parts(claim_of(full));
  const std::vector<ClaimPart> asserted = {
      {"assertion below", "f(n, L) < random_heads_mse(n, 2)"},
      {"assertion below, expect", "certified"},
      {"assertion below, lemmas", "note#1, note#2"},
      {"assertion below, status", "conjecture"},
      {"assertion below, vacuous_at", "0"},
      {"assertion sure", "n <= n"},
      {"assertion sure, expect", "certified"},
      {"assertion sure, lemmas", "note#3"},
      {"assertion sure, status", "proved"},
      {"definition f", "f(x, y) = x + g(y)"},
      {"definition g", "g(x) = 2*x"},
      {"hypothesis", "a is assumed"},
      {"hypothesis", "b is assumed"},
      {"parameter n", "integer 1..10^6"},
      {"requirement", "n <= 10"},
      {"threshold", "of n, holds sure, fails sure"},
  };
  CHECK(parts.asserted == asserted);
  CHECK(std::is_sorted(parts.other.begin(), parts.other.end()));
  CHECK(holds(parts.other, "title", "A title"));
  CHECK(holds(parts.other, "statement", sha256("A statement")));
  CHECK(holds(parts.other, "published", sha256("What was published")));
  CHECK(holds(parts.other, "suite quick", "below, sure at n = 1..3;"));
  CHECK(holds(parts.other, "hint L", "odd 1..99, candidates 3, 9"));
  CHECK(holds(parts.other, "requirement, otherwise", "too large"));
}

TEST_CASE("claim parts: a change of what is asserted shows there, a change of the rest does not") {
  const ClaimParts parts = claim_parts(claim_of(full));
  const auto restates = [&](const std::string& before, const std::string& after) {
    CAPTURE(after);
    const ClaimParts other = claim_parts(changed(before, after));
    CHECK(other.asserted != parts.asserted);
  };
  restates("\"f(n, L)\"", "\"f(n, 2*L)\"");
  restates("relation = \"<\"", "relation = \"<=\"");
  restates("random_heads_mse(n, 2)", "random_heads_mse(n, 3)");
  restates("x  +  g(y)", "x + 2*g(y)");
  restates("name = \"f(x, y)\"", "name = \"f(y, x)\"");
  restates("b is assumed", "b is required");
  restates(", \"a is assumed\"", "");
  restates("1..10^6", "1..10^5");
  restates("n <= 10", "n <= 11");
  restates("status = \"conjecture\"\n", "");
  restates("\"note#1\", ", "");
  restates("vacuous_at = \"0\"\n", "");
  restates("vacuous_at", "expect = \"refuted\"\nvacuous_at");
  restates("holds = \"sure\"\nfails = \"sure\"\nmeaning = \"largest n\"\n[[assert]]\nname = \"sure\"", "holds = \"safe\"\nfails = \"safe\"\nmeaning = \"largest n\"\n[[assert]]\nname = \"safe\"\ntitle = \"\"\nleft = \"1\"\nrelation = \"<=\"\nright = \"n\"\nlemmas = [\"note#3\"]\n[[assert]]\nname = \"sure\"");
  const auto rewords = [&](const std::string& before, const std::string& after, bool listed = true) {
    CAPTURE(after);
    const ClaimParts other = claim_parts(changed(before, after));
    CHECK(other.asserted == parts.asserted);
    CHECK((other.other != parts.other) == listed);
  };
  rewords("A title", "Another title");
  rewords("A statement", "Another statement");
  rewords("What was published", "What else was published");
  rewords("A source", "Another source");
  rewords("note = \"full\"", "note = \"fuller\"");
  rewords("default = \"3\"", "default = \"4\"");
  rewords("a number", "some number");
  rewords("unit = \"1\"", "unit = \"tokens\"");
  rewords("candidates = \"3, 9\"", "candidates = \"3\"");
  rewords("a hint", "some hint");
  rewords("too large", "out of reach");
  rewords("a sum", "some sum");
  rewords("\"here\"", "\"there\"");
  rewords("It is below", "It stays below");
  rewords("column = \"mse\"", "column = \"error\"");
  rewords("largest n", "greatest n");
  rewords("1..3", "1..4");
  rewords("x  +  g(y)", "x+g( y )", false);
  rewords("[hints]", "# a remark\n[hints]", false);
}

TEST_CASE("claim parts: the type of a parameter is asserted") {
  const auto parts = [](const std::string& type) {
    return claim_parts(parse_claim("id = \"a\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"a\"\nhypotheses = [\"none\"]\n[parameters]\n"
                                   "n = { type = \"" + type + "\", range = \"1..9\", meaning = \"n\" }\n[[assert]]\nname = \"a\"\ntitle = \"\"\n"
                                   "left = \"n\"\nrelation = \"<\"\nright = \"10\"\nlemmas = [\"note#1\"]\n", "a.toml"));
  };
  CHECK(parts("integer").asserted != parts("odd").asserted);
  CHECK(parts("integer").asserted != parts("rational").asserted);
  CHECK(parts("integer").other == parts("odd").other);
}

TEST_CASE("claim parts: definitions of the prelude count where they are reached, through other definitions too") {
  const Definition& last = *prelude().in_order().back();
  const auto reached = [](const Claim& claim) {
    std::size_t found = 0;
    for (const ClaimPart& part : claim_parts(claim).asserted) found += part.what.starts_with("definition ") ? 1 : 0;
    return found;
  };
  CHECK(reached(test::one_assertion("n", "<", "n + 1")) == 0);
  std::string call = last.name;
  for (std::size_t i = 0; i < last.parameters.size(); ++i) call += (i == 0 ? "(" : ", ") + std::string("1");
  if (!last.parameters.empty()) call += ")";
  std::set<std::string> names;
  for_each_node(*last.body, [&](const Expression& node) {
    if (node.kind == Expression::Kind::call && prelude().find(node.name) != nullptr) names.insert(node.name);
  });
  CHECK(reached(test::one_assertion(call, "<", "n")) >= 1 + names.size());
}
