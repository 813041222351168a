// One certificate explained: the way from the theorem to the verdict, each step with what it rests on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checker/check_certificate.hpp"
#include "claim/prove.hpp"
#include "quantities/quantity.hpp"

namespace rankcert {

/// A parameter or a hint at the point.
struct ExplainedValue {
  const Parameter* parameter;
  Rational value;
};

/// One side of the comparison.
struct ExplainedSide {
  const Side* side;                             ///< as the claim has it
  std::string closed;                           ///< with numbers for its parameters and hints
  std::vector<const Definition*> definitions;   ///< what its names mean, those of the arguments for a measured side
  std::optional<Interval> interval;             ///< nothing: not measured
  const Quantity* quantity = nullptr;           ///< of a measured side, if this program has it
  std::optional<Evidence> evidence;             ///< of a measured side with an interval
};

struct Explanation {
  const Claim* claim;          ///< outlives the explanation
  const Assertion* assertion;  ///< one of its own
  std::string tool;            ///< what wrote the certificate, as it says
  std::vector<ExplainedValue> parameters;
  std::vector<ExplainedValue> hints;
  ExplainedSide left;
  ExplainedSide right;
  Result result;       ///< intervals and verdict
  Standing standing;   ///< how the verdict stands to what the claim expects
  std::vector<std::string> how_sure;     ///< what each part of the verdict rests on, a sentence or two each
  std::vector<std::string> would_change; ///< what would change the verdict, and what would not
};

/// Explains what the checker accepted. Requires: accepted.accepted, and `claim` is the certificate's, which outlives the
/// explanation.
[[nodiscard]] Explanation explain(const CheckReport& accepted, const Claim& claim);

}  // namespace rankcert
