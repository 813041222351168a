// From a quantity's raw measurement to an interval with its evidence, and back again by replay.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "claim/prove.hpp"
#include "quantities/quantity.hpp"

namespace rankcert {

/// What a measurement is given besides its arguments.
struct MeasureOptions {
  std::uint64_t seed = 0;  ///< of the measurement
  Rational alpha;  ///< error probability granted to this sample; unused for an enclosure
  const std::atomic<bool>* stop = nullptr;  ///< polled; when set, Interrupted is thrown
  std::function<void(double)> progress = [](double) {};  ///< called with the fraction done
};

/// The exact arguments of a measured side at a point, or nothing if one of them is not exact.
[[nodiscard]] std::optional<std::vector<Rational>> measured_arguments(const Claim& claim, const Side& side, const Assignment& parameters,
                                                                      const Limits& limits);

/// Measures the quantity. A sample gets the interval that the kernel confirms at alpha.
[[nodiscard]] Measured measure(const Quantity& quantity, std::vector<Rational> arguments, const MeasureOptions& options);

/// Measures again what `recorded` says was measured, with its seed and witness. Returns what does not agree: other
/// observations, or an enclosure that is disjoint from the recorded one or gives another verdict; nothing if all agrees.
[[nodiscard]] std::optional<std::string> replay(const Certificate& certificate, const Claim& claim, const MeasureOptions& options);

}  // namespace rankcert
