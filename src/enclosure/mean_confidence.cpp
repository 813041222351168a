#include "enclosure/mean_confidence.hpp"

#include <array>
#include <map>
#include <stdexcept>

namespace rankcert {
namespace {

/// The bets; any fixed grid inside [0,1) is sound, this one suits small and large samples alike. Sixteenths.
constexpr std::array<int, 5> bets_in_sixteenths = {2, 4, 8, 12, 15};

/// Observations with their multiplicities.
std::map<Rational, ulong> counted(const BoundedSample& sample) {
  if (sample.least >= sample.greatest) throw std::invalid_argument("a bounded sample needs least < greatest");
  std::map<Rational, ulong> counts;
  for (const Rational& x : sample.observations) {
    if (x < sample.least || x > sample.greatest) throw std::invalid_argument("an observation is out of its range");
    ++counts[x];
  }
  return counts;
}

/// Whether the capital of betting that observations lie further from the end `from` of their range than `bound` does, on
/// average, reaches 2/alpha. In balls from the start: ends of a file may be long fractions, and a million observations wait.
Truth capital_reaches(const std::map<Rational, ulong>& observations, const Rational& from, const Rational& bound, const Rational& alpha, slong bits) {
  const Ball unit = Ball::enclose(abs(Rational(bound - from)), bits);
  std::array<Ball, bets_in_sixteenths.size()> products;
  for (Ball& product : products) arb_one(product.raw());
  for (const auto& [x, count] : observations) {
    Ball ratio = Ball::enclose(abs(Rational(x - from)), bits);
    arb_div(ratio.raw(), ratio.raw(), unit.raw(), bits);
    for (std::size_t i = 0; i < products.size(); ++i) {
      Ball factor;
      arb_mul_si(factor.raw(), ratio.raw(), bets_in_sixteenths[i], bits);
      arb_add_si(factor.raw(), factor.raw(), 16 - bets_in_sixteenths[i], bits);
      arb_mul_2exp_si(factor.raw(), factor.raw(), -4);
      arb_pow_ui(factor.raw(), factor.raw(), count, bits);
      arb_mul(products[i].raw(), products[i].raw(), factor.raw(), bits);
    }
  }
  Ball capital;
  for (const Ball& product : products) arb_add(capital.raw(), capital.raw(), product.raw(), bits);
  return less_equal(Ball::enclose(2 * static_cast<int>(bets_in_sixteenths.size()) / alpha, bits), capital);
}

void require_level(const Rational& alpha) {
  if (alpha <= 0 || alpha >= 1) throw std::invalid_argument("an error probability lies strictly between 0 and 1");
}

}  // namespace

Truth check_mean_at_least(const BoundedSample& sample, const Rational& bound, const Rational& alpha, slong precision_bits) {
  require_level(alpha);
  const auto observations = counted(sample);
  if (bound <= sample.least) return Truth::yes;
  if (bound > sample.greatest) return Truth::no;
  return capital_reaches(observations, sample.least, bound, alpha, precision_bits);
}

Truth check_mean_at_most(const BoundedSample& sample, const Rational& bound, const Rational& alpha, slong precision_bits) {
  require_level(alpha);
  const auto observations = counted(sample);
  if (bound >= sample.greatest) return Truth::yes;
  if (bound < sample.least) return Truth::no;
  return capital_reaches(observations, sample.greatest, bound, alpha, precision_bits);
}

}  // namespace rankcert
