// hardmax_rank against the machine's float32 product and against NumPy in the same run.
#include <benchmark/benchmark.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "attention/exact_argmax.hpp"
#include "quantities/quantity.hpp"
#include "rates.hpp"
#include "sampling/gaussian_stream.hpp"

namespace {

using namespace rankcert::bench;

// Times `run`, which does `work` GFLOP, and returns the mean of its seconds. Before every run the peak is taken again, so
// that both meet the machine in the same state. of_peak: median of the ratios; best_of_peak: best rate over best peak.
double time_against_peak(benchmark::State& state, double work, const std::function<void()>& run) {
  std::vector<double> ratios;
  double best = 0;
  double peak = 0;
  double total = 0;
  (void)product_rate<float>();  // the first product wakes the threads
  for (auto _ : state) {
    const double before = std::max(product_rate<float>(), product_rate<float>());
    const double start = seconds_now();
    run();
    const double seconds = seconds_now() - start;
    state.SetIterationTime(seconds);
    total += seconds;
    peak = std::max(peak, before);
    best = std::max(best, work / seconds);
    ratios.push_back(work / seconds / before);
  }
  std::sort(ratios.begin(), ratios.end());
  const double mean = total / static_cast<double>(state.iterations());
  state.counters["GFLOP/s"] = work / mean;
  state.counters["best_GFLOP/s"] = best;
  state.counters["peak_GFLOP/s"] = peak;
  state.counters["of_peak"] = ratios[ratios.size() / 2];
  state.counters["best_of_peak"] = best / peak;
  return mean;
}

// Where argument 3 is 1, over_numpy: seconds of NumPy over the mean.
void hardmax_rank(benchmark::State& state) {
  const auto n = state.range(0);
  const auto d = state.range(1);
  const auto trials = state.range(2);
  rankcert::MeasureRequest request;
  request.arguments = {n, d, trials};
  const rankcert::Quantity& quantity = *rankcert::find_quantity("hardmax_rank");
  const double mean = time_against_peak(state, 2e-9 * static_cast<double>(n * n * d * trials), [&] {
    benchmark::DoNotOptimize(quantity.measure(request));
    ++request.seed;
  });
  if (state.range(3) == 0) return;
  const double numpy = peer_seconds(RANKCERT_NUMPY_COMMAND " " + std::to_string(n) + " " + std::to_string(d));
  state.counters["numpy_s"] = numpy;
  if (numpy > 0) state.counters["over_numpy"] = numpy / mean;
}
BENCHMARK(hardmax_rank)
    ->ArgNames({"n", "d_h", "trials", "numpy"})
    ->Args({32'768, 64, 1, 1})
    ->Args({16'384, 64, 1, 0})
    ->Args({8'192, 1'024, 1, 0})
    ->Args({1'000, 64, 200, 0})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(5)
    ->UseManualTime();

// The argmax of given vectors with the sieve of processors that do not multiply bytes.
void argmax_by_float32(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  const auto d = static_cast<std::size_t>(state.range(1));
  const auto matrix = [&](rankcert::StreamPurpose purpose) {
    std::vector<float> entries(n * d);
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t row) {
      rankcert::fill_standard_normal({1, purpose, 0, static_cast<std::uint32_t>(row)}, std::span(entries).subspan(row * d, d));
    });
    return entries;
  };
  const std::vector<float> queries = matrix(rankcert::StreamPurpose::hardmax_query);
  const std::vector<float> keys = matrix(rankcert::StreamPurpose::hardmax_key);
  std::vector<std::uint32_t> chosen(n);
  time_against_peak(state, 2e-9 * static_cast<double>(n * n * d), [&] {
    const rankcert::ExactArgmax argmax(keys, d, rankcert::ExactArgmax::Sieve::float32);
    constexpr std::size_t kRows = rankcert::ExactArgmax::kRowBlock;
    tbb::parallel_for(std::size_t{0}, n / kRows, [&](std::size_t block) {
      argmax.decide(std::span(queries).subspan(block * kRows * d, kRows * d), std::span(chosen).subspan(block * kRows, kRows));
    });
  });
}
BENCHMARK(argmax_by_float32)->ArgNames({"n", "d_h"})->Args({32'768, 64})->Unit(benchmark::kMillisecond)->Iterations(5)->UseManualTime();

}  // namespace
