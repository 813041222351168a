// How the points of a report stand together: what a page says of an assertion and of a claim in one word.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "report/report.hpp"
#include "report/tally.hpp"

namespace rankcert {

/// Points that a report owns.
using PointList = std::vector<const ReportedPoint*>;

/// All of them, in the order of the report; those of a claim; those of one of its assertions.
[[nodiscard]] PointList points_of(const Report& report);
[[nodiscard]] PointList points_of(const ReportedClaim& claim);
[[nodiscard]] PointList points_of(const ReportedClaim& claim, const Assertion& assertion);

/// The points counted; those of the claim that are known in that way.
[[nodiscard]] Tally tally_of(const PointList& points);
[[nodiscard]] Tally tally_of(const ReportedClaim& claim, Knowledge knowledge);

/// The point of the tally's closest comparison; null if there is none. Requires: the tally is of these points.
[[nodiscard]] const ReportedPoint* tightest(const PointList& points, const Tally& tally);

/// The number of points of each knowledge, in its order. Each point is in one of them.
[[nodiscard]] std::array<std::size_t, 4> known_counts(const PointList& points);

/// How many points rest on a measurement, and how many of these were repeated for the report.
struct MeasuredCount {
  std::size_t measured = 0;  ///< have a measured side
  std::size_t replayed = 0;  ///< of these, measured again
};
/// Likewise for a list of points.
[[nodiscard]] MeasuredCount measured_count(const PointList& points);

/// Gravest first: what a reader must see is never hidden by the rest.
enum class Status {
  contradicted,  ///< some point contradicts the claim
  undecided,     ///< some point is undecided
  conjectured,   ///< no note proves it, whatever the points say
  supported,     ///< some point rests on an estimate
  refuted,       ///< a reading that fails, as its claim says
  certified,     ///< every point that compares two sides
  as_claimed,    ///< of a claim: each decided point, certified, supported or refuted, came out as the claim says
  not_compared,  ///< no point compares two sides
};

/// Of an assertion. Requires: all points are of this one.
[[nodiscard]] Status status_of(const Assertion& assertion, const PointList& points);
/// Of a claim as a whole: contradicted or undecided if an assertion is; conjectured if all that have points are;
/// not_compared if none compares two sides; else as_claimed.
[[nodiscard]] Status status_of(const ReportedClaim& claim);

/// One word, for programs: "not-compared".
[[nodiscard]] std::string_view to_text(Status status);
/// For people: "refuted, as claimed".
[[nodiscard]] std::string_view in_words(Status status);

}  // namespace rankcert
