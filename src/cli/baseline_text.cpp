// A comparison with a baseline, for people and for programs.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "checker/printable.hpp"
#include "cli/baseline_gate.hpp"
#include "cli/json_text.hpp"

namespace rankcert {
namespace {

using Kind = BaselineChange::Kind;

constexpr std::array kinds = {Kind::added,   Kind::larger, Kind::stronger, Kind::reworded,
                              Kind::smaller, Kind::gone,   Kind::restated, Kind::weaker};
constexpr std::size_t most_lines_of_a_kind = 20;

/// What differs between two texts, with some of what is common around it, so that a long formula shows its change.
std::pair<std::string, std::string> excerpts(const std::string& before, const std::string& after) {
  constexpr std::size_t longest = 100;
  constexpr std::size_t around = 30;
  if (before.size() <= longest && after.size() <= longest) return {before, after};
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t same = 0;
  while (same < shorter && before[same] == after[same]) ++same;
  std::size_t same_end = 0;
  while (same_end < shorter - same && before[before.size() - 1 - same_end] == after[after.size() - 1 - same_end]) ++same_end;
  const auto cut = [&](const std::string& text) {
    std::size_t from = same > around ? same - around : 0;
    std::size_t to = std::min(text.size(), std::min(text.size() - same_end + around, from + 3 * longest));
    const auto inside = [&](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
    while (from > 0 && inside(from)) --from;  // no cut within a character
    while (inside(to)) ++to;
    return (from > 0 ? "..." : "") + text.substr(from, to - from) + (to < text.size() ? "..." : "");
  };
  return {before.empty() ? "" : cut(before), after.empty() ? "" : cut(after)};
}

std::string loss_text(const BaselineChange& change) {
  if (change.kind != Kind::smaller || change.damage >= 1) return "";
  return fmt::format(", {}% less", static_cast<int>(change.damage * 100));
}

std::string change_line(const BaselineChange& change) {
  constexpr std::size_t fits_one_line = 60;
  const bool digests = change.before.starts_with("sha256:") && change.after.starts_with("sha256:");
  auto [before, after] = excerpts(change.before, change.after);
  before = printable(before);
  after = printable(after);
  std::string text = fmt::format("  {:<9} {}", to_text(change.kind), printable(change.what, 200));
  if (change.kind == Kind::smaller || change.kind == Kind::larger) text += ", margin";
  if (digests) return text + "\n";
  if (change.after.empty()) return text + (change.before.empty() ? "" : ": was " + before) + "\n";
  if (change.before.empty()) return text + ": " + after + "\n";
  if (before.size() + after.size() <= fits_one_line) return text + ": " + before + " -> " + after + loss_text(change) + "\n";
  return text + "\n              was  " + before + "\n              now  " + after + "\n";
}

/// Of many changes of one kind the gravest are shown: they stand last.
std::string claim_lines(const ClaimComparison& claim) {
  std::string text = printable(claim.claim, 100) + "\n";
  for (const Kind kind : kinds) {
    std::vector<const BaselineChange*> some;
    for (const BaselineChange& change : claim.changes) {
      if (change.kind == kind) some.push_back(&change);
    }
    const std::size_t left_out = some.size() > most_lines_of_a_kind ? some.size() - most_lines_of_a_kind : 0;
    if (left_out > 0) text += fmt::format("  {:<9} {} more (--json tells all)\n", to_text(kind), left_out);
    for (std::size_t i = left_out; i < some.size(); ++i) text += change_line(*some[i]);
  }
  return text;
}

std::size_t count_of(const BaselineComparison& comparison, Kind kind) {
  std::size_t found = 0;
  for (const ClaimComparison& claim : comparison.claims) {
    found += static_cast<std::size_t>(std::count_if(claim.changes.begin(), claim.changes.end(),
                                                    [&](const BaselineChange& change) { return change.kind == kind; }));
  }
  return found;
}

std::size_t unchanged_points(const BaselineComparison& comparison) {
  std::size_t unchanged = 0;
  for (const ClaimComparison& claim : comparison.claims) unchanged += claim.unchanged;
  return unchanged;
}

}  // namespace

std::string render_baseline(const BaselineVerdict& verdict, const std::string& file) {
  std::string text = "\nBaseline " + file + "\n";
  for (const ClaimComparison& claim : verdict.comparison.claims) {
    if (!claim.changes.empty()) text += claim_lines(claim);
  }
  text += fmt::format("{} points unchanged", unchanged_points(verdict.comparison));
  for (const Kind kind : kinds) {
    if (const std::size_t count = count_of(verdict.comparison, kind)) text += fmt::format(", {} {}", count, to_text(kind));
  }
  const char* says = verdict.written ? "recorded" : verdict.code == 0 ? "agrees" : "DISAGREES";
  return text + ": " + says + (verdict.note.empty() ? "" : "; " + verdict.note) + "\n";
}

nlohmann::ordered_json baseline_json(const BaselineVerdict& verdict, const std::string& file) {
  auto claims = nlohmann::ordered_json::array();
  for (const ClaimComparison& claim : verdict.comparison.claims) {
    auto changes = nlohmann::ordered_json::array();
    for (const BaselineChange& change : claim.changes) {
      nlohmann::ordered_json entry = {{"change", to_text(change.kind)}, {"what", change.what}};
      if (!change.assertion.empty()) {
        entry["assertion"] = change.assertion;
        entry["parameters"] = assignment_json(change.parameters);
      }
      if (!change.before.empty()) entry["before"] = change.before;
      if (!change.after.empty()) entry["after"] = change.after;
      entry["fails"] = is_failure(change.kind);
      entry["weakens"] = is_weakening(change.kind);
      changes.push_back(std::move(entry));
    }
    claims.push_back({{"claim", claim.claim}, {"unchanged", claim.unchanged}, {"changes", changes}});
  }
  nlohmann::ordered_json json = {{"file", file},
                                 {"agrees", verdict.comparison.count(is_failure) == 0},
                                 {"recorded", verdict.written},
                                 {"claims", claims}};
  if (!verdict.note.empty()) json["note"] = verdict.note;
  return json;
}

}  // namespace rankcert
