#include "claim/baseline_diff.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "exact/decimal.hpp"

namespace rankcert {
namespace {

using Kind = BaselineChange::Kind;

/// How far up the list of the header a verdict stands.
int strength(const BaselinePoint& point) {
  const bool turned = point.expected == Verdict::refuted;
  switch (point.verdict) {
    case Verdict::certified: return turned ? 0 : 5;
    case Verdict::supported: return turned ? 1 : 4;
    case Verdict::enclosed: return 3;
    case Verdict::inconclusive: return 2;
    case Verdict::refuted: break;
  }
  // A refutation that was expected stands at the top, and a certified one above an estimated one.
  if (turned) return point.by_estimate ? 4 : 5;
  return point.by_estimate ? 1 : 0;
}

std::string verdict_text(const BaselinePoint& point) {
  return std::string(to_text(point.verdict)) + (point.by_estimate ? " (est.)" : "") + (point.vacuous ? ", vacuous" : "");
}

std::string margin_text(const BaselinePoint& point) { return decimal_below(*point.margin, recorded_margin_digits); }

std::string point_text(const BaselinePoint& point) {
  return verdict_text(point) + (point.margin ? ", margin " + margin_text(point) : "");
}

/// The margin in the expected direction.
Rational directed_margin(const BaselinePoint& point) {
  return point.expected == Verdict::refuted ? Rational(-*point.margin) : *point.margin;
}

std::string point_name(const BaselinePoint& point) {
  std::string text = point.assertion;
  for (const auto& [name, value] : point.parameters) text += " " + name + "=" + to_text(value).substr(0, 40);
  return text;
}

BaselineChange change_of_point(Kind kind, const BaselinePoint& point, std::string before, std::string after,
                               const Rational& damage = 0) {
  return {.kind = kind, .what = point_name(point), .before = std::move(before), .after = std::move(after), .damage = damage,
          .assertion = point.assertion, .parameters = point.parameters};
}

bool is_weaker(const BaselinePoint& old, const BaselinePoint& now) {
  return strength(now) < strength(old) || (now.vacuous && !old.vacuous);
}

/// Of points of one strength: whether both have margins and the second, in the expected direction, is below the first by
/// more than `share` of its size.
bool has_shrunk(const BaselinePoint& old, const BaselinePoint& now, const Rational& share) {
  if (!old.margin || !now.margin) return false;
  const Rational before = directed_margin(old);
  return directed_margin(now) < before - share * abs(before);
}

void compare_points(const BaselinePoint& recorded, const BaselinePoint& now, const Rational& share,
                    ClaimComparison& comparison) {
  BaselinePoint old = recorded;
  old.expected = now.expected;  // where the expectation has changed, that is told as a change of the claim
  const auto add = [&](Kind kind, std::string before, std::string after, const Rational& damage) {
    comparison.changes.push_back(change_of_point(kind, now, std::move(before), std::move(after), damage));
  };
  if (is_weaker(old, now)) return add(Kind::weaker, verdict_text(old), verdict_text(now), strength(old) - strength(now));
  if (is_weaker(now, old)) return add(Kind::stronger, verdict_text(old), verdict_text(now), 0);
  if (has_shrunk(old, now, share)) {
    const Rational before = directed_margin(old);
    // Below 0, or from 0, a loss has no share that would mean anything: it counts as a whole margin or more.
    const Rational lost = before == 0 ? Rational(1) : Rational((before - directed_margin(now)) / abs(before));
    return add(Kind::smaller, margin_text(old), margin_text(now), lost);
  }
  if (has_shrunk(now, old, share)) return add(Kind::larger, margin_text(old), margin_text(now), 0);
  ++comparison.unchanged;
}

/// Both lists are sorted by key.
void compare_all_points(const std::vector<BaselinePoint>& old, const std::vector<BaselinePoint>& now,
                        const Rational& share, ClaimComparison& comparison) {
  auto a = old.begin();
  auto b = now.begin();
  while (a != old.end() || b != now.end()) {
    if (b == now.end() || (a != old.end() && a->key() < b->key())) {
      comparison.changes.push_back(change_of_point(Kind::gone, *a, point_text(*a), ""));
      ++a;
    } else if (a == old.end() || b->key() < a->key()) {
      comparison.changes.push_back(change_of_point(Kind::added, *b, "", point_text(*b)));
      ++b;
    } else {
      compare_points(*a++, *b++, share, comparison);
    }
  }
}

/// The parts of one list alone that are called `what`.
std::vector<std::string> texts_of(const std::vector<ClaimPart>& parts, const std::string& what) {
  std::vector<std::string> texts;
  for (const ClaimPart& part : parts) {
    if (part.what == what) texts.push_back(part.text);
  }
  return texts;
}

/// What stands in one of the sorted lists only, the n-th old text of a name against the n-th new one.
void compare_parts(Kind kind, const std::vector<ClaimPart>& old, const std::vector<ClaimPart>& now,
                   ClaimComparison& comparison) {
  std::vector<ClaimPart> removed;
  std::vector<ClaimPart> added;
  std::set_difference(old.begin(), old.end(), now.begin(), now.end(), std::back_inserter(removed));
  std::set_difference(now.begin(), now.end(), old.begin(), old.end(), std::back_inserter(added));
  std::vector<std::string> names;
  for (const std::vector<ClaimPart>* parts : {&removed, &added}) {
    for (const ClaimPart& part : *parts) names.push_back(part.what);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::string& name : names) {
    const std::vector<std::string> before = texts_of(removed, name);
    const std::vector<std::string> after = texts_of(added, name);
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
      comparison.changes.push_back({.kind = kind,
                                    .what = name,
                                    .before = i < before.size() ? before[i] : "",
                                    .after = i < after.size() ? after[i] : ""});
    }
  }
}

ClaimComparison compare_claims(const std::string& id, const BaselineClaim& old, const BaselineClaim& now,
                               const Rational& share) {
  ClaimComparison comparison{.claim = id, .changes = {}};
  compare_parts(Kind::restated, old.parts.asserted, now.parts.asserted, comparison);
  compare_parts(Kind::reworded, old.parts.other, now.parts.other, comparison);
  if (comparison.changes.empty() && old.digest != now.digest) {
    comparison.changes.push_back(
        {.kind = Kind::reworded, .what = "comments, layout or plots", .before = old.digest, .after = now.digest});
  }
  compare_all_points(old.points, now.points, share, comparison);
  return comparison;
}

bool is_less_damage(const BaselineChange& a, const BaselineChange& b) {
  return std::tie(a.kind, a.damage) < std::tie(b.kind, b.damage);
}

std::string size_text(const BaselineClaim& claim) {
  return std::to_string(claim.points.size()) + (claim.points.size() == 1 ? " point" : " points");
}

ClaimComparison whole_claim(const std::string& id, Kind kind, const std::string& before, const std::string& after) {
  return {.claim = id, .changes = {{.kind = kind, .what = "the whole claim", .before = before, .after = after}}};
}

}  // namespace

