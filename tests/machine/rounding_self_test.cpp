#include "machine/rounding_self_test.hpp"

#include <doctest/doctest.h>
#include <flint/flint.h>
#include <mpfr.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <set>
#include <thread>

#include "machine/floating_environment.hpp"

using namespace rankcert;
using namespace rankcert::test;

TEST_CASE("self-test: this machine passes it, in all the threads that TBB may use") {
  constexpr std::size_t threads = 4;
  const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
  tbb::task_arena arena(static_cast<int>(threads));
  const MachineTest test = arena.execute([] { return test_machine(); });
  CHECK(test.is_sound());
  CHECK(test.threads == threads);
  std::set<std::string> subjects;
  std::set<std::string> lines;
  for (const SelfTest& one : test.tests) {
    subjects.insert(one.subject);
    lines.insert(one.subject + one.property);
    CHECK_MESSAGE(one.holds(), one.subject << ": " << one.property << ": " << one.found);
  }
  CHECK(subjects == std::set<std::string>{"Arb", "BLAS, double", "BLAS, float", "MPFI", "double", "float"});
  CHECK(lines.size() == test.tests.size());
  CHECK_FALSE(quick_machine_test());
}

TEST_CASE("self-test: another environment in the calling thread fails both forms") {
  REQUIRE_FALSE(quick_machine_test());  // TBB keeps the environment of its first use
  std::optional<SelfTest> upward;
  {
    const RoundingMode other(FE_UPWARD);
    upward = quick_machine_test();
  }
  REQUIRE(upward);
  CHECK(upward->property == "the rounding mode is to nearest");
#if defined(__SSE2__)
  bool sound = true;
  std::optional<SelfTest> flushed;
  {
    const ControlBits control(flush_to_zero);
    flushed = quick_machine_test();
    sound = test_machine().is_sound();
  }
  CHECK(flushed);
  CHECK_FALSE(sound);
#endif
  CHECK_FALSE(quick_machine_test());
}

#if defined(__SSE2__)
// TBB gives its tasks the environment of the moment in which a thread first used it.
TEST_CASE("self-test: an environment that only parallel tasks have is seen") {
  std::optional<SelfTest> failure;
  bool sound = true;
  std::thread thread([&] {
    {
      const ControlBits control(flush_to_zero);
      tbb::parallel_for(0, 1, [](int) {});
    }
    failure = quick_machine_test();
    sound = test_machine().is_sound();
    flint_cleanup();  // what the libraries keep for each thread
    mpfr_free_cache();
  });
  thread.join();
  REQUIRE(failure);
  CHECK(failure->found.find("(in a parallel task)") != std::string::npos);
  CHECK_FALSE(sound);
}
#endif

TEST_CASE("self-test: the quick form takes milliseconds") {
  CHECK_FALSE(quick_machine_test());  // the threads are there
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(quick_machine_test());
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(500));
}
