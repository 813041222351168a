// The one table of commands and options; help, manual page and shell completion are made from it.
#pragma once

#include <functional>
#include <memory>

namespace CLI {
class App;
}

namespace rankcert {

/// What a command line asks for.
struct ChosenCommand {
  std::function<int()> run;  ///< runs the command with its options and returns the exit code; empty before parsing
  unsigned jobs = 0;         ///< threads it may use; 0: as many as there are cores
};

/// Every command with its options, their help texts and what may be typed there. Parsing a command line with it fills
/// `chosen`, which must outlive the table. What stands in place of a value (FILE, DIR, CLAIM, ...) says how a shell
/// completes it: see completion.hpp.
[[nodiscard]] std::shared_ptr<CLI::App> make_command_line(ChosenCommand& chosen);

}  // namespace rankcert
