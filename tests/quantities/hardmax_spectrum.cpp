#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <atomic>
#include <cmath>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

MeasuredEnclosure measured(const char* name, std::int64_t n, std::int64_t d, std::uint64_t seed = 1) {
  const Quantity& quantity = *find_quantity(name);
  MeasureRequest request;
  request.arguments = {n, d};
  request.seed = seed;
  REQUIRE_FALSE(quantity.refusal(request.arguments));
  return std::get<MeasuredEnclosure>(quantity.measure(request));
}

}  // namespace

TEST_CASE("the whole spectrum is the roots of the counts, to within the verified bounds (rank-barrier, Theorem 2)") {
  for (const std::int64_t n : {1, 2, 5, 64, 256, 500}) {
    for (const std::int64_t d : {1, 2, 64}) {
      CAPTURE(n);
      CAPTURE(d);
      const MeasuredEnclosure e = measured("hardmax_spectrum_deviation", n, d);
      CHECK(e.lower == 0);
      // 2 gamma_(2 sqrt n) n sigma_max
      const double size = static_cast<double>(n);
      const double largest = d == 1 ? std::sqrt(size) : d == 2 ? std::sqrt(size) / 2 : 4;
      CHECK(e.upper.convert_to<double>() < 1e-14 + 1e-15 * size * std::sqrt(size) * largest);
    }
  }
}

TEST_CASE("the top of the spectrum is the roots of the largest counts") {
  for (const std::int64_t n : {2, 3, 40, 300, 2000}) {
    for (const std::int64_t d : {1, 2, 64}) {
      CAPTURE(n);
      CAPTURE(d);
      const MeasuredEnclosure e = measured("hardmax_top_spectrum_deviation", n, d);
      CHECK(e.lower == 0);
      CHECK(e.upper.convert_to<double>() < 1e-12 * std::sqrt(static_cast<double>(n)) * (d == 1 ? 100 : 3));
    }
  }
}

TEST_CASE("spectrum deviations do not depend on the threads") {
  std::vector<Rational> full;
  std::vector<Rational> top;
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    full.push_back(measured("hardmax_spectrum_deviation", 300, 8).upper);
    top.push_back(measured("hardmax_top_spectrum_deviation", 700, 8).upper);
  }
  CHECK(full[0] == full[1]);
  CHECK(top[0] == top[1]);
}

TEST_CASE("spectrum deviations: refusals and the stop flag") {
  CHECK(find_quantity("hardmax_spectrum_deviation")->refusal(std::vector<Rational>{4097, 1})->find("4096") !=
        std::string::npos);
  CHECK(find_quantity("hardmax_top_spectrum_deviation")->refusal(std::vector<Rational>{1, 1}));
  CHECK_FALSE(find_quantity("hardmax_top_spectrum_deviation")->refusal(std::vector<Rational>{65'536, 64}));
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {300, 4};
  request.stop = &stop;
  for (const char* name : {"hardmax_spectrum_deviation", "hardmax_top_spectrum_deviation"}) {
    CHECK_THROWS_AS((void)find_quantity(name)->measure(request), Interrupted);
  }
}
