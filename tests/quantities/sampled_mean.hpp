// A sample quantity called by name, and the mean of its observations with a wide error.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "quantities/quantity.hpp"

namespace rankcert::test {

inline MeasuredSample sampled(std::string_view name, std::vector<Rational> arguments, std::uint64_t seed = 1) {
  const Quantity* quantity = find_quantity(name);
  REQUIRE(quantity != nullptr);
  REQUIRE_FALSE(quantity->refusal(arguments));
  MeasureRequest request;
  request.arguments = std::move(arguments);
  request.seed = seed;
  MeasuredSample sample = std::get<MeasuredSample>(quantity->measure(request));
  for (const Rational& x : sample.observations) {
    REQUIRE(x >= sample.least);
    REQUIRE(x <= sample.greatest);
  }
  return sample;
}

/// Mean and its half-width at six standard errors: a false alarm in 10^9 runs, and the seed is fixed anyway.
struct SampledMean {
  double value;
  double half_width;
  [[nodiscard]] bool agrees(double expected) const { return std::abs(value - expected) <= half_width + 1e-12; }
};

inline SampledMean mean_of(const MeasuredSample& sample) {
  double sum = 0, squares = 0;
  for (const Rational& x : sample.observations) {
    const double v = x.convert_to<double>();
    sum += v, squares += v * v;
  }
  const double n = static_cast<double>(sample.observations.size());
  return {sum / n, 6 * std::sqrt(std::max(0.0, squares / n - sum / n * (sum / n)) / n)};
}

/// The refusal of these arguments, or "".
inline std::string refused(std::string_view name, const std::vector<Rational>& arguments) {
  return find_quantity(name)->refusal(arguments).value_or("");
}

}  // namespace rankcert::test
