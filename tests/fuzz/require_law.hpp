// What a fuzzer does when a law fails: say which, and abort, so that libFuzzer keeps the input.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace rankcert::fuzz {

/// Aborts the process, naming the law, unless it holds.
inline void require_law(bool holds, const char* law) {
  if (holds) return;
  std::fprintf(stderr, "law broken: %s\n", law);
  std::abort();
}

/// Limits under which one input takes well under a second, sanitizers included.
inline constexpr std::size_t most_bytes = 1U << 14U;

}  // namespace rankcert::fuzz
