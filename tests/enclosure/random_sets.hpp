// Random intervals with rational ends and rational points in them.
#pragma once

#include <random>

#include "enclosure/value.hpp"

namespace rankcert {

class RandomSets {
 public:
  explicit RandomSets(std::uint64_t seed) : random_(seed) {}

  struct Interval {
    Rational lower;
    Rational upper;
    [[nodiscard]] Ball ball(slong bits) const { return Ball::between(lower, upper, bits); }
  };

  /// Ends within [least, greatest], wide, narrow and degenerate ones.
  Interval interval(const Rational& least, const Rational& greatest) {
    const Rational a = least + (greatest - least) * fraction();
    Rational reach = (greatest - a) * fraction();
    if (below(3) == 0) reach /= Rational(Integer(1) << static_cast<unsigned>(below(60)));
    if (below(8) == 0) reach = 0;
    return {a, a + reach};
  }

  /// An end or a point between.
  Rational point(const Interval& in) {
    if (below(6) == 0) return in.lower;
    if (below(6) == 0) return in.upper;
    return in.lower + (in.upper - in.lower) * fraction();
  }

  Rational fraction() { return Rational(below(1'000'001)) / 1'000'000; }
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

 private:
  std::mt19937_64 random_;
};

}  // namespace rankcert
