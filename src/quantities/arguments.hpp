// The ranges of a quantity's arguments: one table a quantity, read by its refusal and by its measurement.
#pragma once

#include <cstddef>
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

/// Why `arguments` do not fit `table`, in one line with the range; nothing if they fit. A rational of over 512 bits does
/// not: an exact computation with it would take as long as its digits ask for.
[[nodiscard]] std::optional<std::string> refusal_of(std::string_view quantity, std::span<const ArgumentRange> table,
                                                    std::span<const Rational> arguments);

/// The value of an argument that `refusal_of` accepted. Throws InputError if it is not an integer >= 0.
[[nodiscard]] std::size_t integer_argument(std::span<const Rational> arguments, std::size_t position);

}  // namespace rankcert
