// check --baseline: what agrees, what does not, what --bless writes and what it refuses.
#include <doctest/doctest.h>

#include <sys/stat.h>

#include <array>
#include <chrono>
#include <csignal>
#include <thread>

#include "capture_binding.hpp"
#include "cli/process.hpp"

using namespace rankcert::test;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string replaced(std::string text, const std::string& before, const std::string& after) {
  const auto at = text.find(before);
  REQUIRE(at != std::string::npos);
  return text.replace(at, before.size(), after);
}

const std::string claim = R"toml(id = "mine"
title = "Squares"
statement = ""
source = ""
note = "mine"
hypotheses = ["none"]
[parameters]
n = { type = "integer", range = "1..99", meaning = "n" }
[[define]]
name = "double(x)"
is = "2*x"
meaning = "the double"
[[assert]]
name = "below"
title = ""
left = "n"
relation = "<="
right = "double(n)"
lemmas = ["mine#1"]
[[suites.quick]]
assertions = ["below"]
set = { n = "1..5" }
[[suites.short]]
assertions = ["below"]
set = { n = "1..3" }
)toml";

/// A claim and its baseline in a folder of their own.
class Repository {
 public:
  Repository() {
    rewrite(claim);
    REQUIRE(check({"--bless"}).code == 0);
    first_ = recorded();
  }

  void rewrite(const std::string& text) { file_ = folder_.write("mine.toml", text); }
  void change(const std::string& before, const std::string& after) { rewrite(replaced(read(file_), before, after)); }

  [[nodiscard]] Outcome check(const std::vector<std::string>& more = {}, const RunOptionsOfTest& options = {}) const {
    std::vector<std::string> arguments = {"check", file_, "--baseline", baseline()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_rankcert(arguments, options);
  }

  [[nodiscard]] std::string baseline() const { return folder_ / "baseline.json"; }
  [[nodiscard]] std::string recorded() const { return read(baseline()); }
  [[nodiscard]] bool is_untouched() const { return recorded() == first_ && folder_.files() == std::vector<std::string>{"baseline.json", "mine.toml"}; }
  [[nodiscard]] const Folder& folder() const { return folder_; }

 private:
  Folder folder_;
  std::string file_;
  std::string first_;
};

/// What the run says, with its exit code checked.
std::string output(const Outcome& outcome, int code) {
  CAPTURE(outcome.out);
  CAPTURE(outcome.err);
  CHECK(outcome.code == code);
  return outcome.out;
}

}  // namespace

TEST_CASE("baseline: blessed, agreed with, and the same bytes whatever the number of threads") {
  const Repository repository;
  CHECK(has(output(repository.check(), 0), "5 points unchanged: agrees\n"));
  for (const char* jobs : {"1", "3"}) {
    CHECK(has(output(repository.check({"--bless", "--jobs", jobs}), 0), "5 points unchanged: recorded\n"));
    CHECK(repository.is_untouched());
  }
  // n <= 2n with the margin n: what stands there is known without us.
  for (int n = 1; n <= 5; ++n) {
    const std::string number = std::to_string(n);
    CHECK(has(repository.recorded(), "{\"assertion\":\"below\",\"expect\":\"certified\",\"margin\":\"" + number + "\",\"parameters\":{\"n\":\"" + number + "\"},\"verdict\":\"certified\"}"));
  }
}

TEST_CASE("baseline: a margin that shrinks beyond the share fails, and is recorded only where weakening is allowed") {
  Repository repository;
  repository.change("2*x", "(2 - 1/20)*x");  // the margin becomes 0.95 n: within 10 %, but the definition is another
  std::string text = output(repository.check(), 1);
  CHECK(has(text, "  restated  definition double: double(x) = 2*x -> double(x) = (2 - 1/20)*x\n"));
  CHECK_FALSE(has(text, "  smaller "));
  CHECK(has(text, "5 points unchanged, 1 restated: DISAGREES; where this is meant, --bless --allow-weaker records it\n"));
  repository.change("(2 - 1/20)*x", "(2 - 1/4)*x");
  text = output(repository.check(), 1);
  CHECK(has(text, "  smaller   below n=4, margin: 4 -> 3, 25% less\n"));
  CHECK(has(output(repository.check({"--margin-share", "30%"}), 1), "5 points unchanged, 1 restated"));
  CHECK(has(output(repository.check({"--bless"}), 1), "not recorded: "));
  CHECK(repository.is_untouched());
  CHECK(has(output(repository.check({"--bless", "--allow-weaker"}), 0), "recorded\n"));
  CHECK(has(repository.recorded(), "\"margin\":\"3\",\"parameters\":{\"n\":\"4\"}"));
  output(repository.check(), 0);
}

