#include "sampling/box_muller.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>

using namespace rankcert;

TEST_CASE("approx_log agrees with the C library to 1e-14 relative") {
  std::mt19937_64 bits(1);
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    double x = std::ldexp(static_cast<double>((bits() >> 12) + 1), -52);  // the arguments Box-Muller uses
    if (i % 4 == 0) x = std::ldexp(1.0 + x, static_cast<int>(bits() % 60) - 50);
    if (i % 4 == 1) x = 1.0 - std::ldexp(x, -30);
    const double reference = std::log(x);
    if (reference != 0) worst = std::max(worst, std::abs(approx_log(x) - reference) / std::abs(reference));
  }
  CHECK(worst < 1e-14);
  CHECK(approx_log(1.0) == 0.0);
  CHECK(approx_log(0x1p-52) == doctest::Approx(-52 * std::numbers::ln2).epsilon(1e-15));
}

TEST_CASE("approx_sine_cosine_of_turn agrees with the C library to 1e-15 and lies on the circle") {
  std::mt19937_64 bits(2);
  double worst = 0;
  double off_circle = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double v = std::ldexp(static_cast<double>(bits() >> 12), -52);
    const SineCosine value = approx_sine_cosine_of_turn(v);
    const long double angle = 2 * std::numbers::pi_v<long double> * static_cast<long double>(v);
    worst = std::max(worst, std::abs(value.sine - static_cast<double>(std::sin(angle))));
    worst = std::max(worst, std::abs(value.cosine - static_cast<double>(std::cos(angle))));
    off_circle = std::max(off_circle, std::abs(value.sine * value.sine + value.cosine * value.cosine - 1));
  }
  CHECK(worst < 1e-15);
  CHECK(off_circle < 1e-15);
  for (int quarter = 0; quarter < 4; ++quarter) {
    const SineCosine value = approx_sine_cosine_of_turn(quarter / 4.0);
    CHECK(value.sine == (quarter % 2 == 0 ? 0 : 2 - quarter));
    CHECK(value.cosine == (quarter % 2 == 1 ? 0 : 1 - quarter));
  }
}
