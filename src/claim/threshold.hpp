// The inverse question: how far a bound reaches.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "claim/prove.hpp"

namespace rankcert {

/// A value of the claim's threshold parameter at which its assertion is certified to hold, and a larger one at which it
/// is certified to fail. They are neighbours where the answer is exact; where the two bounds that decide it are too close
/// for the largest hint, at most about a billionth of the value is left between each of them and what is undecided.
struct ThresholdAnswer {
  std::optional<Result> holds;  ///< nothing: it does not hold at the smallest value
  std::optional<Result> fails;  ///< nothing: it is not certified to fail at the greatest value of the range
};

/// Finds them by bisection over the parameter's range, the other parameters being given.
/// Requires: claim.threshold. Bisection assumes that the assertion holds below and fails above one value; the two results
/// are proofs for their own points whether or not that is so (the note says where monotonicity is proved).
/// `progress` is told each value that is tried. Throws InputError for a parameter that is missing or out of range.
[[nodiscard]] ThresholdAnswer find_threshold(const Claim& claim, const Assignment& others, const ProverOptions& options,
                                             const std::function<void(const std::string&)>& progress = [](const std::string&) {});

}  // namespace rankcert
