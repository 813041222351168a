// What would change a verdict, and what would not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "claim/prove.hpp"

namespace rankcert {

/// Sentences about a recorded result: how far the intervals are from meeting (rounded down, so that the distance is at
/// least what is printed), what precision, hints, seed, sample and confidence can do, and for an undecided comparison what
/// to raise.
[[nodiscard]] std::vector<std::string> what_would_change(const Result& result);

/// The largest k <= 1000 for which the sample behind the result proves the relation that its verdict states, with an error
/// probability of 10^-k; proofs-notes/mean-confidence.md. Nothing if the verdict is not supported by a sample, or if the
/// range of the quantity alone decides; 0 if not even 1/10 is proved anew.
[[nodiscard]] std::optional<unsigned> provable_error_exponent(const Result& result);

}  // namespace rankcert
