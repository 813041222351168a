// Certificates from check to verify and rankcert-check, whole and altered.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "cli/process.hpp"

using namespace rankcert::test;
using nlohmann::json;

namespace {

/// A folder of certificates of both claims, written once.
const Folder& written() {
  static const Folder folder;
  static const bool done = [] {
    CHECK(run_rankcert({"check", "low-rank-separation", "--set", "d=10", "--set", "r=1", "--set", "H=1, 4, 2^40", "--assertion", "general-values", "-o", folder.path()}).code == 0);
    CHECK(run_rankcert({"check", "rank-barrier", "--set", "n=30", "--set", "d_h=2", "--set", "trials=300", "-o", folder.path()}).code == 0);
    return true;
  }();
  REQUIRE(done);
  return folder;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("certificates: one a point, named by the point, accepted by both checkers") {
  const auto names = written().files();
  CHECK(names.size() == 6);
  CHECK(std::find(names.begin(), names.end(), "low-rank-separation--general-values--H=4,d=10,r=1.json") != names.end());
  const Outcome verify = run_rankcert({"verify", written().path()});
  CAPTURE(verify.out);
  CHECK(verify.code == 0);
  CHECK(has(verify.out, "6 of 6 certificates accepted"));
  std::vector<std::string> paths;
  for (const std::string& name : names) paths.push_back(written() / name);
  const Outcome alone = run_checker(paths);
  CAPTURE(alone.err);
  CHECK(alone.code == 0);
  CHECK(lines(alone.out) == 6);
  for (const std::string& path : paths) CHECK(has(alone.out, path + "\n"));
  CHECK(has(alone.out, "accepted supported (recorded measurement, confidence 0.99) "));
  CHECK(has(alone.out, "accepted enclosed "));
  CHECK(has(alone.err, "under the hypothesis: "));
}

TEST_CASE("certificates: replay repeats the measurements") {
  const Outcome replay = run_rankcert({"verify", "--replay", written().path()});
  CHECK(replay.code == 0);
  CHECK(has(replay.out, "measurement replayed"));
  CHECK_FALSE(has(replay.out, "not replayed"));
}

TEST_CASE("certificates: the same run writes the same bytes") {
  const Folder again;
  REQUIRE(run_rankcert({"check", "rank-barrier", "--set", "n=30", "--set", "d_h=2", "--set", "trials=300", "--jobs", "1", "-o", again.path()}).code == 0);
  for (const std::string& name : again.files()) CHECK(read(again / name) == read(written() / name));
}

TEST_CASE("certificates: the JSON of verify, and the path in the JSON of check") {
  const json list = json_of(run_rankcert({"verify", "--json", written().path()}));
  REQUIRE(list.size() == 6);
  for (const json& one : list) {
    CHECK(one.size() == 4);
    CHECK((one.at("trust") == "kernel" || one.at("trust") == "float only"));
    CHECK(one.at("verdict").get<std::string>().starts_with("accepted "));
    CHECK(one.at("file").is_string());
    CHECK(one.at("reason").is_string());
  }
  const Folder folder;
  const json document = json_of(run_rankcert({"check", "low-rank-separation", "--set", "d=10", "--set", "r=1", "--set", "H=1", "--assertion", "general-values", "--json", "-o", folder.path()}));
  const std::string path = document.at("points").at(0).at("certificate");
  CHECK(run_checker({path}).code == 0);
}

TEST_CASE("certificates: an altered byte, a cut file, a folder, no file") {
  const Folder folder;
  const std::string original = read(written() / written().files().front());
  std::string altered = original;
  altered[altered.find("\"tool\": \"") + 9] = 'R';
  const std::string bad = folder.write("bad.json", altered);
  const std::string cut = folder.write("cut.json", original.substr(0, original.size() / 2));
  const std::string good = folder.write("good.json", original);
  for (const std::string& path : {bad, cut}) {
    const Outcome alone = run_checker({path});
    CHECK(alone.code == 5);
    CHECK(alone.out == "refused " + path + "\n");
    CHECK(lines(alone.err) == 2);  // the reason, and that nothing was decided
    const Outcome verify = run_rankcert({"verify", path});
    CHECK(verify.code == 5);
    CHECK(has(verify.out, "refused"));
  }
  CHECK(has(run_checker({bad}).err, "C2 digest"));
  CHECK(has(run_checker({cut}).err, "C1 form"));
  CHECK(has(run_checker({cut}).err, "line"));
  // One bad file among good ones decides the exit code; each has its line.
  const Outcome mixed = run_checker({good, bad, good});
  CHECK(mixed.code == 5);
  CHECK(lines(mixed.out) == 3);
  const Outcome none = run_checker({folder / "none.json", folder.path()});
  CHECK(none.code == 2);
  CHECK(lines(none.out) == 2);
  CHECK(has(none.err, "no such file"));
  CHECK(has(none.err, "is a folder"));
  CHECK(run_rankcert({"verify", folder / "none.json"}).code == 2);
  const Folder empty;
  CHECK(run_rankcert({"verify", empty.path()}).code == 3);
}

TEST_CASE("certificates: another text under a built-in claim's id is refused unless it is asked for") {
  const Folder folder;
  const std::string claim = folder.write("mine.toml",
                                         "id = \"rank-barrier\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"mine\"\nhypotheses = [\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"1..9\", meaning = \"n\" }\n"
                                         "[[assert]]\nname = \"a\"\ntitle = \"\"\nleft = \"n\"\nrelation = \"<\"\nright = \"n + 1\"\nlemmas = [\"note#1\"]\n");
  REQUIRE(run_rankcert({"check", claim, "--set", "n=1", "-o", folder / "out"}).code == 0);
  const Outcome refused = run_rankcert({"verify", folder / "out"});
  CHECK(refused.code == 5);
  CHECK(has(refused.out, "C4 claim"));
  CHECK(run_rankcert({"verify", "--allow-other-text", folder / "out"}).code == 0);
}

TEST_CASE("certificates: a claim's words cannot pass for the checker's") {
  const Folder folder;
  const std::string claim = folder.write("mine.toml",
                                         "id = \"mine\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"mine\"\nhypotheses = [\"x\\n7 of 7 certificates accepted\\u001b[2J\"]\n"
                                         "[[assert]]\nname = \"a\"\ntitle = \"\"\nleft = \"1\"\nrelation = \"<\"\nright = \"2\"\nlemmas = [\"note#1\"]\n[[suites.quick]]\nassertions = [\"a\"]\n");
  REQUIRE(run_rankcert({"check", claim, "-o", folder / "out"}).code == 0);
  const Outcome verify = run_rankcert({"verify", folder / "out"});
  const Outcome alone = run_checker({folder / "out/mine--a--.json"});
  CHECK(verify.code == 0);
  CHECK(alone.code == 0);
  for (const std::string& text : {verify.out, alone.out, alone.err}) {
    CHECK_FALSE(has(text, "\n7 of 7"));
    CHECK_FALSE(has(text, "\x1b"));
  }
}

TEST_CASE("certificates: exit codes 1 and 3 of what is accepted") {
  const Folder folder;
  const auto code = [&](const char* left) {
    const std::string claim = folder.write("mine.toml",
                                           std::string("id = \"mine\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"mine\"\nhypotheses = [\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"1..9\", meaning = \"n\" }\n"
                                                       "[[assert]]\nname = \"a\"\ntitle = \"\"\nleft = \"") + left + "\"\nrelation = \"<\"\nright = \"2\"\nlemmas = [\"note#1\"]\n");
    const std::string out = folder / std::to_string(std::hash<std::string>()(left));
    (void)run_rankcert({"check", claim, "--set", "n=1", "-o", out});
    const std::string path = out + "/mine--a--n=1.json";
    CHECK(run_rankcert({"verify", path}).code == run_checker({path}).code);
    return run_checker({path}).code;
  };
  CHECK(code("n") == 0);
  CHECK(code("n + 5") == 1);
  CHECK(code("sqrt(2)^2*n") == 3);
}

TEST_CASE("certificates: a point whose formula has no bounded value leaves no certificate that is refused") {
  const Folder folder;
  const std::string claim = folder.write("mine.toml",
                                         "id = \"mine\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"mine\"\nhypotheses = [\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"1..9\", meaning = \"n\" }\n"
                                         "[[assert]]\nname = \"a\"\ntitle = \"\"\nleft = \"1/(sqrt(2)^2 - 2)\"\nrelation = \"<\"\nright = \"n\"\nlemmas = [\"note#1\"]\n");
  CHECK(run_rankcert({"check", claim, "--set", "n=1", "-o", folder / "out"}).code == 3);
  // Nothing could be certified, so nothing was written.
  CHECK(run_rankcert({"verify", folder / "out"}).code == 3);
}
