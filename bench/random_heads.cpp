// The least error of random heads, enclosed, against SciPy's unverified solve of the same system in the same run and the
// machine's double product; and the error of given weights.
#include <benchmark/benchmark.h>

#include <sys/resource.h>

#include <algorithm>
#include <string>

#include "quantities/quantity.hpp"
#include "rates.hpp"

namespace {

using namespace rankcert;

double width(const MeasuredEnclosure& measured) { return Rational(measured.upper - measured.lower).convert_to<double>(); }

// of_peak: the operations of factor and proof, 2/3 H^3, over the time of everything and the double product's rate.
// Where argument 2 is 1, over_scipy: time here over SciPy's.
void random_heads_best_mse(benchmark::State& state) {
  const auto d = state.range(0);
  const auto heads = state.range(1);
  MeasureRequest request;
  request.arguments = {d, heads};
  const Quantity& quantity = *find_quantity("random_heads_best_mse");
  (void)bench::product_rate<double>();  // the first product wakes the threads
  double peak = 0;
  double total = 0;
  for (auto _ : state) {
    peak = std::max(peak, bench::product_rate<double>());
    const double start = bench::seconds_now();
    const auto measured = std::get<MeasuredEnclosure>(quantity.measure(request));
    const double seconds = bench::seconds_now() - start;
    state.SetIterationTime(seconds);
    total += seconds;
    state.counters["width"] = width(measured);
  }
  const double mean = total / static_cast<double>(state.iterations());
  const auto n = static_cast<double>(heads);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  state.counters["peak_GFLOP/s"] = peak;
  state.counters["of_peak"] = 2e-9 / 3 * n * n * n / mean / peak;
  state.counters["GiB"] = static_cast<double>(usage.ru_maxrss) / (1024 * 1024);
  if (state.range(2) == 0) return;
  const double scipy = bench::peer_seconds(RANKCERT_SCIPY_COMMAND " " + std::to_string(d) + " " + std::to_string(heads));
  state.counters["scipy_s"] = scipy;
  if (scipy > 0) state.counters["over_scipy"] = mean / scipy;
}
BENCHMARK(random_heads_best_mse)
    ->ArgNames({"d", "H", "scipy"})
    ->Args({64, 1'024, 1})
    ->Args({64, 8'192, 1})
    ->Args({10, 8'192, 1})
    ->Args({64, 16'384, 0})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(2)
    ->UseManualTime();

void random_heads_mse(benchmark::State& state) {
  MeasureRequest request;
  request.arguments = {state.range(0), state.range(1)};
  const Quantity& quantity = *find_quantity("random_heads_mse");
  for (auto _ : state) state.counters["width"] = width(std::get<MeasuredEnclosure>(quantity.measure(request)));
}
BENCHMARK(random_heads_mse)->Args({64, 1'024})->Args({64, 4'096})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
