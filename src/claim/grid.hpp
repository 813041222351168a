// Ranges of parameters, and the grid of points they make.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formula/limits.hpp"
#include "formula/substitute.hpp"

namespace rankcert {

inline constexpr std::size_t max_grid_points = 1'000'000;

/// Reads the values of one parameter: a list of items "a", "a..b" (step 1), "a..b step s", "a^i..a^j" (powers of a, the
/// exponents in steps of 1), separated by commas; a, b, s are closed formulas with exact values. Sorted as written.
/// Throws InputError naming `name`, also if there are more than max_grid_points values.
[[nodiscard]] std::vector<Rational> parse_range(std::string_view name, std::string_view text, const Limits& limits = {});

/// Every combination of the values, the last parameter running fastest, in the order of the names.
/// Throws InputError if there are more than max_grid_points.
[[nodiscard]] std::vector<Assignment> grid_points(const std::map<std::string, std::vector<Rational>>& values);

}  // namespace rankcert
