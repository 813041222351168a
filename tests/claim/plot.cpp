#include "claim/plot.hpp"

#include <doctest/doctest.h>

#include <regex>

#include "claim/claim_library.hpp"
#include "claim/example.hpp"
#include "formula/render.hpp"

using namespace rankcert;

namespace {

const char* const without_plots = R"toml(id = "plots"
title = "A claim with plots"
statement = ""
source = ""
note = "plots"
hypotheses = ["none"]
[parameters]
n = { type = "integer", range = "1..10^6", meaning = "a length", unit = "tokens" }
d = { type = "integer", range = "1..10^6", meaning = "a dimension" }
[hints]
L = { type = "odd", range = "1..99", candidates = "3", meaning = "a hint" }
[[define]]
name = "half(n)"
is = "n/2"
meaning = "half"
[[assert]]
name = "two"
title = "In n and d"
left = "half(n) + L"
relation = "<="
right = "n*d + 99"
lemmas = ["plots#1"]
[[assert]]
name = "one"
title = "In d alone"
left = "d"
relation = "<="
right = "d + 1"
lemmas = ["plots#1"]
)toml";

const char* const plot = R"toml(
[[plot]]
title = "A plot"
x = "n"
where = ["d = 2", "half(n) >= 3"]
by = ["d"]
draw = ["two", { what = "two.left", per = "half(n)", name = "left side" }, "two.right"]
x_scale = "log"
y_scale = "linear"
y_label = "something"
[[plot.curve]]
name = "a curve"
is = "half(n)^2"
)toml";

std::vector<Plot> plots_of(const std::string& plots, Claim& claim) {
  claim = parse_claim(without_plots + plots, "mine.toml");
  return read_plots(claim, "mine.toml");
}

