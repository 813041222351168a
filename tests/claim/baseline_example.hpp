// A baseline made by hand.
#pragma once

#include "claim/baseline.hpp"

namespace rankcert::test {

[[nodiscard]] inline BaselinePoint baseline_point(int n, Verdict verdict, std::optional<Rational> margin = std::nullopt, Verdict expected = Verdict::certified) {
  return {.assertion = "a", .parameters = {{"n", n}}, .expected = expected, .verdict = verdict, .margin = std::move(margin)};
}

/// One claim "one" with these points.
[[nodiscard]] inline Baseline baseline_of(std::vector<BaselinePoint> points) {
  return {.seed = 1,
          .confidence = Rational(99, 100),
          .made_by = "--suite quick",
          .claims = {{"one", {.digest = "sha256:0", .parts = {.asserted = {{"assertion a", "n < 9"}, {"hypothesis", "none"}}, .other = {{"title", "T"}}},
                              .points = std::move(points)}}}};
}

}  // namespace rankcert::test
