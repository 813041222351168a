// An error in a formula's text: one line, and a diagram that points at the place.
#pragma once

#include <string>
#include <string_view>

#include "exact/error.hpp"

namespace rankcert {

/// What is wrong in a formula's text, and where.
class FormulaError : public InputError {
 public:
  /// `position` is a byte offset into `text` (its end is allowed). what() is "line L, column C: message".
  FormulaError(const std::string& message, std::string_view text, std::size_t position);

  /// The line of the formula and a caret under the place, two lines.
  [[nodiscard]] const std::string& diagram() const noexcept { return diagram_; }

 private:
  std::string diagram_;
};

}  // namespace rankcert
