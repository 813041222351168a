// A property that verdicts rest on, and whether this machine has it.
#pragma once

#include <string>
#include <vector>

namespace rankcert {

struct SelfTest {
  std::string subject;   ///< what was asked: "double", "BLAS", "Arb", "MPFI"
  std::string property;  ///< "1 + 2^-53 = 1", in one line
  std::string found;     ///< what came out instead; empty: it holds

  [[nodiscard]] bool holds() const { return found.empty(); }
};

using SelfTests = std::vector<SelfTest>;

/// The first that does not hold, or nullptr.
[[nodiscard]] inline const SelfTest* first_failure(const SelfTests& tests) {
  for (const SelfTest& test : tests) {
    if (!test.holds()) return &test;
  }
  return nullptr;
}

}  // namespace rankcert
