// What the evaluator asks of series: operations on values of which at least one is a series. The others are constants: exact
// numbers, or intervals that stay the same over the piece.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "second/value.hpp"

namespace rankcert::second {

enum class SeriesOperation { add, subtract, multiply, divide, power, hull };

/// The range of the series over its piece: an enclosure of every value.
[[nodiscard]] Interval range_of(const Series& series);

/// About how many steps of work (walk.hpp) the operation took that made it.
[[nodiscard]] std::uint64_t cost_of(const Series& series);

/// a operation b. Requires: one of them is a series. Inside an integrand: `power` continues its base by the end rule
/// (LANGUAGE.md, Integrals). Throws UnsupportedError.
[[nodiscard]] Value operate_on_series(SeriesOperation operation, const Value& a, const Value& b, const Arithmetic& arithmetic);

/// The built-in function `name` of the arguments. Requires: one of them is a series; the name and their number are right.
/// Throws UnsupportedError.
[[nodiscard]] Value apply_to_series(std::string_view name, std::span<const Value> arguments, const Arithmetic& arithmetic);

/// `value`, which encloses both branches of an `if` on left and right that is undecided: where these are series, the branch may change
/// within the piece, so that only the range of the result is known.
[[nodiscard]] Value decided_by(const Value& value, const Value& left, const Value& right, const Arithmetic& arithmetic);

}  // namespace rankcert::second
