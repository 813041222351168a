#include "report/outlook.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "claim/measure.hpp"
#include "enclosure/mean_confidence.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "quantities/quantity.hpp"
#include "report/point_label.hpp"
#include "report/shown.hpp"
#include "report/tally.hpp"

namespace rankcert {
namespace {

constexpr std::size_t margin_digits = 4;

bool is_upward(Relation relation) { return relation == Relation::greater || relation == Relation::greater_equal; }
bool is_strict(Relation relation) { return relation == Relation::less || relation == Relation::greater; }

/// The relation that the verdict says holds. Requires: not an equation.
Relation found_relation(const Result& result) {
  const Relation asserted = result.point.assertion->relation;
  return result.verdict == Verdict::refuted ? opposite(asserted) : asserted;
}

const Evidence::Sample* sample_of(const Result& result) { return result.evidence && result.evidence->sample ? &*result.evidence->sample : nullptr; }

std::string share_text(const Result& result) {
  const auto share = relative_margin(result);
  return share ? ", " + percent_text(*share) + " of the value compared" : "";
}

/// How far an inequality that was decided is from being open.
std::string distance_text(const Result& result, const Rational& distance) {
  const Relation relation = found_relation(result);
  const char* low = is_upward(relation) ? "right" : "left";
  const char* high = is_upward(relation) ? "left" : "right";
  if (distance == 0) {
    return is_strict(relation) ? "The intervals touch: there is no room between the sides."
                               : fmt::format("There is no room: if the {} side were larger by anything, the comparison would be open.", low);
  }
  return fmt::format("The {} side would have to be larger, or the {} side smaller, by {} {}{}, before the comparison were open.", low, high,
                     is_strict(relation) ? "at least" : "more than", decimal_below(distance, margin_digits), share_text(result));
}

void add_margin(const Result& result, std::vector<std::string>& text) {
  const auto distance = margin(result);
  if (!distance) return;
  if (result.point.assertion->relation != Relation::equal) {
    text.push_back(distance_text(result, abs(*distance)));
  } else if (result.verdict == Verdict::refuted) {
    text.push_back("The sides differ by at least " + decimal_below(abs(*distance), margin_digits) + "; they would have to be equal.");
  } else {
    text.push_back("Both sides are the same exact number: any difference would refute the equation.");
  }
}

void add_standing(const Result& result, std::vector<std::string>& text) {
  const Assertion& assertion = *result.point.assertion;
  const std::string expected(to_text(assertion.expected));
  if (standing_of(result) == Standing::contradiction) {
    text.push_back("The claim expects '" + expected + "'. One of these is wrong: a lemma, the claim's text, the measurement, or this program. That is worth a report.");
  } else if (result.verdict == Verdict::refuted) {
    text.push_back("The claim expects this: it keeps a reading that fails, so that nobody revives it. Were it to hold at a point, the check would fail.");
  } else if (result.verdict == Verdict::supported && assertion.expected == Verdict::certified) {
    text.push_back("The claim expects 'certified', and an estimate cannot give that, whatever its confidence: a proved enclosure of the measured side would.");
  }
}

void add_formulas(const Result& result, std::vector<std::string>& text) {
  if (result.point.assertion->measured_side() != nullptr) return;
  text.push_back("Both numbers are fixed by their formulas. More precision narrows the intervals and cannot turn a decided comparison; other parameters ask another question.");
}

void add_hints(const Result& result, std::vector<std::string>& text) {
  if (result.hints.empty()) return;
  std::string names;
  for (const auto& [name, value] : result.hints) names += (names.empty() ? "" : ", ") + name;
  text.push_back("Another value of " + names + " (the prover's choice) gives another formula, as well founded as this one: it can move the margin or leave the "
                 "comparison open, and it makes nothing false.");
}

void add_alpha(const Result& result, std::vector<std::string>& text) {
  const Evidence::Sample& sample = *sample_of(result);
  const auto exponent = provable_error_exponent(result);
  if (!exponent) {
    if (sample.least < sample.greatest) text.push_back("The range that every observation lies in decides the comparison by itself, whatever was observed.");
  } else if (*exponent == 1000) {
    text.push_back("These observations prove the same at an error probability of 10^-1000.");
  } else if (*exponent > 0) {
    text.push_back(fmt::format("These observations prove the same at an error probability of 10^-{}, and not at 10^-{}.",
                               *exponent, *exponent + 1));
  }
  text.push_back("Other observations (another seed) give another interval; of intervals made like this one, a share of at most " + decimal_above(sample.alpha, margin_digits) +
                 " misses the mean.");
}

void add_measurement(const Result& result, std::vector<std::string>& text) {
  if (!result.evidence) return;
  if (sample_of(result) != nullptr) return add_alpha(result, text);
  text.push_back("The measured number belongs to the object of seed " + result.evidence->seed + ": another seed makes another object, which may stand otherwise.");
}

std::string width_text(const char* name, const Interval& interval) {
  return fmt::format("the {} interval is {} wide", name, decimal_above(interval.upper - interval.lower, margin_digits));
}

void add_overlap(const Result& result, std::vector<std::string>& text) {
  const Interval& left = *result.left;
  const Interval& right = *result.right;
  const Interval common{std::max(left.lower, right.lower), std::min(left.upper, right.upper)};
  text.push_back(fmt::format("The intervals overlap in [{}, {}]: {}, {}. The relation holds for some of their numbers and fails for others.",
                             decimal_below(common.lower, margin_digits + 2), decimal_above(common.upper, margin_digits + 2), width_text("left", left), width_text("right", right)));
  if (const Evidence::Sample* sample = sample_of(result)) {
    text.push_back(fmt::format("More observations than these {} narrow the sample's interval, about as one over the square root of their number; a larger error "
                               "probability than {} narrows it too, and says less.",
                               sample->observations.size(), decimal_above(sample->alpha, margin_digits)));
  } else if (result.evidence) {
    text.push_back("Only a narrower enclosure of the measured side, or a sharper formula, can decide it.");
  } else {
    text.push_back("More working precision (--max-precision) narrows both intervals. If the two numbers are equal, no precision decides a strict relation, and none "
                   "decides the others unless both are found exactly.");
  }
  if (!result.hints.empty()) text.push_back("Another value of a hint gives a sharper or a weaker formula: rankcert check tries its candidates.");
  text.push_back("To try again: " + check_command(result.point));
}

/// Why this program would not measure the side, if it says so.
std::string why_not_measured(const Result& result) {
  const Side* side = result.point.assertion->measured_side();
  const Quantity* quantity = side == nullptr ? nullptr : find_quantity(side->quantity);
  if (quantity == nullptr) return "";
  try {
    const auto arguments = measured_arguments(*result.point.claim, *side, result.point.parameters, {});
    const auto reason = arguments ? quantity->refusal(*arguments) : std::nullopt;
    return reason ? " (" + *reason + ")" : "";
  } catch (const Error&) {
    return "";
  }
}

}  // namespace

std::optional<unsigned> provable_error_exponent(const Result& result) {
  constexpr unsigned largest = 1000;
  constexpr slong bits = 256;
  const Evidence::Sample* sample = sample_of(result);
  const bool decided = result.verdict == Verdict::supported || result.verdict == Verdict::refuted;
  if (sample == nullptr || !decided || result.point.assertion->relation == Relation::equal || sample->least >= sample->greatest) return std::nullopt;
  const bool sample_left = result.point.assertion->left.is_measured();
  const bool sample_low = sample_left != is_upward(found_relation(result));
  const Interval& formula = *(sample_left ? result.right : result.left);
  const BoundedSample bounded{sample->observations, sample->least, sample->greatest};
  // A strict relation needs a bound beyond the formula's end; the prover's steps are of this size.
  const Rational step = is_strict(found_relation(result)) ? Rational((sample->greatest - sample->least) / Rational(Integer(1) << 20U)) : Rational(0);
  const Rational bound = sample_low ? Rational(formula.lower - step) : Rational(formula.upper + step);
  if (sample_low ? bound >= sample->greatest : bound <= sample->least) return std::nullopt;
  const auto proves = [&](unsigned k) {
    const Rational alpha = Rational(1) / pow(Integer(10), k);
    return (sample_low ? check_mean_at_most(bounded, bound, alpha, bits) : check_mean_at_least(bounded, bound, alpha, bits)) == Truth::yes;
  };
  if (!proves(1)) return 0;
  unsigned low = 1;
  for (unsigned high = largest + 1; high - low > 1;) {
    const unsigned middle = low + (high - low) / 2;
    (proves(middle) ? low : high) = middle;
  }
  return low;
}

std::vector<std::string> what_would_change(const Result& result) {
  std::vector<std::string> text;
  if (result.verdict == Verdict::enclosed) {
    return {"Nothing was compared, because a side was not measured" + why_not_measured(result) + ": a measurement would decide, and the enclosed side stands whatever it says."};
  }
  if (result.verdict == Verdict::inconclusive) {
    add_overlap(result, text);
    return text;
  }
  add_margin(result, text);
  add_standing(result, text);
  if (is_vacuous(result)) text.push_back("The formula has the value at which its claim says nothing: the comparison holds, and bounds nothing.");
  add_formulas(result, text);
  add_measurement(result, text);
  add_hints(result, text);
  return text;
}

}  // namespace rankcert
