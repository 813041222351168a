// Every command, its output for people and for programs, and the exit codes of what works.
#include <doctest/doctest.h>

#include "cli/process.hpp"

using namespace rankcert::test;
using nlohmann::json;

namespace {

void check_interval(const json& interval) {
  REQUIRE(interval.is_object());
  CHECK(interval.at("lower").is_string());
  CHECK(interval.at("upper").is_string());
}

}  // namespace

TEST_CASE("help: every command is in it, and has its own") {
  const Outcome help = run_rankcert({"--help"});
  CHECK(help.code == 0);
  CHECK(help.err.empty());
  for (const char* command : {"list", "show", "eval", "check", "init", "verify", "compare", "threshold", "spectrum"}) {
    CAPTURE(command);
    CHECK(help.out.find(std::string("\n  ") + command) != std::string::npos);
    const Outcome own = run_rankcert({command, "--help"});
    CHECK(own.code == 0);
    CHECK(own.out.find("--json") != std::string::npos);
  }
  CHECK(help.out.find("Exit codes: 0") != std::string::npos);
  CHECK(run_rankcert({"--version"}).out.starts_with("rankcert "));
  CHECK(run_checker({"--help"}).code == 0);
  CHECK(run_checker({"--version"}).out.starts_with("rankcert-check "));
}

TEST_CASE("usage: what is no command line is exit 2 and one line") {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{}, {"prove"}, {"check", "--nonsense"}, {"eval"}, {"show"}, {"verify"}, {"eval", "1", "--digits", "x"},
                                             {"check", "--jobs", "0"}, {"check", "--max-precision", "1"}, {"check", "--expect", "-1"}, {"check", "--seed", "-1"}, {"eval", "1", "--max-work", "-1"}, {"eval", "1", "--max-terms", "-1"}}) {
    const Outcome outcome = run_rankcert(arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(lines(outcome.err) == 1);
  }
  CHECK(run_checker({}).code == 2);
}

TEST_CASE("list and show: text and JSON") {
  const json list = json_of(run_rankcert({"list", "--json"}));
  REQUIRE(list.size() >= 2);
  for (const json& claim : list) {
    CHECK(claim.at("title").is_string());
    CHECK_FALSE(claim.at("assertions").empty());
    const std::string id = claim.at("claim");
    CHECK(run_rankcert({"list"}).out.find(id) != std::string::npos);
    const Outcome text = run_rankcert({"show", id});
    CHECK(text.code == 0);
    for (const char* word : {"Source:", "Note:", "Hypotheses", "Parameters", "Definitions", "Assertions", "LaTeX:", "relies on"}) {
      CAPTURE(word);
      CHECK(text.out.find(word) != std::string::npos);
    }
    const json shown = json_of(run_rankcert({"show", id, "--json"}));
    for (const char* key : {"claim", "title", "statement", "source", "note", "digest", "hypotheses", "parameters", "hints", "requirements", "definitions", "assertions", "suites"}) {
      CHECK_MESSAGE(shown.contains(key), key);
    }
    CHECK(shown.at("digest") == claim.at("digest"));
  }
}

TEST_CASE("eval: exact, enclosed, rounded outward") {
  const auto value = [](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"eval"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = run_rankcert(arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 0);
    return outcome.out;
  };
  CHECK(value({"2^10"}) == "1024\n");
  CHECK(value({"1/3", "--digits", "5"}) == "[0.33333, 0.33334]  = 1/3\n");
  CHECK(value({"pi", "--digits", "10"}) == "[3.141592653, 3.141592654]\n");
  CHECK(value({"--digits", "4", "--", "-pi"}) == "[-3.142, -3.141]\n");
  CHECK(value({"a + b", "--set", "a=1", "--set", "b=1/2"}) == "1.5\n");
  CHECK(value({"integral(t = -1..1, sqrt(1 - t^2))", "--digits", "12"}) == "[1.57079632679, 1.5707963268]\n");
  CHECK(value({"sum(l = 1..41 step 2, sign_mass(9, l))", "--digits", "3"}).starts_with("[0.9"));
  const json json_value = json_of(run_rankcert({"eval", "1/3", "--json"}));
  CHECK(json_value.at("expression") == "1/3");
  CHECK(json_value.at("exact") == "1/3");
  CHECK(json_value.at("precision_bits").is_number_integer());
  CHECK(json_value.at("lower") == "0.33333333333333333333");
  CHECK(json_value.at("upper") == "0.33333333333333333334");
  CHECK_FALSE(json_of(run_rankcert({"eval", "pi", "--json"})).contains("exact"));
  // with --claim the claim's own definitions too: no heads miss half
  CHECK(run_rankcert({"eval", "--claim", "random-heads", "rank_one_error(9, 0, 9)"}).out == "0.5\n");
  CHECK(run_rankcert({"eval", "rank_one_error(9, 0, 9)"}).code == 2);
  CHECK(run_rankcert({"eval", "--claim", "no-such-claim", "1"}).code == 2);
  const Outcome none = run_rankcert({"eval", "1/(sqrt(2)^2 - 2)"});
  CHECK(none.code == 3);
  CHECK(lines(none.err) == 1);
}

