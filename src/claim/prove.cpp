#include "claim/prove.hpp"

#include "checker/prelude.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

constexpr slong first_precision_bits = 64;
/// A hint is refined until the enclosed side moves by less than this share.
const Rational worthwhile_gain(1, 10'000);

std::optional<Interval> interval_of(const Value& value, slong bits) {
  const Ball ball = to_ball(value, bits);
  if (!ball.is_finite()) return std::nullopt;
  return Interval{ball.lower(bits), ball.upper(bits)};
}

Assignment joined(Assignment values, const Assignment& hints) {
  values.insert(hints.begin(), hints.end());
  return values;
}

bool is_narrow(const Interval& interval, slong bits) {
  const Rational size = std::max(Rational(abs(interval.lower)), Rational(abs(interval.upper)));
  return (interval.upper - interval.lower) * Rational(Integer(1) << static_cast<unsigned>(bits)) <= size;
}

/// Whether the formula sides hardly differ between two results: refining the hint further would not be seen.
bool hardly_moved(const Result& before, const Result& after) {
  const auto close = [](const std::optional<Interval>& a, const std::optional<Interval>& b) {
    if (!a || !b) return !a && !b;
    return abs(a->upper - b->upper) <= worthwhile_gain * abs(b->upper);
  };
  return close(before.left, after.left) && close(before.right, after.right);
}

bool compares_formulas(const Assertion& assertion) { return !assertion.left.is_measured() && !assertion.right.is_measured(); }

}  // namespace

Evaluator& Prover::evaluator(const Claim& claim, slong bits) {
  auto& slot = evaluators_[{&claim, bits}];
  if (!slot) slot = std::make_unique<Evaluator>(claim.definitions, bits, options_.limits, options_.stop);
  return *slot;
}

std::optional<Interval> Prover::enclose(const Claim& claim, const Expression& closed, slong bits) {
  for (slong precision = first_precision_bits; precision <= options_.max_precision_bits; precision *= 2) {
    const auto interval = interval_of(evaluator(claim, precision).enclose(closed), precision);
    if (interval && (is_narrow(*interval, bits) || 2 * precision > options_.max_precision_bits)) return interval;
  }
  return std::nullopt;
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
      result.left = side(left);
      result.right = side(right);
      const bool bounded = (!left || result.left) && (!right || result.right);
      if (!bounded) continue;
      result.verdict = decide(result.left, assertion.relation, result.right, estimated);
      if (result.verdict != Verdict::inconclusive) return result;
      // What was measured does not get narrower with precision.
      const auto narrow = [&](const std::optional<Interval>& interval) { return is_narrow(*interval, first_precision_bits / 2); };
      if (measured && narrow(left ? result.left : result.right)) break;
    }
  } catch (const LimitError& error) {
    result.note = error.what();
    result.verdict = Verdict::inconclusive;
    return result;
  }
  const bool bounded = (!left || result.left) && (!right || result.right);
  if (!bounded) {
    result.note = "no bounded enclosure at " + std::to_string(options_.max_precision_bits) + " bits: a side is undefined there, or needs --max-precision";
    result.left = result.right = std::nullopt;
  } else if (measured) {
    result.note = "the intervals overlap: the measurement is not sharp enough";
  } else {
    result.note = "the enclosures overlap at " + std::to_string(options_.max_precision_bits) + " bits";
  }
  result.verdict = Verdict::inconclusive;
  return result;
}

Result Prover::prove(const Point& point, const std::optional<Measured>& measured, const std::string& reason) {
  const Assertion& assertion = *point.assertion;
  if (assertion.hints.empty()) return prove_with(point, {}, measured, reason);
  std::optional<Result> best;
  // All hints advance together through their candidates.
  for (std::size_t step = 0;; ++step) {
    Assignment hints;
    bool more = false;
    for (const std::string& name : assertion.hints) {
      const std::vector<Rational>& candidates = point.claim->find_hint(name)->candidates;
      hints[name] = candidates[std::min(step, candidates.size() - 1)];
      more = more || step + 1 < candidates.size();
    }
    Result next = prove_with(point, hints, measured, reason);
    const bool settled = compares_formulas(assertion) ? standing(next.verdict, assertion.expected) == Standing::as_expected
                                                      : best && hardly_moved(*best, next);
    best = std::move(next);
    if (settled || !more) return std::move(*best);
  }
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

std::optional<Rational> margin(const Result& result) {
  if (!result.left || !result.right) return std::nullopt;
  const Relation relation = result.point.assertion->relation;
  const bool upward = relation == Relation::greater || relation == Relation::greater_equal;
  const Interval& low = upward ? *result.right : *result.left;
  const Interval& high = upward ? *result.left : *result.right;
  switch (compare(*result.left, relation, *result.right)) {
    case Truth::yes: return relation == Relation::equal ? Rational(0) : Rational(high.lower - low.upper);
    case Truth::no: return Rational(-(low.lower > high.upper ? low.lower - high.upper : high.lower - low.upper));
    case Truth::unknown: break;
  }
  return std::nullopt;
}

}  // namespace rankcert
