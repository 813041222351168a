#include "claim/threshold.hpp"

#include "claim/run.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

class Search {
 public:
  Search(const Claim& claim, const Assignment& others, const ProverOptions& options)
      : claim_(claim), others_(others), prover_(options), limits_(options.limits) {}

  /// Whether the assertion holds at `value`, certified one way or the other.
  bool holds_at(const Integer& value) {
    Result holds = prove(claim_.threshold->holds, value);
    if (holds.verdict == Verdict::certified) {
      answer_.holds = std::move(holds);
      return true;
    }
    Result fails = prove(claim_.threshold->fails, value);
    if (fails.verdict != Verdict::certified) {
      throw LimitError("undecided at " + claim_.threshold->of + " = " + value.str() + ": neither '" + claim_.threshold->holds + "' nor '" +
                       claim_.threshold->fails + "' is certified there; try a larger --max-precision");
    }
    answer_.fails = std::move(fails);
    return false;
  }

  ThresholdAnswer take() { return std::move(answer_); }

 private:
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
  ThresholdAnswer answer_;
};

}  // namespace

ThresholdAnswer find_threshold(const Claim& claim, const Assignment& others, const ProverOptions& options) {
  const Parameter& of = *claim.find_parameter(claim.threshold->of);
  Integer low(mpq_numref(of.least.backend().data()));
  const Integer greatest(mpq_numref(of.greatest.backend().data()));
  Search search(claim, others, options);
  if (!search.holds_at(low)) return search.take();
  // Doubling first: the answer is usually far below the greatest value, and small numbers are quick.
  Integer high = low + 1;
  while (high <= greatest && search.holds_at(high)) {
    low = high;
    high = 2 * high;
  }
  if (high > greatest) {
    if (low < greatest && !search.holds_at(greatest)) high = greatest;
    else return search.take();
  }
  while (high - low > 1) {
    const Integer middle = (low + high) / 2;
    (search.holds_at(middle) ? low : high) = middle;
  }
  // The last certified results are those at `low` and `high` = low + 1.
  return search.take();
}

}  // namespace rankcert
