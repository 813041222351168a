#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "checker/printable.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/rounding_gate.hpp"
#include "cli/terminal.hpp"
#include "machine/machine_facts.hpp"
#include "machine/rounding_self_test.hpp"

namespace rankcert {
namespace {

using Json = nlohmann::ordered_json;

/// Programs that check without the kernel, by name: what they say of their version, or nothing.
std::vector<std::pair<std::string, std::optional<std::string>>> other_checkers() {
  std::vector<std::pair<std::string, std::optional<std::string>>> programs;
  for (const char* name : {"rankcert-check", "rankcert-second", "coqc"}) {
    const auto program = find_program(name);
    programs.emplace_back(name, program ? std::optional(version_line(*program)) : std::nullopt);
  }
  return programs;
}

std::string row(std::string_view name, std::string_view value) {
  constexpr std::size_t indent = 19;
  const std::string lines = wrapped(value, indent, indent);
  return fmt::format("  {:<17}", name) + lines.substr(std::min(lines.size(), indent));
}

/// "double: 22 of 22 hold", subject by subject, and what does not hold.
std::string tests_text(const SelfTests& tests, Look look) {
  std::vector<std::string> subjects;
  for (const SelfTest& test : tests) {
    if (std::find(subjects.begin(), subjects.end(), test.subject) == subjects.end()) subjects.push_back(test.subject);
  }
  std::string text;
  for (const std::string& subject : subjects) {
    std::size_t count = 0;
    std::string failures;
    std::size_t failed = 0;
    for (const SelfTest& test : tests) {
      if (test.subject != subject) continue;
      ++count;
      if (test.holds()) continue;
      ++failed;
      failures += wrapped("FAILS: " + test.property + "; found " + test.found, 4, 6);
    }
    const std::string line = row(subject, fmt::format("{} of {} properties hold", count - failed, count));
    text += failed == 0 ? line : painted(line + failures, Ink::bad, look);
  }
  return text;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string doctor_text(const MachineTest& test, const MachineFacts& facts, Look look) {
  std::string text = test.is_sound() ? painted("This machine rounds as verdicts assume.", Ink::good, look) + "\n"
                                     : painted("This machine FAILS the rounding self-test: no verdict is possible here.", Ink::bad, look) + "\n";
  text += fmt::format("\nRounding self-test ({} {})\n", test.threads, test.threads == 1 ? "thread" : "threads") + tests_text(test.tests, look);
  text += "\nMachine\n" + row("CPU", facts.cpu.empty() ? "unknown" : facts.cpu) + row("instructions", joined(facts.instructions)) +
          row("cores", std::to_string(facts.cores));
  text += "\nBuild\n" + row("version", tool_name());
  for (const auto& [name, value] : facts.build) text += row(name, value);
  text += "\nLibraries\n";
  for (const auto& [name, value] : facts.libraries) text += row(name, value);
  text += "\nOther checkers\n";
  for (const auto& [name, version] : other_checkers()) text += row(name, version ? *version : "not found");
  return text;
}

Json doctor_json(const MachineTest& test, const MachineFacts& facts, int code) {
  auto tests = Json::array();
  for (const SelfTest& one : test.tests) {
    tests.push_back({{"subject", one.subject}, {"property", one.property}, {"holds", one.holds()}});
    if (!one.holds()) tests.back()["found"] = one.found;
  }
  auto build = Json::object();
  auto libraries = Json::object();
  auto programs = Json::object();
  for (const auto& [name, value] : facts.build) build[name] = value;
  for (const auto& [name, value] : facts.libraries) libraries[name] = value;
  for (const auto& [name, version] : other_checkers()) programs[name] = version ? Json(printable(*version)) : Json();
  return {{"version", tool_name()}, {"sound", test.is_sound()}, {"threads", test.threads}, {"tests", tests},
          {"machine", {{"cpu", facts.cpu}, {"instructions", facts.instructions}, {"cores", facts.cores}}},
          {"build", build}, {"libraries", libraries}, {"programs", programs}, {"exit_code", code}};
}

}  // namespace

int run_doctor(const CommonOptions& options) {
  const MachineTest test = test_machine();
  const MachineFacts facts = machine_facts();
  const int code = test.is_sound() ? 0 : broken_machine_exit_code;
  write_out(options.json ? document(doctor_json(test, facts, code)) : doctor_text(test, facts, look_of_stdout()));
  return code;
}

}  // namespace rankcert
