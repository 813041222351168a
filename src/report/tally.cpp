#include "report/tally.hpp"

#include <algorithm>

#include "exact/decimal.hpp"

namespace rankcert {

std::optional<Rational> relative_margin(const Result& result) {
  const auto distance = margin(result);
  if (!distance || !compared(result)) return std::nullopt;
  const bool same_number = *distance == 0 && result.left == result.right && result.left->lower == result.left->upper;
  const Interval& value = *compared(result);
  const Rational size = std::max(Rational(abs(value.lower)), Rational(abs(value.upper)));
  if (same_number || size == 0) return std::nullopt;
  return Rational(abs(*distance) / size);
}

std::string percent_text(const Rational& share) { return decimal_below(share * 100, 2) + " %"; }

Standing standing_of(const Result& result) { return standing(result.verdict, result.point.assertion->expected); }

void Tally::add(const Result& result) {
  ++points;
  switch (result.verdict) {
    case Verdict::certified: ++certified; break;
    case Verdict::supported: ++supported; break;
    case Verdict::refuted: ++refuted; break;
    case Verdict::inconclusive: ++inconclusive; break;
    case Verdict::enclosed: ++enclosed; break;
  }
  switch (standing_of(result)) {
    case Standing::as_expected: ++as_expected; break;
    case Standing::contradiction: ++contradicted; break;
    case Standing::undecided: ++undecided; break;
    case Standing::not_compared: break;
  }
  if (result.evidence && result.evidence->sample) ++samples;
  const auto share = relative_margin(result);
  if (share && (tightest == nullptr || *share < least_)) {
    tightest = &result;
    least_ = *share;
  }
}

}  // namespace rankcert
