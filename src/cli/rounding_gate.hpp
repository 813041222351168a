// No verdict where the machine's arithmetic does not round as verdicts assume.
#pragma once

#include <functional>

namespace rankcert {

/// The exit code of a command that would need arithmetic which this machine does not have.
inline constexpr int broken_machine_exit_code = 6;

/// Runs `command` if this machine passes the quick self-test; else says in one line on stderr what fails, and returns 6.
[[nodiscard]] int run_on_sound_machine(const std::function<int()>& command);

}  // namespace rankcert
