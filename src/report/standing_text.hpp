// How a point stands to what its claim expects, in words.
#pragma once

#include <string_view>

#include "checker/verdict.hpp"

namespace rankcert {

/// "as expected", "contradiction", "undecided", "not compared".
[[nodiscard]] constexpr std::string_view to_text(Standing standing) {
  switch (standing) {
    case Standing::as_expected: return "as expected";
    case Standing::contradiction: return "contradiction";
    case Standing::undecided: return "undecided";
    case Standing::not_compared: return "not compared";
  }
  return "";
}

}  // namespace rankcert
