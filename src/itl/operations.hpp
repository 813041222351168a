// The operations of conformance tables carried out by the two interval arithmetics of this project.
#pragma once

#include <span>
#include <string>

#include "enclosure/ball.hpp"
#include "itl/bounds.hpp"

namespace rankcert::itl {

/// What an arithmetic says about a statement's left side.
struct Answer {
  enum class Kind {
    unsupported,  ///< it has no such operation, or not for these operands
    undefined,    ///< refused: the operation has no value there
    set,          ///< an enclosure, the whole line where none was found
    truth,        ///< of a comparison
  };
  Kind kind = Kind::unsupported;
  Bounds set{};
  Truth truth = Truth::unknown;
};

/// How an arithmetic is asked.
struct Question {
  std::string operation;          ///< IEEE 1788's name, or a function of the language of formulas
  std::span<const Bounds> operands;  ///< none empty; a bare number stands as a point
  long bits = 53;                 ///< precision, at least 2
  bool as_numbers = false;        ///< the operands, all points, as exact numbers: the rules for exact values answer
};

/// By src/enclosure: balls, a half-infinite operand is the whole line.
[[nodiscard]] Answer ask_kernel(const Question& question);
/// By src/second: MPFI intervals, likewise.
[[nodiscard]] Answer ask_second(const Question& question);

}  // namespace rankcert::itl
