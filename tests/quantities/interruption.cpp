// A stop flag that is set in the middle of one long trial ends it.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

TEST_CASE("a single long trial is interrupted") {
  using Clock = std::chrono::steady_clock;
  struct Row {
    const char* name;
    std::vector<Rational> arguments;  // half a minute of work and more
  };
  for (const Row& row : {Row{"plurality_accuracy", {99, 100, 100'000'000, 1}}, Row{"majority_network_error", {1024, 16'383, 256, 1}},
                         Row{"full_rank_head_error", {4096, 4096, 1, 65'536, 1}},
                         Row{"biased_heads_mismatches", {8, 16'777'216, 10'000}},
                         Row{"projection_failure", {1024, 4096, Rational(999, 1000), 400, 1}},
                         Row{"sign_series_tail", {1, 256, 1, 10, 5000, 1}}}) {
    CAPTURE(std::string(row.name));
    const Quantity& quantity = *find_quantity(row.name);
    REQUIRE_FALSE(quantity.refusal(row.arguments));
    std::atomic<bool> stop = false;
    MeasureRequest request;
    request.arguments = row.arguments;
    request.stop = &stop;
    const std::jthread user([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      stop = true;
    });
    const Clock::time_point start = Clock::now();
    CHECK_THROWS_AS((void)quantity.measure(request), Interrupted);
    CHECK(Clock::now() - start < std::chrono::seconds(10));
  }
}
