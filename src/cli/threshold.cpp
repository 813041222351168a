#include "claim/threshold.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "claim/claim_library.hpp"
#include "claim/grid.hpp"
#include "claim/write_file.hpp"
#include "cli/certificate_name.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "report/shown.hpp"

namespace rankcert {
namespace {

std::string result_text(const Result& result, const std::string& of, Look look) {
  const Assertion& assertion = *result.point.assertion;
  const bool upward = assertion.relation == Relation::greater || assertion.relation == Relation::greater_equal;
  return fmt::format("  at {} = {}: {} {} {}, {} with margin {}\n", of, to_text(result.point.parameters.at(of)),
                     shown(*result.left, upward ? Facing::down : Facing::up, 12), to_text(assertion.relation),
                     closed_text(assertion.right, result.point.parameters, result.hints),
                     painted(to_text(result.verdict), ink_of(standing(result.verdict, assertion.expected), result.verdict), look),
                     margin_text(*margin(result), 3));
}

/// What was found, in one line: an exact answer, a bracket, or that there is none.
std::string headline(const ThresholdAnswer& answer, const Claim& claim) {
  const Threshold& threshold = *claim.threshold;
  if (!answer.holds) {
    return fmt::format("'{}' is not certified to hold even at the smallest {}\n", threshold.holds, threshold.of);
  }
  const Rational low = answer.holds->point.parameters.at(threshold.of);
  if (!answer.fails) {
    return fmt::format("{} >= {}: {}; not certified to fail anywhere in its range\n", threshold.of, to_text(low),
                       threshold.meaning);
  }
  const Rational high = answer.fails->point.parameters.at(threshold.of);
  if (high - low == 1) return fmt::format("{} = {}: {}\n", threshold.of, to_text(low), threshold.meaning);
  return fmt::format("{} in [{}, {}]: {}\n", threshold.of, decimal_below(low, 12), decimal_above(high - 1, 12),
                     threshold.meaning);
}

nlohmann::ordered_json result_json(const Result& result) {
  return {{"assertion", result.point.assertion->name}, {"parameters", assignment_json(result.point.parameters)},
          {"left", interval_json(*result.left)}, {"relation", to_text(result.point.assertion->relation)},
          {"right", interval_json(*result.right)}, {"verdict", to_text(result.verdict)}};
}

/// The largest value at which it holds is at least `lower` and at most `upper`.
nlohmann::ordered_json largest_json(const ThresholdAnswer& answer, const std::string& of) {
  const auto value_of = [&](const std::optional<Result>& result, int offset) -> nlohmann::ordered_json {
    if (!result) return nullptr;
    return to_text(result->point.parameters.at(of) + offset);
  };
  return {{"lower", value_of(answer.holds, 0)}, {"upper", value_of(answer.fails, -1)}};
}

/// Adds what was found to `json`, and writes the certificates of both ends if there is a folder for them.
void add_ends(const ThresholdAnswer& answer, const std::string& of, const std::string& folder,
              nlohmann::ordered_json& json) {
  json["largest"] = largest_json(answer, of);
  for (const auto& [key, result] : {std::pair{"holds", &answer.holds}, std::pair{"fails", &answer.fails}}) {
    if (!*result) continue;
    json[key] = result_json(**result);
    if (folder.empty()) continue;
    const std::filesystem::path path = std::filesystem::path(folder) / certificate_name((*result)->point);
    write_file_atomically(path, write_certificate(make_certificate(**result, tool_name())));
  }
}

int run_point(const Claim& claim, const Assignment& values, const ProverOptions& prover,
              const ThresholdOptions& options) {
  const std::string& of = claim.threshold->of;
  Progress progress(options.common.quiet);
  const ThresholdAnswer answer =
      find_threshold(claim, values, prover, [&](const std::string& what) { progress.show(what); });
  progress.finish();
  nlohmann::ordered_json json = {{"claim", claim.id}, {"of", of}, {"meaning", claim.threshold->meaning}};
  add_ends(answer, of, options.folder, json);
  std::string text = headline(answer, claim);
  for (const auto* result : {&answer.holds, &answer.fails}) {
    if (*result) text += result_text(**result, of, look_of_stdout());
  }
  write_out(options.common.json ? document(json) : text);
  return reach(answer) == Reach::decided ? 0 : 3;
}

/// A number for a table: long ones are rounded as decimals.
std::string table_number(const Rational& value, Facing facing) {
  constexpr std::size_t most_digits = 22;
  std::string text = to_text(value);
  if (text.size() <= most_digits) return text;
  return facing == Facing::down ? decimal_below(value, 9) : decimal_above(value, 9);
}

std::string table_parameters(const Claim& claim, const Assignment& values) {
  std::string text;
  for (const auto& [name, value] : values) {
    if (claim.find_parameter(name)->fallback == value) continue;
    text += (text.empty() ? "" : " ") + name + "=" + table_number(value, Facing::down);
  }
  return text;
}

/// Why there is nothing to say at the point; empty if there is.
const std::string& reason(const ThresholdPoint& point) { return point.refused.empty() ? point.failed : point.refused; }

/// `last` of the points with the same reason in a row: the reason stands under it.
std::string table_row(const Claim& claim, const ThresholdPoint& point, bool last, Look look) {
  const std::string& of = claim.threshold->of;
  const std::string name = table_parameters(claim, point.parameters);
  if (!reason(point).empty()) {
    return fmt::format("  {:<28} {:>22} {:>10} {:>10}  {}\n{}", name, "-", "-", "-",
                       point.refused.empty() ? painted("not decided", Ink::open, look) : painted("vacuous", Ink::faint, look), last ? "    " + reason(point) + "\n" : "");
  }
  const auto end = [&](const std::optional<Result>& result, int offset, Facing facing) {
    return result ? table_number(result->point.parameters.at(of) + offset, facing) : std::string("-");
  };
  const auto distance = [](const std::optional<Result>& result) {
    return result ? margin_text(*margin(*result), 3) : std::string("-");
  };
  const ThresholdAnswer& answer = point.answer;
  if (!answer.holds) {
    const std::string least = to_text(claim.find_parameter(of)->least);
    return fmt::format("  {:<28} {:>22} {:>10} {:>10}  {}\n", name, answer.fails ? "below " + least : "-", "-",
                       distance(answer.fails), answer.fails ? painted("certified", Ink::good, look) : painted("not decided", Ink::open, look));
  }
  const std::string low = end(answer.holds, 0, Facing::down);
  const std::string high = end(answer.fails, -1, Facing::up);
  const bool exact = answer.holds && answer.fails &&
                     answer.fails->point.parameters.at(of) - answer.holds->point.parameters.at(of) == 1;
  return fmt::format("  {:<28} {:>22} {:>10} {:>10}  {}\n", name, exact ? low : fmt::format("[{}, {}]", low, high),
                     distance(answer.holds), distance(answer.fails),
                     exact                          ? painted("certified at both ends", Ink::good, look)
                     : answer.holds && answer.fails ? painted("certified, not neighbours", Ink::good, look)
                                                    : painted("one end open", Ink::open, look));
}

/// How many points of a grid were answered, and how far.
struct Counts {
  std::size_t decided = 0;
  std::size_t one_end = 0;
  std::size_t undecided = 0;
  std::size_t vacuous = 0;

