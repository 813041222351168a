// `doctor`, and that no verdict is given on a machine that does not round as verdicts assume.
#include <doctest/doctest.h>

#include <cfenv>
#include <set>

#include "cli/command_line.hpp"
#include "cli/process.hpp"
#include "cli/rounding_gate.hpp"

#include <CLI/CLI.hpp>

using namespace rankcert;
using namespace rankcert::test;
using nlohmann::json;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// rankcert where a library has changed the floating-point environment before main.
Outcome run_broken(const std::string& environment, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"LD_PRELOAD=" RANKCERT_BROKEN_ROUNDING, "RANKCERT_TEST_ROUNDING=" + environment, RANKCERT_EXECUTABLE});
  return run("/usr/bin/env", arguments);
}

std::vector<std::string> broken_environments() {
#if defined(__SSE2__)
  return {"upward", "downward", "flush"};
#else
  return {"upward", "downward"};
#endif
}

}  // namespace

TEST_CASE("doctor: a sound machine is exit 0, with the versions of what the verdicts rest on") {
  const Outcome doctor = run_rankcert({"doctor"});
  CHECK(doctor.code == 0);
  CHECK(doctor.err == "");
  CHECK(has(doctor.out, "This machine rounds as verdicts assume."));
  for (const char* part : {"Arb", "FLINT", "MPFI", "MPFR", "GMP", "OpenBLAS", "TBB", "Eigen", "Boost", "CPU", "cores", "coqc", "rankcert-second"}) {
    CHECK_MESSAGE(has(doctor.out, part), part);
  }
  CHECK_FALSE(has(doctor.out, "FAILS"));
}

TEST_CASE("doctor: the shape of its JSON") {
  const json document = json_of(run_rankcert({"doctor", "--json", "--jobs", "1"}));
  std::set<std::string> keys;
  for (const auto& [key, value] : document.items()) keys.insert(key);
  CHECK(keys == std::set<std::string>{"build", "exit_code", "libraries", "machine", "programs", "sound", "tests", "threads", "version"});
  CHECK(document.at("sound") == true);
  CHECK(document.at("exit_code") == 0);
  CHECK(document.at("threads") == 1);
  CHECK(document.at("tests").size() > 40);
  for (const json& test : document.at("tests")) {
    CHECK(test.size() == 3);
    CHECK(test.at("holds") == true);
    CHECK(test.at("subject").is_string());
    CHECK(test.at("property").is_string());
  }
  CHECK(document.at("machine").at("cores").is_number_unsigned());
  CHECK(document.at("machine").at("instructions").is_array());
  CHECK(document.at("libraries").size() == 9);
  CHECK(document.at("build").at("fast-math") == "no");
  for (const char* program : {"coqc", "rankcert-check", "rankcert-second"}) CHECK(document.at("programs").contains(program));
  CHECK(document.at("programs").at("rankcert-check").get<std::string>().starts_with("rankcert-check "));
}

TEST_CASE("doctor: a changed rounding mode or flushed subnormal numbers are exit 6, and JSON tells which") {
  if (has_sanitizers) return;  // their runtime must be the first library of a program
  for (const std::string& environment : broken_environments()) {
    CAPTURE(environment);
    const Outcome doctor = run_broken(environment, {"doctor"});
    CHECK(doctor.code == 6);
    CHECK(has(doctor.out, "FAILS the rounding self-test: no verdict is possible here"));
    CHECK(has(doctor.out, "FAILS: "));
    const Outcome told = run_broken(environment, {"doctor", "--json"});
    CHECK(told.code == 6);
    const json document = json_of(told);
    CHECK(document.at("sound") == false);
    CHECK(document.at("exit_code") == 6);
    std::size_t failed = 0;
    for (const json& test : document.at("tests")) {
      if (test.at("holds") == true) continue;
      ++failed;
      CHECK_FALSE(test.at("found").get<std::string>().empty());
      // The kernel's arithmetic is made of integers.
      CHECK(test.at("subject") != "Arb");
      CHECK(test.at("subject") != "MPFI");
    }
    CHECK(failed > 0);
  }
}

TEST_CASE("doctor: on such a machine every command that gives a verdict ends with exit 6, one line, and no output") {
  if (has_sanitizers) return;  // their runtime must be the first library of a program
  const Folder folder;
  REQUIRE(run_rankcert({"check", "low-rank-separation", "--assertion", "general-values", "--set", "d=10", "--set", "r=1", "--set", "H=1", "-o", folder.path()}).code == 0);
  const std::string certificate = folder / folder.files().front();
  const std::string table = folder.write("table.csv", "d,r,H,mse\n10,1,1,0.5\n");
  const std::string matrix = folder.write("matrix.csv", "1,2\n3,4\n");
  const std::string out = folder / "out";
  const std::vector<std::vector<std::string>> commands = {
      {"check", "low-rank-separation", "--set", "d=10", "--set", "r=1", "--set", "H=1", "-o", out},
      {"verify", certificate},
      {"report", certificate, "-o", out},
      {"explain", certificate},
      {"diff", certificate, certificate},
      {"compare", table, "--claim", "low-rank-separation", "--columns", "d=d,r=r,H=H,mse=mse"},
      {"threshold", "rank-saturation", "--set", "n=100", "--set", "delta=1/10"},
      {"eval", "1/3"},
      {"spectrum", matrix},
  };
  for (const auto& arguments : commands) {
    CAPTURE(arguments.front());
    for (const std::string& environment : broken_environments()) {
      CAPTURE(environment);
      const Outcome outcome = run_broken(environment, arguments);
      CHECK(outcome.code == 6);
      CHECK(outcome.out == "");
      CHECK(lines(outcome.err) == 1);
      CHECK(has(outcome.err, "no verdict is possible on this machine"));
    }
    CHECK(run_broken("as it is", arguments).code != 6);
  }
  // What gives no verdict still works.
  CHECK(run_broken("upward", {"show", "rank-barrier"}).code == 0);
  CHECK(run_broken("upward", {"list"}).code == 0);
}

TEST_CASE("rounding gate: a command does not run in another rounding mode, and runs again when it is put back") {
  bool ran = false;
  const auto command = [&] {
    ran = true;
    return 17;
  };
  REQUIRE(run_on_sound_machine(command) == 17);  // TBB keeps the environment of its first use
  ran = false;
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    const int before = std::fegetround();
    std::fesetround(mode);
    const int code = run_on_sound_machine(command);
    std::fesetround(before);
    CHECK(code == 6);
    CHECK_FALSE(ran);
  }
  CHECK(run_on_sound_machine(command) == 17);
  CHECK(ran);
}

TEST_CASE("rounding gate: it stands before the commands of the table") {
  ChosenCommand chosen;
  const auto app = make_command_line(chosen);
  app->parse("rankcert eval 1/3", true);
  REQUIRE(chosen.run);
  const int before = std::fegetround();
  std::fesetround(FE_UPWARD);
  const int code = chosen.run();
  std::fesetround(before);
  CHECK(code == 6);
}
