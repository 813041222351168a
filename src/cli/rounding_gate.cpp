#include "cli/rounding_gate.hpp"

#include <fmt/core.h>

#include "cli/output.hpp"
#include "machine/rounding_self_test.hpp"

namespace rankcert {

int run_on_sound_machine(const std::function<int()>& command) {
  const auto failure = quick_machine_test();
  if (!failure) return command();
  write_note(fmt::format("no verdict is possible on this machine: its rounding self-test fails at {}, '{}': found {} (rankcert doctor tells more)",
                         failure->subject, failure->property, failure->found));
  return broken_machine_exit_code;
}

}  // namespace rankcert
