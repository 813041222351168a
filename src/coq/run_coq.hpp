// coqc run on a file, in a process of its own with limits.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>

namespace rankcert::coq {

/// How Coq took a file.
enum class Outcome {
  accepted,     ///< every proof of it is checked
  refused,      ///< Coq says that a proof fails, or that the file is no Coq
  stopped,      ///< a limit on time or memory ended it: nothing is known
  unavailable,  ///< there is no coqc, or it lacks a library that the file needs
};

/// What a run may take.
struct CoqLimits {
  unsigned seconds = 300;          ///< on the clock
  std::size_t memory_mib = 4'096;  ///< of address space
};

/// What came of a run.
struct CoqRun {
  Outcome outcome = Outcome::unavailable;
  std::string reason{};  ///< one line: why it is not accepted; empty if it is
  double seconds = 0;    ///< on the clock
};

/// Runs coqc, found in PATH, on the text in a fresh folder that is removed afterwards. No shell is involved, and no
/// start-up file of Coq is read. `stop` is polled: when set, coqc is ended and Interrupted thrown. Throws InputError if
/// no folder can be made for it.
[[nodiscard]] CoqRun run_coq(const std::string& text, const CoqLimits& limits = {}, const std::atomic<bool>* stop = nullptr);

/// Where coqc is, or nothing.
[[nodiscard]] std::string find_coqc();

}  // namespace rankcert::coq
