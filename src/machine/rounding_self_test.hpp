// The self-test of this machine: whether its arithmetic rounds as every verdict assumes, in every thread.
#pragma once

#include <optional>

#include "machine/self_test.hpp"

namespace rankcert {

/// What the whole self-test found.
struct MachineTest {
  SelfTests tests;          ///< each property once; one that fails in some thread fails
  std::size_t threads = 0;  ///< that took part, the calling one among them

  [[nodiscard]] bool is_sound() const { return first_failure(tests) == nullptr; }
};

/// Floating point (before and after BLAS), BLAS, Arb and MPFI in the calling thread and in as many threads as TBB may use,
/// at once. Takes about a second.
[[nodiscard]] MachineTest test_machine();

/// The same properties on small matrices, some milliseconds: the first failure, or nothing. For the start of whatever
/// gives a verdict.
[[nodiscard]] std::optional<SelfTest> quick_machine_test();

}  // namespace rankcert
