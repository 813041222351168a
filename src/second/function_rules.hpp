// The built-in functions on exact numbers and intervals.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "second/value.hpp"

namespace rankcert::second {

/// The built-in function `name` of the arguments; a whole line among them gives a whole line. Requires: the name is in
/// function_table() and the number of arguments is right. Throws UndefinedError for exact arguments without a value, and
/// UnsupportedError.
[[nodiscard]] Value apply_function(std::string_view name, std::span<const Value> arguments, const Arithmetic& arithmetic);

/// The steps that it is charged.
[[nodiscard]] std::uint64_t function_cost(std::string_view name, std::span<const Value> arguments, mpfr_prec_t bits);

}  // namespace rankcert::second
