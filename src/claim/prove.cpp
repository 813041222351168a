#include "claim/prove.hpp"

#include "checker/prelude.hpp"
#include "enclosure/evaluation_error.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

constexpr slong first_precision_bits = 64;
/// A hint is refined until the enclosed side moves by less than this share.
const Rational worthwhile_gain(1, 10'000);

Assignment joined(Assignment values, const Assignment& hints) {
  values.insert(hints.begin(), hints.end());
  return values;
}

/// Whether the relative width is below 2^-32: more digits than anybody is shown.
bool is_narrow(const Interval& interval) {
  const Rational size = std::max(Rational(abs(interval.lower)), Rational(abs(interval.upper)));
  return (interval.upper - interval.lower) * Rational(Integer(1) << 32U) <= size;
}

/// Whether refining the hint further would hardly be seen: the formula moved little, is not stuck at zero, and is far
/// from what it is compared with.
bool is_settled(const Result& before, const Result& after) {
  if (!predicted(before) || !predicted(after)) return false;
  const Rational size = abs(predicted(after)->upper);
  const Rational moved = abs(predicted(before)->upper - predicted(after)->upper);
  const auto distance = margin(after);
  const bool clear = after.verdict == Verdict::enclosed || (distance && abs(*distance) > 100 * worthwhile_gain * size);
  return moved < worthwhile_gain * size && clear;
}

/// Whether `after` makes the stronger statement about the measured side: the larger bound from below or the smaller one
/// from above.
bool is_stronger(const Result& after, const Result& before) {
  if (!predicted(after)) return false;
  if (!predicted(before)) return true;
  const Assertion& assertion = *after.point.assertion;
  const bool smaller_left = assertion.relation == Relation::less || assertion.relation == Relation::less_equal;
  const bool from_below = assertion.left.is_measured() != smaller_left;
  return from_below ? predicted(after)->lower > predicted(before)->lower : predicted(after)->upper < predicted(before)->upper;
}

}  // namespace

Evaluator& Prover::evaluator(const Claim& claim, slong bits) {
  auto& slot = evaluators_[{&claim, bits}];
  if (!slot) slot = std::make_unique<Evaluator>(claim.definitions, bits, options_.limits, options_.stop);
  return *slot;
}

Result Prover::prove_with(const Point& point, const Assignment& hints, const std::optional<Measured>& measured, const std::string& reason) {
  const Assertion& assertion = *point.assertion;
  const Assignment values = joined(point.parameters, hints);
  Result result{.point = point, .hints = hints, .left = std::nullopt, .right = std::nullopt, .evidence = std::nullopt, .note = reason};
  if (measured) result.evidence = measured->evidence;
  const auto closed = [&](const Side& side) { return side.is_measured() ? nullptr : substitute(side.formula, values); };
  const ExpressionPtr left = closed(assertion.left);
  const ExpressionPtr right = closed(assertion.right);
  const bool estimated = measured && measured->evidence.sample;
  try {
    for (slong bits = first_precision_bits; bits <= options_.max_precision_bits; bits *= 2) {
      const auto side = [&](const ExpressionPtr& formula) -> std::optional<Interval> {
        if (!formula) return measured ? std::optional(measured->interval) : std::nullopt;
        return interval_of(evaluator(*point.claim, bits).enclose(*formula), bits);
      };
      // Both sides of one precision, or none of it: a limit met at the second must not leave a mixture.
      auto left_interval = side(left);
      auto right_interval = side(right);
      if ((left && !left_interval) || (right && !right_interval)) continue;
      result.left = std::move(left_interval);
      result.right = std::move(right_interval);
      result.verdict = decide(result.left, assertion.relation, result.right, estimated);
      const bool narrow = (!left || is_narrow(*result.left)) && (!right || is_narrow(*result.right));
      if (result.verdict == Verdict::enclosed ? narrow : result.verdict != Verdict::inconclusive) return result;
      // An interval that was measured does not get narrower with precision.
      if (measured && measured->interval.lower < measured->interval.upper && narrow) break;
    }
    if (result.verdict == Verdict::enclosed) return result;
  } catch (const EvaluationError& error) {
    throw EvaluationError(point_name(point) + ": " + error.what());
  } catch (const LimitError& error) {
    // What a lower precision gave stands.
    if (result.verdict != Verdict::enclosed) result.note = error.what();
    return result;
  }
  if (!is_certifiable(result)) {
    result.note = "no bounded enclosure at " + std::to_string(options_.max_precision_bits) + " bits: a side is undefined there, or needs --max-precision";
  } else if (measured) {
    result.note = "the intervals overlap: the measurement is not sharp enough";
  } else {
    result.note = "the enclosures overlap at " + std::to_string(options_.max_precision_bits) + " bits";
  }
  return result;
}

