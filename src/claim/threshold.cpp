#include "claim/threshold.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "claim/run.hpp"
#include "enclosure/evaluation_error.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

Integer integer_of(const Rational& value) { return Integer(mpq_numref(value.backend().data())); }

/// log2(value + 1), for the search alone.
double magnitude(const Integer& value) {
  const Integer next = value + 1;
  signed long exponent = 0;
  const double mantissa = mpz_get_d_2exp(&exponent, next.backend().data());
  return std::log2(mantissa) + static_cast<double>(exponent);
}

/// An integer of that magnitude.
Integer of_magnitude(double bits) {
  constexpr int kept = 52;
  const double whole = std::floor(bits);
  const Integer mantissa(std::ldexp(std::exp2(bits - whole), kept));
  const auto shift = static_cast<long>(whole) - kept;
  return (shift >= 0 ? Integer(mantissa << static_cast<unsigned long>(shift))
                     : Integer(mantissa >> static_cast<unsigned long>(-shift))) -
         1;
}

/// Halves the gap, by magnitude while the ends are far apart and by value from there on.
Integer between(const Integer& low, const Integer& high) {
  if (high < 8 * (low + 1)) return (low + high) / 2;
  const std::size_t low_bits = low == 0 ? 0 : mpz_sizeinbase(low.backend().data(), 2);
  const std::size_t high_bits = mpz_sizeinbase(high.backend().data(), 2);
  return Integer(1) << ((low_bits + high_bits) / 2);
}

/// Whether it is worth looking between two values: not if they are neighbours, or the gap is below a billionth.
bool wide(const Integer& low, const Integer& high, bool to_the_end) {
  const Integer gap = high - low;
  return gap > 1 && (to_the_end || gap > (high >> 30U));
}

/// How far the relation is from failing, midpoint from midpoint: positive where it holds. Nothing if it cannot be said.
std::optional<Rational> clearance(const Result& result) {
  if (!result.left || !result.right) return std::nullopt;
  const Rational left = (result.left->lower + result.left->upper) / 2;
  const Rational right = (result.right->lower + result.right->upper) / 2;
  switch (result.point.assertion->relation) {
    case Relation::less:
    case Relation::less_equal: return right - left;
    case Relation::greater:
    case Relation::greater_equal: return left - right;
    case Relation::equal: break;
  }
  return std::nullopt;
}

/// Where the answer is known to lie: it holds at `low`, fails at `high`, and nothing was decided in [from, to].
struct Bracket {
  Integer low;
  Integer high;
  std::optional<std::pair<Integer, Integer>> undecided;
};

/// Proposes the next value between two decided ones: regula falsi with the weights of Anderson and Bjorck (1973), which
/// make both ends move; a bisection after steps that did not halve the gap. Any proposal is sound.
class Interpolation {
 public:
  void at_low(const std::optional<Rational>& height) { settle(low_, high_, height, Side::low); }
  void at_high(const std::optional<Rational>& height) { settle(high_, low_, height, Side::high); }

  /// Strictly between low and high, which are no neighbours.
  Integer propose(const Integer& low, const Integer& high) {
    const bool by_magnitude = high >= 8 * (low + 1);
    const double gap = by_magnitude ? magnitude(high) - magnitude(low) : Rational(high - low).convert_to<double>();
    if (by_magnitude != was_by_magnitude_) slow_steps_ = 0;
    else if (gap > last_gap_ / 2) ++slow_steps_;
    else slow_steps_ = 0;
    was_by_magnitude_ = by_magnitude;
    last_gap_ = gap;
    const bool usable = low_ && high_ && *low_ >= 0 && *high_ > 0;
    if (!usable || slow_steps_ >= most_slow_steps) {
      slow_steps_ = 0;
      return within(between(low, high), low, high);
    }
    const Rational share = *low_ / (*low_ + *high_);
    if (by_magnitude) return within(of_magnitude(magnitude(low) + gap * share.convert_to<double>()), low, high);
    const Rational step = (high - low) * share;
    return within(low + Integer(mpq_numref(step.backend().data())) / Integer(mpq_denref(step.backend().data())), low,
                  high);
  }

 private:
  enum class Side { none, low, high };
  static constexpr int most_slow_steps = 2;

  static Integer within(const Integer& value, const Integer& low, const Integer& high) {
    return std::clamp(value, Integer(low + 1), Integer(high - 1));
  }