TEST_CASE("baseline: a verdict that weakens fails and stands last") {
  Repository repository;
  repository.change("2*x", "if(x < 5, 2*x, 1)");
  const std::string text = output(repository.check(), 1);
  CHECK(has(text, "  weaker    below n=5: certified -> refuted\n4 points unchanged, 1 restated, 1 weaker: DISAGREES; the run itself fails too, so that nothing can be recorded\n"));
  // A failed run blesses nothing, whatever is allowed.
  CHECK(has(output(repository.check({"--bless", "--allow-weaker"}), 1), "not recorded: the run itself ends with exit code 1\n"));
  CHECK(repository.is_untouched());
  CHECK(output(repository.check({"--bless", "--allow-weaker", "--expect", "4"}), 1).size() > 0);
  repository.rewrite(claim);
  output(repository.check({"--bless", "--expect", "4"}), 3);
  CHECK(repository.is_untouched());
}

TEST_CASE("baseline: points that are gone fail, new ones are told and recorded") {
  Repository repository;
  repository.change("1..5", "3..6");
  const std::string text = output(repository.check(), 1);
  CHECK(has(text, "  new       below n=6: certified, margin 6\n  reworded  suite quick: below at n = 1..5; -> below at n = 3..6;\n  gone      below n=1: was certified, margin 1\n"));
  CHECK(has(output(repository.check({"--bless"}), 1), "not recorded"));
  CHECK(repository.is_untouched());
  repository.change("3..6", "1..7");
  CHECK(has(output(repository.check(), 1), "5 points unchanged, 2 new, 1 reworded: DISAGREES; --bless records it\n"));
  CHECK(has(output(repository.check({"--bless"}), 0), ": recorded\n"));
  output(repository.check(), 0);
  CHECK(has(repository.recorded(), "{\"n\":\"7\"}"));
}

TEST_CASE("baseline: new points alone agree") {
  const Repository repository;
  output(repository.check({"--suite", "short", "--bless", "--allow-weaker"}), 0);
  CHECK(has(output(repository.check(), 0), "3 points unchanged, 2 new: agrees; --bless records what is new\n"));
}

TEST_CASE("baseline: another suite, other points and other claims say what made the baseline") {
  const Repository repository;
  const std::string suite = output(repository.check({"--suite", "short"}), 1);
  CHECK(has(suite, "it was made with --suite quick of mine, this run with --suite short of mine\n"));
  CHECK(has(output(repository.check({"--set", "n=1..2"}), 1), "this run with --set n=1..2 of mine\n"));
  const std::string other = repository.folder().write("other.toml", replaced(claim, "\"mine\"", "\"other\""));
  const std::string text = output(run_rankcert({"check", other, "--baseline", repository.baseline()}), 1);
  CHECK(has(text, "other\n  new       the whole claim: 5 points\nmine\n  gone      the whole claim: was 5 points\n"));
  CHECK(has(text, "it was made with --suite quick of mine, this run with --suite quick of other\n"));
}

TEST_CASE("baseline: prose and comments fail the check and are blessed plainly") {
  Repository repository;
  repository.change("Squares", "Doubles");
  CHECK(has(output(repository.check(), 1), "  reworded  title: Squares -> Doubles\n"));
  CHECK(has(output(repository.check({"--bless"}), 0), ": recorded\n"));
  repository.change("[parameters]", "# a remark\n[parameters]");
  CHECK(has(output(repository.check(), 1), "  reworded  comments, layout or plots\n"));
  CHECK(has(output(repository.check({"--bless"}), 0), ": recorded\n"));
  output(repository.check(), 0);
}

TEST_CASE("baseline: whatever is asserted is blessed only where weakening is allowed") {
  const std::vector<std::array<std::string, 3>> changes = {{"[\"none\"]", "[\"n is small\"]", "hypothesis: none -> n is small"},
                                                           {"1..99", "1..50", "parameter n: integer 1..99 -> integer 1..50"},
                                                           {"\"n\"\nrelation", "\"n - 1\"\nrelation", "assertion below: n <= double(n) -> n - 1 <= double(n)"},
                                                           {"mine#1", "mine#2", "assertion below, lemmas: mine#1 -> mine#2"},
                                                           {"lemmas =", "status = \"conjecture\"\nlemmas =", "assertion below, status: proved -> conjecture"},
                                                           {"[[define]]", "[[require]]\ncondition = \"n < 9\"\notherwise = \"\"\n[[define]]", "requirement: n < 9"}};
  for (const auto& [before, after, told] : changes) {
    CAPTURE_BINDING(after);
    Repository repository;
    repository.change(before, after);
    CHECK(has(output(repository.check({"--bless"}), 1), "  restated  " + told + "\n"));
    CHECK(repository.is_untouched());
    output(repository.check({"--bless", "--allow-weaker"}), 0);
    output(repository.check(), 0);
  }
}

