// What the Coq file cannot carry.
#pragma once

#include "exact/error.hpp"

namespace rankcert::coq {

/// The formula needs something that the tactics of Coq cannot carry; the line names it.
class NotCarried : public InputError {
 public:
  using InputError::InputError;
};

/// Narrower enclosures may carry it.
class TooWide : public NotCarried {
 public:
  using NotCarried::NotCarried;
};

}  // namespace rankcert::coq
