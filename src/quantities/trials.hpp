// One observation a trial, on all threads: the shape of every quantity that is a sample.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "quantities/quantity.hpp"

namespace rankcert {

/// Calls one_trial(trial) for every trial < trials, each once, in any order and from any thread. `n` is the number of rows
/// of one trial: many small trials fill the threads better than the rows of one; few large ones run one after the other,
/// so that they share the memory of one copy of the keys.
void for_each_trial(std::size_t n, std::size_t trials, const std::function<void(std::size_t)>& one_trial);

/// observe(trial) of every trial, in order, computed as for_each_trial does, with progress and interruption.
[[nodiscard]] std::vector<Rational> observe_trials(const MeasureRequest& request, std::size_t n, std::size_t trials,
                                                   const std::function<Rational(std::uint32_t)>& observe);

}  // namespace rankcert
