#include "claim/threshold.hpp"

#include "claim/run.hpp"

namespace rankcert {
namespace {

/// Where the answer is known to lie: it holds at `low`, fails at `high`, and nothing was decided in [from, to].
struct Bracket {
  Integer low;
  Integer high;
  std::optional<std::pair<Integer, Integer>> undecided;
};

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

class Search {
 public:
  Search(const Claim& claim, const Assignment& others, const ProverOptions& options, const std::function<void(const std::string&)>& progress)
      : claim_(claim), others_(others), prover_(options), limits_(options.limits), progress_(progress) {}

  ThresholdAnswer run() {
    const Parameter& of = *claim_.find_parameter(claim_.threshold->of);
    const Integer least(mpq_numref(of.least.backend().data()));
    const Integer greatest(mpq_numref(of.greatest.backend().data()));
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
      const Integer middle = between(bracket.low, bracket.high);
      place(bracket, middle);
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

  Truth decide(const Integer& value) {
    progress_(claim_.threshold->of + " = " + value.str());
    Result holds = prove(claim_.threshold->holds, value);
    if (holds.verdict == Verdict::certified) {
      answer_.holds = std::move(holds);
      return Truth::yes;
    }
    Result fails = prove(claim_.threshold->fails, value);
    if (fails.verdict != Verdict::certified) return Truth::unknown;
    answer_.fails = std::move(fails);
    return Truth::no;
  }

  Result prove(const std::string& name, const Integer& value) {
    std::map<std::string, std::vector<Rational>> ranges;
    for (const auto& [parameter, given] : others_) ranges[parameter] = {given};
    ranges[claim_.threshold->of] = {Rational(value)};
    const std::vector<Point> points = make_points(claim_, {claim_.find_assertion(name)}, ranges, limits_);
    return prover_.prove(points.front(), std::nullopt, "");
  }

  const Claim& claim_;
  const Assignment& others_;
  Prover prover_;
  const Limits& limits_;
  const std::function<void(const std::string&)>& progress_;
  ThresholdAnswer answer_;
};

}  // namespace

ThresholdAnswer find_threshold(const Claim& claim, const Assignment& others, const ProverOptions& options,
                               const std::function<void(const std::string&)>& progress) {
  return Search(claim, others, options, progress).run();
}

}  // namespace rankcert
