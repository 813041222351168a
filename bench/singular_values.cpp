// Verified singular values of Gaussian matrices against LAPACK's dgesdd alone, in the same run and with the same number of
// threads: argument 2 is the number that BLAS (for dgesdd) and TBB (for the verification) may use.
#include <benchmark/benchmark.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

#include "linalg/singular_value_count.hpp"
#include "linalg/singular_values.hpp"

extern "C" {
void openblas_set_num_threads(int threads);
void dgesdd_(const char* job, const int* m, const int* n, double* a, const int* lda, double* s, double* u, const int* ldu,
             double* vt, const int* ldvt, double* work, const int* lwork, int* iwork, int* info);
}

namespace {

using rankcert::DenseMatrix;

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

DenseMatrix gaussian_matrix(std::size_t n) {
  std::mt19937_64 engine(1);
  std::normal_distribution<double> normal;
  DenseMatrix a = rankcert::zero_matrix(n, n);
  for (double& x : a.entries) x = normal(engine);
  return a;
}

// Seconds of dgesdd with both factors and the best workspace, nothing checked.
double plain_seconds(const DenseMatrix& a, int threads) {
  openblas_set_num_threads(threads);
  const int n = static_cast<int>(a.rows);
  std::vector<double> entries = a.entries;
  std::vector<double> u(a.entries.size());
  std::vector<double> vt(a.entries.size());
  std::vector<double> s(a.rows);
  std::vector<int> integers(8 * a.rows);
  double best_work = 0;
  int info = 0;
  const int ask = -1;
  dgesdd_("S", &n, &n, entries.data(), &n, s.data(), u.data(), &n, vt.data(), &n, &best_work, &ask, integers.data(), &info);
  std::vector<double> work(static_cast<std::size_t>(best_work) + 1);
  const int length = static_cast<int>(work.size());
  const double start = seconds_now();
  dgesdd_("S", &n, &n, entries.data(), &n, s.data(), u.data(), &n, vt.data(), &n, work.data(), &length, integers.data(), &info);
  return seconds_now() - start;
}

// The proposal is always computed in one thread, so that it does not depend on their number.
void verified_svd(benchmark::State& state) {
  const DenseMatrix a = gaussian_matrix(static_cast<std::size_t>(state.range(0)));
  const auto threads = static_cast<std::size_t>(state.range(1));
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  double plain = 0;
  double verified = 0;
  double width = 0;
  for (auto _ : state) {
    plain += plain_seconds(a, static_cast<int>(threads));
    const double start = seconds_now();
    const rankcert::EnclosedValues values = rankcert::enclose_singular_values(a);
    const double seconds = seconds_now() - start;
    verified += seconds;
    for (std::size_t k = 0; k < values.value.size(); ++k) {
      width = std::max(width, (values.upper(k) - values.lower(k)) / values.upper(k));
    }
    state.SetIterationTime(seconds);
    state.counters["largest_error"] = values.error.front();
  }
  state.counters["plain_s"] = plain / static_cast<double>(state.iterations());
  state.counters["verified_s"] = verified / static_cast<double>(state.iterations());
  state.counters["ratio"] = verified / plain;
  state.counters["largest_relative_width"] = width;
}
BENCHMARK(verified_svd)->ArgNames({"n", "threads"})->ArgsProduct({{1'000, 2'000}, {1, 2}})->Iterations(1)->Unit(benchmark::kMillisecond)->UseManualTime();

void count_by_inertia(benchmark::State& state) {
  const DenseMatrix a = gaussian_matrix(static_cast<std::size_t>(state.range(0)));
  rankcert::CountBounds bounds{0, 0};
  for (auto _ : state) bounds = rankcert::count_singular_values_above(a, 10);
  state.counters["least"] = static_cast<double>(bounds.least);
  state.counters["greatest"] = static_cast<double>(bounds.greatest);
}
BENCHMARK(count_by_inertia)->ArgNames({"n"})->Arg(1'000)->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
