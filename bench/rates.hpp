// What the benchmarks hold their times against: the machine's own products, and other programs.
#pragma once

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "linalg/blas.hpp"

namespace rankcert::bench {

inline double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline std::size_t threads() { return static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()); }

/// GFLOP/s of a square product of size 4096 of numbers T, its rows shared between the threads.
template <class T>
double product_rate() {
  constexpr std::size_t n = 4096;
  static const std::vector<T> a(n * n, T{1});
  static const std::vector<T> b(n * n, T{0.5});
  static std::vector<T> c(n * n);
  const std::size_t parts = threads();
  const double start = seconds_now();
  tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
    const std::size_t first = part * n / parts;
    const std::size_t rows = (part + 1) * n / parts - first;
    approx_product_transposed(a.data() + first * n, b.data(), c.data() + first * n, rows, n, n, n);
  });
  return 2e-9 * n * n * n / (seconds_now() - start);
}

/// The first number that a program prints when it has as many BLAS threads as there are here: its seconds. 0, with a word
/// on stderr, if it cannot run.
inline double peer_seconds(const std::string& program) {
  const std::string command = "OPENBLAS_NUM_THREADS=" + std::to_string(threads()) + " " + program;
  double seconds = 0;
  std::FILE* output = popen(command.c_str(), "r");
  const bool read = output != nullptr && std::fscanf(output, "%lf", &seconds) == 1;
  if (output != nullptr && pclose(output) == 0 && read) return seconds;
  std::fprintf(stderr, "no comparison: %s does not run\n", program.c_str());
  return 0;
}

}  // namespace rankcert::bench
