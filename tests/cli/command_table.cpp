// What is made from the table of commands: manual page and completion. Options are read from the table, so that a new one
// cannot be left out.
#include <doctest/doctest.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>

#include "cli/command_line.hpp"
#include "cli/command_table.hpp"
#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/manual.hpp"
#include "cli/process.hpp"

using namespace rankcert;
using namespace rankcert::test;

namespace {

CommandTable table() {
  ChosenCommand chosen;
  return read_command_table(*make_command_line(chosen));
}

/// A word as the manual page spells it in roff.
std::string roff(const std::string& word) {
  std::string text;
  for (const char c : word) text += c == '-' ? "\\-" : std::string(1, c);
  return text;
}

bool is_there(const std::string& program) { return std::filesystem::exists("/usr/bin/" + program); }

/// What a bash with the completion script offers after the words, the last one being completed.
std::vector<std::string> bash_offers(const std::vector<std::string>& words) {
  static const std::string completion = run_rankcert({"completion", "bash"}).out;
  std::string script = "PATH=" + std::filesystem::path(RANKCERT_EXECUTABLE).parent_path().string() + ":$PATH\n";
  script += "compopt() { :; }\n" + completion + "\nCOMP_WORDS=(";
  for (const std::string& word : words) script += "'" + word + "' ";
  script += ")\nCOMP_CWORD=" + std::to_string(words.size() - 1) + "\n_rankcert\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
  const Outcome outcome = run("/bin/bash", {"-c", script});
  CAPTURE(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(outcome.err.empty());
  std::vector<std::string> offers = CLI::detail::split(outcome.out, '\n');
  std::erase(offers, "");
  std::sort(offers.begin(), offers.end());
  return offers;
}

bool offers(const std::vector<std::string>& words, const std::string& wanted) {
  const std::vector<std::string> all = bash_offers(words);
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

}  // namespace

TEST_CASE("table: it holds the commands and the options that CLI11 knows") {
  const CommandTable read = table();
  REQUIRE(read.commands.size() >= 10);
  const auto check = std::find_if(read.commands.begin(), read.commands.end(), [](const CommandText& command) { return command.name == "check"; });
  REQUIRE(check != read.commands.end());
  const auto option = [&](const std::string& name) {
    const auto found = std::find_if(check->options.begin(), check->options.end(), [&](const OptionText& one) { return one.names.back() == name; });
    REQUIRE(found != check->options.end());
    return *found;
  };
  CHECK(option("--set").repeatable);
  CHECK(option("--set").value == "NAME=RANGE");
  CHECK(offer(option("--set")) == Offer::parameters);
  CHECK_FALSE(option("--seed").repeatable);
  CHECK(option("--seed").value == "N");
  CHECK(option("--seed").fallback == "1");
  CHECK(option("--strict").value.empty());
  CHECK(option("--json").common);
  CHECK_FALSE(option("--strict").common);
  CHECK(offer(option("-o")) == Offer::folders);
  CHECK(offer(option("--seed")) == Offer::nothing);
  REQUIRE(check->words.size() == 1);
  CHECK(offer(check->words.front()) == Offer::claims);
  CHECK(check->words.front().repeatable);
  CHECK_FALSE(check->words.front().required);
}

TEST_CASE("table: every help text is one line of ASCII, and no command takes words of two kinds") {
  const auto check_help = [](const std::string& help) {
    CAPTURE(help);
    CHECK_FALSE(help.empty());
    CHECK(std::all_of(help.begin(), help.end(), [](char c) { return c >= ' ' && c <= '~'; }));
  };
  for (const CommandText& command : table().commands) {
    CAPTURE(command.name);
    check_help(command.help);
    for (const OptionText& option : command.options) check_help(option.help);
    for (const OptionText& word : command.words) {
      check_help(word.help);
      CHECK(offer(word) == offer(command.words.front()));  // completion does not ask which of them is meant
    }
  }
}

TEST_CASE("manual: every command, option, exit code and option of the separate checker is in it") {
  const std::string page = render_manual(table(), tool_name());
  const auto has = [&](const std::string& text) { return page.find(text) != std::string::npos; };
  for (const CommandText& command : table().commands) {
    CHECK_MESSAGE(has(".SS \\fB" + roff(command.name) + "\\fR"), command.name);
    for (const OptionText& option : command.options) {
      for (const std::string& name : option.names) CHECK_MESSAGE(has("\\fB" + roff(name) + "\\fR"), command.name << " " << name);
    }
  }
  const std::string checker_help = run_checker({"--help"}).out;
  for (const char* name : {"--expect", "--claim-digest"}) {
    CHECK(checker_help.find(name) != std::string::npos);
    CHECK(has("\\fB" + roff(name)));
  }
  for (const ExitCodeText& exit : exit_code_texts()) CHECK(has(".TP\n\\fB" + std::to_string(exit.code) + "\\fR\n"));
  CHECK(run_rankcert({"manual"}).out == page);
}

TEST_CASE("manual: groff reads it without a warning") {
  if (!is_there("groff")) {
    MESSAGE("skipped: groff is not installed");
    return;
  }
  const Folder folder;
  const std::string page = folder.write("rankcert.1", run_rankcert({"manual"}).out);
  const Outcome outcome = run("/usr/bin/groff", {"-man", "-ww", "-Tascii", "-P-cbu", page});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "");
  CHECK(outcome.out.find("EXIT STATUS") != std::string::npos);
  // A request or an escape that groff does not know prints as text or warns: what is shown has neither.
  CHECK(outcome.out.find("\\f") == std::string::npos);
}

TEST_CASE("manual: its examples are command lines") {
  for (const Example& example : examples()) {
    CAPTURE(example.line);
    ChosenCommand chosen;
    const auto app = make_command_line(chosen);
    std::string line = example.line;
    REQUIRE(line.starts_with("rankcert "));
    CHECK_NOTHROW(app->parse(line, true));
    CHECK(chosen.run);
  }
}

TEST_CASE("completion: every command and option is in each script") {
  const CommandTable read = table();
  const std::string bash = bash_completion(read);
  const std::string zsh = zsh_completion(read);
  const std::string fish = fish_completion(read);
  const std::vector<std::string> fish_lines = CLI::detail::split(fish, '\n');
  const auto has_fish_line = [&](const std::string& command, const std::string& name) {
    const std::string option = name.starts_with("--") ? " -l " + name.substr(2) + " " : " -s " + name.substr(1) + " ";
    return std::any_of(fish_lines.begin(), fish_lines.end(), [&](const std::string& line) {
      return line.find("from " + command + "'") != std::string::npos && line.find(option) != std::string::npos;
    });
  };
  for (const CommandText& command : read.commands) {
    CHECK(bash.find("'" + command.name + " '*)") != std::string::npos);
    CHECK(fish.find(" -a " + command.name + " -d ") != std::string::npos);
    const auto start = zsh.find("\n      " + command.name + ") _arguments");
    REQUIRE(start != std::string::npos);
    const std::string zsh_case = zsh.substr(start, zsh.find(" ;;", start) - start);
    const std::vector<std::string> offered = bash_offers({"rankcert", command.name, "-"});
    for (const OptionText& option : command.options) {
      for (const std::string& name : option.names) {
        CAPTURE(command.name + " " + name);
        CHECK(std::find(offered.begin(), offered.end(), name) != offered.end());
        CHECK((zsh_case.find("'" + name) != std::string::npos || zsh_case.find("*" + name) != std::string::npos));
        CHECK(has_fish_line(command.name, name));
      }
    }
  }
}

TEST_CASE("completion in bash: commands, claims, assertions, parameters, choices and files") {
  CHECK(bash_offers({"rankcert", "che"}) == std::vector<std::string>{"check"});
  CHECK(offers({"rankcert", ""}, "--version"));
  CHECK(offers({"rankcert", "show", "rank-ba"}, "rank-barrier"));
  CHECK(offers({"rankcert", "check", "rank-barrier", "rank-pro"}, "rank-profile"));
  CHECK(bash_offers({"rankcert", "completion", ""}) == std::vector<std::string>{"bash", "fish", "zsh"});
  CHECK(offers({"rankcert", "check", "--suite", ""}, "quick"));
  CHECK(bash_offers({"rankcert", "check", "--suite", "=", "qu"}) == std::vector<std::string>{"quick"});
  CHECK(bash_offers({"rankcert", "check", "--seed", ""}).empty());
  CHECK(bash_offers({"rankcert", "list", ""}).empty());
  // Assertions and parameters are those of the claim that is named.
  CHECK(offers({"rankcert", "check", "rank-barrier", "--assertion", "mean"}, "mean-rank"));
  CHECK_FALSE(offers({"rankcert", "check", "rank-barrier", "--assertion", ""}, "bracket"));
  CHECK(offers({"rankcert", "check", "--assertion", ""}, "bracket"));
  CHECK(offers({"rankcert", "check", "rank-barrier", "--set", ""}, "d_h="));
  CHECK(bash_offers({"rankcert", "check", "rank-barrier", "--set", "n", "=", ""}).empty());
  const Folder folder;
  const std::string claim = folder.write("a claim.toml", "");
  const std::string other = folder.write("note.txt", "");
  CHECK(bash_offers({"rankcert", "show", folder / "a"}) == std::vector<std::string>{claim});
  CHECK(bash_offers({"rankcert", "show", folder / "n"}).empty());
  CHECK(bash_offers({"rankcert", "verify", folder / "n"}) == std::vector<std::string>{other});
  CHECK(bash_offers({"rankcert", "check", "-o", folder.path()}) == std::vector<std::string>{folder.path()});
}

TEST_CASE("completion in zsh: the script is one") {
  if (!is_there("zsh")) {
    MESSAGE("skipped: zsh is not installed");
    return;
  }
  const Folder folder;
  const std::string file = folder.write("_rankcert", run_rankcert({"completion", "zsh"}).out);
  const Outcome syntax = run("/usr/bin/zsh", {"-f", "-n", file});
  CHECK(syntax.code == 0);
  CHECK(syntax.err == "");
  const Outcome loaded = run("/usr/bin/zsh", {"-f", "-c", "autoload -U compinit; compinit -u -D; source " + file + "; print $_comps[rankcert]"});
  CHECK(loaded.err == "");
  CHECK(loaded.out == "_rankcert\n");
}

TEST_CASE("completion in fish: commands, claims and options") {
  if (!is_there("fish")) {
    MESSAGE("skipped: fish is not installed");
    return;
  }
  const std::string before = "set -x PATH " + std::filesystem::path(RANKCERT_EXECUTABLE).parent_path().string() + " $PATH; rankcert completion fish | source; ";
  const auto fish = [&](const std::string& line) {
    const Outcome outcome = run("/usr/bin/fish", {"--no-config", "-c", before + "complete -C '" + line + "'"});
    CHECK(outcome.code == 0);
    CHECK(outcome.err == "");
    return outcome.out;
  };
  CHECK(fish("rankcert che").starts_with("check\t"));
  CHECK(fish("rankcert show rank-barr").find("rank-barrier") != std::string::npos);
  CHECK(fish("rankcert check --stri").starts_with("--strict\t"));
  CHECK(fish("rankcert check rank-barrier --assertion mean").find("mean-rank") != std::string::npos);
  CHECK(fish("rankcert check rank-barrier --set d").find("d_h=") != std::string::npos);
  CHECK(fish("rankcert completion ").find("zsh") != std::string::npos);
}

TEST_CASE("completion: a shell that is not known is exit 2 and one line") {
  const Outcome outcome = run_rankcert({"completion", "tcsh"});
  CHECK(outcome.code == 2);
  CHECK(outcome.out.empty());
  CHECK(lines(outcome.err) == 1);
  CHECK(run_rankcert({"completion"}).code == 2);
}

TEST_CASE("version: program, checker, manual page and newest entry of the changelog agree") {
  const std::string version = run_rankcert({"--version"}).out;
  REQUIRE(version.starts_with("rankcert "));
  const std::string number = version.substr(9, version.size() - 10);
  CHECK(run_checker({"--version"}).out == "rankcert-check " + number + "\n");
  CHECK(run_rankcert({"manual"}).out.find(".TH RANKCERT 1 \"\" \"rankcert " + number + "\"") != std::string::npos);
  const std::string changelog = read(RANKCERT_CHANGELOG);
  const auto entry = changelog.find("\n## [");
  REQUIRE(entry != std::string::npos);
  CHECK(changelog.compare(entry + 5, number.size() + 1, number + "]") == 0);
}