  /// `moved` is the height of the end that moves, `kept` that of the other; an end that is kept twice weighs less.
  void settle(std::optional<Rational>& moved, std::optional<Rational>& kept, const std::optional<Rational>& height,
              Side side) {
    if (last_ == side && moved && kept && height && *moved > 0) {
      const Rational rest = 1 - *height / *moved;
      *kept *= rest > 0 ? rest : Rational(1, 2);
    }
    moved = height;
    last_ = side;
  }

  std::optional<Rational> low_;   ///< clearance of what holds at the low end, times its weight
  std::optional<Rational> high_;  ///< clearance of what fails at the high end, likewise
  Side last_ = Side::none;
  bool was_by_magnitude_ = false;
  double last_gap_ = INFINITY;
  int slow_steps_ = 0;
};

class Search {
 public:
  Search(const Claim& claim, const Assignment& others, Prover& prover,
         const std::function<void(const std::string&)>& progress)
      : claim_(claim), others_(others), prover_(prover), progress_(progress) {}

  ThresholdAnswer run() {
    const Parameter& of = *claim_.find_parameter(claim_.threshold->of);
    const Integer least = integer_of(of.least);
    const Integer greatest = integer_of(of.greatest);
    if (decide(least) != Truth::yes) return std::move(answer_);
    Bracket bracket{.low = least, .high = least, .undecided = std::nullopt};
    while (bracket.high == bracket.low && bracket.low < greatest) grow(bracket, greatest);
    while (step(bracket)) {
    }
    return std::move(answer_);
  }

 private:
  /// Squares the largest value seen until one fails: answers of any magnitude are bracketed in a few steps.
  void grow(Bracket& bracket, const Integer& greatest) {
    Integer next = bracket.undecided ? bracket.undecided->second : bracket.low;
    next = std::min(greatest, Integer((next + 1) * (next + 1)));
    switch (decide(next)) {
      case Truth::yes:
        bracket.low = bracket.high = next;
        bracket.undecided.reset();
        break;
      case Truth::no: bracket.high = next; break;
      case Truth::unknown:
        bracket.undecided = {bracket.undecided ? bracket.undecided->first : next, next};
        if (next == greatest) bracket.high = greatest + 1;
    }
    if (bracket.low == greatest) bracket.high = bracket.low;
  }

  /// Decides one more value; false when nothing is left to gain.
  bool step(Bracket& bracket) {
    if (!bracket.undecided) {
      if (!wide(bracket.low, bracket.high, true)) return false;
      place(bracket, interpolation_.propose(bracket.low, bracket.high));
      return true;
    }
    auto& [from, to] = *bracket.undecided;
    if (wide(bracket.low, from, false)) {
      place(bracket, between(bracket.low, from));
    } else if (wide(to, bracket.high, false)) {
      place(bracket, between(to, bracket.high));
    } else {
      return false;
    }
    return true;
  }

  /// Narrows the bracket by one decision. What was undecided beyond a decided value is settled with it.
  void place(Bracket& bracket, const Integer& value) {
    auto& undecided = bracket.undecided;
    switch (decide(value)) {
      case Truth::yes:
        bracket.low = value;
        if (undecided && undecided->first < value) undecided.reset();
        break;
      case Truth::no:
        bracket.high = value;
        if (undecided && undecided->second > value) undecided.reset();
        break;
      case Truth::unknown:
        if (!undecided) undecided = {value, value};
        undecided->first = std::min(undecided->first, value);
        undecided->second = std::max(undecided->second, value);
    }
  }

  /// Tries both assertions with one candidate of the hints after the other, so that the one that fails everywhere does
  /// not go through the costly hints first. What is kept is what Prover::prove would find for an assertion that is
  /// expected to be certified.
  Truth decide(const Integer& value) {
    progress_(claim_.threshold->of + " = " + value.str());
    ++answer_.tried;
    const Point holds = point_at(claim_.threshold->holds, value);
    const Point fails = point_at(claim_.threshold->fails, value);
    bool holds_open = true;
    bool fails_open = true;
    for (std::size_t step = 0; holds_open || fails_open; ++step) {
      if (auto yes = certified_with(holds, step, holds_open)) {
        interpolation_.at_low(clearance(*yes));
        answer_.holds = std::move(yes);
        return Truth::yes;
      }
      if (auto no = certified_with(fails, step, fails_open)) {
        interpolation_.at_high(clearance(*no));
        answer_.fails = std::move(no);
        return Truth::no;
      }
    }
    return Truth::unknown;
  }

