// Shell completion, made from the table of commands.
#pragma once

#include <string>

#include "cli/command_table.hpp"

namespace rankcert {

/// A completion script: commands, options, the values of options that are a fixed set, files and folders where they are
/// asked for; ids of claims and names of assertions come from `rankcert list`, names of parameters from `rankcert show`,
/// at the time of completing. Nothing else is run. bash from version 4.
[[nodiscard]] std::string bash_completion(const CommandTable& table);
[[nodiscard]] std::string zsh_completion(const CommandTable& table);
[[nodiscard]] std::string fish_completion(const CommandTable& table);

}  // namespace rankcert
