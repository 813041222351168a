#include "report/report.hpp"

#include <doctest/doctest.h>

#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "cli/process.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

const char* const counting = R"(id = "counting"
title = "Counting"
statement = "$n \\le n + 1$."
source = "Peano"
note = "counting"
hypotheses = ["n is an integer"]
[parameters]
n = { type = "integer", range = "0..100", meaning = "a number" }
[[assert]]
name = "next"
title = "The next number is larger"
left = "n"
relation = "<"
right = "n + 1"
lemmas = ["counting#1"]
[[assert]]
name = "guess"
title = "Nobody has proved this one"
status = "conjecture"
left = "n"
relation = "<="
right = "n^2"
lemmas = ["counting#1"]
[[assert]]
name = "wrong"
title = "A reading that fails"
expect = "refuted"
left = "n"
relation = ">"
right = "n + 1"
lemmas = ["counting#1"]
)";

/// Writes the certificates of every assertion at the numbers, one file a point.
void write_points(const Claim& claim, const std::vector<Rational>& numbers, const test::Folder& folder, const std::string& prefix = "") {
  std::vector<const Assertion*> assertions;
  for (const Assertion& assertion : claim.assertions) assertions.push_back(&assertion);
  for (const Result& result : run_points(make_points(claim, assertions, {{"n", numbers}}, {}), {})) {
    const std::string name = prefix + result.point.assertion->name + "-" + to_text(result.point.parameters.at("n")) + ".json";
    static_cast<void>(folder.write(name, write_certificate(make_certificate(result, "test 1"))));
  }
}

}  // namespace

TEST_CASE("report: points stand by assertion as the claim orders them, then by parameters as numbers") {
  const test::Folder folder;
  const Claim claim = parse_claim(counting, "counting.toml");
  write_points(claim, {10, 9, 2}, folder);
  const Report report = load_report({folder.path()}, {});
  REQUIRE(report.claims.size() == 1);
  std::vector<std::string> names;
  for (const ReportedPoint& point : report.claims.front().points) names.push_back(point.file);
  CHECK(names == std::vector<std::string>{"next-2.json", "next-9.json", "next-10.json", "guess-2.json", "guess-9.json", "guess-10.json",
                                          "wrong-2.json", "wrong-9.json", "wrong-10.json"});
  CHECK(report.refused.empty());
  CHECK(report.tools == std::vector<std::string>{"test 1"});
  CHECK(exit_code_of(report, true) == 0);
}

TEST_CASE("report: what is proved, enclosed, measured and conjectured is told apart") {
  const Claim counted = parse_claim(counting, "counting.toml");
  CHECK(knowledge_of(*counted.find_assertion("next")) == Knowledge::proved);
  CHECK(knowledge_of(*counted.find_assertion("guess")) == Knowledge::conjectured);
  CHECK(knowledge_of(*counted.find_assertion("wrong")) == Knowledge::proved);
  const Claim separation = load_claim("low-rank-separation");
  CHECK(knowledge_of(*separation.find_assertion("general-values")) == Knowledge::enclosed);
  CHECK(knowledge_of(*separation.find_assertion("general-ranks")) == Knowledge::measured);
}

TEST_CASE("report: a refused file is listed and never rendered as a point") {
  const test::Folder folder;
  const Claim claim = parse_claim(counting, "counting.toml");
  write_points(claim, {2}, folder);
  std::string text = test::read(folder / "next-2.json");
  text.replace(text.find("certified"), 9, "supported");
  static_cast<void>(folder.write("altered.json", text));
  static_cast<void>(folder.write("noise.json", "no json"));
  const Report report = load_report({folder.path()}, {});
  REQUIRE(report.refused.size() == 2);
  CHECK(report.refused[0].file == "altered.json");
  CHECK(report.refused[0].reason.find("C2") != std::string::npos);
  CHECK(report.refused[1].file == "noise.json");
  CHECK(report.claims.front().points.size() == 3);
  CHECK(exit_code_of(report, false) == 5);
}

