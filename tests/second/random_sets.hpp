// Random intervals with rational ends and rational points in them.
#pragma once

#include <random>

#include "exact/rational.hpp"

namespace rankcert::second {

class RandomSets {
 public:
  explicit RandomSets(std::uint64_t seed) : random_(seed) {}

  struct Ends {
    Rational lower;
    Rational upper;
  };

  /// Ends within [least, greatest]: wide, narrow and degenerate.
  Ends interval(const Rational& least, const Rational& greatest) {
    const Rational a = least + (greatest - least) * fraction();
    const std::uint64_t kind = below(4);
    if (kind == 0) return {a, a};
    const Rational reach = (greatest - a) * fraction() / Rational(Integer(1) << static_cast<unsigned>(kind == 1 ? below(70) : 0));
    return {a, a + reach};
  }

  /// An end or a point between.
  Rational point(const Ends& in) {
    const std::uint64_t kind = below(6);
    if (kind == 0) return in.lower;
    if (kind == 1) return in.upper;
    return in.lower + (in.upper - in.lower) * fraction();
  }

  Rational fraction() { return Rational(below(1'000'001)) / 1'000'000; }
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

 private:
  std::mt19937_64 random_;
};

}  // namespace rankcert::second
