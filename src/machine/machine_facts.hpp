// What this machine and this build are: for people who look for the cause of a difference. No verdict rests on it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rankcert {

struct MachineFacts {
  using Named = std::vector<std::pair<std::string, std::string>>;  ///< name and value

  std::string cpu;                        ///< model, as the kernel of the system names it; may be empty
  std::vector<std::string> instructions;  ///< of its sets of floating-point instructions, those that matter here
  unsigned cores = 0;                     ///< that the system shows; 0: unknown
  Named build;                            ///< compiler, optimisation and floating-point model of the build
  Named libraries;                        ///< as loaded where they tell, else as compiled with
};

[[nodiscard]] MachineFacts machine_facts();

/// An executable beside this program or, failing that, in a folder of PATH; nothing if there is none.
[[nodiscard]] std::optional<std::string> find_program(const std::string& name);

/// The first line of what `program --version` prints, its path if that fails. Requires: find_program returned it.
[[nodiscard]] std::string version_line(const std::string& program);

}  // namespace rankcert
