// A baseline: what a run found, kept so that a later run can be held against it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "claim/claim_parts.hpp"
#include "claim/prove.hpp"

namespace rankcert {

/// A point and what came out there.
struct BaselinePoint {
  std::string assertion;
  Assignment parameters;
  Verdict expected;
  Verdict verdict;
  bool by_estimate = false;  ///< a refutation that rests on an estimate
  bool vacuous = false;
  std::optional<Rational> margin{};  ///< present exactly if the verdict is decided: >= 0 where the relation holds, else <= 0
  bool operator==(const BaselinePoint&) const = default;

  [[nodiscard]] std::pair<const std::string&, const Assignment&> key() const { return {assertion, parameters}; }
};

struct BaselineClaim {
  std::string digest;  ///< of the claim's text
  ClaimParts parts;
  std::vector<BaselinePoint> points;  ///< sorted by key, no two alike
};

struct Baseline {
  std::uint64_t seed = 0;
  Rational confidence;
  std::string made_by;  ///< how the points were chosen, "--suite quick": for people
  std::map<std::string, BaselineClaim> claims;
};

/// Significant digits of a margin in a baseline.
inline constexpr std::size_t recorded_margin_digits = 6;

/// The margin as a baseline keeps it, rounded toward 0: to that many digits, to 0 below 10^-1000, to 10^1000 above that.
[[nodiscard]] Rational recorded_margin(const Rational& margin);

/// What the results of a run say. Throws InputError if two claims of the run share an id.
[[nodiscard]] Baseline record_baseline(const std::vector<Result>& results, std::uint64_t seed, const Rational& confidence,
                                       const std::string& made_by);

}  // namespace rankcert
