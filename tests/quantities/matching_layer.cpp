#include <doctest/doctest.h>

#include <array>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

MeasuredEnclosure measured(std::int64_t d, std::int64_t degree, std::uint64_t seed = 1) {
  MeasureRequest request;
  request.arguments = {d, degree};
  request.seed = seed;
  REQUIRE_FALSE(find_quantity("matching_layer_mse")->refusal(request.arguments));
  return std::get<MeasuredEnclosure>(find_quantity("matching_layer_mse")->measure(request));
}

}  // namespace

TEST_CASE("matching_layer_mse: half of the mass beyond its degree, whatever the keys") {
  // tau_5 = 1 - eta_1^2 - eta_3^2 of the reference table, exact in dimension 9.
  const Rational half = (1 - *parse_rational("0.67291259765625") - *parse_rational("0.11663818359375")) / 2;
  for (const std::uint64_t seed : {1U, 2U}) {
    const MeasuredEnclosure error = measured(9, 3, seed);
    CHECK(error.lower <= half);
    CHECK(error.upper >= half);
    CHECK(Rational(error.upper - error.lower) < Rational(1, 1'000'000'000));
  }
  // d = 3, L = 7: 1 - sum of (2l+1) lambda_l^2 with lambda = 1/2, -1/8, 1/16, -5/128.
  const Rational legendre = 1 - (Rational(3, 4) + Rational(7, 64) + Rational(11, 256) + 15 * Rational(25, 16384));
  const MeasuredEnclosure error = measured(3, 7);
  CHECK(error.lower <= legendre / 2);
  CHECK(error.upper >= legendre / 2);
}

TEST_CASE("matching_layer_mse: equal from run to run") {
  const MeasuredEnclosure one = measured(6, 3);
  const MeasuredEnclosure two = measured(6, 3);
  CHECK(one.lower == two.lower);
  CHECK(one.upper == two.upper);
}

TEST_CASE("matching_layer_mse: refusals name the range, the stop flag interrupts") {
  const Quantity& quantity = *find_quantity("matching_layer_mse");
  const auto refused = [&](std::vector<Rational> arguments) { return quantity.refusal(arguments); };
  CHECK(refused({2, 1})->find("from 3 to 1024") != std::string::npos);
  CHECK(refused({10, 9})->find("from 1 to 7") != std::string::npos);
  CHECK(refused({10, 2})->find("odd") != std::string::npos);
  CHECK(refused({20, 5})->find("at most 1024") != std::string::npos);
  CHECK_FALSE(refused({1024, 1}));
  MeasureRequest request;
  request.arguments = {5, 3};
  const std::atomic<bool> stop = true;
  request.stop = &stop;
  CHECK_THROWS_AS((void)quantity.measure(request), Interrupted);
}
