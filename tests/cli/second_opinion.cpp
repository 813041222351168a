// rankcert-second alone, and `rankcert verify --second`: both checkers on the same certificates.
#include <doctest/doctest.h>

#include "cli/process.hpp"
#include "exact/digest.hpp"

using namespace rankcert::test;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Outcome run_second(const std::vector<std::string>& arguments) { return run(RANKCERT_SECOND_EXECUTABLE, arguments); }

/// Certificates of a claim of one's own, written once: certified (two points) and refuted as expected.
const Folder& written() {
  static const Folder folder;
  static const bool done = [] {
    const std::string claim = folder.write("mine.toml",
                                           "id = \"mine\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"mine\"\nhypotheses = [\"n counts\"]\n[parameters]\n"
                                           "n = { type = \"integer\", range = \"1..9\", meaning = \"n\" }\n"
                                           "[[assert]]\nname = \"below\"\ntitle = \"\"\nleft = \"integral(t = 0..n, exp(-t^2))\"\nrelation = \"<\"\nright = \"sqrt(pi)/2\"\nlemmas = [\"mine#1\"]\n"
                                           "[[assert]]\nname = \"above\"\ntitle = \"\"\nleft = \"Phi(n)\"\nrelation = \">\"\nright = \"1\"\nexpect = \"refuted\"\nlemmas = [\"mine#1\"]\n");
    CHECK(run_rankcert({"check", claim, "--set", "n=1,2", "--assertion", "below", "--assertion", "above", "-o", folder / "certificates"}).code == 0);
    return true;
  }();
  REQUIRE(done);
  return folder;
}

std::vector<std::string> paths() {
  const json list = json_of(run_rankcert({"verify", "--json", written() / "certificates"}));
  std::vector<std::string> found;
  for (const json& one : list) found.push_back(one.at("file"));
  REQUIRE(found.size() == 4);
  return found;
}

/// The certificate with a change, signed anew.
template <class Change>
std::string changed(const std::string& path, const Change& change) {
  json body = json::parse(read(path));
  body.erase("digest");
  change(body);
  json whole = body;
  whole["digest"] = rankcert::sha256(body.dump());
  return whole.dump(1);
}

}  // namespace

