// How far a point was checked: what has to be believed for its verdict. proofs-notes/trust.md says what each level leaves open.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "report/findings.hpp"

namespace rankcert {

/// In rising order.
enum class Trust {
  float_only,  ///< the verdict needs a number that a sample in floating point gave; such a point is never certified
  kernel,      ///< the kernel enclosed every formula and drew the verdict
  second,      ///< so did the second opinion, from the certificate alone
  coq,         ///< Coq checked the comparison
};
inline constexpr std::array all_trust{Trust::coq, Trust::second, Trust::kernel, Trust::float_only};

/// "float only", "kernel", "kernel + second", "Coq".
[[nodiscard]] std::string_view to_text(Trust trust);

/// The level that the point reached.
[[nodiscard]] Trust trust_of(const ReportedPoint& point);

/// Of points whose verdicts the kernel drew and nobody else looked at.
[[nodiscard]] Trust trust_of(const Result& result);

/// Of a certificate. Requires: accepted.
[[nodiscard]] Trust trust_of(const VerifiedFile& file);

/// The number of points of each level, in the order of the enumeration.
using TrustCounts = std::array<std::size_t, all_trust.size()>;

/// Of all of them.
[[nodiscard]] TrustCounts trust_counts(const PointList& points);

/// "kernel + second", or with several levels "Coq 3, kernel + second 20, float only 5".
[[nodiscard]] std::string trust_text(const TrustCounts& counts);

}  // namespace rankcert
