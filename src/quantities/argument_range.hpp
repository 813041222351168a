// The ranges of arguments that may be rational: one table a quantity, read by its refusal.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "exact/rational.hpp"

namespace rankcert {

/// An argument in [least, greatest], the ends written as exact texts ("1/1000"); an integer unless `rational`.
struct ArgumentRange {
  std::string_view name;
  std::string_view least;
  std::string_view greatest;
  bool rational = false;
};

/// Why `arguments` do not fit `table`, in one line with the range; nothing if they fit.
[[nodiscard]] std::optional<std::string> refusal_of(std::string_view quantity, std::span<const ArgumentRange> table,
                                                    std::span<const Rational> arguments);

}  // namespace rankcert
