// What a comparison of two intervals says, in words and as an exit code. One function of one value makes each.
#pragma once

#include <optional>
#include <string_view>

#include "enclosure/ball.hpp"
#include "formula/expression.hpp"

namespace rankcert {

/// Ends of a proved enclosure or of a confidence interval; lower <= upper.
struct Interval {
  Rational lower;                                    ///< lower end
  Rational upper;                                    ///< upper end
  bool operator==(const Interval&) const = default;  ///< equal ends
};

enum class Verdict {
  certified,     ///< both sides enclosed and the relation holds between the enclosures
  supported,     ///< a side is an estimate, and the relation holds at the stated confidence
  refuted,       ///< the opposite relation holds between the enclosures (or at the stated confidence)
  inconclusive,  ///< the intervals overlap
  enclosed,      ///< one side was not measured: the bound is proved, nothing was compared
};

[[nodiscard]] std::string_view to_text(Verdict verdict);
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view text);

/// Whether left `relation` right for every, no, or some choice of numbers in the intervals.
[[nodiscard]] Truth compare(const Interval& left, Relation relation, const Interval& right);

/// The verdict on `left relation right`; `estimated` if a side is a confidence interval. Nothing for a side: enclosed.
[[nodiscard]] Verdict decide(const std::optional<Interval>& left, Relation relation, const std::optional<Interval>& right, bool estimated);

/// How a verdict stands to the one its claim expects.
enum class Standing {
  as_expected,    ///< what was expected, or stronger (certified where supported was expected)
  contradiction,  ///< refuted where it should hold, or holding where refutation was expected
  undecided,      ///< inconclusive, or weaker than expected
  not_compared,   ///< enclosed: counts neither way
};
[[nodiscard]] Standing standing(Verdict verdict, Verdict expected);

/// Whether a comparison came out one way or the other.
[[nodiscard]] bool is_decided(Standing standing);

/// The exit code of one result: 0, 1 for a contradiction, 3 for undecided. `not_compared` is 0: it decides nothing.
[[nodiscard]] int exit_code_of(Standing standing);

/// The graver of two exit codes: 130, 70, 6, 2, 5, 1, 3, 0 in falling order.
[[nodiscard]] int worse_exit_code(int a, int b);

}  // namespace rankcert