TEST_CASE("check: the table, the summary and the shape of the JSON") {
  const std::vector<std::string> call = {"check", "low-rank-separation", "--set", "d=10", "--set", "r=1..2", "--set", "H=2^0..2^2", "--assertion", "general-values"};
  const Outcome text = run_rankcert(call);
  CHECK(text.code == 0);
  CHECK(text.out.find("6 points: 6 certified") != std::string::npos);
  std::vector<std::string> json_call = call;
  json_call.insert(json_call.end(), {"--json", "--seed", "9"});
  const json document = json_of(run_rankcert(json_call));
  CHECK(document.at("version").get<std::string>().starts_with("rankcert "));
  CHECK(document.at("seed") == "9");
  CHECK(document.at("confidence") == "0.99");
  REQUIRE(document.at("points").size() == 6);
  for (const json& point : document.at("points")) {
    CHECK(point.at("claim") == "low-rank-separation");
    CHECK(point.at("assertion") == "general-values");
    CHECK(point.at("parameters").at("d") == "10");
    check_interval(point.at("predicted"));
    check_interval(point.at("measured"));
    CHECK(point.at("measured").at("seed") == "9");
    CHECK(point.at("relation") == "predicted <= measured");
    CHECK(point.at("margin").is_string());
    CHECK(point.at("verdict") == "certified");
    CHECK_FALSE(point.contains("certificate"));
  }
  CHECK(document.at("summary").at("points") == 6);
  CHECK(document.at("summary").at("exit_code") == 0);
  const json sample = json_of(run_rankcert({"check", "rank-barrier", "--set", "n=30", "--set", "d_h=2", "--set", "trials=200", "--json"}));
  for (const json& point : sample.at("points")) {
    if (point.at("assertion") != "mean-rank") continue;
    CHECK(point.at("measured").at("confidence").is_string());
    CHECK(point.at("measured").at("samples") == 200);
    CHECK(point.at("relation") == "measured <= predicted");
  }
}

TEST_CASE("check: the same bytes whatever the number of threads") {
  const auto out = [](const char* jobs) {
    return run_rankcert({"check", "rank-barrier", "--set", "n=40", "--set", "d_h=1..3", "--set", "trials=100", "--json", "--jobs", jobs}).out;
  };
  CHECK_FALSE(out("1").empty());
  CHECK(out("1") == out("2"));
}

