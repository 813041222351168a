// `diff`: two folders of certificates held against each other.
#include <fmt/core.h>

#include <filesystem>

#include "checker/printable.hpp"
#include "claim/verify.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "cli/verify_policy.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "report/point_label.hpp"
#include "report/report_diff.hpp"
#include "report/shown.hpp"

namespace rankcert {
namespace {

using Json = nlohmann::ordered_json;
using Points = std::vector<const ReportedPoint*>;

constexpr std::size_t most_lines_of_a_kind = 20;
constexpr std::size_t margin_digits = 4;

/// What is loaded from one of the two paths. Throws InputError if there is nothing by that name.
Report load(const std::string& path, const DiffOptions& options) {
  if (!std::filesystem::exists(path)) throw InputError(path + ": no such file or folder; diff takes two folders of certificates");
  if (certificate_files({path}).empty()) {
    write_note(path + ": holds no .json file");
    return {};
  }
  Progress progress(options.common.quiet);
  return load_report({path}, policy_of(options), [&](double fraction, const std::string& file) { progress.show(fraction, file); });
}

std::string name_of(const ReportedPoint& point) {
  return printable(point.result.point.claim->id + " / " + point.result.point.assertion->name + ", " + exact_label(point.result.point), 300);
}

std::string margin_of(const ReportedPoint& point) {
  const auto distance = margin(point.result);
  return distance ? margin_text(*distance, margin_digits) : "none";
}

std::string interval_text(const std::optional<Interval>& interval) {
  constexpr std::size_t digits = 10;
  return interval ? "[" + decimal_below(interval->lower, digits) + ", " + decimal_above(interval->upper, digits) + "]" : "not measured";
}

/// A kind of change: its points one below the other, the first of them if there are many.
template <class List, class Line>
std::string listed(std::string_view title, const List& list, Ink ink, Look look, const Line& line) {
  if (list.empty()) return "";
  std::string text = "\n" + painted(fmt::format("{}: {}", title, list.size()), ink, look) + "\n";
  for (std::size_t i = 0; i < std::min(list.size(), most_lines_of_a_kind); ++i) text += line(*list[i]);
  if (list.size() > most_lines_of_a_kind) text += fmt::format("  {} more (--json tells all)\n", list.size() - most_lines_of_a_kind);
  return text;
}

template <class Is>
std::vector<const PointDiff*> points_where(const ReportDiff& diff, const Is& is) {
  std::vector<const PointDiff*> points;
  for (const PointDiff& point : diff.both) {
    if (is(point)) points.push_back(&point);
  }
  return points;
}

/// In the digits that are shown.
bool has_other_margin(const PointDiff& point) { return margin_of(*point.before) != margin_of(*point.after); }

std::string contradiction_lines(const PointDiff& point) {
  std::string text = wrapped(name_of(*point.before), 2, 4);
  for (const bool left : {true, false}) {
    if ((left ? point.left : point.right) != SideChange::disjoint) continue;
    const auto& before = left ? point.before->result.left : point.before->result.right;
    const auto& after = left ? point.after->result.left : point.after->result.right;
    text += wrapped(fmt::format("{} side: {} against {}", left ? "left" : "right", interval_text(before), interval_text(after)), 4, 6);
  }
  return text;
}

std::string verdict_line(const PointDiff& point) {
  return wrapped(fmt::format("{}: {} -> {}", name_of(*point.before), verdict_text(point.before->result), verdict_text(point.after->result)), 2, 4);
}

std::string margin_line(const PointDiff& point) {
  return wrapped(fmt::format("{}: {} -> {}", name_of(*point.before), margin_of(*point.before), margin_of(*point.after)), 2, 4);
}

std::string change_line(const PointDiff& point) {
  std::string sides;
  for (const bool left : {true, false}) {
    const SideChange change = left ? point.left : point.right;
    if (change != SideChange::identical) sides += fmt::format("{}{} {}", sides.empty() ? "" : ", ", left ? "left" : "right", to_text(change));
  }
  return wrapped(name_of(*point.before) + ": " + sides, 2, 4);
}

std::string refused_lines(const Report& report, Look look) {
  std::string text;
  for (const RefusedFile& file : report.refused) text += painted("refused", Ink::bad, look) + " " + printable(file.file) + "\n    " + printable(file.reason) + "\n";
  return text;
}

std::string text_lines(const ReportDiff& diff) {
  std::string text;
  for (const TextDiff& one : diff.texts) {
    text += wrapped(fmt::format("The claim '{}' has another text: {}.", printable(one.after->id, 100),
                                one.asserts_the_same ? "only prose, suites, hints or layout differ" : "what it asserts differs"), 0, 2);
  }
  return text.empty() ? "" : "\n" + text;
}

std::string counts_line(const ReportDiff& diff) {
  const auto with = [&](SideChange change) {
    return points_where(diff, [&](const PointDiff& point) { return point.left == change || point.right == change; }).size();
  };
  std::string text = fmt::format("{} points in both: {} identical", diff.both.size(), diff.count(&PointDiff::is_identical));
  for (const SideChange change : {SideChange::other_digits, SideChange::other_formula, SideChange::other_object, SideChange::measured_once, SideChange::disjoint}) {
    if (const std::size_t count = with(change)) text += fmt::format(", {} with {}", count, to_text(change));
  }
  text += fmt::format("; {} only before, {} only after; {} verdicts changed", diff.only_before.size(), diff.only_after.size(), diff.count(&PointDiff::has_other_verdict));
  return "\n" + wrapped(text, 0, 2);
}

/// What follows, gravest first.
std::string conclusion(const ReportDiff& diff, bool refused, Look look) {
  if (refused) return painted("A certificate is refused.", Ink::bad, look) + "\n";
  if (diff.count(&PointDiff::is_contradiction) > 0) return painted("The runs CONTRADICT each other: one of them is wrong.", Ink::bad, look) + "\n";
  if (diff.count(&PointDiff::has_other_verdict) > 0) return painted("Verdicts have changed.", Ink::bad, look) + "\n";
  if (diff.both.empty()) return painted("Nothing to compare: no point is in both.", Ink::open, look) + "\n";
  if (exit_code_of(diff) != 0) return painted("The runs agree where both have a point, and do not have the same points.", Ink::open, look) + "\n";
  return painted("The runs agree.", Ink::good, look) + "\n";
}

std::string diff_text(const Report& before, const Report& after, const ReportDiff& diff, bool quiet, Look look) {
  std::string text = refused_lines(before, look) + refused_lines(after, look);
  const auto contradictions = points_where(diff, [](const PointDiff& point) { return point.is_contradiction(); });
  const auto verdicts = points_where(diff, [](const PointDiff& point) { return point.has_other_verdict(); });
  if (!quiet) {
    const auto others = points_where(diff, [](const PointDiff& point) { return !point.is_contradiction() && (point.left != SideChange::identical || point.right != SideChange::identical); });
    const auto line = [](const ReportedPoint& point) { return wrapped(name_of(point), 2, 4); };
    text += text_lines(diff) + listed("Only before", diff.only_before, Ink::open, look, line) + listed("Only after", diff.only_after, Ink::open, look, line);
    text += listed("Sides that differ and do not contradict", others, Ink::plain, look, change_line);
    text += listed("Margins", points_where(diff, has_other_margin), Ink::plain, look, margin_line);
  }
  text += listed("Verdicts that changed", verdicts, Ink::bad, look, verdict_line);
  text += listed("Intervals of one number that exclude each other", contradictions, Ink::bad, look, contradiction_lines);
  text += counts_line(diff) + conclusion(diff, !before.refused.empty() || !after.refused.empty(), look);
  return text.substr(text.starts_with('\n') ? 1 : 0);
}

Json point_json(const ReportedPoint& point) {
  return {{"claim", point.result.point.claim->id}, {"assertion", point.result.point.assertion->name}, {"parameters", assignment_json(point.result.point.parameters)}};
}

Json side_json(SideChange change, const std::optional<Interval>& before, const std::optional<Interval>& after) {
  return {{"change", to_text(change)}, {"before", before ? interval_json(*before) : Json()}, {"after", after ? interval_json(*after) : Json()}};
}

Json difference_json(const PointDiff& point) {
  const Result& before = point.before->result;
  const Result& after = point.after->result;
  const auto margin_json = [](const Result& result) {
    const auto distance = margin(result);
    return distance ? Json(margin_text(*distance, 17)) : Json();
  };
  Json json = point_json(*point.before);
  json["files"] = {{"before", point.before->file}, {"after", point.after->file}};
  json["verdict"] = {{"before", verdict_text(before)}, {"after", verdict_text(after)}, {"changed", point.has_other_verdict()}};
  json["margin"] = {{"before", margin_json(before)}, {"after", margin_json(after)}};
  json["left"] = side_json(point.left, before.left, after.left);
  json["right"] = side_json(point.right, before.right, after.right);
  json["contradiction"] = point.is_contradiction();
  return json;
}

Json diff_json(const Report& before, const Report& after, const ReportDiff& diff, int code) {
  const auto alone = [](const Points& points) {
    auto list = Json::array();
    for (const ReportedPoint* point : points) {
      list.push_back(point_json(*point));
      list.back()["file"] = point->file;
    }
    return list;
  };
  const auto refused = [](const Report& report) {
    auto list = Json::array();
    for (const RefusedFile& file : report.refused) list.push_back({{"file", file.file}, {"reason", file.reason}});
    return list;
  };
  auto differences = Json::array();
  for (const PointDiff& point : diff.both) {
    if (!point.is_identical()) differences.push_back(difference_json(point));
  }
  auto texts = Json::array();
  for (const TextDiff& one : diff.texts) {
    texts.push_back({{"claim", one.after->id}, {"before", one.before->digest}, {"after", one.after->digest}, {"asserts_the_same", one.asserts_the_same}});
  }
  return {{"version", tool_name()},
          {"in_both", diff.both.size()},
          {"identical", diff.count(&PointDiff::is_identical)},
          {"verdicts_changed", diff.count(&PointDiff::has_other_verdict)},
          {"contradictions", diff.count(&PointDiff::is_contradiction)},
          {"differences", differences},
          {"only_before", alone(diff.only_before)},
          {"only_after", alone(diff.only_after)},
          {"texts", texts},
          {"refused", {{"before", refused(before)}, {"after", refused(after)}}},
          {"exit_code", code}};
}

}  // namespace

int run_diff(const DiffOptions& options) {
  const Report before = load(options.before, options);
  const Report after = load(options.after, options);
  const ReportDiff diff = compare_reports(before, after);
  const bool refused = !before.refused.empty() || !after.refused.empty();
  const int code = refused ? worse_exit_code(5, exit_code_of(diff)) : exit_code_of(diff);
  write_out(options.common.json ? document(diff_json(before, after, diff, code)) : diff_text(before, after, diff, options.common.quiet, look_of_stdout()));
  return code;
}

}  // namespace rankcert
