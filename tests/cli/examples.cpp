// The worked examples of bounds/examples, checked as a user checks a claim of their own.
#include <doctest/doctest.h>

#include "cli/process.hpp"

using namespace rankcert::test;
using nlohmann::json;

TEST_CASE("examples: checked from their files, certified, verified again") {
  for (const char* id : {"johnson-lindenstrauss", "matrix-hoeffding"}) {
    CAPTURE(id);
    const std::string file = std::string(RANKCERT_EXAMPLES) + "/" + id + ".toml";
    const Folder folder;
    const json document = json_of(run_rankcert({"check", file, "--strict", "--json", "-o", folder.path()}));
    const json& summary = document.at("summary");
    CHECK(summary.at("exit_code") == 0);
    CHECK(summary.at("points") == folder.files().size());
    CHECK(summary.at("points") >= 20);
    for (const json& point : document.at("points")) CHECK(point.at("claim") == id);
    const Outcome verified = run_rankcert({"verify", folder.path(), "--claim", file, "--replay"});
    CAPTURE(verified.err);
    CHECK(verified.code == 0);
    CHECK(verified.out.find("refused") == std::string::npos);
  }
}

TEST_CASE("examples: a reading that is refuted, and the inverse question") {
  const std::string projection = std::string(RANKCERT_EXAMPLES) + "/johnson-lindenstrauss.toml";
  const Outcome refuted = run_rankcert({"check", projection, "--assertion", "constant", "--set", "n=1000", "--set", "eps=1/10", "--set", "C=1"});
  CHECK(refuted.code == 0);  // expected
  CHECK(refuted.out.find("refuted") != std::string::npos);
  const Outcome holds = run_rankcert({"check", projection, "--assertion", "constant", "--set", "n=1000", "--set", "eps=1/10", "--set", "C=3"});
  CHECK(holds.code == 1);  // it was kept as one that fails
  const Outcome threshold = run_rankcert({"threshold", projection, "--set", "n=1000", "--set", "eps=1/10", "--set", "delta=1/2"});
  CHECK(threshold.code == 0);
  CHECK(threshold.out.find("k = 4877") != std::string::npos);
}
