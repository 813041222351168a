#include "claim/baseline.hpp"

#include <algorithm>

#include "checker/printable.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

constexpr unsigned largest_margin_exponent = 1000;

/// A margin of `sign` >= 0 toward 0.
Rational rounded_down(const Rational& margin) {
  static const Integer largest = pow(Integer(10), largest_margin_exponent);
  if (margin >= largest) return largest;
  if (margin * largest < 1) return 0;
  return *parse_rational(decimal_below(margin, recorded_margin_digits));
}

BaselinePoint point_of(const Result& result) {
  BaselinePoint point{.assertion = result.point.assertion->name,
                      .parameters = result.point.parameters,
                      .expected = result.point.assertion->expected,
                      .verdict = result.verdict,
                      .by_estimate = result.verdict == Verdict::refuted && result.evidence && result.evidence->sample,
                      .vacuous = is_vacuous(result)};
  const auto distance = margin(result);
  const bool decided = result.verdict != Verdict::inconclusive && result.verdict != Verdict::enclosed;
  if (decided && distance) point.margin = recorded_margin(*distance);
  return point;
}

}  // namespace

Rational recorded_margin(const Rational& margin) {
  return margin < 0 ? Rational(-rounded_down(-margin)) : rounded_down(margin);
}

Baseline record_baseline(const std::vector<Result>& results, std::uint64_t seed, const Rational& confidence,
                         const std::string& made_by) {
  Baseline baseline{.seed = seed, .confidence = confidence, .made_by = printable(made_by), .claims = {}};
  std::map<std::string, const Claim*> claims;
  for (const Result& result : results) {
    const Claim& claim = *result.point.claim;
    const auto [known, fresh] = claims.try_emplace(claim.id, &claim);
    if (known->second != &claim) {
      throw InputError("two claims of this run have the id '" + claim.id + "'; a baseline needs one claim an id");
    }
    BaselineClaim& entry = baseline.claims[claim.id];
    if (fresh) {
      entry.digest = claim.digest;
      entry.parts = claim_parts(claim);
    }
    entry.points.push_back(point_of(result));
  }
  for (auto& [id, claim] : baseline.claims) {
    std::sort(claim.points.begin(), claim.points.end(),
              [](const BaselinePoint& a, const BaselinePoint& b) { return a.key() < b.key(); });
  }
  return baseline;
}

}  // namespace rankcert
