#include "report/render_markdown.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "report/sample_report.hpp"

using namespace rankcert;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The cells of the row that starts with `start`; a '|' after a backslash is no border.
std::vector<std::string> row(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  std::vector<std::string> cells;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(start)) continue;
    for (std::size_t i = 1; i < line.size(); ++i) {
      if (line[i] == '|' && line[i - 1] != '\\') cells.emplace_back();
      else if (cells.empty()) cells.emplace_back(1, line[i]);
      else cells.back() += line[i];
    }
    return cells;
  }
  return cells;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
  return found;
}

}  // namespace

TEST_CASE("markdown: words and four numbers first") {
  const std::string text = render_markdown(test::sample_report().report);
  CHECK(has(text, "**1 point contradicts its claim. 1 point is undecided.**"));
  CHECK(has(text, "| certified | supported | refuted | undecided |\n|---:|---:|---:|---:|\n| 2 | 1 | 2 | 1 |\n"));
  CHECK(has(text, "4 of 5 decided points"));
  CHECK(has(text, "at 1 point a bound is enclosed"));
  CHECK(text.find("contradicts") < text.find("| claim |"));
}

TEST_CASE("markdown: a run without a fault says so and lists none") {
  const std::string text = render_markdown(test::good_report().report);
  CHECK(has(text, "**Everything that was compared came out as claimed.**"));
  for (const char* heading : {"### Not as claimed", "### Undecided", "### Refused"}) CHECK_FALSE(has(text, heading));
}

TEST_CASE("markdown: nothing decided is said") {
  test::SampleReport sample = test::sample_report();
  auto& points = sample.report.claims.front().points;
  points.erase(points.begin(), points.begin() + 6);
  CHECK(has(render_markdown(sample.report), "**Nothing was decided.**"));
}

TEST_CASE("markdown: what is proved, enclosed, measured and conjectured stands in its own column") {
  const auto cells = row(render_markdown(test::sample_report().report), "| `sample`");
  REQUIRE(cells.size() == 9);  // eight cells and what stands after the last border
  CHECK(cells[1] == " **contradicted** ");
  CHECK(cells[2] == " 2 of 4 ");                     // next and wrong; broken and open are not
  CHECK(cells[3] == " 0 of 0, 1 not compared ");     // heads
  CHECK(cells[4] == " 1 of 1 ");                     // rank
  CHECK(cells[5] == " 1 of 1 ");                     // guess
  CHECK(has(cells[6], "20 % (0.5)"));                // rank: 1/2 of 5/2
  CHECK(has(cells[7], "Peano, 1889"));
}

TEST_CASE("markdown: faults are listed in full, with the command that repeats them") {
  test::SampleReport sample = test::sample_report();
  sample.report.refused = {{.file = "bad.json", .reason = "C2 digest: wrong"}};
  const std::string text = render_markdown(sample.report);
  CHECK(has(text, "### Refused files\n\n- `bad.json`: C2 digest: wrong\n"));
  CHECK(has(text, "- `sample / broken` at `n=3`: **refuted**, expected certified. Predicted 3, compared with 5, margin -2. File: `broken.json`.\n"
                  "  `rankcert check sample --assertion broken --set n=3`"));
  CHECK(has(text, "- `sample / open` at `n=3`: **inconclusive**"));
  CHECK(has(text, "1 file is refused."));
}

TEST_CASE("markdown: each claim is folded with its statement, hypotheses and points") {
  const std::string text = render_markdown(test::sample_report().report);
  CHECK(count(text, "<details>") == 1);
  CHECK(count(text, "</details>") == 1);
  CHECK(has(text, "<details><summary><b>sample</b>: A sample</summary>\n\nFor every $`n`$: $`n<n+1`$.\n"));
  CHECK(has(text, "As published:\n\nSome $`n`$ are small.\n"));
  CHECK(has(text, "- n is a natural number\n"));
  CHECK(row(text, "| rank |").size() == 7);
}

TEST_CASE("markdown: a limit leaves out whole pieces and says so") {
  test::SampleReport sample = test::sample_report();
  auto& points = sample.report.claims.front().points;
  const ReportedPoint one = points.front();
  for (int i = 0; i < 1'000; ++i) points.push_back(one);
  const std::string whole = render_markdown(sample.report);
  REQUIRE(whole.size() > 30'000);
  for (const std::size_t most : {std::size_t{20'000}, std::size_t{6'000}, std::size_t{3'000}}) {
    const std::string text = render_markdown(sample.report, most);
    CAPTURE(most);
    CHECK(text.size() <= most);
    CHECK(count(text, "<details>") == count(text, "</details>"));
    CHECK(has(text, "no room"));
    CHECK(has(text, "contradicts its claim"));
  }
  CHECK(render_markdown(sample.report, whole.size() + 1'000) == whole);
}

TEST_CASE("markdown: many faults are cut where there is no room, and counted") {
  test::SampleReport sample = test::sample_report();
  auto& points = sample.report.claims.front().points;
  const ReportedPoint broken = points.at(3);
  points.assign(1'000, broken);
  const std::string text = render_markdown(sample.report, 10'000);
  CHECK(text.size() <= 10'000);
  const std::size_t listed = count(text, "- `sample / broken`");
  CHECK(listed > 10);
  CHECK(has(text, "... and " + std::to_string(1'000 - listed) + " more"));
}

TEST_CASE("markdown: hostile text makes no markup") {
  for (const char* text : {"<script>alert(1)</script>", "</details>", "a | b | c", "[x](javascript:alert(1))", "![x](http://a.example)", "# big\n\n## heading", "```\nfence",
                           "http://a.example www.a.example", "$\\href{javascript:alert(1)}{x}$", "`a` ``", "<!-- -->", "\x1B[31m"}) {
    const std::string report = render_markdown(test::hostile_report(text).report);
    CAPTURE(report);
    CHECK(row(report, "| `hostile`").size() == 9);
    CHECK(count(report, "\n<details>") == 1);
    CHECK(count(report, "</details>\n") == 1);
    CHECK_FALSE(has(report, "\n# "));
    CHECK_FALSE(has(report, "\n```\nfence"));
    CHECK(std::none_of(report.begin(), report.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }));
  }
}
