#include "checker/verdict.hpp"

#include <array>
#include <stdexcept>
#include <utility>

namespace rankcert {
namespace {

constexpr std::array words = std::to_array<std::pair<Verdict, std::string_view>>({{Verdict::certified, "certified"},
                                                                                  {Verdict::supported, "supported"},
                                                                                  {Verdict::refuted, "refuted"},
                                                                                  {Verdict::inconclusive, "inconclusive"},
                                                                                  {Verdict::enclosed, "enclosed"}});

Truth truth_of(bool always, bool never) { return always ? Truth::yes : never ? Truth::no : Truth::unknown; }

}  // namespace

std::string_view to_text(Verdict verdict) {
  for (const auto& [value, word] : words) {
    if (value == verdict) return word;
  }
  throw std::logic_error("unknown verdict");
}

std::optional<Verdict> parse_verdict(std::string_view text) {
  for (const auto& [value, word] : words) {
    if (word == text) return value;
  }
  return std::nullopt;
}

Truth compare(const Interval& left, Relation relation, const Interval& right) {
  switch (relation) {
    case Relation::less: return truth_of(left.upper < right.lower, left.lower >= right.upper);
    case Relation::less_equal: return truth_of(left.upper <= right.lower, left.lower > right.upper);
    case Relation::greater: return compare(right, Relation::less, left);
    case Relation::greater_equal: return compare(right, Relation::less_equal, left);
    case Relation::equal: break;
  }
  const bool both_points = left.lower == left.upper && right.lower == right.upper && left.lower == right.lower;
  return truth_of(both_points, left.upper < right.lower || right.upper < left.lower);
}

Verdict decide(const std::optional<Interval>& left, Relation relation, const std::optional<Interval>& right, bool estimated) {
  if (!left || !right) return Verdict::enclosed;
  switch (compare(*left, relation, *right)) {
    case Truth::yes: return estimated ? Verdict::supported : Verdict::certified;
    case Truth::no: return Verdict::refuted;
    case Truth::unknown: break;
  }
  return Verdict::inconclusive;
}

Standing standing(Verdict verdict, Verdict expected) {
  if (verdict == Verdict::enclosed) return Standing::not_compared;
  if (verdict == Verdict::inconclusive) return Standing::undecided;
  const bool holds = verdict != Verdict::refuted;
  if (holds != (expected != Verdict::refuted)) return Standing::contradiction;
  return verdict == Verdict::supported && expected == Verdict::certified ? Standing::undecided : Standing::as_expected;
}

bool is_decided(Standing standing) { return standing == Standing::as_expected || standing == Standing::contradiction; }

int exit_code_of(Standing standing) {
  switch (standing) {
    case Standing::as_expected:
    case Standing::not_compared: return 0;
    case Standing::contradiction: return 1;
    case Standing::undecided: break;
  }
  return 3;
}

int worse_exit_code(int a, int b) {
  for (const int code : {130, 70, 6, 2, 5, 1, 3}) {
    if (a == code || b == code) return code;
  }
  return 0;
}

}  // namespace rankcert
