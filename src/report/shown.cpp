#include "report/shown.hpp"

#include "exact/decimal.hpp"

namespace rankcert {
namespace {

/// The left side is rounded up if the relation says it is the smaller, and so on: toward the other side.
Facing facing_of(bool left, Relation relation) {
  const bool smaller_left = relation == Relation::less || relation == Relation::less_equal || relation == Relation::equal;
  return left == smaller_left ? Facing::up : Facing::down;
}

std::string side_text(const std::optional<Interval>& interval, bool left, const Result& result) {
  if (!interval) return "-";
  // Where the opposite holds, the other side lies in the other direction.
  const bool turned = result.verdict == Verdict::refuted;
  return shown(*interval, facing_of(left != turned, result.point.assertion->relation));
}

}  // namespace

std::string shown(const Interval& interval, Facing facing, std::size_t digits) {
  const std::string below = decimal_below(interval.lower, digits);
  const std::string above = decimal_above(interval.upper, digits);
  const Rational size = std::max(Rational(abs(interval.lower)), Rational(abs(interval.upper)));
  const Rational resolution = Rational(1) / pow(Integer(10), static_cast<unsigned>(digits - 1));
  if (interval.upper - interval.lower <= size * resolution) return facing == Facing::down ? below : above;
  const std::size_t fewer = digits > 4 ? digits - 2 : digits;
  return "[" + decimal_below(interval.lower, fewer) + ", " + decimal_above(interval.upper, fewer) + "]";
}

std::string margin_text(const Rational& margin, std::size_t digits) {
  return margin < 0 ? decimal_above(margin, digits) : decimal_below(margin, digits);
}

std::string short_number(const Rational& value) {
  constexpr std::size_t longest_number = 6;
  std::string text = to_text(value);
  if (text.size() <= longest_number) return text;
  // A power of two is worth showing as one; other long numbers are cut.
  if (is_integer(value) && value > 0) {
    const auto* raw = mpq_numref(value.backend().data());
    const mp_bitcnt_t zeros = mpz_scan1(raw, 0);
    if (mpz_sizeinbase(raw, 2) == zeros + 1) return "2^" + std::to_string(zeros);
  }
  constexpr std::size_t longest_shown = 20;
  return text.size() <= longest_shown ? text : text.substr(0, 8) + "..(" + std::to_string(text.size()) + " digits)";
}

std::string parameters_text(const Point& point) {
  std::string text;
  for (const auto& [name, value] : point.parameters) {
    if (point.claim->find_parameter(name)->fallback == value) continue;
    text += (text.empty() ? "" : " ") + name + "=" + short_number(value);
  }
  return text;
}

std::string predicted_text(const Result& result) {
  const Assertion& assertion = *result.point.assertion;
  return side_text(predicted(result), !assertion.left.is_measured(), result);
}

std::string compared_text(const Result& result) {
  const Assertion& assertion = *result.point.assertion;
  return side_text(compared(result), assertion.left.is_measured(), result);
}

std::string verdict_text(const Result& result) {
  const bool by_estimate = result.verdict == Verdict::refuted && result.evidence && result.evidence->sample;
  return std::string(to_text(result.verdict)) + (by_estimate ? " (est.)" : is_vacuous(result) ? ", vacuous" : "");
}

}  // namespace rankcert
