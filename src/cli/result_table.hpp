// Results as a table of at most 80 columns.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "report/tally.hpp"

namespace rankcert {

/// A heading for each run of points of one assertion, then a row a point: parameters, predicted, measured, margin,
/// verdict. Numbers are rounded toward the other side, so a relation that holds as printed holds. What has no room in 80
/// columns goes on a line of its own.
[[nodiscard]] std::string render_results(const std::vector<Result>& results, Look look = {});

/// The counts, and what holds of all numbers; `rows` says whether a table stands above.
[[nodiscard]] std::string render_summary(const Tally& tally, const std::string& confidence, std::uint64_t seed, bool rows = true);

/// What stands last, where the eye falls: the points that contradict their claim, else those that are undecided, else the
/// one whose comparison was closest. At most `most` points of a kind, and how many more there are.
[[nodiscard]] std::string render_conclusion(const std::vector<Result>& results, const Tally& tally, std::size_t most, Look look = {});

}  // namespace rankcert
