// What depends on the running variable of an integral: on a piece of the range its Taylor expansion, towards infinity its growth.
#pragma once

#include <variant>

#include "second/expansion.hpp"
#include "second/growth.hpp"

namespace rankcert::second {

/// The third kind of Value (value.hpp).
class Series {
 public:
  explicit Series(Expansion expansion) : form_(std::move(expansion)) {}
  explicit Series(Growth growth) : form_(std::move(growth)) {}

  /// Null if it is the other.
  [[nodiscard]] const Expansion* expansion() const { return std::get_if<Expansion>(&form_); }
  [[nodiscard]] const Growth* growth() const { return std::get_if<Growth>(&form_); }

 private:
  std::variant<Expansion, Growth> form_;
};

}  // namespace rankcert::second
