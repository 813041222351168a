#include "quantities/trials.hpp"

#include <tbb/parallel_for.h>

#include "quantities/work_meter.hpp"

namespace rankcert {

void for_each_trial(std::size_t n, std::size_t trials, const std::function<void(std::size_t)>& one_trial) {
  constexpr std::size_t kSmall = 4'096;
  if (n <= kSmall && trials > 1) {
    tbb::parallel_for(std::size_t{0}, trials, one_trial);
  } else {
    for (std::size_t trial = 0; trial < trials; ++trial) one_trial(trial);
  }
}

std::vector<Rational> observe_trials(const MeasureRequest& request, std::size_t n, std::size_t trials,
                                     const std::function<Rational(std::uint32_t)>& observe) {
  std::vector<Rational> observations(trials);
  WorkMeter meter(request, trials);
  for_each_trial(n, trials, [&](std::size_t trial) {
    meter.poll();
    observations[trial] = observe(static_cast<std::uint32_t>(trial));
    meter.advance(1);
  });
  return observations;
}

}  // namespace rankcert
