// Whatever a user can get wrong: one clear line on stderr, exit 2 (or 5), nothing on stdout, nothing half-written.
#include <doctest/doctest.h>

#include <sys/stat.h>

#include <set>

#include "cli/process.hpp"

using namespace rankcert::test;

namespace {

/// The one line, without its end.
std::string complaint(const std::vector<std::string>& arguments, int code = 2) {
  const Outcome outcome = run_rankcert(arguments);
  CAPTURE(outcome.out);
  CAPTURE(outcome.err);
  CHECK(outcome.code == code);
  CHECK(outcome.out.empty());
  CHECK(lines(outcome.err) == 1);
  CHECK(outcome.err.starts_with("rankcert: "));
  return outcome.err;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string minimal = "id = \"mine\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"mine\"\nhypotheses = [\"none\"]\n[[assert]]\nname = \"a\"\ntitle = \"\"\nleft = \"1\"\nrelation = \"<\"\nright = \"2\"\nlemmas = [\"note#1\"]\n";

}  // namespace

TEST_CASE("bad input: claims") {
  CHECK(has(complaint({"check", "low-rank"}), "unknown claim 'low-rank'; known: "));
  CHECK(has(complaint({"check", "low-rank"}), "low-rank-separation, "));
  CHECK(has(complaint({"show", "nothing"}), "unknown claim"));
  CHECK(has(complaint({"check", "no-such.toml"}), "no such file"));
  const Folder folder;
  REQUIRE(::mkdir((folder / "folder.toml").c_str(), 0755) == 0);
  CHECK(has(complaint({"check", folder / "folder.toml"}), "is a folder"));
  CHECK(has(complaint({"check", "rank-barrier", "--suite", "slow"}), "no suite 'slow'"));
  CHECK(has(complaint({"check", "rank-barrier", "--assertion", "median", "--set", "n=5"}), "no assertion 'median'"));
  CHECK(has(complaint({"threshold", "rank-barrier", "--set", "n=5"}), "no [threshold]"));
}

TEST_CASE("bad input: parameters, with their range and in words") {
  const auto check = [](std::vector<std::string> set) {
    std::vector<std::string> arguments = {"check", "low-rank-separation", "--assertion", "general-values"};
    for (std::string& one : set) arguments.insert(arguments.end(), {"--set", std::move(one)});
    return complaint(arguments);
  };
  CHECK(has(check({"d=3", "r=1", "H=1"}), "d = 3 is out of range 4..1000000"));
  CHECK(has(check({"d=10", "r=1", "H=-1"}), "out of range 0..2^1024"));
  CHECK(has(check({"d=10", "r=8", "H=1"}), "vacuous"));
  CHECK(has(check({"d=10", "r=1/2", "H=1"}), "is no integer"));
  CHECK(has(check({"d=10", "r=1"}), "the parameter 'H'"));
  CHECK(has(check({"d=10", "r=1", "H=1", "q=1"}), "has no parameter 'q'"));
  CHECK(has(check({"d=10", "r=1", "H=1", "H=2"}), "given twice"));
  CHECK(has(check({"d=10", "r=1", "H="}), "NAME=VALUE"));
  CHECK(has(check({"d"}), "NAME=VALUE"));
  CHECK(has(check({"d=10", "r=1", "H=2^0..2^100000"}), "H"));
  CHECK(has(check({"d=10", "r=1", "H=1..10^12"}), "more than 1000000 values"));
  CHECK(has(check({"d=4..1003", "r=1", "H=1..10000"}), "more than 1000000 points"));
  CHECK(has(check({"d=10", "r=1", "H=2^(2^(2^100))"}), "H"));
  CHECK(has(check({"d=10", "r=4..1", "H=1"}), "empty"));
  CHECK(has(complaint({"check", "--set", "d=5"}), "exactly one claim"));
  CHECK(has(complaint({"check", "rank-barrier", "--confidence", "1"}), "--confidence"));
  CHECK(has(complaint({"check", "rank-barrier", "--confidence", "often"}), "--confidence"));
}

TEST_CASE("bad input: formulas are shown with a caret") {
  for (const char* formula : {"1 +", "sin", "sqr(2)", "1..2", "", "(1", "1/0", "2 pi", "a", "sum(l = 1..10^9, l)", "\xFF", "1 < 2"}) {
    CAPTURE(formula);
    const Outcome outcome = run_rankcert({"eval", formula});
    CAPTURE(outcome.err);
    CHECK((outcome.code == 2 || outcome.code == 3));
    CHECK(outcome.out.empty());
    CHECK((lines(outcome.err) == 1 || (lines(outcome.err) == 3 && has(outcome.err, "^"))));
  }
  CHECK(has(run_rankcert({"eval", "sqr(2)"}).err, "did you mean 'sqrt'"));
  CHECK(run_rankcert({"eval", "1", "--digits", "0"}).code == 2);
}

TEST_CASE("bad input: malformed TOML by line and column") {
  const Folder folder;
  const auto place = [&](const std::string& text) { return complaint({"check", folder.write("mine.toml", text), "--set", "n=1"}); };
  CHECK(has(place("id = \"x\"\ntitle == 3\n"), "mine.toml:2:"));
  CHECK(has(place(minimal + "extra = 1\n"), "mine.toml:14:"));
  CHECK(has(place("id = 1.5\n" + minimal.substr(minimal.find('\n') + 1)), "mine.toml:1:6: "));
  CHECK(has(place(std::string(400'000, 'a') + "\n"), "mine.toml:1:"));
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "a.";
  CHECK(has(place(deep + "a = 1\n"), "mine.toml:1:"));
  CHECK(has(place(std::string("id = \"a\0b\"\n", 11)), "mine.toml:1:"));
  CHECK(has(place(""), "mine.toml:1:1: "));
}

TEST_CASE("bad input: malformed CSV by line and column") {
  const Folder folder;
  const auto place = [&](const std::string& text, const std::string& columns = "d=d,H=H,mse=e") {
    return complaint({"compare", folder.write("m.csv", text), "--claim", "low-rank-separation", "--columns", columns, "--set", "r=1"});
  };
  CHECK(has(place("d,H,e\n10,\"64,0.4\n"), "m.csv:2:"));
  CHECK(has(place(""), "no header line"));
  CHECK(has(place("d,H\n10,64\n"), "no column 'e'"));
  CHECK(has(place("d,H,e\n10,64,1\n", "d=d,H=H"), "mse=COLUMN"));
  CHECK(has(place("d,H,e\n10,64,1\n", "d=d,d=H,mse=e"), "twice"));
  CHECK(has(place("d,H,e\n10,64,1\n", "nonsense"), "NAME=VALUE"));
  CHECK(has(complaint({"compare", folder.path(), "--claim", "low-rank-separation", "--columns", "d=d"}), "is a folder"));
  CHECK(has(complaint({"compare", folder / "none.csv", "--claim", "low-rank-separation", "--columns", "d=d"}), "no such file"));
}

TEST_CASE("bad input: a full disk behind stdout") {
  struct stat status {};
  if (::stat("/dev/full", &status) != 0) return;
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"list"}, {"show", "rank-barrier"}, {"eval", "1"}, {"eval", "1", "--json"}, {"check", "rank-barrier", "--set", "n=9", "--set", "d_h=1"}}) {
    const Outcome outcome = run_rankcert(arguments, {.out_file = "/dev/full"});
    CAPTURE(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(has(outcome.err, "No space left"));
  }
  const Folder folder;
  std::vector<std::string> many;
  for (int i = 0; i < 400; ++i) many.push_back(folder / "none.json");  // more than one buffer of verdict lines
  CHECK(run_checker(many, {.out_file = "/dev/full"}).code == 2);
  CHECK(has(run_checker(many, {.out_file = "/dev/full"}).err, "could not be written"));
}

TEST_CASE("bad input: a full disk behind -o, and -o that is no folder") {
  const Folder folder;
  const std::vector<std::string> call = {"check", "low-rank-separation", "--set", "d=10", "--set", "r=1", "--set", "H=1", "--assertion", "general-values", "-o"};
  auto with = [&](const std::string& target) {
    std::vector<std::string> arguments = call;
    arguments.push_back(target);
    return arguments;
  };
  const Outcome full = run_rankcert(with(folder.path()), {.out_file = {}, .file_size_limit = 1000});
  CAPTURE(full.err);
  CHECK(full.code == 2);
  CHECK(has(full.err, "cannot be written"));
  CHECK(folder.files().empty());
  const std::string file = folder.write("file", "old");
  CHECK(has(complaint(with(file)), "folder"));
  CHECK(has(complaint(with("/proc/none")), "folder"));
  CHECK(read(file) == "old");
}
