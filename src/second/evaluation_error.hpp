// Why the second opinion gives no number. A limit is exact/error.hpp's LimitError.
#pragma once

#include "exact/error.hpp"

namespace rankcert::second {

/// The formula has no value: a division by zero, a factorial of -1, a sum over a range that is no integer.
class UndefinedError : public InputError {
 public:
  using InputError::InputError;
};

/// The formula may have a value, and this evaluator has no method for it: no opinion.
class UnsupportedError : public Error {
 public:
  /// `line` names what is not supported.
  explicit UnsupportedError(const std::string& line) : Error(Failure::undecided, line) {}
};

}  // namespace rankcert::second
