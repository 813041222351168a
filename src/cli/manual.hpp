// The manual page, made from the table of commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command_table.hpp"

namespace rankcert {

/// What an exit code means.
struct ExitCodeText {
  int code;
  const char* brief;
  const char* meaning;
};

/// All exit codes, in increasing order.
[[nodiscard]] const std::vector<ExitCodeText>& exit_code_texts();

/// The command lines shown as examples, each with what it does.
struct Example {
  const char* line;
  const char* what;
};
[[nodiscard]] const std::vector<Example>& examples();

/// rankcert(1) as roff source in ASCII: every command and option with its help, the separate checker, exit codes,
/// environment, files, examples. `version` stands in its foot.
[[nodiscard]] std::string render_manual(const CommandTable& table, std::string_view version);

}  // namespace rankcert