  /// The assertion with candidate `step` of its hints, if that certifies it and `open` says that there is a point in
  /// trying. Closes it after the last candidate, and as Prover::prove does after any but the first that is too costly:
  /// the next would be no better.
  std::optional<Result> certified_with(const Point& point, std::size_t step, bool& open) {
    if (!open) return std::nullopt;
    Result result = prover_.prove_with(point, hints_at(claim_, *point.assertion, step), std::nullopt, "");
    open = step + 1 < hint_steps(claim_, *point.assertion) && (step == 0 || is_certifiable(result));
    if (result.verdict != Verdict::certified) return std::nullopt;
    return result;
  }

  Point point_at(const std::string& assertion, const Integer& value) const {
    std::map<std::string, std::vector<Rational>> ranges;
    for (const auto& [parameter, given] : others_) ranges[parameter] = {given};
    ranges[claim_.threshold->of] = {Rational(value)};
    return make_points(claim_, {claim_.find_assertion(assertion)}, ranges, prover_.options().limits).front();
  }

  const Claim& claim_;
  const Assignment& others_;
  Prover& prover_;
  const std::function<void(const std::string&)>& progress_;
  Interpolation interpolation_;
  ThresholdAnswer answer_;
};

/// Adds the defaults. Throws InputError for a parameter that is missing, unknown, asked for or out of its range.
std::map<std::string, std::vector<Rational>> completed(const Claim& claim,
                                                       std::map<std::string, std::vector<Rational>> ranges) {
  const std::string& of = claim.threshold->of;
  if (ranges.contains(of)) throw InputError("--set " + of + ": this is what is asked for");
  const Assertion& holds = *claim.find_assertion(claim.threshold->holds);
  const std::vector<std::string>& used = holds.parameters;
  for (const auto& [name, values] : ranges) {
    if (std::find(used.begin(), used.end(), name) == used.end()) {
      throw InputError(claim.id + ": the threshold does not depend on a parameter '" + name + "'");
    }
    for (const Rational& value : values) {
      if (const auto reason = refusal(*claim.find_parameter(name), value)) throw InputError(claim.id + ": " + *reason);
    }
  }
  ranges[of] = {claim.find_parameter(of)->least};  // stands in for what is asked for, which has no value yet
  ranges = own_ranges(claim, holds, ranges);
  ranges.erase(of);
  return ranges;
}

std::string parameters_text(const Assignment& values) {
  std::string text;
  for (const auto& [name, value] : values) {
    text += (text.empty() ? "" : " ") + name + "=" + to_text(value).substr(0, 40);
  }
  return text;
}

/// The requirement that fails at these values, in its own words; empty if none does.
std::string refused_at(const Claim& claim, Assignment values, const Limits& limits) {
  values[claim.threshold->of] = claim.find_parameter(claim.threshold->of)->least;
  const Assertion& assertion = *claim.find_assertion(claim.threshold->holds);
  return refusal(claim, assertion, values, first_hints(claim, assertion), limits).value_or("");
}

}  // namespace

ThresholdAnswer find_threshold(const Claim& claim, const Assignment& others, Prover& prover,
                               const std::function<void(const std::string&)>& progress) {
  std::map<std::string, std::vector<Rational>> ranges;
  for (const auto& [name, value] : others) ranges[name] = {value};
  const Assignment values = grid_points(completed(claim, std::move(ranges))).front();
  return Search(claim, values, prover, progress).run();
}

ThresholdAnswer find_threshold(const Claim& claim, const Assignment& others, const ProverOptions& options,
                               const std::function<void(const std::string&)>& progress) {
  Prover prover(options);
  return find_threshold(claim, others, prover, progress);
}

std::vector<ThresholdPoint> find_thresholds(const Claim& claim,
                                            const std::map<std::string, std::vector<Rational>>& ranges,
                                            const ProverOptions& options,
                                            const std::function<void(double, const std::string&)>& progress) {
  std::vector<ThresholdPoint> points;
  for (Assignment& values : grid_points(completed(claim, ranges))) {
    points.push_back({.parameters = std::move(values), .refused = {}, .failed = {}});
  }
  tbb::enumerable_thread_specific<Prover> provers([&] { return Prover(options); });
  std::mutex one_at_a_time;
  std::size_t done = 0;
  tbb::parallel_for(std::size_t{0}, points.size(), [&](std::size_t i) {
    ThresholdPoint& point = points[i];
    try {
      point.refused = refused_at(claim, point.parameters, options.limits);
      if (point.refused.empty()) point.answer = find_threshold(claim, point.parameters, provers.local());
    } catch (const EvaluationError& error) {
      point.failed = error.what();  // the other points are answered all the same
    }
    const std::scoped_lock lock(one_at_a_time);
    ++done;
    progress(static_cast<double>(done) / static_cast<double>(points.size()), parameters_text(point.parameters));
  });
  return points;
}

}  // namespace rankcert
