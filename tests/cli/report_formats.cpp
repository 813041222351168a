// The formats of `rankcert report` and `rankcert check` for programs, written as a user asks for them.
#include <doctest/doctest.h>

#include <cstdlib>

#include "cli/process.hpp"

using namespace rankcert::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const char* const counting = R"toml(id = "counting"
title = "Counting"
statement = "$n < n + 1$"
source = "Peano"
note = "counting"
hypotheses = ["n is an integer"]
[parameters]
n = { type = "integer", range = "1..100", meaning = "a number" }
[[assert]]
name = "next"
title = "The next number is larger"
left = "n"
relation = "<"
right = "n + 1"
lemmas = ["counting#1"]
[[assert]]
name = "open"
title = "Equal, which no enclosure can show"
left = "n"
relation = "<="
right = "exp(log(n))"
lemmas = ["counting#1"]
)toml";

/// Certificates of a claim of two assertions, one of them undecided, at n = 2, 3.
struct Certificates {
  Folder folder;
  std::string path;
  std::string claim;

  explicit Certificates(const std::vector<std::string>& more = {}) : path(folder / "certificates"), claim(folder.write("counting.toml", counting)) {
    std::vector<std::string> arguments = {"check", claim, "--set", "n=2,3", "-o", path};
    arguments.insert(arguments.end(), more.begin(), more.end());
    REQUIRE(run_rankcert(arguments).code == 0);
  }
};

/// Sets a variable of the environment for the commands run meanwhile.
class Setting {
 public:
  Setting(const char* name, const std::string& value) : name_(name) { ::setenv(name, value.c_str(), 1); }
  ~Setting() { ::unsetenv(name_); }
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;

 private:
  const char* name_;
};

}  // namespace

TEST_CASE("report formats: several in one call, each in its file, and no page that nobody asked for") {
  const Certificates made;
  const Folder& folder = made.folder;
  const Outcome outcome = run_rankcert({"report", made.path, "--md=" + folder / "a.md", "--junit", folder / "a.xml", "--tex", folder / "a.tex", "--csv", folder / "a.csv"});
  CHECK(outcome.code == 0);
  CHECK(outcome.out.empty());
  CHECK(read(folder / "a.md").starts_with("## rankcert"));
  CHECK(read(folder / "a.xml").starts_with("<?xml"));
  CHECK(has(read(folder / "a.tex"), "\\documentclass"));
  CHECK(read(folder / "a.csv").starts_with("claim,claim_digest,"));
  CHECK(folder.files() == std::vector<std::string>{"a.csv", "a.md", "a.tex", "a.xml", "certificates", "counting.toml"});
}

TEST_CASE("report formats: --md alone is standard output, and the word after it is a path") {
  const Certificates made;
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{{"report", made.path, "--md"}, {"report", "--md", made.path}}) {
    const Outcome outcome = run_rankcert(arguments);
    CHECK(outcome.code == 0);
    CHECK(outcome.out.starts_with("## rankcert"));
    CHECK(has(outcome.out, "2 points are undecided"));
  }
  CHECK(run_rankcert({"report", made.path, "--csv", "-"}).out.starts_with("claim,"));
}

TEST_CASE("report formats: strict makes undecided points errors and the exit code 3") {
  const Certificates made;
  const Outcome strict = run_rankcert({"report", made.path, "--junit", "-", "--strict"});
  CHECK(strict.code == 3);
  CHECK(has(strict.out, "errors=\"2\""));
  const Outcome usual = run_rankcert({"report", made.path, "--junit", "-"});
  CHECK(usual.code == 0);
  CHECK(has(usual.out, "errors=\"0\" skipped=\"2\""));
}

TEST_CASE("report formats: a refused certificate is exit 5 and stands in every format that lists files") {
  const Certificates made;
  const std::string bad = made.folder.write("certificates/bad.json", "no json");
  const Outcome outcome = run_rankcert({"report", made.path, "--md", "--junit", made.folder / "a.xml"});
  CHECK(outcome.code == 5);
  CHECK(has(outcome.out, "1 file is refused."));
  CHECK(has(outcome.out, "`bad.json`"));
  CHECK(has(read(made.folder / "a.xml"), "<testcase classname=\"rankcert.refused\" name=\"bad.json\""));
}

TEST_CASE("report: --json counts by claim and names what is refused") {
  const Certificates made;
  static_cast<void>(made.folder.write("certificates/bad.json", "no json"));
  const Outcome outcome = run_rankcert({"report", made.path, "--json", "-o", made.folder / "page.html"});
  CHECK(outcome.code == 5);
  const nlohmann::json document = json_of(outcome);
  REQUIRE(document["claims"].size() == 1);
  CHECK(document["claims"][0]["points"] == 4);
  CHECK(document["claims"][0]["inconclusive"] == 2);
  REQUIRE(document["refused"].size() == 1);
  CHECK(document["refused"][0]["file"] == "bad.json");
  CHECK(document["exit_code"] == 5);
}