TEST_CASE("baseline: the comparison as JSON") {
  Repository repository;
  repository.change("2*x", "(2 - 1/4)*x");
  const Outcome outcome = repository.check({"--json"});
  CHECK(outcome.code == 1);
  const json document = json_of(outcome);
  const json& baseline = document.at("baseline");
  CHECK(baseline.at("file") == repository.baseline());
  CHECK(baseline.at("agrees") == false);
  CHECK(baseline.at("recorded") == false);
  CHECK(baseline.at("note").is_string());
  CHECK(document.at("summary").at("exit_code") == 1);
  REQUIRE(baseline.at("claims").size() == 1);
  const json& mine = baseline.at("claims")[0];
  CHECK(mine.at("claim") == "mine");
  CHECK(mine.at("unchanged") == 0);
  REQUIRE(mine.at("changes").size() == 6);
  CHECK(mine.at("changes")[0].at("change") == "smaller");
  CHECK(mine.at("changes")[0].at("assertion") == "below");
  CHECK(mine.at("changes")[0].at("parameters").contains("n"));
  CHECK(mine.at("changes")[0].at("fails") == true);
  CHECK(mine.at("changes")[0].at("weakens") == true);
  CHECK(mine.at("changes")[5] == json{{"change", "restated"}, {"what", "definition double"}, {"before", "double(x) = 2*x"}, {"after", "double(x) = (2 - 1/4)*x"}, {"fails", true}, {"weakens", true}});
  CHECK_FALSE(json_of(run_rankcert({"check", repository.folder() / "mine.toml", "--json"})).contains("baseline"));
}

TEST_CASE("baseline: bad input is one line and exit 2, before anything is run") {
  const Repository repository;
  const auto complaint = [&](const std::vector<std::string>& more) {
    const Outcome outcome = repository.check(more);
    CAPTURE(outcome.out);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(lines(outcome.err) == 1);
    CHECK(repository.is_untouched());
    return outcome.err;
  };
  CHECK(has(complaint({"--seed", "2"}), "was made with --seed 1 --confidence 99/100, this run has --seed 2 --confidence 99/100: run with those, or record anew with --bless --allow-weaker"));
  CHECK(has(complaint({"--confidence", "0.9", "--bless"}), "this run has --seed 1 --confidence 9/10"));
  for (const char* share : {"100%", "1", "-1%", "much", "", "%"}) CHECK(has(complaint({"--margin-share", share}), "--margin-share must be a share"));
  CHECK(has(complaint({"--allow-weaker"}), "--bless"));
  const std::string file = repository.folder() / "mine.toml";
  const auto with = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"check", file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = run_rankcert(arguments);
    CHECK(outcome.code == 2);
    CHECK(lines(outcome.err) == 1);
    return outcome.err;
  };
  CHECK(has(with({"--bless"}), "--baseline"));
  CHECK(has(with({"--margin-share", "5%"}), "--baseline"));
  CHECK(has(with({"--baseline", repository.folder() / "none.json"}), "none.json: no such file; --bless makes it from this run"));
  CHECK(has(with({"--baseline", repository.folder().path()}), "is a folder"));
  // A file that is no baseline is never written over.
  CHECK(has(with({"--baseline", file, "--bless"}), "malformed baseline: no JSON at line 1"));
  CHECK(repository.is_untouched());
}

TEST_CASE("baseline: a full disk leaves the old file whole") {
  Repository repository;
  repository.change("1..5", "1..50");
  const Outcome outcome = repository.check({"--bless"}, {.out_file = {}, .file_size_limit = 2000, .meanwhile = [](int) {}});
  CHECK(outcome.code == 2);
  CHECK(repository.is_untouched());
}

TEST_CASE("baseline: another seed is recorded where weakening is allowed") {
  const Repository repository;
  CHECK(has(output(repository.check({"--seed", "2", "--bless", "--allow-weaker"}), 0), ": recorded\n"));
  CHECK(has(repository.recorded(), "\"seed\": \"2\""));
  output(repository.check({"--seed", "2"}), 0);
}

TEST_CASE("baseline: an interrupted run blesses nothing") {
  Repository repository;
  repository.change("2*x", "2*x + 0*sum(i = 1..10^6, sin(i*x))");
  repository.change("1..5", "1..99");
  const auto soon = [](int child) {
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    ::kill(child, SIGINT);
  };
  CHECK(repository.check({"--bless", "--allow-weaker"}, {.out_file = {}, .file_size_limit = 0, .meanwhile = soon}).code == 130);
  CHECK(repository.is_untouched());
}