TEST_CASE("report: of two certificates of one point the first stays and the other is refused") {
  const test::Folder folder;
  const Claim claim = parse_claim(counting, "counting.toml");
  write_points(claim, {2}, folder, "a-");
  write_points(claim, {2}, folder, "b-");
  const Report report = load_report({folder.path()}, {});
  CHECK(report.claims.front().points.size() == 3);
  REQUIRE(report.refused.size() == 3);
  CHECK(report.refused.front().file == "b-next-2.json");
  CHECK(report.refused.front().reason.find("a-next-2.json") != std::string::npos);
}

TEST_CASE("report: two texts of one claim are two claims") {
  const test::Folder folder;
  std::string other = counting;
  other.replace(other.find("Counting"), 8, "Counted!");
  write_points(parse_claim(counting, "counting.toml"), {2}, folder, "a-");
  write_points(parse_claim(other, "counting.toml"), {2}, folder, "b-");
  const Report report = load_report({folder.path()}, {});
  CHECK(report.claims.size() == 2);
  CHECK(report.refused.empty());
}

TEST_CASE("report: exit codes") {
  const test::Folder contradicted;
  std::string text = counting;
  text.replace(text.find("expect = \"refuted\"\n"), 19, "");
  write_points(parse_claim(text, "counting.toml"), {2}, contradicted);
  CHECK(exit_code_of(load_report({contradicted.path()}, {}), false) == 1);

  const test::Folder undecided;
  text = counting;
  text.replace(text.find("right = \"n + 1\""), 15, "right = \"n + exp(log(n)) - n\"");  // equal, so never decided
  const Claim claim = parse_claim(text, "counting.toml");
  for (const Result& result : run_points(make_points(claim, {&claim.assertions.front()}, {{"n", {2}}}, {}), {})) {
    static_cast<void>(undecided.write("a.json", write_certificate(make_certificate(result, "test 1"))));
  }
  CHECK(exit_code_of(load_report({undecided.path()}, {}), true) == 3);
  CHECK(exit_code_of(load_report({undecided.path()}, {}), false) == 3);  // nothing at all is decided

  const test::Folder empty;
  CHECK_THROWS_AS(static_cast<void>(load_report({empty.path()}, {})), InputError);
}

TEST_CASE("report: a claim that asks for no plot gets one for each assertion with something to draw") {
  const Claim claim = parse_claim(counting, "counting.toml");
  const test::Folder few;
  write_points(claim, {2, 3}, few);
  CHECK(load_report({few.path()}, {}).claims.front().plots.empty());
  const test::Folder many;
  write_points(claim, {2, 3, 4}, many);
  const Report report = load_report({many.path()}, {});
  const std::vector<Plot>& plots = report.claims.front().plots;
  REQUIRE(plots.size() == 3);
  CHECK(plots.front().x == "n");
  CHECK(plots.front().draw.front().assertion->name == "next");
}

TEST_CASE("report: a claim whose plots cannot be read is reported all the same") {
  const Claim claim = parse_claim(std::string(counting) + "[[plot]]\nx = 3\n", "counting.toml");
  const test::Folder folder;
  write_points(claim, {2}, folder);
  CHECK(load_report({folder.path()}, {}).claims.front().points.size() == 3);
}

TEST_CASE("report: a claim's own plots are all there is") {
  const Claim claim = parse_claim(std::string(counting) + "[[plot]]\ntitle = \"Mine\"\nx = \"n\"\ndraw = [\"next\"]\n", "counting.toml");
  const test::Folder folder;
  write_points(claim, {2, 3, 4}, folder);
  const Report report = load_report({folder.path()}, {});
  REQUIRE(report.claims.front().plots.size() == 1);
  CHECK(report.claims.front().plots.front().title == "Mine");
}