  void add(const ThresholdPoint& point) {
    if (!point.refused.empty()) {
      ++vacuous;
      return;
    }
    switch (reach(point.answer)) {
      case Reach::decided: ++decided; break;
      case Reach::one_end: ++one_end; break;
      case Reach::undecided: ++undecided; break;
    }
  }

  [[nodiscard]] std::string text() const {
    return fmt::format("{} points: {} certified, {}{} not decided, {} vacuous\n",
                       decided + one_end + undecided + vacuous, decided,
                       one_end > 0 ? fmt::format("{} with one end open, ", one_end) : "", undecided, vacuous);
  }

  [[nodiscard]] int exit_code() const { return one_end + undecided > 0 ? 3 : 0; }
};

int run_grid(const Claim& claim, const std::map<std::string, std::vector<Rational>>& ranges,
             const ProverOptions& prover, const ThresholdOptions& options) {
  const Threshold& threshold = *claim.threshold;
  Progress progress(options.common.quiet);
  const std::vector<ThresholdPoint> points = find_thresholds(
      claim, ranges, prover, [&](double fraction, const std::string& what) { progress.show(fraction, what); });
  progress.finish();
  std::string text = fmt::format("{}: {} = {}\n  {:<28} {:>22} {:>10} {:>10}\n", claim.id, threshold.of,
                                 threshold.meaning, "point", threshold.of, "margin", "above it");
  auto list = nlohmann::ordered_json::array();
  const Look look = look_of_stdout();
  Counts counts;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const ThresholdPoint& point = points[i];
    nlohmann::ordered_json json = {{"parameters", assignment_json(point.parameters)}};
    if (point.refused.empty()) add_ends(point.answer, threshold.of, options.folder, json);
    else json["refused"] = point.refused;
    if (!point.failed.empty()) json["reason"] = point.failed;
    list.push_back(std::move(json));
    text += table_row(claim, point, i + 1 == points.size() || reason(points[i + 1]) != reason(point), look);
    counts.add(point);
  }
  text += "\n" + counts.text();
  write_out(
      options.common.json
          ? document({{"claim", claim.id}, {"of", threshold.of}, {"meaning", threshold.meaning}, {"points", list}})
          : text);
  return counts.exit_code();
}

/// The points of a grid, without a value for the parameter that is asked for.
std::vector<Point> asked(const Claim& claim, const std::vector<Assignment>& grid) {
  const Assertion* holds = claim.find_assertion(claim.threshold->holds);
  std::vector<Point> points;
  for (const Assignment& values : grid) points.push_back({.claim = &claim, .assertion = holds, .parameters = values});
  return points;
}

}  // namespace

int run_threshold(const ThresholdOptions& options) {
  const Claim claim = load_claim(options.claim, options.common.limits);
  if (!claim.threshold) throw InputError(claim.id + " has no [threshold]: there is no inverse question to ask");
  const auto ranges = parse_ranges(options.set, options.common.limits);
  const std::vector<Assignment> grid = grid_points(ranges);
  refuse_repeated(asked(claim, grid));
  if (!options.folder.empty()) make_folder(options.folder);
  const ProverOptions prover{
      .limits = options.common.limits, .max_precision_bits = options.common.max_precision_bits, .stop = &stop_flag()};
  return grid.size() == 1 ? run_point(claim, grid.front(), prover, options) : run_grid(claim, ranges, prover, options);
}

}  // namespace rankcert