TEST_CASE("report formats: two outputs for one place are refused before any work, and nothing is written") {
  const Certificates made;
  const std::vector<std::vector<std::string>> calls = {{"--md", "--csv", "-"}, {"--junit", "-", "--tex", "-"}, {"--md", "--json"},
                                                       {"--csv", made.folder / "x", "--tex", made.folder / "x"}, {"-o", made.folder / "x", "--tex", made.folder / "x"}};
  for (const auto& call : calls) {
    std::vector<std::string> arguments = {"report", made.path};
    arguments.insert(arguments.end(), call.begin(), call.end());
    const Outcome outcome = run_rankcert(arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(lines(outcome.err) == 1);
    CHECK(has(outcome.err, "would both be written to"));
    CHECK(outcome.out.empty());
  }
  CHECK_FALSE(std::filesystem::exists(made.folder / "x"));
}

TEST_CASE("report formats: a file that cannot be written is exit 2 and one line") {
  const Certificates made;
  for (const char* option : {"--junit", "--tex", "--csv"}) {
    const Outcome outcome = run_rankcert({"report", made.path, option, made.folder / "no-folder/file"});
    CHECK(outcome.code == 2);
    CHECK(lines(outcome.err) == 1);
  }
}

TEST_CASE("report formats: the summary is appended to GITHUB_STEP_SUMMARY, which is never longer than GitHub takes") {
  const Certificates made;
  const std::string file = made.folder.write("summary.md", "# before");
  const Setting setting("GITHUB_STEP_SUMMARY", file);
  const Outcome first = run_rankcert({"report", made.path, "--md"});
  CHECK(first.code == 0);
  CHECK(read(file) == "# before\n" + first.out);
  CHECK(run_rankcert({"report", made.path, "--csv", made.folder / "a.csv"}).code == 0);  // without --md it is left alone
  CHECK(read(file) == "# before\n" + first.out);

  constexpr std::size_t most = 1U << 20U;
  static_cast<void>(made.folder.write("summary.md", std::string(most - 1'500, 'x')));
  CHECK(run_rankcert({"report", made.path, "--md"}).code == 0);
  CHECK(read(file).size() > most - 1'500);
  CHECK(read(file).size() <= most);
  CHECK(has(read(file), "no room"));

  static_cast<void>(made.folder.write("summary.md", std::string(most, 'x')));
  const Outcome full = run_rankcert({"report", made.path, "--md"});
  CHECK(full.code == 0);
  CHECK(has(full.err, "no room left"));
  CHECK(read(file).size() == most);
}

TEST_CASE("report formats: a summary file that cannot be written is exit 2") {
  const Certificates made;
  const Setting setting("GITHUB_STEP_SUMMARY", made.folder / "no-folder/summary.md");
  const Outcome outcome = run_rankcert({"report", made.path, "--md"});
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "GITHUB_STEP_SUMMARY"));
}

TEST_CASE("report formats: check writes the same without certificates") {
  const Certificates made;
  const Folder& folder = made.folder;
  const Outcome table = run_rankcert({"check", made.claim, "--set", "n=2,3", "--junit", folder / "check.xml", "--csv", folder / "check.csv"});
  CHECK(table.code == 0);
  CHECK(has(table.out, "4 points: 2 certified"));  // the table stands on stdout still
  const Outcome markdown = run_rankcert({"check", made.claim, "--set", "n=2,3", "--md"});
  CHECK(markdown.out.starts_with("## rankcert"));
  CHECK(has(markdown.out, "in this run"));
  CHECK(run_rankcert({"check", made.claim, "--set", "n=2,3", "--md", "--json"}).code == 2);

  // With certificates both commands say the same of each point, digests too.
  const std::string other = folder / "other";
  REQUIRE(run_rankcert({"check", made.claim, "--assertion", "next", "--set", "n=2,3", "-o", other, "--csv", folder / "check.csv"}).code == 0);
  REQUIRE(run_rankcert({"report", other, "--csv", folder / "report.csv"}).code == 0);
  std::string checked = read(folder / "check.csv");
  for (std::size_t at = 0; (at = checked.find(other + "/", at)) != std::string::npos;) checked.erase(at, other.size() + 1);
  CHECK(checked == read(folder / "report.csv"));
}

TEST_CASE("verify: quiet says what is refused and the counts") {
  const Certificates made;
  const Outcome good = run_rankcert({"verify", made.path, "--quiet"});
  CHECK(good.code == 3);  // two of them hold an undecided comparison
  CHECK(good.out == "4 of 4 certificates accepted, 2 with a decided comparison\nChecked by: kernel.\n");
  static_cast<void>(made.folder.write("certificates/bad.json", "no json"));
  const Outcome bad = run_rankcert({"verify", made.path, "--quiet"});
  CHECK(bad.code == 5);
  CHECK(bad.out.starts_with("refused"));
  CHECK(lines(bad.out) == 4);
}
