// The inverse question over grids on all cores: separation-threshold up to d = 10^5 and 10^5 digits of heads, and
// low-rank-separation for whole numbers of heads. `tried` is the mean number of values at which a search decides.
#include <benchmark/benchmark.h>

#include <string>

#include "claim/claim_library.hpp"
#include "claim/grid.hpp"
#include "claim/threshold.hpp"

namespace {

using namespace rankcert;
using Ranges = std::map<std::string, std::vector<Rational>>;

void search(benchmark::State& state, const char* name, const Ranges& ranges) {
  const Claim claim = load_claim(name);
  double tried = 0, certified = 0, points = 0;
  for (auto _ : state) {
    tried = certified = points = 0;
    for (const ThresholdPoint& point : find_thresholds(claim, ranges, {})) {
      points += 1;
      tried += static_cast<double>(point.answer.tried);
      if (point.answer.holds && point.answer.fails) certified += 1;
    }
  }
  state.counters["points"] = points;
  state.counters["certified"] = certified;
  state.counters["tried"] = tried / points;
}

/// 10 dimensions, 10 ranks, 10 errors: 1,000 thresholds.
void separation_threshold(benchmark::State& state) {
  search(state, "separation-threshold",
         {{"d", parse_range("d", "32, 64, 128, 256, 512, 1024, 4096, 10^4, 32768, 10^5")},
          {"r", parse_range("r", "1, 2, 3, 4, 6, 8, 12, 16, 20, 24")},
          {"error", parse_range("error", "1/10, 1/20, 1/50, 1/75, 1/100, 1/200, 1/500, 1/1000, 1/2000, 1/10000")}});
}
BENCHMARK(separation_threshold)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Whole numbers of heads of up to 50 digits, exact.
void low_rank_separation(benchmark::State& state) {
  search(state, "low-rank-separation",
         {{"d", parse_range("d", "16, 32, 64, 128, 256")}, {"r", parse_range("r", "1, 2, 4, 8")}, {"error", parse_range("error", "1/10, 1/20, 1/30, 1/40")}});
}
BENCHMARK(low_rank_separation)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