Result Prover::prove(const Point& point, const std::optional<Measured>& measured, const std::string& reason) {
  const Assertion& assertion = *point.assertion;
  const bool formulas_alone = assertion.measured_side() == nullptr;
  if (assertion.hints.empty()) return prove_with(point, {}, measured, reason);
  std::optional<Result> best;
  const std::size_t steps = hint_steps(*point.claim, assertion);
  for (std::size_t step = 0;; ++step) {
    const bool more = step + 1 < steps;
    Result next = prove_with(point, hints_at(*point.claim, assertion, step), measured, reason);
    // Whatever the hint, the formula is a theorem: what decides two formulas as expected, or refutes a measurement, is
    // final; what is too costly with one hint is no better with the next.
    if (formulas_alone ? standing(next.verdict, assertion.expected) == Standing::as_expected : next.verdict == Verdict::refuted) return next;
    const bool stuck = best && !is_certifiable(next);
    const bool settled = best && !formulas_alone && is_settled(*best, next);
    if (!best || (formulas_alone ? is_certifiable(next) : is_stronger(next, *best))) best = std::move(next);
    if (settled || stuck || !more) return std::move(*best);
  }
}

bool is_certifiable(const Result& result) {
  const Assertion& assertion = *result.point.assertion;
  return (assertion.left.is_measured() || result.left) && (assertion.right.is_measured() || result.right);
}

std::string point_name(const Point& point) {
  std::string text = point.claim->id + " " + point.assertion->name;
  for (const auto& [name, value] : point.parameters) text += " " + name + "=" + to_text(value).substr(0, 40);
  return text;
}

std::optional<Interval> interval_of(const Value& value, slong bits) {
  const Ball ball = to_ball(value, bits);
  if (!ball.is_finite()) return std::nullopt;
  return Interval{ball.lower(bits), ball.upper(bits)};
}

Assignment first_hints(const Claim& claim, const Assertion& assertion) { return hints_at(claim, assertion, 0); }

Assignment hints_at(const Claim& claim, const Assertion& assertion, std::size_t step) {
  Assignment hints;
  for (const std::string& name : assertion.hints) {
    const std::vector<Rational>& candidates = claim.find_hint(name)->candidates;
    hints[name] = candidates[std::min(step, candidates.size() - 1)];
  }
  return hints;
}

std::size_t hint_steps(const Claim& claim, const Assertion& assertion) {
  std::size_t steps = 1;
  for (const std::string& name : assertion.hints) steps = std::max(steps, claim.find_hint(name)->candidates.size());
  return steps;
}

const std::optional<Interval>& predicted(const Result& result) { return result.point.assertion->left.is_measured() ? result.right : result.left; }

const std::optional<Interval>& compared(const Result& result) { return result.point.assertion->left.is_measured() ? result.left : result.right; }

bool is_vacuous(const Result& result) {
  const auto& value = result.point.assertion->vacuous_at;
  return value && predicted(result) && *predicted(result) == Interval{*value, *value};
}

Certificate make_certificate(const Result& result, const std::string& tool) {
  const Claim& claim = *result.point.claim;
  const Assertion& assertion = *result.point.assertion;
  const auto recorded = [&](const Side& side, const std::optional<Interval>& interval) {
    return RecordedSide{.text = closed_text(side, result.point.parameters, result.hints),
                        .interval = interval,
                        .evidence = side.is_measured() && interval ? result.evidence : std::nullopt};
  };
  return {.tool = tool,
          .claim_id = claim.id,
          .claim_digest = claim.digest,
          .claim_text = claim.text,
          .prelude_digest = prelude_digest(),
          .assertion = assertion.name,
          .lemmas = assertion.lemmas,
          .parameters = result.point.parameters,
          .hints = result.hints,
          .left = recorded(assertion.left, result.left),
          .relation = assertion.relation,
          .right = recorded(assertion.right, result.right),
          .verdict = result.verdict};
}

Result recorded_result(const Certificate& certificate, const Claim& claim) {
  return {.point = {.claim = &claim, .assertion = claim.find_assertion(certificate.assertion), .parameters = certificate.parameters},
          .hints = certificate.hints,
          .left = certificate.left.interval,
          .right = certificate.right.interval,
          .evidence = certificate.left.evidence ? certificate.left.evidence : certificate.right.evidence,
          .note = {},
          .verdict = certificate.verdict};
}

std::optional<Rational> margin(const Result& result) {
  if (!result.left || !result.right) return std::nullopt;
  const Relation relation = result.point.assertion->relation;
  const bool upward = relation == Relation::greater || relation == Relation::greater_equal;
  const Interval& low = upward ? *result.right : *result.left;
  const Interval& high = upward ? *result.left : *result.right;
  switch (compare(*result.left, relation, *result.right)) {
    case Truth::yes: return relation == Relation::equal ? Rational(0) : Rational(high.lower - low.upper);
    case Truth::no:
      // Of two sides that are not equal, either may be the larger.
      return relation == Relation::equal && low.lower < high.upper ? Rational(low.upper - high.lower) : Rational(high.upper - low.lower);
    case Truth::unknown: break;
  }
  return std::nullopt;
}

}  // namespace rankcert