TEST_CASE("check: exit codes 0, 1, 3 of one point each") {
  const Folder folder;
  const auto code = [&](const std::string& left, const std::string& expect, const std::vector<std::string>& more = {}) {
    const std::string path = folder.write("mine.toml", "id = \"mine\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"mine\"\nhypotheses = [\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"1..9\", meaning = \"n\" }\n"
                                                       "[[assert]]\nname = \"a\"\ntitle = \"\"\nleft = \"" + left + "\"\nrelation = \"<\"\nright = \"2\"\nexpect = \"" + expect + "\"\nlemmas = [\"note#1\"]\n");
    std::vector<std::string> arguments = {"check", path, "--set", "n=1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_rankcert(arguments).code;
  };
  CHECK(code("n", "certified") == 0);
  CHECK(code("n + 1", "certified") == 1);
  CHECK(code("n + 1", "refuted") == 0);
  CHECK(code("n", "refuted") == 1);
  CHECK(code("sqrt(2)^2 * n", "certified") == 3);  // nothing was decided
  CHECK(code("sqrt(2)^2 * n", "certified", {"--strict"}) == 3);
  CHECK(code("n", "certified", {"--expect", "1"}) == 0);
  CHECK(code("n", "certified", {"--expect", "2"}) == 3);
  CHECK(code("n", "certified", {"--expect", "0"}) == 3);
}

TEST_CASE("check: bounds that are only enclosed decide nothing") {
  const std::vector<std::string> call = {"check", "low-rank-separation", "--set", "d=64", "--set", "r=1", "--set", "H=2^40", "--assertion", "general-values"};
  const Outcome outcome = run_rankcert(call);
  CHECK(outcome.code == 3);
  CHECK(outcome.out.find("1 enclosed") != std::string::npos);
  CHECK(outcome.err.find("nothing was decided") != std::string::npos);
}

TEST_CASE("compare: the published table, text and JSON") {
  const std::vector<std::string> call = {"compare", RANKCERT_PUBLISHED, "--claim", "low-rank-separation", "--columns", "d=dim,H=heads,mse=error", "--set", "r=1"};
  const Outcome text = run_rankcert(call);
  CHECK(text.code == 0);
  CHECK(text.out.find("12 rows: 12 consistent, 0 contradict, 0 not comparable, 0 unreadable") != std::string::npos);
  std::vector<std::string> json_call = call;
  json_call.emplace_back("--json");
  const json rows = json_of(run_rankcert(json_call));
  REQUIRE(rows.size() == 12);
  for (const json& row : rows) {
    CHECK(row.at("row").is_number_integer());
    CHECK(row.at("verdict") == "consistent");
    CHECK(row.at("reason") == "");
    check_interval(row.at("predicted"));
    check_interval(row.at("measured"));
  }
}

TEST_CASE("compare: exit codes of contradicting, unreadable and incomparable rows") {
  const Folder folder;
  const auto outcome = [&](const std::string& rows) {
    return run_rankcert({"compare", folder.write("m.csv", "d,H,e\n" + rows), "--claim", "low-rank-separation", "--columns", "d=d,H=H,mse=e", "--set", "r=1"});
  };
  CHECK(outcome("10,64,0.4\n").code == 0);
  CHECK(outcome("10,64,0.4\n10,64,0.01\n").code == 1);
  const Outcome unreadable = outcome("10,64,0.4\n10,64,zero\n");
  CHECK(unreadable.code == 2);
  CHECK(unreadable.out.find("m.csv:3:7: 'zero' is no number") != std::string::npos);
  CHECK(outcome("2,64,0.4\n").code == 3);
  CHECK(outcome("").code == 3);
}

TEST_CASE("threshold: both ends, text and JSON") {
  const Outcome text = run_rankcert({"threshold", "low-rank-separation", "--set", "d=10", "--set", "r=1", "--set", "error=0.2"});
  CHECK(text.code == 0);
  CHECK(text.out.find("certified") != std::string::npos);
  const json document = json_of(run_rankcert({"threshold", "low-rank-separation", "--set", "d=10", "--set", "r=1", "--set", "error=0.2", "--json"}));
  CHECK(document.at("claim") == "low-rank-separation");
  CHECK(document.at("of") == "H");
  CHECK(document.at("holds").at("verdict") == "certified");
  CHECK(document.at("fails").at("verdict") == "certified");
  CHECK(document.at("holds").at("parameters").at("H") == document.at("largest").at("lower"));
}

TEST_CASE("threshold: a grid is a row a point, a list in JSON, a certificate for each end") {
  const Folder folder;
  const std::vector<std::string> grid = {"threshold", "low-rank-separation", "--set", "d=8,10", "--set", "r=1,6", "--set", "error=0.2"};
  const Outcome text = run_rankcert(grid);
  CHECK(text.code == 0);
  CHECK(text.out.find("4 points: 3 certified, 0 not decided, 1 vacuous") != std::string::npos);
  CHECK(text.out.find("r <= d - 3 does not hold") != std::string::npos);
  std::vector<std::string> as_json = grid;
  as_json.insert(as_json.end(), {"--json", "-o", folder.path()});
  const json document = json_of(run_rankcert(as_json));
  REQUIRE(document.at("points").size() == 4);
  const json& vacuous = document.at("points").at(1);
  CHECK(vacuous.at("parameters").at("r") == "6");
  CHECK(vacuous.contains("refused"));
  CHECK_FALSE(vacuous.contains("largest"));
  const json alone = json_of(run_rankcert({"threshold", "low-rank-separation", "--set", "d=10", "--set", "r=1", "--set", "error=0.2", "--json"}));
  CHECK(document.at("points").at(2).at("largest") == alone.at("largest"));
  CHECK(document.at("points").at(2).at("holds") == alone.at("holds"));
  CHECK(run_rankcert({"verify", folder.path(), "--expect", "6"}).code == 0);
  CHECK(run_rankcert({"threshold", "low-rank-separation", "--set", "d=8", "--set", "r=6", "--set", "error=0.2"}).code == 2);
  CHECK(run_rankcert({"threshold", "low-rank-separation", "--set", "d=3,8", "--set", "r=1", "--set", "error=0.2"}).code == 2);
  CHECK(run_rankcert({"threshold", "low-rank-separation", "--set", "d=8,9", "--set", "r=1"}).code == 2);
}

TEST_CASE("threshold: certified is what is decided from both sides, and any other point is exit 3") {
  const Folder folder;
  // n < 2 up to n = 1, at no n, where nothing is certified, where there is no value, and up to the end of the range.
  const std::string left = "if(m = 1, n, if(m = 2, 3, if(m = 3, sqrt(2)^2, if(m = 4, 1/(m - 4), n/1000))))";
  std::string text = "id = \"mine\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"mine\"\nhypotheses = [\"none\"]\n[parameters]\n"
                     "n = { type = \"integer\", range = \"0..100\", meaning = \"n\" }\nm = { type = \"integer\", range = \"1..9\", meaning = \"m\" }\n"
                     "[[require]]\ncondition = \"m < 9\"\notherwise = \"nothing is said for 9\"\n";
  for (const auto& [name, relation] : {std::pair{"holds", "<"}, std::pair{"fails", ">="}}) {
    text += std::string("[[assert]]\nname = \"") + name + "\"\ntitle = \"\"\nleft = \"" + left + "\"\nrelation = \"" + relation + "\"\nright = \"2\"\nlemmas = [\"note#1\"]\n";
  }
  text += "[threshold]\nof = \"n\"\nholds = \"holds\"\nfails = \"fails\"\nmeaning = \"n\"\n";
  const std::string path = folder.write("mine.toml", text);
  const auto outcome = [&](const std::string& m, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"threshold", path, "--set", "m=" + m};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_rankcert(arguments);
  };
  const Outcome all = outcome("1..9");
  CHECK(all.code == 3);
  CHECK(all.out.find("9 points: 2 certified, 4 with one end open, 2 not decided, 1 vacuous") != std::string::npos);
  CHECK(all.out.find("division by zero") != std::string::npos);
  const json points = json_of(outcome("3,4", {"--json"})).at("points");
  CHECK_FALSE(points.at(0).contains("reason"));
  CHECK(points.at(1).at("reason").get<std::string>().find("division by zero") != std::string::npos);
  const Outcome decided = outcome("1,2,9");
  CHECK(decided.code == 0);
  CHECK(decided.out.find("3 points: 2 certified, 0 not decided, 1 vacuous") != std::string::npos);
  for (const char* other : {"3", "4", "5"}) {
    CAPTURE(other);
    CHECK(outcome(std::string("1,2,9,") + other).code == 3);
  }
  // One point alone: the same, but for a value that does not exist.
  CHECK(outcome("1").code == 0);
  CHECK(outcome("2").code == 0);
  CHECK(outcome("3").code == 3);
  CHECK(outcome("4").code == 2);
  CHECK(outcome("5").code == 3);
}

