// The functions that the language has built in: their names, arities and notation. How a reader computes one stands in
// that reader's own table, and a test holds the tables against this one.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace rankcert {

/// A built-in function.
struct FunctionSignature {
  std::string_view name;     ///< as formulas use it
  std::size_t min_arity;     ///< fewest arguments
  std::size_t max_arity;     ///< `any_arity` for min and max
  std::string_view latex;    ///< #1, #2 stand for the arguments, #* for all of them
  std::string_view meaning;  ///< in words
};

inline constexpr std::size_t any_arity = std::numeric_limits<std::size_t>::max();

/// All built-in functions, sorted by name.
[[nodiscard]] std::span<const FunctionSignature> function_table();

/// The signature of that name, or nullptr.
[[nodiscard]] const FunctionSignature* find_function(std::string_view name);

}  // namespace rankcert
