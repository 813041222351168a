// Values of a claim's own formulas, and the tables of tests/reference they are held against.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "checker/claim_text.hpp"
#include "checker/verdict.hpp"
#include "claim/prove.hpp"

namespace rankcert::test {

/// An enclosure of a closed formula that may use the claim's definitions.
[[nodiscard]] Interval enclosed(const Claim& claim, const std::string& formula, long bits = 256);

/// Whether every number in `value` agrees with the decimal `reference` to within one unit of its last digit, as the
/// reference tables promise.
[[nodiscard]] bool agrees(const Interval& value, const std::string& reference);

/// Whether `value` contains the exact number `expected`, and little else: its width is at most 10^-60 of its size.
[[nodiscard]] bool is_exactly(const Interval& value, const Rational& expected);

/// The rows of tests/reference/`name`, each a map from column to text.
[[nodiscard]] std::vector<std::map<std::string, std::string>> reference_rows(const std::string& name);

/// The results of an assertion at the points of `ranges`, sampled with a fixed seed.
[[nodiscard]] std::vector<Result> results_at(const Claim& claim, const char* assertion,
                                             const std::map<std::string, std::vector<Rational>>& ranges);

/// The result of an assertion at one point.
[[nodiscard]] Result result_at(const Claim& claim, const char* assertion, const std::map<std::string, std::vector<Rational>>& ranges);

/// Why a point of an assertion is refused, with the first candidate of every hint; "" if it is not.
[[nodiscard]] std::string refusal_at(const Claim& claim, const std::string& assertion, const Assignment& values);

}  // namespace rankcert::test
