#include "second/verdict.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace rankcert::second {
namespace {

/// In the order of the enumeration.
constexpr std::array words = std::to_array<std::string_view>({"certified", "supported", "refuted", "inconclusive", "enclosed"});

/// x - y for x in `left`, y in `right`: what a relation between the two says about the sign.
Bounds difference(const Bounds& left, const Bounds& right) { return {left.lower - right.upper, left.upper - right.lower}; }

bool holds_for_all(const Bounds& gap, Relation relation) {
  switch (relation) {
    case Relation::less: return gap.upper < 0;
    case Relation::less_equal: return gap.upper <= 0;
    case Relation::greater: return gap.lower > 0;
    case Relation::greater_equal: return gap.lower >= 0;
    case Relation::equal: return gap.lower == 0 && gap.upper == 0;
  }
  throw std::logic_error("unknown relation");
}

bool holds_for_none(const Bounds& gap, Relation relation) {
  switch (relation) {
    case Relation::less: return gap.lower >= 0;
    case Relation::less_equal: return gap.lower > 0;
    case Relation::greater: return gap.upper <= 0;
    case Relation::greater_equal: return gap.upper < 0;
    case Relation::equal: return gap.lower > 0 || gap.upper < 0;
  }
  throw std::logic_error("unknown relation");
}

}  // namespace

std::string_view to_text(Verdict verdict) { return words.at(static_cast<std::size_t>(verdict)); }

std::optional<Verdict> read_verdict(std::string_view text) {
  const auto found = std::find(words.begin(), words.end(), text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Verdict>(found - words.begin());
}

Verdict verdict_of(const std::optional<Bounds>& left, Relation relation, const std::optional<Bounds>& right, bool estimated) {
  if (!left || !right) return Verdict::enclosed;
  const Bounds gap = difference(*left, *right);
  if (holds_for_all(gap, relation)) return estimated ? Verdict::supported : Verdict::certified;
  return holds_for_none(gap, relation) ? Verdict::refuted : Verdict::inconclusive;
}

int exit_code_of(Verdict verdict, Verdict expected) {
  if (verdict == Verdict::enclosed) return 0;
  if (verdict == Verdict::inconclusive) return 3;
  if ((verdict == Verdict::refuted) != (expected == Verdict::refuted)) return 1;
  return verdict == Verdict::supported && expected == Verdict::certified ? 3 : 0;
}

bool is_decided(Verdict verdict, Verdict expected) { return verdict != Verdict::enclosed && exit_code_of(verdict, expected) != 3; }

int graver(int a, int b) {
  constexpr std::array order = {70, 2, 5, 1, 3, 0};
  const auto rank = [&](int code) { return std::find(order.begin(), order.end(), code); };
  return rank(a) < rank(b) ? a : b;
}

}  // namespace rankcert::second