std::string reason_of(const std::string& plots) {
  return test::input_error([&] {
    Claim claim;
    static_cast<void>(plots_of(plots, claim));
  });
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("plot: every key is read back") {
  Claim claim;
  const std::vector<Plot> plots = plots_of(plot, claim);
  REQUIRE(plots.size() == 1);
  const Plot& one = plots.front();
  CHECK(one.title == "A plot");
  CHECK(one.x == "n");
  CHECK(one.y == nullptr);
  CHECK(one.x_scale == Scale::log);
  CHECK(one.y_scale == Scale::linear);
  CHECK(one.y_label == "something");
  CHECK(one.by == std::vector<std::string>{"d"});
  REQUIRE(one.where.size() == 2);
  CHECK(render_text(*one.where[0]) == "d = 2");
  CHECK(render_text(*one.where[1]) == "half(n) >= 3");
  REQUIRE(one.draw.size() == 3);
  for (const DrawnAssertion& drawn : one.draw) CHECK(drawn.assertion == claim.find_assertion("two"));
  CHECK(one.draw[0].sides == DrawnAssertion::Sides::both);
  CHECK(one.draw[0].per == nullptr);
  CHECK(one.draw[0].name.empty());
  CHECK(one.draw[1].sides == DrawnAssertion::Sides::left);
  CHECK(render_text(*one.draw[1].per) == "half(n)");
  CHECK(one.draw[1].name == "left side");
  CHECK(one.draw[2].sides == DrawnAssertion::Sides::right);
  REQUIRE(one.curves.size() == 1);
  CHECK(one.curves[0].name == "a curve");
  CHECK(render_text(*one.curves[0].formula) == "half(n)^2");
}

TEST_CASE("plot: what is left out has its default, and a claim may have none") {
  Claim claim;
  const std::vector<Plot> plots = plots_of("[[plot]]\ntitle = \"t\"\nx = \"n\"\ny = \"d\"\ndraw = [{ what = \"two\", name = \"marks\" }]\n", claim);
  REQUIRE(plots.size() == 1);
  CHECK(plots[0].x_scale == Scale::automatic);
  CHECK(plots[0].y_scale == Scale::automatic);
  CHECK(plots[0].y_label.empty());
  CHECK(plots[0].where.empty());
  CHECK(plots[0].by.empty());
  CHECK(plots[0].curves.empty());
  CHECK(render_text(*plots[0].y) == "d");
  CHECK(plots[0].draw[0].name == "marks");
  CHECK(plots_of("", claim).empty());
}

TEST_CASE("plot: every mistake is one line with file, line and column") {
  struct Bad {
    const char* from;
    const char* to;
    const char* word;
  };
  const Bad bads[] = {
      {"title = \"A plot\"", "", "'title' is missing"},
      {"title = \"A plot\"", "titel = \"A plot\"", "unknown key 'titel'"},
      {"x = \"n\"", "", "'x' is missing"},
      {"x = \"n\"", "x = \"m\"", "there is no parameter 'm'"},
      {"x = \"n\"", "x = \"L\"", "there is no parameter 'L'"},
      {"x = \"n\"", "x = \"n\"\ny = \"n +\"", "expected"},
      {"x = \"n\"", "x = \"n\"\ny = \"q\"", "unknown name 'q'"},
      {"x = \"n\"", "x = \"n\"\ny = \"L\"", "unknown name 'L'"},
      {"x = \"n\"", "x = \"n\"\ny = 1.5", "must be a string in quotes"},
      {"x = \"n\"", "x = \"n\"\ny = \"d\"", "a plot with 'y' marks points"},
      {"where = [\"d = 2\"", "where = [\"d + 2\"", "a condition must be a comparison"},
      {"where = [\"d = 2\"", "where = [\"q = 2\"", "unknown name 'q'"},
      {"where = [\"d = 2\"", "where = [\"d = \"", "expected"},
      {"where = [\"d = 2\", \"half(n) >= 3\"]", "where = \"d = 2\"", "array of strings"},
      {"by = [\"d\"]", "by = [\"L\"]", "by: there is no parameter 'L'"},
      {"by = [\"d\"]", "by = \"d\"", "array of strings"},
      {"draw = [\"two\", ", "draw = [\"tow\", ", "there is no assertion 'tow'"},
      {"draw = [\"two\", ", "draw = [\"one\", ", "'one' does not depend on n"},
      {"draw = [\"two\", ", "draw = [\"two.middle\", ", "a side is .left or .right, not '.middle'"},
      {"draw = [\"two\", ", "draw = [1, ", "an entry is"},
      {"draw = [\"two\", ", "draw = [{ what = \"two\", name = \"n\" }, ", "a name is for one side"},
      {"draw = [\"two\", ", "draw = [{ name = \"n\" }, ", "'what' is missing"},
      {"per = \"half(n)\"", "per = \"half(q)\"", "unknown name 'q'"},
      {"per = \"half(n)\"", "by = \"half(n)\"", "unknown key 'by'"},
      {"x = \"n\"", "x = \"d\"\ny = \"n\"", "a plot with 'y' marks points"},
      {"x = \"n\"\nwhere = [\"d = 2\", \"half(n) >= 3\"]\nby = [\"d\"]\ndraw = [\"two\", ", "x = \"d\"\ny = \"n\"\ndraw = [\"one\", ", "'one' has no parameter n, which 'y' names"},
      {"x = \"n\"\nwhere = [\"d = 2\", \"half(n) >= 3\"]\nby = [\"d\"]\ndraw = [\"two\", ", "x = \"d\"\ndraw = [{ what = \"one.left\", per = \"n\" }, ", "'one' has no parameter n, which 'per' names"},
      {"draw = [\"two\", { what = \"two.left\", per = \"half(n)\", name = \"left side\" }, \"two.right\"]", "draw = []", "draw must list"},
      {"draw = [\"two\", { what = \"two.left\", per = \"half(n)\", name = \"left side\" }, \"two.right\"]", "draw = \"two\"", "draw must list"},
      {"draw = [\"two\", { what = \"two.left\", per = \"half(n)\", name = \"left side\" }, \"two.right\"]", "", "draw must list"},
      {"x_scale = \"log\"", "x_scale = \"ln\"", "x_scale must be log or linear, not 'ln'"},
      {"y_scale = \"linear\"", "y_scale = \"lin\"", "y_scale must be log or linear, not 'lin'"},
      {"y_label = \"something\"", "y_label = 3.0", "must be a string in quotes"},
      {"name = \"a curve\"", "", "'name' is missing"},
      {"is = \"half(n)^2\"", "", "'is' is missing"},
      {"is = \"half(n)^2\"", "is = \"half(n)^2\"\nwidth = \"2\"", "unknown key 'width'"},
      {"is = \"half(n)^2\"", "is = \"half(q)^2\"", "unknown name 'q'"},
      {"is = \"half(n)^2\"", "is = \"half(n\"", "expected"},
      {"[[plot]]", "[plot]", ""},
  };
  const std::regex located(R"(^mine\.toml:[1-9][0-9]*:[1-9][0-9]*: .+$)");
  for (const Bad& bad : bads) {
    CAPTURE(bad.from);
    CAPTURE(bad.to);
    const std::string reason = reason_of(replaced(plot, bad.from, bad.to));
    CAPTURE(reason);
    CHECK(reason.find(bad.word) != std::string::npos);
    CHECK(std::regex_match(reason, located));
  }
}

TEST_CASE("plot: where points are marked, sides are neither drawn nor divided") {
  const std::string marks = "[[plot]]\ntitle = \"t\"\nx = \"n\"\ny = \"d\"\ndraw = [\"two\"]\n";
  CHECK(reason_of(marks).empty());
  CHECK(reason_of(replaced(marks, "\"two\"", "\"two.left\"")).find("marks points") != std::string::npos);
  CHECK(reason_of(replaced(marks, "\"two\"", "{ what = \"two\", per = \"n\" }")).find("marks points") != std::string::npos);
}

TEST_CASE("plot: 32 of them are read, 33 are too many") {
  std::string many;
  for (std::size_t i = 0; i < max_plots; ++i) many += plot;
  Claim claim;
  CHECK(plots_of(many, claim).size() == max_plots);
  CHECK(reason_of(many + plot).find("more than 32 plots") != std::string::npos);
}

TEST_CASE("plot: a claim file with a bad plot is refused when it is loaded") {
  const std::string bad = std::string(RANKCERT_CLAIM_DATA) + "/bad-plot.toml";
  CHECK(test::input_error([&] { static_cast<void>(load_claim(bad)); }).find("there is no assertion 'missing'") != std::string::npos);
}
