#include "report/findings.hpp"

#include <algorithm>
#include <set>

namespace rankcert {

PointList points_of(const ReportedClaim& claim) {
  PointList points;
  for (const ReportedPoint& point : claim.points) points.push_back(&point);
  return points;
}

PointList points_of(const ReportedClaim& claim, const Assertion& assertion) {
  PointList points = points_of(claim);
  std::erase_if(points, [&](const ReportedPoint* point) { return point->result.point.assertion != &assertion; });
  return points;
}

PointList points_of(const Report& report) {
  PointList points;
  for (const ReportedClaim& claim : report.claims) {
    const PointList more = points_of(claim);
    points.insert(points.end(), more.begin(), more.end());
  }
  return points;
}

Tally tally_of(const PointList& points) {
  Tally tally;
  for (const ReportedPoint* point : points) tally.add(point->result);
  return tally;
}

Tally tally_of(const ReportedClaim& claim, Knowledge knowledge) {
  Tally tally;
  for (const ReportedPoint& point : claim.points) {
    if (knowledge_of(*point.result.point.assertion) == knowledge) tally.add(point.result);
  }
  return tally;
}

const ReportedPoint* tightest(const PointList& points, const Tally& tally) {
  const auto found = std::find_if(points.begin(), points.end(), [&](const ReportedPoint* point) { return &point->result == tally.tightest; });
  return found == points.end() ? nullptr : *found;
}

std::array<std::size_t, 4> known_counts(const PointList& points) {
  std::array<std::size_t, 4> counts{};
  for (const ReportedPoint* point : points) ++counts[static_cast<std::size_t>(knowledge_of(*point->result.point.assertion))];
  return counts;
}

MeasuredCount measured_count(const PointList& points) {
  MeasuredCount count;
  for (const ReportedPoint* point : points) {
    count.measured += point->result.evidence ? 1 : 0;
    count.replayed += point->replayed ? 1 : 0;
  }
  return count;
}

Status status_of(const Assertion& assertion, const PointList& points) {
  const Tally tally = tally_of(points);
  if (tally.contradicted > 0) return Status::contradicted;
  if (tally.undecided > 0) return Status::undecided;
  if (assertion.conjectured) return Status::conjectured;
  if (tally.decided() == 0) return Status::not_compared;
  if (tally.supported > 0) return Status::supported;
  return tally.refuted > 0 ? Status::refuted : Status::certified;
}

Status status_of(const ReportedClaim& claim) {
  std::set<Status> seen;
  for (const Assertion& assertion : claim.claim->assertions) {
    const PointList points = points_of(claim, assertion);
    if (!points.empty()) seen.insert(status_of(assertion, points));
  }
  if (seen.empty()) return Status::not_compared;
  const Status gravest = *seen.begin();
  const bool alone = seen.size() == 1 && (gravest == Status::conjectured || gravest == Status::not_compared);
  return alone || gravest <= Status::undecided ? gravest : Status::as_claimed;
}

std::string_view to_text(Status status) {
  switch (status) {
    case Status::contradicted: return "contradicted";
    case Status::undecided: return "undecided";
    case Status::conjectured: return "conjectured";
    case Status::supported: return "supported";
    case Status::refuted: return "refuted";
    case Status::certified: return "certified";
    case Status::as_claimed: return "as-claimed";
    case Status::not_compared: return "not-compared";
  }
  return "";
}

std::string_view in_words(Status status) {
  switch (status) {
    case Status::contradicted: return "contradicted";
    case Status::undecided: return "partly undecided";
    case Status::conjectured: return "conjectured";
    case Status::supported: return "supported";
    case Status::refuted: return "refuted, as claimed";
    case Status::certified: return "certified";
    case Status::as_claimed: return "as claimed";
    case Status::not_compared: return "enclosed only";
  }
  return "";
}

}  // namespace rankcert
