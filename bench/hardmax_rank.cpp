// hardmax_rank against the machine's float32 product in the same process, and random_heads_mse.
#include <benchmark/benchmark.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "linalg/blas.hpp"
#include "quantities/quantity.hpp"

namespace {

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// The peak: a square product of size 4096, its rows shared between two threads, best of several runs, in GFLOP/s.
double product_peak() {
  constexpr std::size_t n = 4096;
  constexpr std::size_t kThreads = 2;
  const std::vector<float> a(n * n, 1.0F);
  const std::vector<float> b(n * n, 0.5F);
  std::vector<float> c(n * n);
  double best = 0;
  for (int run = 0; run < 5; ++run) {
    const double start = seconds_now();
    tbb::parallel_for(std::size_t{0}, kThreads, [&](std::size_t part) {
      const std::size_t rows = n / kThreads;
      const std::size_t first = part * rows * n;
      rankcert::approx_product_transposed(a.data() + first, b.data(), c.data() + first, rows, n, n, n);
    });
    best = std::max(best, 2e-9 * n * n * n / (seconds_now() - start));
  }
  return best;
}

void hardmax_rank(benchmark::State& state) {
  static const double peak = product_peak();
  const auto n = state.range(0);
  const auto d = state.range(1);
  const auto trials = state.range(2);
  rankcert::MeasureRequest request;
  request.arguments = {n, d, trials};
  const rankcert::Quantity& quantity = *rankcert::find_quantity("hardmax_rank");
  double best = 0;
  double total = 0;
  for (auto _ : state) {
    const double start = seconds_now();
    benchmark::DoNotOptimize(quantity.measure(request));
    const double seconds = seconds_now() - start;
    best = std::max(best, 2e-9 * static_cast<double>(n * n * d * trials) / seconds);
    total += seconds;
    ++request.seed;
  }
  const double rate =
      2e-9 * static_cast<double>(n * n * d * trials) * static_cast<double>(state.iterations()) / total;
  state.counters["GFLOP/s"] = rate;
  state.counters["best_GFLOP/s"] = best;
  state.counters["peak_GFLOP/s"] = peak;
  state.counters["of_peak"] = rate / peak;
  state.counters["best_of_peak"] = best / peak;
}
BENCHMARK(hardmax_rank)
    ->Args({16'384, 64, 1})
    ->Args({8'192, 1'024, 1})
    ->Args({1'000, 64, 200})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

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
