// The inverse question: how far a bound reaches.
#pragma once

#include <optional>

#include "claim/prove.hpp"

namespace rankcert {

/// The largest value of the claim's threshold parameter at which its assertion holds, with the two results that prove it.
struct ThresholdAnswer {
  std::optional<Result> holds;  ///< certified at the largest value; nothing: it does not hold at the smallest one
  std::optional<Result> fails;  ///< certified one above; nothing: it still holds at the greatest value of the range
};

/// Finds it by bisection over the parameter's range, the other parameters being given, and certifies it at both ends.
/// Requires: claim.threshold. Bisection assumes that the assertion holds below and fails above one value; the two results
/// are proofs for their own points whether or not that is so (the note says where monotonicity is proved).
/// Throws InputError (a parameter missing or out of range), LimitError if some value in the search cannot be decided
/// either way at the largest precision and the last hint.
[[nodiscard]] ThresholdAnswer find_threshold(const Claim& claim, const Assignment& others, const ProverOptions& options);

}  // namespace rankcert
