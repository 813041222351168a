// rankcert-itl as a user runs it.
#include <doctest/doctest.h>

#include "cli/process.hpp"

using namespace rankcert::test;

namespace {

Outcome run_itl(const std::vector<std::string>& arguments, const RunOptionsOfTest& options = {}) { return run(RANKCERT_ITL_EXECUTABLE, arguments, options); }
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("rankcert-itl: counts, and exit code 0") {
  const Outcome outcome = run_itl({"--exact", std::string(RANKCERT_CONFORMANCE) + "/exact.itl"});
  CAPTURE(outcome.out);
  CHECK(outcome.code == 0);
  CHECK(outcome.err.empty());
  CHECK(has(outcome.out, "  kernel "));
  CHECK(has(outcome.out, ", 0 wrong, "));
  CHECK(has(outcome.out, "not supported: intersection "));
}

TEST_CASE("rankcert-itl: a wrong table, one unit inside the values, is exit code 1 and named") {
  const Folder folder;
  // The square root of 2 lies between 0x1.6A09E667F3BCCp0 and 0x1.6A09E667F3BCDp0; these ends are one unit beyond both.
  const std::string good = folder.write("good.itl", "testcase root {\n  sqrt [2] = [0x1.6A09E667F3BCCp0, 0x1.6A09E667F3BCDp0];\n}\n");
  const std::string low = folder.write("low.itl", "testcase root {\n  sqrt [2] = [0x1.6A09E667F3BCBp0, 0x1.6A09E667F3BCDp0];\n}\n");
  const std::string high = folder.write("high.itl", "testcase root {\n  sqrt [2] = [0x1.6A09E667F3BCCp0, 0x1.6A09E667F3BCEp0];\n}\n");
  CHECK(run_itl({good}).code == 0);
  for (const std::string& path : {low, high}) {
    const Outcome outcome = run_itl({good, path});
    CHECK(outcome.code == 1);
    CHECK(has(outcome.out, path + ":2: second: root: sqrt [2, 2] = [1.41421"));
    const auto json = json_of(run_itl({"--json", "--bits", "100", path}));
    CHECK(json.at("exit_code") == 1);
    CHECK(json.at("bits") == 100);
    CHECK(json.at("files").at(0).at("kernel").at("wrong") == 1);
    CHECK(json.at("files").at(0).at("kernel").at("violations").at(0).at("line") == 2);
  }
}

TEST_CASE("rankcert-itl: bad files and wrong usage are exit code 2 and one line") {
  const Folder folder;
  const std::vector<std::vector<std::string>> calls = {{}, {"--bits", "1", "x.itl"}, {folder / "none.itl"}, {folder.path()}, {folder.write("bad.itl", "testcase a {\n  add [1 = [1];\n}")},
                                                       {"--what", folder / "none.itl"}};
  for (const auto& arguments : calls) {
    const Outcome outcome = run_itl(arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(lines(outcome.err) == 1);
  }
  CHECK(has(run_itl({folder / "bad.itl"}).err, "bad.itl:2:10: "));
  CHECK(has(run_itl({std::string(RANKCERT_CONFORMANCE) + "/exact.itl"}, {.out_file = "/dev/full"}).err, "cannot be written"));
}
