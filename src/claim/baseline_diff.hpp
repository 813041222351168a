// A run held against a baseline: what changed, and which changes are damage.
#pragma once

#include <string>
#include <vector>

#include "claim/baseline.hpp"

namespace rankcert {

struct BaselineChange {
  /// In the order of the damage. A point that is `added`, a `larger` margin and a `stronger` verdict are no damage. (A
  /// larger margin is no merit either: a weaker bound has one.) What is `reworded` (prose, suites, hints, the
  /// layout of the file) fails a run but weakens nothing; what is `restated` may be weaker, and nobody can tell by machine.
  enum class Kind { added, larger, stronger, reworded, smaller, gone, restated, weaker };
  Kind kind;
  std::string what;              ///< a point, "below N=365 m=23", or a part of the claim
  std::string before;            ///< empty: it was not there
  std::string after;             ///< empty: it is not there any more
  Rational damage = 0;           ///< orders changes of one kind: share of the margin lost, ranks between the verdicts
  std::string assertion{};       ///< of a point
  Assignment parameters{};       ///< of a point
};

[[nodiscard]] std::string_view to_text(BaselineChange::Kind kind);

/// Whether a run with such a change disagrees with the baseline.
[[nodiscard]] bool is_failure(BaselineChange::Kind kind);

/// Whether such a change is recorded only where weakening is allowed.
[[nodiscard]] bool is_weakening(BaselineChange::Kind kind);

struct ClaimComparison {
  std::string claim;
  std::vector<BaselineChange> changes;  ///< the largest damage last
  std::size_t unchanged = 0;            ///< points
};

struct BaselineComparison {
  std::vector<ClaimComparison> claims;  ///< the largest damage last; those without changes too

  /// The number of changes that satisfy `is`.
  [[nodiscard]] std::size_t count(bool (*is)(BaselineChange::Kind)) const;
};

/// Compares a run with the baseline. A verdict is weaker if it stands lower in the list certified, supported, enclosed,
/// inconclusive, refuted by an estimate, refuted (read upward where refutation is expected), or if its point has become
/// vacuous. With m the margin in the expected direction (turned around where refutation is expected), it has shrunk if
/// m_new < m_old - share |m_old|. Margins are compared between verdicts of one strength only.
/// Requires: 0 <= share < 1.
[[nodiscard]] BaselineComparison compare_with_baseline(const Baseline& baseline, const Baseline& run, const Rational& share);

/// What is to be recorded: the run, with the recorded margin kept wherever a verdict stands and its margin has become
/// smaller by no more than the share, so that small losses do not add up unseen.
[[nodiscard]] Baseline blessed(const Baseline& baseline, Baseline run, const Rational& share);

}  // namespace rankcert
