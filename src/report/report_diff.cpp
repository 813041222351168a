#include "report/report_diff.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "claim/claim_parts.hpp"
#include "report/shown.hpp"
#include "report/used_definitions.hpp"

namespace rankcert {
namespace {

/// Which point it is, whatever the text of its claim.
using Key = std::tuple<std::string, std::string, Assignment>;

Key key_of(const ReportedPoint& point) {
  const Point& at = point.result.point;
  return {at.claim->id, at.assertion->name, at.parameters};
}

const std::string& text_of(const ReportedPoint& point) { return point.result.point.claim->digest; }

const Side& side_of(const ReportedPoint& point, bool left) {
  const Assertion& assertion = *point.result.point.assertion;
  return left ? assertion.left : assertion.right;
}

const std::optional<Interval>& interval_of(const ReportedPoint& point, bool left) { return left ? point.result.left : point.result.right; }

std::string closed_side(const ReportedPoint& point, bool left) {
  return closed_text(side_of(point, left), point.result.point.parameters, point.result.hints);
}

bool is_same_definition(const Definition* a, const Definition* b) {
  return a->name == b->name && a->parameters == b->parameters && a->text == b->text;
}

/// Whether the same closed text has the same meaning in both claims.
bool has_same_definitions(const ReportedPoint& before, const ReportedPoint& after, bool left) {
  if (text_of(before) == text_of(after)) return true;
  const auto used = [&](const ReportedPoint& point) {
    const Side& side = side_of(point, left);
    return used_definitions(side.is_measured() ? side.arguments : std::vector{side.formula}, point.result.point.claim->definitions);
  };
  const auto a = used(before);
  const auto b = used(after);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same_definition);
}

/// Whether two enclosures speak of one object. Samples of one law always speak of its mean.
bool is_same_object(const ReportedPoint& before, const ReportedPoint& after, bool left) {
  if (!side_of(before, left).is_measured()) return true;
  const Evidence& a = *before.result.evidence;
  const Evidence& b = *after.result.evidence;
  if (a.sample && b.sample) return true;
  return a.sample.has_value() == b.sample.has_value() && a.seed == b.seed && a.witness == b.witness;
}

SideChange change_of(const ReportedPoint& before, const ReportedPoint& after, bool left) {
  const auto& a = interval_of(before, left);
  const auto& b = interval_of(after, left);
  const bool same_kind = side_of(before, left).is_measured() == side_of(after, left).is_measured();
  if (!same_kind || closed_side(before, left) != closed_side(after, left) || !has_same_definitions(before, after, left)) return SideChange::other_formula;
  if (!a && !b) return SideChange::identical;
  if (!a || !b) return SideChange::measured_once;
  if (!is_same_object(before, after, left)) return SideChange::other_object;
  if (*a == *b) return SideChange::identical;
  return a->upper < b->lower || b->upper < a->lower ? SideChange::disjoint : SideChange::other_digits;
}

std::map<Key, std::vector<const ReportedPoint*>> by_key(const Report& report) {
  std::map<Key, std::vector<const ReportedPoint*>> points;
  for (const ReportedClaim& claim : report.claims) {
    for (const ReportedPoint& point : claim.points) points[key_of(point)].push_back(&point);
  }
  return points;
}

/// Takes from `candidates` the point of the same text, or else any.
const ReportedPoint* take_match(const ReportedPoint& point, std::vector<const ReportedPoint*>& candidates, bool other_text) {
  const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const ReportedPoint* one) { return other_text || text_of(*one) == text_of(point); });
  if (found == candidates.end()) return nullptr;
  const ReportedPoint* match = *found;
  candidates.erase(found);
  return match;
}

void note_texts(const PointDiff& point, std::vector<TextDiff>& texts) {
  const Claim* before = point.before->result.point.claim;
  const Claim* after = point.after->result.point.claim;
  if (before->digest == after->digest) return;
  const bool known = std::any_of(texts.begin(), texts.end(), [&](const TextDiff& one) { return one.before == before && one.after == after; });
  if (!known) texts.push_back({before, after, claim_parts(*before).asserted == claim_parts(*after).asserted});
}

}  // namespace

std::string_view to_text(SideChange change) {
  switch (change) {
    case SideChange::identical: return "identical";
    case SideChange::other_digits: return "other digits";
    case SideChange::other_formula: return "another formula";
    case SideChange::other_object: return "another object";
    case SideChange::measured_once: return "measured in one run only";
    case SideChange::disjoint: return "disjoint intervals";
  }
  return "";
}

bool PointDiff::has_other_verdict() const { return verdict_text(before->result) != verdict_text(after->result); }

bool PointDiff::is_identical() const {
  return left == SideChange::identical && right == SideChange::identical && !has_other_verdict();
}

std::size_t ReportDiff::count(bool (PointDiff::*is)() const) const {
  return static_cast<std::size_t>(std::count_if(both.begin(), both.end(), [&](const PointDiff& point) { return (point.*is)(); }));
}

ReportDiff compare_reports(const Report& before, const Report& after) {
  ReportDiff diff;
  auto candidates = by_key(after);
  std::map<const ReportedPoint*, const ReportedPoint*> matches;
  for (const bool other_text : {false, true}) {
    for (const ReportedClaim& claim : before.claims) {
      for (const ReportedPoint& point : claim.points) {
        const auto found = candidates.find(key_of(point));
        if (matches.contains(&point) || found == candidates.end()) continue;
        if (const ReportedPoint* match = take_match(point, found->second, other_text)) matches.emplace(&point, match);
      }
    }
  }
  for (const ReportedClaim& claim : before.claims) {
    for (const ReportedPoint& point : claim.points) {
      const auto match = matches.find(&point);
      if (match == matches.end()) {
        diff.only_before.push_back(&point);
        continue;
      }
      diff.both.push_back({&point, match->second, change_of(point, *match->second, true), change_of(point, *match->second, false)});
      note_texts(diff.both.back(), diff.texts);
    }
  }
  for (const ReportedClaim& claim : after.claims) {
    for (const ReportedPoint& point : claim.points) {
      const auto& left_over = candidates.at(key_of(point));
      if (std::find(left_over.begin(), left_over.end(), &point) != left_over.end()) diff.only_after.push_back(&point);
    }
  }
  return diff;
}

int exit_code_of(const ReportDiff& diff) {
  if (diff.count(&PointDiff::has_other_verdict) > 0 || diff.count(&PointDiff::is_contradiction) > 0) return 1;
  return diff.both.empty() || !diff.only_before.empty() || !diff.only_after.empty() ? 3 : 0;
}

}  // namespace rankcert
