// A guard before the TOML parser: toml++ makes a table for every part of a dotted key and destroys nested tables by
// recursion, so that a key of a million parts would overflow the stack.
#pragma once

#include <cstddef>
#include <string_view>

namespace rankcert {

/// Dots outside strings on one line; [[suites.quick]] has one.
inline constexpr std::size_t max_dots_on_a_line = 16;

/// Throws InputError, "where:line:column: ...", for a line with more than max_dots_on_a_line dots outside strings and
/// comments, and for control characters outside strings that a parser could take for the end of a line.
void check_toml_nesting(std::string_view text, std::string_view where);

}  // namespace rankcert
