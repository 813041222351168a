// A claim in parts that can be told apart: what a baseline records, so that a change can be named.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "checker/claim_text.hpp"

namespace rankcert {

/// One part: "assertion below" and its formula. Several parts may have one name (hypotheses, requirements, suites).
struct ClaimPart {
  std::string what;
  std::string text;
  auto operator<=>(const ClaimPart&) const = default;
};

/// Both lists are sorted. Formulas stand as render_text writes them, so that blanks and line breaks do not matter.
struct ClaimParts {
  /// What is asserted: hypotheses, requirements, parameters with type and range, definitions (of the prelude those that
  /// the claim reaches), and of each assertion formulas, expectation, status, lemmas and the vacuous value; the threshold.
  std::vector<ClaimPart> asserted;
  /// The rest, on which no statement rests: titles, prose, source, meanings, units, defaults, hints, suites. Statements,
  /// ours and the published one, stand as digests.
  std::vector<ClaimPart> other;
  bool operator==(const ClaimParts&) const = default;
};

[[nodiscard]] ClaimParts claim_parts(const Claim& claim);

}  // namespace rankcert
