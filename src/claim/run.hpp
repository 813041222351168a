// A run: many points proved on all cores, each distinct quantity measured once.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "claim/grid.hpp"
#include "claim/prove.hpp"

namespace rankcert {

/// How a run is made.
struct RunOptions {
  ProverOptions prover{};        ///< for every point
  std::uint64_t seed = 0;        ///< of every measurement
  Rational confidence{99, 100};  ///< of all estimates of the run together
  /// Called with the fraction done and what is being done; from one thread at a time.
  std::function<void(double, const std::string&)> progress = [](double, const std::string&) {};
  /// Called once for each point as it is finished, from one thread at a time, in no particular order.
  std::function<void(const Result&)> finished = [](const Result&) {};
};

/// The ranges of the assertion's own parameters; one without a range has its default alone.
/// Throws InputError for a parameter that has neither.
[[nodiscard]] std::map<std::string, std::vector<Rational>> own_ranges(const Claim& claim, const Assertion& assertion,
                                                                      const std::map<std::string, std::vector<Rational>>& ranges);

/// The points of assertions over a grid. Parameters without a range take their default.
/// Throws InputError: a parameter without a value, one that no chosen assertion uses, a value out of range, a requirement
/// that fails (with its words).
[[nodiscard]] std::vector<Point> make_points(const Claim& claim, const std::vector<const Assertion*>& assertions,
                                             const std::map<std::string, std::vector<Rational>>& ranges, const Limits& limits);

/// The points of a suite of the claim. Throws InputError if it has none of that name.
[[nodiscard]] std::vector<Point> suite_points(const Claim& claim, std::string_view suite, const Limits& limits);

/// Proves all points; the results stand in the order of the points, and do not depend on the number of threads. The
/// error probability 1 - confidence is shared equally by the distinct samples of the run (union bound).
/// Throws Interrupted after the points in hand; what was finished has been reported.
[[nodiscard]] std::vector<Result> run_points(const std::vector<Point>& points, const RunOptions& options);

}  // namespace rankcert