TEST_CASE("rankcert-second: confirms what the prover wrote, one line a file") {
  const std::vector<std::string> files = paths();
  const Outcome outcome = run_second(files);
  CAPTURE(outcome.out);
  CAPTURE(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(lines(outcome.out) == 4);
  for (const std::string& path : files) CHECK((has(outcome.out, "confirmed certified " + path + "\n") || has(outcome.out, "confirmed refuted " + path + "\n")));
  CHECK(has(outcome.err, "under the hypothesis: n counts"));
  CHECK(has(outcome.err, "mine below n=1, claim sha256:"));
}

TEST_CASE("rankcert-second: words, and exit codes by the gravest file") {
  const std::vector<std::string> files = paths();
  CHECK(has(run_second({"--help"}).out, "Exit code"));
  CHECK(run_second({"--version"}).out.starts_with("rankcert-second "));
  CHECK(run_second({}).code == 2);
  CHECK(run_second({"--nonsense", files[0]}).code == 2);
  const Folder folder;
  const Outcome missing = run_second({files[0], folder / "none.json"});
  CHECK(missing.code == 2);
  CHECK(has(missing.out, "unreadable " + (folder / "none.json")));
  CHECK(run_second({folder.path()}).code == 2);
  const std::string refused = folder.write("refused.json", changed(files[0], [](json& b) { b["verdict"] = "inconclusive"; }));
  const Outcome both = run_second({files[0], refused});
  CHECK(both.code == 5);
  CHECK(has(both.out, "refused " + refused));
  CHECK(has(both.err, "C10 verdict"));
  const std::string cut = folder.write("cut.json", read(files[0]).substr(0, 100));
  CHECK(has(run_second({cut}).err, "C1 form"));
  CHECK(run_second({"--expect", "4", files[0]}).code == 3);
  CHECK(run_second({"--expect", "1", files[0]}).code == 0);
  const std::string digest = json::parse(read(files[0])).at("claim").at("digest");
  CHECK(run_second({"--claim-digest", digest, files[0]}).code == 0);
  CHECK(run_second({"--claim-digest", "sha256:0", files[0]}).code == 5);
}

TEST_CASE("rankcert-second: what it cannot decide is no opinion and exit 3") {
  const Folder folder;
  const std::string undecided = folder.write("undecided.json", changed(paths()[0], [](json& b) {
    const std::string text = b["claim"]["text"];
    const auto with = text + "[[require]]\ncondition = \"sqrt(2)^2 <= 2 + 0*n\"\notherwise = \"\"\n";
    b["claim"]["text"] = with;
    b["claim"]["digest"] = rankcert::sha256(with);
  }));
  const Outcome outcome = run_second({undecided});
  CAPTURE(outcome.err);
  CHECK(outcome.code == 3);
  CHECK(outcome.out == "no opinion " + undecided + "\n");
  CHECK(has(outcome.err, "C6 parameters"));
}

TEST_CASE("verify --second: both checkers agree, in text and in JSON") {
  const Outcome text = run_rankcert({"verify", "--second", written() / "certificates"});
  CAPTURE(text.out);
  CHECK(text.code == 0);
  CHECK(has(text.out, "second opinion: confirmed"));
  CHECK(has(text.out, "Second opinion: 4 confirmed, 0 refused, 0 without one; 0 disputed"));
  CHECK(has(text.out, "\nChecked by: kernel + second"));
  for (const json& one : json_of(run_rankcert({"verify", "--second", "--json", written() / "certificates"}))) {
    CHECK(one.at("second") == "confirmed");
    CHECK((one.at("trust") == "kernel + second" || one.at("trust") == "float only"));
    CHECK_FALSE(one.contains("second_reason"));
  }
  for (const json& one : json_of(run_rankcert({"verify", "--json", written() / "certificates"}))) CHECK_FALSE(one.contains("second"));
}

TEST_CASE("verify --second: both refuse, and a dispute is exit 5 with the certificate and its point") {
  const Folder folder;
  const std::string original = paths()[0];
  const std::string refused = folder.write("refused.json", changed(original, [](json& b) { b["verdict"] = "inconclusive"; }));
  const json both = json_of(run_rankcert({"verify", "--second", "--json", refused}));
  CHECK(both.at(0).at("verdict") == "refused");
  CHECK(both.at(0).at("second") == "refused");
  CHECK(both.at(0).at("second_reason").get<std::string>().starts_with("C10 verdict"));
  CHECK(both.at(0).at("reason").get<std::string>().starts_with("C10 verdict"));
  // The kernel asks for the text of the closed formula, the second opinion for what it reads as.
  const std::string spaced = folder.write("spaced.json", changed(original, [](json& b) { b["left"]["formula"] = b["left"]["formula"].get<std::string>() + " "; }));
  const Outcome outcome = run_rankcert({"verify", "--second", spaced});
  CAPTURE(outcome.out);
  CHECK(outcome.code == 5);
  CHECK(has(outcome.out, "the two checkers disagree about mine above n=1: the second opinion confirms it, the kernel refuses it: C7 formulas"));
  CHECK(has(outcome.out, "1 confirmed, 0 refused, 0 without one; 1 disputed"));
}

TEST_CASE("report --second: takes the same certificates") {
  const Folder folder;
  const Outcome outcome = run_rankcert({"report", "--second", "-o", folder / "report.html", "--csv", folder / "points.csv", written() / "certificates"});
  CAPTURE(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(has(read(folder / "points.csv"), "kernel + second"));
}

TEST_CASE("rankcert-second: links MPFI, and nothing of the kernel's arithmetic or of the prover") {
  const Outcome libraries = run("/usr/bin/ldd", {RANKCERT_SECOND_EXECUTABLE});
  REQUIRE(libraries.code == 0);
  CAPTURE(libraries.out);
  CHECK(has(libraries.out, "libmpfi"));
  for (const char* name : {"flint", "libarb", "libtbb", "lapack", "blas"}) CHECK_FALSE(has(libraries.out, name));
  const std::string bytes = read(RANKCERT_SECOND_EXECUTABLE);
  for (const char* word : {"hardmax_rank", "random_heads_mse", "arb_set", "acb_"}) CHECK_FALSE(has(bytes, word));
  CHECK(has(bytes, "sign_mass"));  // the prelude is
}
