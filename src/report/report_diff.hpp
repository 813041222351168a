// Two runs held against each other: points, verdicts, margins, and whether the intervals of a number exclude each other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace rankcert {

/// How a side of a point differs between two runs.
enum class SideChange {
  identical,      ///< the same interval of the same number, or measured in neither run
  other_digits,   ///< intervals of one number that overlap: both may be right
  other_formula,  ///< another closed formula or other definitions (another hint, another text): nothing to hold against
  other_object,   ///< an enclosure measured on an object of another seed or witness: likewise
  measured_once,  ///< has an interval in one run only
  disjoint,       ///< intervals of one number without a common point: one of them is wrong
};
/// For people: "disjoint intervals".
[[nodiscard]] std::string_view to_text(SideChange change);

/// A point that both runs have.
struct PointDiff {
  const ReportedPoint* before;
  const ReportedPoint* after;
  SideChange left;
  SideChange right;

  /// The verdict, or its qualification (by an estimate, vacuous), is another.
  [[nodiscard]] bool has_other_verdict() const;
  /// Two intervals of one number exclude each other. For samples of one mean that happens with a probability of at most
  /// the sum of their alphas.
  [[nodiscard]] bool is_contradiction() const { return left == SideChange::disjoint || right == SideChange::disjoint; }
  /// Both sides are identical, and so is the verdict.
  [[nodiscard]] bool is_identical() const;
};

/// A claim of which the runs have different texts.
struct TextDiff {
  const Claim* before;
  const Claim* after;
  bool asserts_the_same = false;  ///< only prose, suites, hints or layout differ
};

struct ReportDiff {
  std::vector<PointDiff> both;  ///< by claim, assertion, parameters
  std::vector<const ReportedPoint*> only_before;
  std::vector<const ReportedPoint*> only_after;
  std::vector<TextDiff> texts;

  /// The number of points in both of which `is` holds.
  [[nodiscard]] std::size_t count(bool (PointDiff::*is)() const) const;
};

/// Points are matched by the claim's id, the assertion's name and the parameters; of several texts of a claim by the same
/// text where both runs have it. The reports outlive the result.
[[nodiscard]] ReportDiff compare_reports(const Report& before, const Report& after);

/// 1 if a verdict has changed or intervals of one number exclude each other; else 3 if the runs do not have the same points
/// or none at all; else 0. What was refused is not looked at.
[[nodiscard]] int exit_code_of(const ReportDiff& diff);

}  // namespace rankcert
