#include "enclosure/mean_confidence.hpp"

#include <array>
#include <map>
#include <stdexcept>

namespace rankcert {
namespace {

/// The bets; any fixed grid inside [0,1) is sound, this one suits small and large samples alike. Sixteenths.
constexpr std::array<int, 5> bets_in_sixteenths = {2, 4, 8, 12, 15};

/// Whether the capital of betting that the mean of the observations, scaled to [0,1], is above `mean` reaches 2/alpha.
Truth capital_reaches(const std::map<Rational, ulong>& scaled, const Rational& mean, const Rational& alpha, slong bits) {
  Ball capital;
  for (const int bet : bets_in_sixteenths) {
    const Rational c(bet, 16);
    Ball product = Ball::enclose(1, bits);
    for (const auto& [value, count] : scaled) {
      Ball factor = Ball::enclose(1 + c * (value / mean - 1), bits);
      arb_pow_ui(factor.raw(), factor.raw(), count, bits);
      arb_mul(product.raw(), product.raw(), factor.raw(), bits);
    }
    arb_add(capital.raw(), capital.raw(), product.raw(), bits);
  }
  return less_equal(Ball::enclose(2 * static_cast<int>(bets_in_sixteenths.size()) / alpha, bits), capital);
}

/// The observations as x -> (x - from)/(to - from), with multiplicities. `to` may be the smaller end: that mirrors them.
std::map<Rational, ulong> scaled_observations(const BoundedSample& sample, const Rational& from, const Rational& to) {
  if (sample.least >= sample.greatest) throw std::invalid_argument("a bounded sample needs least < greatest");
  std::map<Rational, ulong> scaled;
  for (const Rational& x : sample.observations) {
    if (x < sample.least || x > sample.greatest) throw std::invalid_argument("an observation is out of its range");
    ++scaled[(x - from) / (to - from)];
  }
  return scaled;
}

void require_level(const Rational& alpha) {
  if (alpha <= 0 || alpha >= 1) throw std::invalid_argument("an error probability lies strictly between 0 and 1");
}

}  // namespace

Truth check_mean_at_least(const BoundedSample& sample, const Rational& bound, const Rational& alpha, slong precision_bits) {
  require_level(alpha);
  const auto scaled = scaled_observations(sample, sample.least, sample.greatest);
  if (bound <= sample.least) return Truth::yes;
  if (bound > sample.greatest) return Truth::no;
  const Rational mean = (bound - sample.least) / (sample.greatest - sample.least);
  return capital_reaches(scaled, mean, alpha, precision_bits);
}

Truth check_mean_at_most(const BoundedSample& sample, const Rational& bound, const Rational& alpha, slong precision_bits) {
  require_level(alpha);
  const auto mirrored = scaled_observations(sample, sample.greatest, sample.least);
  if (bound >= sample.greatest) return Truth::yes;
  if (bound < sample.least) return Truth::no;
  const Rational mean = (sample.greatest - bound) / (sample.greatest - sample.least);
  return capital_reaches(mirrored, mean, alpha, precision_bits);
}

}  // namespace rankcert
