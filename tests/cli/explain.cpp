// `explain`, run as a user runs it.
#include <doctest/doctest.h>

#include <algorithm>

#include "cli/process.hpp"

using namespace rankcert::test;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Certificates of three points: certified against a measured enclosure, enclosed only, supported.
const Folder& written() {
  static const Folder folder;
  static const bool done = [] {
    const int bound = run_rankcert({"check", "low-rank-separation", "--assertion", "general-values", "--set", "d=10", "--set", "r=1", "--set", "H=4, 2^40", "-o", folder.path()}).code;
    const int rank = run_rankcert({"check", "rank-barrier", "--assertion", "mean-rank", "--set", "n=30", "--set", "d_h=2", "--set", "trials=300", "-o", folder.path()}).code;
    return bound == 0 && rank == 0;
  }();
  REQUIRE(done);
  return folder;
}

std::string file(const std::string& part) {
  for (const std::string& name : written().files()) {
    if (has(name, part)) return written() / name;
  }
  REQUIRE_MESSAGE(false, part);
  return "";
}

/// The widest line that is no path.
std::size_t widest(const std::string& text) {
  std::size_t most = 0;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    if (!has(text.substr(from, to - from), "/")) most = std::max(most, to - from);
    from = to + 1;
  }
  return most;
}

}  // namespace

TEST_CASE("explain: from the theorem to the verdict, in 80 columns") {
  const Outcome outcome = run_rankcert({"explain", file("H=4,")});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "");
  std::size_t last = 0;
  // In this order.
  for (const char* part : {"low-rank-separation / general-values", "certified", "What is claimed", "Source: N. Amsel", "What a reader must grant", "Haar-random",
                           "What it rests on", "low-rank-separation#4: Theorem 4", "The point", "H = 4: number of heads", "prover's choice", "L = ", "The left side, a formula",
                           "general_bound(10, 1, 4, ", "credit(D, d, H, l): ", "lies in [", "The right side, measured", "random_heads_mse(10, 4)", "Seed 1", "The verdict",
                           "margin 0.", "How sure", "The left side is proved", "The right side is measured and enclosed", "What would change the verdict", "would have to be larger",
                           "another seed makes", "Another value of L", "Numbers are rounded outward"}) {
    const auto at = outcome.out.find(part, last);
    CHECK_MESSAGE(at != std::string::npos, std::string(part));
    if (at != std::string::npos) last = at;
  }
  CHECK(widest(outcome.out) <= 80);
}

TEST_CASE("explain: an estimate with its confidence, and a bound that was not compared") {
  const Outcome estimate = run_rankcert({"explain", file("mean-rank")});
  CHECK(estimate.code == 0);
  for (const char* part : {"supported (as expected", "300 observations, each in [1, 30]; confidence 0.99.", "error probability of 10^-", "barrier(30)"}) CHECK_MESSAGE(has(estimate.out, part), part);
  const Outcome enclosed = run_rankcert({"explain", file("H=1099511627776")});
  CHECK(enclosed.code == 0);
  for (const char* part : {"enclosed (not compared", "was not measured", "Nothing was compared"}) CHECK_MESSAGE(has(enclosed.out, part), part);
}

TEST_CASE("explain: the shape of its JSON") {
  const json document = json_of(run_rankcert({"explain", "--json", file("mean-rank")}));
  for (const char* key : {"version", "file", "tool", "claim", "assertion", "hypotheses", "lemmas", "parameters", "hints", "left", "right", "verdict", "standing", "margin",
                          "how_sure", "would_change", "exit_code"}) {
    CHECK_MESSAGE(document.contains(key), key);
  }
  CHECK(document.at("claim").at("id") == "rank-barrier");
  CHECK(document.at("assertion").at("expected") == "supported");
  CHECK(document.at("lemmas").at(0).at("lemma").is_string());
  CHECK(document.at("parameters").size() == 3);
  const json& left = document.at("left");
  CHECK(left.at("closed") == "hardmax_rank(30, 2, 300)");
  CHECK(left.at("measured").at("observations") == 300);
  CHECK(left.at("measured").at("alpha") == "1/100");
  CHECK(left.at("interval").at("lower").is_string());
  const json& right = document.at("right");
  CHECK(right.at("closed") == "barrier(30)");
  CHECK_FALSE(right.contains("measured"));
  CHECK(right.at("definitions").at(0).at("name") == "barrier(n)");
  CHECK(document.at("exit_code") == 0);
}

