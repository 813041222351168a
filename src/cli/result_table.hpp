// Results as a table of at most 80 columns.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "claim/prove.hpp"

namespace rankcert {

struct RunSummary {
  std::size_t points = 0;
  std::size_t decided = 0;  ///< certified, supported or refuted
  std::size_t certified = 0;
  std::size_t supported = 0;
  std::size_t refuted = 0;
  std::size_t inconclusive = 0;
  std::size_t enclosed = 0;
  std::size_t as_expected = 0;
  std::size_t samples = 0;  ///< points that rest on an estimate
};

[[nodiscard]] RunSummary summarise(const std::vector<Result>& results);

/// A heading for each run of points of one assertion, then a row a point: parameters, predicted, measured, margin,
/// verdict. Numbers are rounded toward the other side, so a relation that holds as printed holds.
[[nodiscard]] std::string render_results(const std::vector<Result>& results);

[[nodiscard]] std::string render_summary(const RunSummary& summary, const std::string& confidence, std::uint64_t seed);

}  // namespace rankcert
