#include "machine/rounding_self_test.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>

#include "machine/blas_test.hpp"
#include "machine/floating_point_test.hpp"
#include "machine/interval_test.hpp"

namespace rankcert {
namespace {

using Clock = std::chrono::steady_clock;

/// How much is asked, and how long a thread waits for the others so that they work at once.
struct Effort {
  std::vector<std::size_t> matrix_sizes;
  std::chrono::milliseconds patience;
};

/// All tests of one thread; `seed` makes its matrices.
SelfTests test_thread(const Effort& effort, std::size_t seed) {
  SelfTests tests = test_floating_point();
  const auto append = [&](SelfTests more) {
    for (SelfTest& test : more) tests.push_back(std::move(test));
  };
  for (const std::size_t n : effort.matrix_sizes) append(test_blas(n, seed));
  // A library may have left another rounding mode behind.
  append(test_floating_point());
  append(test_balls());
  append(test_intervals());
  return tests;
}

/// What was found so far, by property.
class Findings {
 public:
  void add(const SelfTests& tests, const char* where) {
    const std::lock_guard lock(mutex_);
    threads_.insert(std::this_thread::get_id());
    for (const SelfTest& test : tests) {
      SelfTest& known = place_of(test);
      if (known.holds() && !test.holds()) known.found = test.found + where;
    }
  }
  [[nodiscard]] MachineTest result() { return {std::move(tests_), threads_.size()}; }

 private:
  SelfTest& place_of(const SelfTest& test) {
    for (SelfTest& known : tests_) {
      if (known.subject == test.subject && known.property == test.property) return known;
    }
    return tests_.emplace_back(SelfTest{test.subject, test.property, ""});
  }

  std::mutex mutex_;
  std::set<std::thread::id> threads_;
  SelfTests tests_;
};

MachineTest test_all_threads(const Effort& effort) {
  Findings findings;
  // Here, outside any task: TBB gives its tasks a floating-point environment of its own.
  findings.add(test_thread(effort, 1), "");
  const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
  std::atomic<std::size_t> arrived{0};
  const Clock::time_point deadline = Clock::now() + effort.patience;
  const auto task = [&](std::size_t i) {
    ++arrived;
    while (arrived < threads && Clock::now() < deadline) std::this_thread::yield();
    findings.add(test_thread(effort, i + 2), " (in a parallel task)");
  };
  tbb::parallel_for(std::size_t{0}, threads, task, tbb::simple_partitioner());
  return findings.result();
}

}  // namespace

MachineTest test_machine() { return test_all_threads({{48, 256}, std::chrono::milliseconds(500)}); }

std::optional<SelfTest> quick_machine_test() {
  const MachineTest test = test_all_threads({{16}, std::chrono::milliseconds(10)});
  const SelfTest* failure = first_failure(test.tests);
  return failure == nullptr ? std::nullopt : std::optional(*failure);
}

}  // namespace rankcert
