// A set of real numbers by its ends, as conformance tables write them.
#pragma once

#include <optional>

#include "exact/rational.hpp"

namespace rankcert::itl {

/// The empty set, or all numbers from `lower` to `upper`; an end that is nothing is infinite.
struct Bounds {
  bool empty = false;
  std::optional<Rational> lower{};
  std::optional<Rational> upper{};

  [[nodiscard]] bool is_whole_line() const { return !empty && !lower && !upper; }
  [[nodiscard]] bool is_bounded() const { return !empty && lower && upper; }
  [[nodiscard]] bool is_point() const { return is_bounded() && *lower == *upper; }
  bool operator==(const Bounds&) const = default;
};

/// Whether every number of `inner` is in `outer`.
[[nodiscard]] inline bool contains(const Bounds& outer, const Bounds& inner) {
  if (inner.empty || outer.is_whole_line()) return true;
  if (outer.empty) return false;
  const bool below = !outer.lower || (inner.lower && *outer.lower <= *inner.lower);
  const bool above = !outer.upper || (inner.upper && *outer.upper >= *inner.upper);
  return below && above;
}

}  // namespace rankcert::itl