TEST_CASE("explain: a refuted expectation is exit 1, an open comparison exit 3") {
  const Folder folder;
  const std::string head = "id = \"mine\"\ntitle = \"T\"\nstatement = \"S\"\nsource = \"X\"\nnote = \"mine\"\nhypotheses = [\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"1..9\", meaning = \"n\" }\n";
  const std::string claim = folder.write("mine.toml", head + "[[assert]]\nname = \"wrong\"\ntitle = \"a\"\nleft = \"n\"\nrelation = \"<\"\nright = \"n - 1\"\nlemmas = [\"mine#1\"]\n"
                                                             "[[assert]]\nname = \"open\"\ntitle = \"b\"\nleft = \"exp(log(n))\"\nrelation = \"<=\"\nright = \"n\"\nlemmas = [\"mine#1\"]\n");
  CHECK(run_rankcert({"check", claim, "--set", "n=3", "-o", folder / "out"}).code == 1);
  const Outcome wrong = run_rankcert({"explain", folder / "out/mine--wrong--n=3.json"});
  CHECK(wrong.code == 1);
  CHECK(has(wrong.out, "That is worth a report."));
  CHECK(has(wrong.out, "refuted (contradiction; the claim expects certified)"));
  const Outcome open = run_rankcert({"explain", folder / "out/mine--open--n=3.json"});
  CHECK(open.code == 3);
  CHECK(has(open.out, "The intervals overlap in ["));
  CHECK(has(open.out, "--max-precision"));
}

TEST_CASE("explain: what the kernel refuses is not explained") {
  const Folder folder;
  std::string altered = read(file("mean-rank"));
  altered[altered.find("\"tool\": \"") + 9] = 'R';
  const std::string bad = folder.write("bad.json", altered);
  const Outcome refused = run_rankcert({"explain", bad});
  CHECK(refused.code == 5);
  CHECK(refused.out == "");
  CHECK(lines(refused.err) == 1);
  CHECK(has(refused.err, "C2 digest"));
  const json document = json_of(run_rankcert({"explain", "--json", bad}));
  CHECK(document.at("verdict") == "refused");
  CHECK(document.at("exit_code") == 5);
  for (const std::string& path : {folder / "none.json", folder.path()}) {
    const Outcome unreadable = run_rankcert({"explain", path});
    CHECK(unreadable.code == 2);
    CHECK(unreadable.out == "");
    CHECK(lines(unreadable.err) == 1);
  }
  CHECK(run_rankcert({"explain"}).code == 2);
}

TEST_CASE("explain: the text of a hostile claim moves no cursor") {
  const Folder folder;
  const std::string claim = folder.write("hostile.toml", "id = \"hostile\"\ntitle = \"\\u001b[31mred\\u202e\"\nstatement = \"a\\nb\\u0007\"\nsource = \"\\u009b\"\nnote = \"x\"\nhypotheses = [\"\\u001b]0;title\\u0007\"]\n"
                                                         "[parameters]\nn = { type = \"integer\", range = \"1..9\", meaning = \"\\u001b[2J\", unit = \"\\r\" }\n"
                                                         "[[assert]]\nname = \"a\"\ntitle = \"\\b\"\nleft = \"n\"\nrelation = \"<\"\nright = \"n + 1\"\nlemmas = [\"note#1\"]\n");
  REQUIRE(run_rankcert({"check", claim, "--set", "n=3", "-o", folder / "out"}).code == 0);
  const Outcome outcome = run_rankcert({"explain", folder / "out/hostile--a--n=3.json"});
  CHECK(outcome.code == 0);
  CHECK(std::none_of(outcome.out.begin(), outcome.out.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == 0x7F; }));
  CHECK_FALSE(has(outcome.out, "\u202e"));
  CHECK_FALSE(has(outcome.out, "\u009b"));
}
