// Confidence bounds for the mean of bounded observations, checked without trusting whoever proposes them.
//
// The hedged-capital interval of Waudby-Smith and Ramdas (2023) for a fixed sample: for X in [0,1] with mean mu the
// capital  W(mu) = mean over c of prod_i (1 + c (X_i/mu - 1))  has expectation 1 and is nonnegative, so by Markov it
// reaches 2/alpha with probability at most alpha/2; and it falls as mu grows. Proof: proofs-notes/mean-confidence.md.
#pragma once

#include <span>

#include "enclosure/ball.hpp"

namespace rankcert {

/// Independent, identically distributed observations of a variable that lies in [least, greatest].
struct BoundedSample {
  std::span<const Rational> observations;  ///< in the order they were made
  Rational least;                          ///< no observation is below
  Rational greatest;                       ///< or above
};

/// Whether the sample excludes every mean below `bound` with an error probability of at most `alpha`/2. `yes` is proved;
/// bound <= least is excluded by nothing more than the range. Requires: least < greatest, 0 < alpha < 1.
/// Throws std::invalid_argument if they do not hold or an observation is out of range.
[[nodiscard]] Truth check_mean_at_least(const BoundedSample& sample, const Rational& bound, const Rational& alpha, slong precision_bits);

/// Likewise for every mean above `bound`.
[[nodiscard]] Truth check_mean_at_most(const BoundedSample& sample, const Rational& bound, const Rational& alpha, slong precision_bits);

}  // namespace rankcert
