// One formula by the kernel, the second opinion and plain floating point.
#pragma once

#include <string>

#include "formula/limits.hpp"

namespace rankcert::attack {

/// How three readers of one formula stand to each other. The last four are failures.
enum class Agreement {
  agree,             ///< both enclosures are bounded (or exact) and share a number, and floating point lies by them
  float_off,         ///< the enclosures agree, and floating point is elsewhere: cancellation, or a jump that rounding crosses
  one_sided,         ///< only one reader has a bounded value; the other has none to offer (a limit, not supported, not bounded)
  no_value,          ///< neither has one
  disjoint,          ///< the enclosures share no number
  unequal,           ///< two exact values that differ
  undefined_for_one, ///< one says that there is no value, the other has it
  float_against_one, ///< double and long double agree, and the only enclosure there is contradicts both
};
[[nodiscard]] const char* to_text(Agreement agreement);
[[nodiscard]] bool is_failure(Agreement agreement);

/// Limits under which a formula takes a few milliseconds at most, mostly microseconds.
[[nodiscard]] Limits comparison_limits();

struct Comparison {
  Agreement agreement = Agreement::no_value;
  std::string kernel;  ///< what it says, in words
  std::string second;
  double in_double = 0;
};

/// Compares the readers. Throws InputError if the text is no closed formula.
[[nodiscard]] Comparison compare_readers(const std::string& formula);

/// A formula inside `formula`, or one with a part replaced by a number, that fails in the same way; the text itself if none is found.
[[nodiscard]] std::string shrunk(const std::string& formula);

}  // namespace rankcert::attack
