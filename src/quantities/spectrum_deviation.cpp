#include "quantities/spectrum_deviation.hpp"

#include <algorithm>
#include <cmath>

#include "exact/error.hpp"

namespace rankcert {

SpectrumDeviation enclose_spectrum_deviation(const EnclosedValues& values, std::span<const std::uint32_t> counts,
                                             Order order) {
  SpectrumDeviation deviation;
  for (std::size_t k = 0; k < values.value.size(); ++k) {
    const double root = std::sqrt(static_cast<double>(counts[k]));
    const double above = values.value[k] - root;
    // the root and the difference round once each; the sums below are rounded outward by the factors
    const double error = values.error[k] + 0x1p-51 * (root + values.value[k]);
    if (!std::isfinite(above) || !std::isfinite(error)) {
      throw LimitError("hardmax spectrum: the computed decomposition is too inaccurate to be verified");
    }
    const double proved = order == Order::proved ? std::abs(above) : above;
    deviation.lower = std::max(deviation.lower, (proved - error) * (1 - 0x1p-50));
    deviation.upper = std::max(deviation.upper, (std::abs(above) + error) * (1 + 0x1p-50));
  }
  return deviation;
}

}  // namespace rankcert
