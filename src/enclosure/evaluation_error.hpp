// A formula that has no value: a division by zero, a factorial of -1, a sum over a range that is no integer.
#pragma once

#include "exact/error.hpp"

namespace rankcert {

/// A formula has no value at its arguments.
class EvaluationError : public InputError {
 public:
  using InputError::InputError;
};

}  // namespace rankcert
