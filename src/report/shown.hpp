// Numbers and verdicts as people are shown them. Rounding is outward or toward the other side, never to nearest.
#pragma once

#include <string>

#include "claim/prove.hpp"

namespace rankcert {

/// An enclosure for people: one decimal if its width is below one unit of the last of `digits` digits, rounded toward
/// `facing` (down for a number that must be large, up for one that must be small), else "[lower, upper]" with fewer
/// digits, rounded outward.
enum class Facing { down, up };
[[nodiscard]] std::string shown(const Interval& interval, Facing facing, std::size_t digits = 6);

/// A margin rounded toward 0: at least that much is between the sides.
[[nodiscard]] std::string margin_text(const Rational& margin, std::size_t digits);

/// A parameter's value: a long power of two as 2^k, other long numbers cut with the number of their digits.
[[nodiscard]] std::string short_number(const Rational& value);

/// "H=64 d=10": the parameters that do not have their default value.
[[nodiscard]] std::string parameters_text(const Point& point);

/// The formula that is compared, rounded toward the other side; "-" where there is none.
[[nodiscard]] std::string predicted_text(const Result& result);

/// What it is compared with (measured, or another formula), likewise.
[[nodiscard]] std::string compared_text(const Result& result);

/// The verdict with its qualification: "refuted (est.)" where it rests on an estimate, "certified, vacuous".
[[nodiscard]] std::string verdict_text(const Result& result);

}  // namespace rankcert