TEST_CASE("threshold: no point twice, and no value for what is asked for") {
  const auto outcome = [](const std::string& d, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"threshold", "low-rank-separation", "--set", "d=" + d, "--set", "r=1", "--set", "error=0.2"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_rankcert(arguments);
  };
  for (const char* d : {"8,8", "8..10,9"}) {
    const Outcome twice = outcome(d);
    CHECK(twice.code == 2);
    CHECK(lines(twice.err) == 1);
    CHECK(twice.err.find("is asked for twice") != std::string::npos);
  }
  for (const char* d : {"8", "8,9"}) {
    const Outcome given = outcome(d, {"--set", "H=1"});
    CHECK(given.code == 2);
    CHECK(given.err.find("--set H: this is what is asked for") != std::string::npos);
  }
}

TEST_CASE("check: the halves of a threshold run only by name, and no point runs twice") {
  const Outcome all = run_rankcert({"check", "low-rank-separation", "--set", "d=64", "--set", "r=4", "--set", "H=8192", "--set", "error=0.1"});
  CHECK(all.code == 2);
  CHECK(all.err.find("none of the chosen assertions uses the parameter 'error'") != std::string::npos);
  CHECK(run_rankcert({"check", "low-rank-separation", "--assertion", "reaches", "--set", "d=64", "--set", "r=4", "--set", "H=8192", "--set", "error=0.1"}).code == 0);
  const Outcome twice = run_rankcert({"check", "rank-barrier", "--assertion", "spectrum", "--set", "n=4,4", "--set", "d_h=2"});
  CHECK(twice.code == 2);
  CHECK(twice.err.find("asked for twice") != std::string::npos);
  CHECK(run_rankcert({"check", "rank-barrier", "rank-barrier"}).code == 2);
}

TEST_CASE("verify: hypotheses are printed, and a number of decided files can be demanded") {
  const Folder folder;
  REQUIRE(run_rankcert({"check", "rank-barrier", "--assertion", "spectrum", "--set", "n=4,8", "--set", "d_h=2", "-o", folder.path()}).code == 0);
  const Outcome verified = run_rankcert({"verify", folder.path(), "--expect", "2"});
  CHECK(verified.code == 0);
  CHECK(verified.out.find("holds under these hypotheses:\n  - the rows of Q and K") != std::string::npos);
  CHECK(run_rankcert({"verify", folder.path(), "--expect", "3"}).code == 3);
}
