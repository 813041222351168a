#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

const Quantity& quantity() { return *find_quantity("biased_heads_mismatches"); }

MeasuredEnclosure measured(std::int64_t d, std::int64_t waves, std::int64_t samples, std::uint64_t seed = 1) {
  MeasureRequest request;
  request.arguments = {d, waves, samples};
  request.seed = seed;
  REQUIRE_FALSE(quantity().refusal(request.arguments));
  return std::get<MeasuredEnclosure>(quantity().measure(request));
}

}  // namespace

TEST_CASE("biased_heads_mismatches: none, inside the range and beyond it, for both parities of J and all numbers of threads") {
  for (const std::size_t threads : {1U, 3U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    for (const std::int64_t waves : {1, 2, 3, 64, 65}) {  // u = sqrt(2) d t: most inputs lie beyond J = 1, 2, 3
      const MeasuredEnclosure one = measured(8, waves, 3'000, 5);
      CHECK(one.lower == 0);
      CHECK(one.upper == 0);
    }
  }
  CHECK(measured(2, 4, 1).upper == 0);
  CHECK(measured(64, 4'096, 50).upper == 0);
}

TEST_CASE("biased_heads_mismatches: refusals name the range") {
  const auto refused = [](std::vector<Rational> arguments) { return quantity().refusal(arguments); };
  CHECK_FALSE(refused({2, 1, 10'000'000}));
  CHECK(refused({1, 1, 1})->find("from 2 to 4096") != std::string::npos);
  CHECK(refused({8, 0, 1}));
  CHECK(refused({8, Rational(1, 2), 1}));
  CHECK(refused({8, 64, 0})->find("10000000") != std::string::npos);
  CHECK(refused({8, 16'777'216, 10'000'000})->find("3*10^11") != std::string::npos);
}

TEST_CASE("biased_heads_mismatches: the stop flag interrupts, progress ends at 1") {
  MeasureRequest request;
  request.arguments = {8, 64, 2'000};
  double last = 0;
  request.progress = [&](double fraction) { last = fraction; };
  (void)quantity().measure(request);
  CHECK(last == 1.0);
  const std::atomic<bool> stop = true;
  request.stop = &stop;
  CHECK_THROWS_AS((void)quantity().measure(request), Interrupted);
}
