#include "quantities/trials.hpp"

#include <tbb/parallel_for.h>

namespace rankcert {

void for_each_trial(std::size_t n, std::size_t trials, const std::function<void(std::size_t)>& one_trial) {
  constexpr std::size_t kSmall = 4'096;
  if (n <= kSmall && trials > 1) {
    tbb::parallel_for(std::size_t{0}, trials, one_trial);
  } else {
    for (std::size_t trial = 0; trial < trials; ++trial) one_trial(trial);
  }
}

}  // namespace rankcert
