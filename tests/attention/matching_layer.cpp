#include "attention/matching_layer.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "exact/error.hpp"
#include "sampling/gaussian_stream.hpp"

using namespace rankcert;

namespace {

std::vector<double> unit_vector(std::size_t d, std::uint32_t row) {
  std::vector<double> v(d);
  fill_standard_normal({.seed = 77, .purpose = StreamPurpose::head_query, .trial = 5, .row = row}, v);
  double norm = 0;
  for (const double x : v) norm += x * x;
  for (double& x : v) x /= std::sqrt(norm);
  return v;
}

double inner(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// The best approximation of degree 3 of sign on the sphere of R^3, where Gegenbauer's polynomials are Legendre's:
/// 3/2 P_1 - 7/8 P_3.
double best_cubic_in_space(double t) { return 1.5 * t - 7.0 / 8 * (5 * t * t * t - 3 * t) / 2; }

}  // namespace

TEST_CASE("matching layer: binomial(L + d - 1, L) heads") {
  CHECK(MatchingLayer::heads(3, 3) == 10);
  CHECK(MatchingLayer::heads(10, 1) == 10);
  CHECK(MatchingLayer::heads(10, 5) == 2002);
  CHECK(MatchingLayer(4, 3, 1).size() == 20);
}

TEST_CASE("matching layer: its heads add up to the best polynomial") {
  const MatchingLayer layer(3, 3, 1);
  for (std::uint32_t i = 0; i < 50; ++i) {
    const auto w = unit_vector(3, 2 * i);
    const auto y = unit_vector(3, 2 * i + 1);
    CHECK(std::abs(layer.approx_value(w, y) - best_cubic_in_space(inner(w, y))) <= 1e-9);
  }
}

TEST_CASE("matching layer: sampled, its error is the one enclosed") {
  struct Case {
    std::size_t d, degree;
  };
  for (const auto& [d, degree] : {Case{3, 3}, Case{4, 3}, Case{5, 1}, Case{3, 7}}) {
    CAPTURE(d);
    CAPTURE(degree);
    const MatchingLayer layer(d, degree, 3);
    const auto error = layer.enclose_squared_error();
    double sum = 0, squares = 0;
    constexpr std::uint32_t samples = 2000;
    for (std::uint32_t i = 0; i < samples; ++i) {
      const auto w = unit_vector(d, 2 * i);
      const auto y = unit_vector(d, 2 * i + 1);
      const double miss = (inner(w, y) > 0 ? 1 : -1) - layer.approx_value(w, y);
      sum += miss * miss / 2;
      squares += miss * miss * miss * miss / 4;
    }
    const double mean = sum / samples;
    const double deviation = std::sqrt((squares / samples - mean * mean) / samples);
    CHECK(error.lower.convert_to<double>() <= mean + 6 * deviation);
    CHECK(error.upper.convert_to<double>() >= mean - 6 * deviation);
    CHECK(Rational(error.upper - error.lower).convert_to<double>() <= 1e-6);
  }
}

TEST_CASE("matching layer: masses in closed form") {
  // d = 3: lambda_1 = 1/2, N = 3; lambda_3 = -1/8, N = 7.
  CHECK(enclose_mass_up_to(3, 1).lower == Rational(3, 4));
  CHECK(enclose_mass_up_to(3, 3).upper == Rational(3, 4) + Rational(7, 64));
  // m = 9 of the reference table: exact numbers.
  CHECK(enclose_mass_up_to(9, 1).lower == *parse_rational("0.67291259765625"));
  CHECK(enclose_mass_up_to(9, 3).lower == *parse_rational("0.67291259765625") + *parse_rational("0.11663818359375"));
  // d = 4: lambda_1 = B(1/2, 2)/pi = 4/(3 pi), N = 4: 64/(9 pi^2).
  const auto four = enclose_mass_up_to(4, 1);
  CHECK(std::abs(four.lower.convert_to<double>() - 64 / (9 * M_PI * M_PI)) < 1e-15);
  CHECK(four.lower < four.upper);
}

TEST_CASE("matching layer: the residual bound is above the residual in exact arithmetic") {
  // One head a coordinate: M is the matrix of keys, so its inverse's residual can be had by another route.
  const MatchingLayer layer(6, 1, 9);
  CHECK(layer.residual() > 0);
  CHECK(layer.residual() < 1e-10);
  for (std::uint32_t i = 0; i < 20; ++i) {
    const auto w = unit_vector(6, i);
    const auto y = unit_vector(6, i + 100);
    // q = N lambda_1 t, lambda_1 = B(1/2, 3)/pi = 16/(15 pi).
    const double q = 6 * 16 / (15 * M_PI) * inner(w, y);
    CHECK(std::abs(layer.approx_value(w, y) - q) <= 6 * 6 * layer.residual() + 1e-13);
  }
}

TEST_CASE("matching layer: what cannot be built is refused") {
  CHECK_THROWS_AS((void)MatchingLayer(2, 1, 1), InputError);
  CHECK_THROWS_AS((void)MatchingLayer(5, 2, 1), InputError);
  CHECK_THROWS_AS((void)MatchingLayer(5, 9, 1), InputError);
  CHECK_THROWS_AS((void)MatchingLayer(20, 5, 1), InputError);
}
