// Points counted, and the one whose comparison was closest: what every summary says.
#pragma once

#include <optional>
#include <string>

#include "claim/prove.hpp"

namespace rankcert {

/// |margin| over the largest absolute value of what was compared. Nothing where there is no margin, where that value is
/// 0, and where both sides are the same exact number: such a point holds (or fails) exactly, and nothing is close.
[[nodiscard]] std::optional<Rational> relative_margin(const Result& result);

/// "0.0028 %": a share rounded down to two digits.
[[nodiscard]] std::string percent_text(const Rational& share);

/// How the result stands to what its claim expects.
[[nodiscard]] Standing standing_of(const Result& result);

class Tally {
 public:
  void add(const Result& result);

  std::size_t points = 0;
  std::size_t certified = 0;
  std::size_t supported = 0;
  std::size_t refuted = 0;
  std::size_t inconclusive = 0;
  std::size_t enclosed = 0;      ///< not compared
  std::size_t as_expected = 0;
  std::size_t contradicted = 0;  ///< refuted where it should hold, or the reverse
  std::size_t undecided = 0;     ///< inconclusive, or decided more weakly than expected
  std::size_t samples = 0;       ///< rest on an estimate
  const Result* tightest = nullptr;  ///< least relative margin, the first of them; null: no point has one

  [[nodiscard]] std::size_t decided() const { return certified + supported + refuted; }

 private:
  Rational least_;  ///< its relative margin
};

}  // namespace rankcert
