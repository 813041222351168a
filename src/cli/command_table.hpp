// The table of commands and options as plain text, for what is made from it: manual page and shell completion.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace rankcert {

/// An option, or a word that stands without one (a positional argument).
struct OptionText {
  std::vector<std::string> names;    ///< "-o", "--set"; of a word without an option its one name, "CLAIM"
  std::string value;                 ///< what is typed there: "DIR", "N"; empty for a flag
  std::vector<std::string> choices;  ///< all values, where they are a fixed set
  std::string fallback;              ///< the value that it has if it is not given; may be empty
  std::string help;
  bool required = false;
  bool repeatable = false;
  bool common = false;  ///< one of the options that nearly every command has, or --help
};

struct CommandText {
  std::string name;
  std::string help;
  std::vector<OptionText> options;
  std::vector<OptionText> words;  ///< without an option, in their order
};

struct CommandTable {
  std::vector<OptionText> options;  ///< before any command
  std::vector<CommandText> commands;
};

/// The CLI11 group of the options that nearly every command has, and the heading over them in its help.
inline constexpr const char* common_options_group = "Common options";

/// What stands in the table that make_command_line built.
[[nodiscard]] CommandTable read_command_table(const CLI::App& app);

/// What a shell can offer for a value.
enum class Offer { nothing, choices, claims, assertions, parameters, files, folders };

/// By the fixed choices if there are any, else by the word that stands for the value: CLAIM, ASSERTION, NAME=RANGE,
/// NAME=VALUE, FILE, PATH, TABLE, CERT, BEFORE, AFTER, DIR; nothing for any other.
[[nodiscard]] Offer offer(const OptionText& option);

}  // namespace rankcert