std::string_view to_text(Kind kind) {
  switch (kind) {
    case Kind::added: return "new";
    case Kind::larger: return "larger";
    case Kind::stronger: return "stronger";
    case Kind::reworded: return "reworded";
    case Kind::smaller: return "smaller";
    case Kind::gone: return "gone";
    case Kind::restated: return "restated";
    case Kind::weaker: break;
  }
  return "weaker";
}

bool is_failure(Kind kind) { return kind > Kind::stronger; }
bool is_weakening(Kind kind) { return kind > Kind::reworded; }

std::size_t BaselineComparison::count(bool (*is)(Kind)) const {
  std::size_t found = 0;
  for (const ClaimComparison& claim : claims) {
    found += static_cast<std::size_t>(std::count_if(claim.changes.begin(), claim.changes.end(),
                                                    [&](const BaselineChange& change) { return is(change.kind); }));
  }
  return found;
}

BaselineComparison compare_with_baseline(const Baseline& baseline, const Baseline& run, const Rational& share) {
  BaselineComparison comparison;
  for (const auto& [id, old] : baseline.claims) {
    const auto now = run.claims.find(id);
    if (now != run.claims.end()) comparison.claims.push_back(compare_claims(id, old, now->second, share));
    else comparison.claims.push_back(whole_claim(id, Kind::gone, size_text(old), ""));
  }
  for (const auto& [id, now] : run.claims) {
    if (!baseline.claims.contains(id)) comparison.claims.push_back(whole_claim(id, Kind::added, "", size_text(now)));
  }
  for (ClaimComparison& claim : comparison.claims) {
    std::stable_sort(claim.changes.begin(), claim.changes.end(), is_less_damage);
  }
  const auto is_less = [](const ClaimComparison& a, const ClaimComparison& b) {
    if (a.changes.empty() || b.changes.empty()) return a.changes.empty() && !b.changes.empty();
    return is_less_damage(a.changes.back(), b.changes.back());
  };
  std::stable_sort(comparison.claims.begin(), comparison.claims.end(), is_less);
  return comparison;
}

Baseline blessed(const Baseline& baseline, Baseline run, const Rational& share) {
  for (auto& [id, now] : run.claims) {
    const auto old = baseline.claims.find(id);
    if (old == baseline.claims.end()) continue;
    auto recorded = old->second.points.begin();
    for (BaselinePoint& point : now.points) {
      while (recorded != old->second.points.end() && recorded->key() < point.key()) ++recorded;
      if (recorded == old->second.points.end() || point.key() < recorded->key()) continue;
      const bool same = recorded->expected == point.expected && strength(*recorded) == strength(point) &&
                        recorded->vacuous == point.vacuous;
      if (same && has_shrunk(*recorded, point, 0) && !has_shrunk(*recorded, point, share)) point.margin = recorded->margin;
    }
  }
  return run;
}

}  // namespace rankcert
