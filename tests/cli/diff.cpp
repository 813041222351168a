// `diff`, run as a user runs it.
#include <doctest/doctest.h>

#include "cli/process.hpp"

using namespace rankcert::test;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string claim_text(const std::string& bound, const std::string& statement = "S") {
  return "id = \"mine\"\ntitle = \"T\"\nstatement = \"" + statement + "\"\nsource = \"X\"\nnote = \"mine\"\nhypotheses = [\"none\"]\n[parameters]\n"
         "n = { type = \"integer\", range = \"1..99\", meaning = \"n\" }\n[[define]]\nname = \"bound(n)\"\nis = \"" + bound + "\"\nmeaning = \"a bound\"\n"
         "[[assert]]\nname = \"below\"\ntitle = \"a\"\nleft = \"bound(n)\"\nrelation = \"<=\"\nright = \"n\"\nlemmas = [\"mine#1\"]\n";
}

/// Certificates of a claim at points, in a folder of its own.
std::string checked(const Folder& folder, const std::string& name, const std::string& claim, const std::string& points) {
  const std::string file = folder.write(name + ".toml", claim);
  CHECK(run_rankcert({"check", file, "--set", "n=" + points, "-o", folder / name}).code <= 1);
  return folder / name;
}

}  // namespace

TEST_CASE("diff: the same run twice agrees") {
  const Folder folder;
  const std::string a = checked(folder, "a", claim_text("sqrt(n)"), "1..5");
  const Outcome outcome = run_rankcert({"diff", a, a});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "");
  CHECK(has(outcome.out, "5 points in both: 5 identical; 0 only before, 0 only after; 0 verdicts changed"));
  CHECK(has(outcome.out, "The runs agree."));
  CHECK(run_rankcert({"diff", a + "/mine--below--n=1.json", a + "/mine--below--n=1.json"}).code == 0);
}

TEST_CASE("diff: points of one folder only are exit 3, and so is nothing") {
  const Folder folder;
  const std::string a = checked(folder, "a", claim_text("sqrt(n)"), "1..5");
  const std::string b = checked(folder, "b", claim_text("sqrt(n)"), "4..6");
  const Outcome outcome = run_rankcert({"diff", a, b});
  CHECK(outcome.code == 3);
  CHECK(has(outcome.out, "Only before: 3"));
  CHECK(has(outcome.out, "Only after: 1"));
  CHECK(has(outcome.out, "mine / below, n=6"));
  const json document = json_of(run_rankcert({"diff", "--json", a, b}));
  CHECK(document.at("in_both") == 2);
  CHECK(document.at("identical") == 2);
  CHECK(document.at("only_before").size() == 3);
  CHECK(document.at("only_before").at(0).at("parameters").at("n") == "1");
  CHECK(document.at("only_after").at(0).at("file") == "mine--below--n=6.json");
  CHECK(document.at("exit_code") == 3);
  const Folder empty;
  const Outcome nothing = run_rankcert({"diff", empty.path(), empty.path()});
  CHECK(nothing.code == 3);
  CHECK(has(nothing.out, "Nothing to compare"));
  CHECK(lines(nothing.err) == 2);
}

TEST_CASE("diff: another text is told; another definition makes another number and a changed verdict exit 1") {
  const Folder folder;
  const std::string a = checked(folder, "a", claim_text("sqrt(n)"), "2..3");
  const Outcome reworded = run_rankcert({"diff", a, checked(folder, "b", claim_text("sqrt(n)", "other words"), "2..3")});
  CHECK(reworded.code == 0);
  CHECK(has(reworded.out, "The claim 'mine' has another text: only prose, suites, hints or layout differ."));
  const std::string c = checked(folder, "c", claim_text("n/2"), "2..3");
  const Outcome redefined = run_rankcert({"diff", a, c});
  CHECK(redefined.code == 0);
  CHECK(has(redefined.out, "what it asserts differs"));
  CHECK(has(redefined.out, "another formula"));
  CHECK(has(redefined.out, "Margins: 2"));
  const std::string d = checked(folder, "d", claim_text("n + 1"), "2..3");
  const Outcome turned = run_rankcert({"diff", a, d});
  CHECK(turned.code == 1);
  CHECK(has(turned.out, "mine / below, n=2: certified -> refuted"));
  CHECK(has(turned.out, "Verdicts have changed."));
  const Outcome quiet = run_rankcert({"diff", "--quiet", a, d});
  CHECK(quiet.code == 1);
  CHECK_FALSE(has(quiet.out, "Margins"));
  CHECK(has(quiet.out, "certified -> refuted"));
  const json document = json_of(run_rankcert({"diff", "--json", a, d}));
  CHECK(document.at("verdicts_changed") == 2);
  CHECK(document.at("contradictions") == 0);
  CHECK(document.at("texts").at(0).at("asserts_the_same") == false);
  CHECK(document.at("differences").at(0).at("verdict").at("after") == "refuted");
  CHECK(document.at("differences").at(0).at("left").at("change") == "another formula");
}

TEST_CASE("diff: two samples of one mean may have other digits, and say so") {
  const Folder folder;
  const auto sampled = [&](const std::string& seed) {
    CHECK(run_rankcert({"check", "rank-barrier", "--assertion", "mean-rank", "--set", "n=30", "--set", "d_h=2", "--set", "trials=100", "--seed", seed, "-o", folder / seed}).code == 0);
    return folder / seed;
  };
  const json document = json_of(run_rankcert({"diff", "--json", sampled("1"), sampled("2")}));
  CHECK(document.at("exit_code") == 0);
  REQUIRE(document.at("differences").size() == 1);
  CHECK(document.at("differences").at(0).at("left").at("change") == "other digits");
  CHECK(document.at("differences").at(0).at("right").at("change") == "identical");
  CHECK(document.at("differences").at(0).at("contradiction") == false);
}

TEST_CASE("diff: a refused certificate is exit 5, what is not there exit 2") {
  const Folder folder;
  const std::string a = checked(folder, "a", claim_text("sqrt(n)"), "2");
  std::string altered = read(a + "/mine--below--n=2.json");
  altered[altered.find("\"tool\": \"") + 9] = 'R';
  static_cast<void>(folder.write("bad.json", altered));
  const Outcome refused = run_rankcert({"diff", a, folder / "bad.json"});
  CHECK(refused.code == 5);
  CHECK(has(refused.out, "C2 digest"));
  CHECK(has(refused.out, "A certificate is refused."));
  CHECK(json_of(run_rankcert({"diff", "--json", a, folder / "bad.json"})).at("refused").at("after").size() == 1);
  const Outcome missing = run_rankcert({"diff", a, folder / "none"});
  CHECK(missing.code == 2);
  CHECK(missing.out == "");
  CHECK(lines(missing.err) == 1);
  CHECK(run_rankcert({"diff", a}).code == 2);
}
