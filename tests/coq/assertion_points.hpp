// Of every assertion of the claims in bounds/: a point at which its certificate becomes a theorem of Coq, or why there is none.
#pragma once

#include <span>
#include <string>

namespace rankcert::test {

/// What a run of coqc on the point costs.
enum class Cost {
  small,  ///< compiled by the tests
  large,  ///< compiled by the target coq-nightly
};

/// A point of an assertion.
struct AssertionPoint {
  std::string claim;      ///< its id, or the path of an example below bounds/
  std::string assertion;  //
  std::string values;     ///< "n=4 d_h=1"; parameters that are not named have their defaults
  Cost cost = Cost::small;
  std::string refusal{};  ///< what the exporter's reason holds; empty where the assertion is carried
};

/// The assertions that are carried.
[[nodiscard]] std::span<const AssertionPoint> carried_points();

/// Those that are not.
[[nodiscard]] std::span<const AssertionPoint> points_not_carried();

}  // namespace rankcert::test
