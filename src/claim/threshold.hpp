// The inverse question: how far a bound reaches.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "claim/prove.hpp"

namespace rankcert {

/// A value of the claim's threshold parameter at which its assertion is certified to hold, and a larger one at which it
/// is certified to fail. They are neighbours where the answer is exact; where the two bounds that decide it are too
/// close for the largest hint, at most about a billionth of the value is left between each of them and what is
/// undecided.
struct ThresholdAnswer {
  std::optional<Result> holds;  ///< nothing: it does not hold at the smallest value
  std::optional<Result> fails;  ///< nothing: it is not certified to fail at the greatest value of the range
  std::size_t tried = 0;        ///< values of the parameter at which a decision was sought
};

/// How much of the question an answer settles.
enum class Reach {
  decided,   ///< from both sides: certified at both ends, or certified to fail at the smallest value already
  one_end,   ///< certified to hold somewhere, and to fail nowhere
  undecided  ///< neither is certified at the smallest value
};

[[nodiscard]] inline Reach reach(const ThresholdAnswer& answer) {
  // Without a value at which it holds, the smallest one is the only one that was tried.
  if (answer.fails) return Reach::decided;
  return answer.holds ? Reach::one_end : Reach::undecided;
}

/// Finds them in the parameter's range, the other parameters being given: by interpolation of how far the bound is from
/// its target, in the logarithm of the parameter while the ends are far apart, with a bisection wherever that is slow.
/// Requires: claim.threshold. The search assumes that the assertion holds below and fails above one value; the two
/// results are proofs for their own points whether or not that is so (the note says where monotonicity is proved).
/// `prover` remembers values from one call to the next. `progress` is told each value that is tried.
/// Throws InputError for a parameter that is missing, unknown, asked for or out of range, or a requirement that fails;
/// EvaluationError, an InputError that names the point, if a side has no value at a value that is tried; Interrupted.
[[nodiscard]] ThresholdAnswer find_threshold(
    const Claim& claim, const Assignment& others, Prover& prover,
    const std::function<void(const std::string&)>& progress = [](const std::string&) {});

/// The same with a prover of its own.
[[nodiscard]] ThresholdAnswer find_threshold(
    const Claim& claim, const Assignment& others, const ProverOptions& options,
    const std::function<void(const std::string&)>& progress = [](const std::string&) {});

/// The answer at one point of a grid of the other parameters.
struct ThresholdPoint {
  Assignment parameters;     ///< all but the one that is asked for
  std::string refused;       ///< why the claim says nothing there (a requirement that fails); empty if it does
  std::string failed;        ///< what ended the search without an answer (a side has no value); empty if nothing did
  ThresholdAnswer answer{};  ///< empty where one of the two above is not
};

/// The answers over a grid, on all cores; they stand in the order of grid_points and do not depend on the number of
/// threads. A point at which a side has no value is undecided and says so; it does not end the grid.
/// `progress` is told the fraction done, from one thread at a time.
/// Throws InputError for a parameter that is missing, unknown, asked for or out of range; Interrupted.
[[nodiscard]] std::vector<ThresholdPoint> find_thresholds(
    const Claim& claim, const std::map<std::string, std::vector<Rational>>& ranges, const ProverOptions& options,
    const std::function<void(double, const std::string&)>& progress = [](double, const std::string&) {});

}  // namespace rankcert
