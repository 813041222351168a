#include "machine/machine_facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

using namespace rankcert;

TEST_CASE("facts: every library has a version, and the floating-point model is IEEE's") {
  const MachineFacts facts = machine_facts();
  const auto value = [](const MachineFacts::Named& named, const std::string& name) {
    const auto found = std::find_if(named.begin(), named.end(), [&](const auto& one) { return one.first == name; });
    REQUIRE_MESSAGE(found != named.end(), name);
    return found->second;
  };
  for (const char* name : {"Arb", "FLINT", "MPFI", "MPFR", "GMP", "TBB", "Eigen", "Boost"}) {
    const std::string version = value(facts.libraries, name);
    CHECK_MESSAGE(version.find('.') != std::string::npos, name << " " << version);
    CHECK(std::any_of(version.begin(), version.end(), [](char c) { return c >= '0' && c <= '9'; }));
  }
  CHECK(value(facts.libraries, "OpenBLAS").starts_with("OpenBLAS "));
  CHECK(value(facts.build, "fast-math") == "no");
  CHECK(value(facts.build, "FLT_EVAL_METHOD") == "0");
  CHECK(facts.cores > 0);
#if defined(__x86_64__)
  CHECK_FALSE(facts.cpu.empty());
  CHECK(std::find(facts.instructions.begin(), facts.instructions.end(), "sse2") != facts.instructions.end());
#endif
}

TEST_CASE("facts: programs are found in PATH, and what is none is not") {
  const auto shell = find_program("sh");
  REQUIRE(shell);
  CHECK(std::filesystem::exists(*shell));
  CHECK_FALSE(find_program("no-such-program-anywhere"));
  CHECK_FALSE(find_program("."));
  CHECK(version_line("/bin/true").find("true") != std::string::npos);
  // A program that prints nothing is named by its path.
  CHECK(version_line("/bin/false") != "");
  CHECK(version_line("/no/such/program") == "/no/such/program");
}
