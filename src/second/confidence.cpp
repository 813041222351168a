#include "second/confidence.hpp"

#include <array>

namespace rankcert::second {
namespace {

/// The grid G of the note in sixteenths: 1/8, 1/4, 1/2, 3/4, 15/16.
constexpr std::array<long, 5> grid = {2, 4, 8, 12, 15};

/// Whether the mean is excluded beyond `end`, seen from the side `from` of the range.
Truth excludes(const Sample& sample, const Rational& from, const Rational& to, const Rational& end, mpfr_prec_t bits, mpfr_prec_t max_bits) {
  const Rational nu = (end - from) / (to - from);
  if (nu <= 0) return Truth::yes;  // nothing to exclude
  if (nu > 1) return Truth::no;    // the mean lies in the range
  Truth reached = Truth::unknown;
  for (; reached == Truth::unknown && bits <= max_bits; bits *= 2) {
    reached = less_equal(Interval::enclose(2 / sample.alpha, bits), capital(sample, from, to, nu, bits));
  }
  return reached;
}

}  // namespace

Interval capital(const Sample& sample, const Rational& from, const Rational& to, const Rational& nu, mpfr_prec_t bits) {
  // 1 + c (x/nu - 1) = (1 - c) + c x/nu: a sum of numbers >= 0, so that no digit is lost.
  std::array<Interval, grid.size()> products = {Interval::integer(1, bits), Interval::integer(1, bits), Interval::integer(1, bits), Interval::integer(1, bits),
                                                Interval::integer(1, bits)};
  const Interval unit = Interval::enclose(to - from, bits) * Interval::enclose(nu, bits);
  for (const auto& [observation, count] : sample.observations) {
    const Interval ratio = Interval::enclose(observation - from, bits) / unit;
    for (std::size_t i = 0; i < grid.size(); ++i) {
      const Interval sixteen_factors = (16 - grid[i]) + grid[i] * ratio;
      products[i] *= power(scaled(sixteen_factors, -4), static_cast<long>(count));
    }
  }
  Interval sum = Interval::integer(0, bits);
  for (const Interval& product : products) sum += product;
  return sum / static_cast<long>(grid.size());
}

Truth gives_bounds(const Sample& sample, const Bounds& bounds, mpfr_prec_t bits, mpfr_prec_t max_bits) {
  const Truth below = excludes(sample, sample.least, sample.greatest, bounds.lower, bits, max_bits);
  const Truth above = excludes(sample, sample.greatest, sample.least, bounds.upper, bits, max_bits);
  if (below == Truth::no || above == Truth::no) return Truth::no;
  return below == Truth::yes && above == Truth::yes ? Truth::yes : Truth::unknown;
}

}  // namespace rankcert::second
