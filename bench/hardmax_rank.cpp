// hardmax_rank against the machine's float32 product and against NumPy in the same run, and random_heads_mse.
#include <benchmark/benchmark.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "attention/exact_argmax.hpp"
#include "linalg/blas.hpp"
#include "quantities/quantity.hpp"
#include "sampling/gaussian_stream.hpp"

namespace {

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::size_t threads() { return static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()); }

// GFLOP/s of a square product of size 4096, its rows shared between the threads.
double product_rate() {
  constexpr std::size_t n = 4096;
  static const std::vector<float> a(n * n, 1.0F);
  static const std::vector<float> b(n * n, 0.5F);
  static std::vector<float> c(n * n);
  const std::size_t parts = threads();
  const double start = seconds_now();
  tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
    const std::size_t first = part * n / parts;
    const std::size_t rows = (part + 1) * n / parts - first;
    rankcert::approx_product_transposed(a.data() + first * n, b.data(), c.data() + first * n, rows, n, n, n);
  });
  return 2e-9 * n * n * n / (seconds_now() - start);
}

// Seconds of the NumPy program with its best chunk and as many BLAS threads; 0 if it cannot run (no NumPy).
double numpy_seconds(std::int64_t n, std::int64_t d) {
  const std::string command = "OPENBLAS_NUM_THREADS=" + std::to_string(threads()) + " " + RANKCERT_NUMPY_COMMAND + " " +
                              std::to_string(n) + " " + std::to_string(d);
  std::FILE* output = popen(command.c_str(), "r");
  if (output == nullptr) return 0;
  double seconds = 0;
  long chunk = 0;
  const bool read = std::fscanf(output, "%lf %ld", &seconds, &chunk) == 2;
  return pclose(output) == 0 && read ? seconds : 0;
}

// Times `run`, which does `work` GFLOP, and returns the mean of its seconds. Before every run the peak is taken again, so
// that both meet the machine in the same state. of_peak: median of the ratios; best_of_peak: best rate over best peak.
double time_against_peak(benchmark::State& state, double work, const std::function<void()>& run) {
  std::vector<double> ratios;
  double best = 0;
  double peak = 0;
  double total = 0;
  (void)product_rate();  // the first product wakes the threads
  for (auto _ : state) {
    const double before = std::max(product_rate(), product_rate());
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
  const double numpy = numpy_seconds(n, d);
  if (numpy > 0) {
    state.counters["numpy_s"] = numpy;
    state.counters["over_numpy"] = numpy / mean;
  } else {
    std::fprintf(stderr, "no comparison with NumPy: %s does not run\n", RANKCERT_NUMPY_COMMAND);
  }
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

void random_heads_mse(benchmark::State& state) {
  rankcert::MeasureRequest request;
  request.arguments = {state.range(0), state.range(1)};
  const rankcert::Quantity& quantity = *rankcert::find_quantity("random_heads_mse");
  double width = 0;
  for (auto _ : state) {
    const auto measured = std::get<rankcert::MeasuredEnclosure>(quantity.measure(request));
    width = rankcert::Rational(measured.upper - measured.lower).convert_to<double>();
  }
  state.counters["width"] = width;
}
BENCHMARK(random_heads_mse)->Args({64, 1'024})->Args({64, 4'096})->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
