#include "attention/matching_layer.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <utility>

#include "capture_binding.hpp"
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

using Exponents = std::vector<int>;
using Form = std::map<Exponents, double>;

/// The coefficients of q(t), the polynomial of odd degree L nearest to sign: the sum over odd l of N lambda_l P_l.
std::vector<double> best_polynomial(std::size_t dimension, std::size_t degree) {
  const auto d = static_cast<double>(dimension);
  const auto harmonics = [&](std::size_t l) {
    return Integer(MatchingLayer::heads(dimension - 1, l) + MatchingLayer::heads(dimension - 1, l - 1)).convert_to<double>();
  };
  std::vector<double> before{1};
  std::vector<double> now{0, 1};
  std::vector<double> q(degree + 1, 0);
  double lambda = std::exp(std::lgamma(0.5) + std::lgamma(d / 2) - std::lgamma((d + 1) / 2)) / std::numbers::pi;
  for (std::size_t l = 1; l <= degree; ++l) {
    if (l % 2 == 1) {
      for (std::size_t j = 0; j < now.size(); ++j) q[j] += harmonics(l) * lambda * now[j];
      lambda *= -static_cast<double>(l) / (static_cast<double>(l) + d);
    }
    const auto k = static_cast<double>(l);
    std::vector<double> next(l + 2, 0);
    for (std::size_t j = 0; j < now.size(); ++j) next[j + 1] += (2 * k + d - 2) / (k + d - 2) * now[j];
    for (std::size_t j = 0; j < before.size(); ++j) next[j] -= k / (k + d - 2) * before[j];
    before = std::move(now);
    now = std::move(next);
  }
  return q;
}

/// The sum of coefficient_i w_i^power times the form, one factor of w.
Form times(const Form& form, std::span<const double> coefficients, int power) {
  Form product;
  for (const auto& [alpha, value] : form) {
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
      Exponents next = alpha;
      next[i] += power;
      product[next] += value * coefficients[i];
    }
  }
  return product;
}

/// f(y): q(<w,y>) as a form of degree L in w, each <w,y>^j |w|^(L-j) multiplied out.
Form form_in_w(std::size_t degree, std::span<const double> y) {
  const std::vector<double> q = best_polynomial(y.size(), degree);
  const std::vector<double> ones(y.size(), 1);
  Form total;
  for (std::size_t j = 1; j <= degree; j += 2) {
    Form form{{Exponents(y.size(), 0), q[j]}};
    for (std::size_t i = 0; i < j; ++i) form = times(form, y, 1);
    for (std::size_t i = j; i < degree; i += 2) form = times(form, ones, 2);
    for (const auto& [alpha, value] : form) total[alpha] += value;
  }
  return total;
}

/// g(w, y), the sum of the heads' (B f(y))_h <k_h,w>^L, for a unit vector y.
double value_of(const MatchingLayer& layer, std::size_t degree, std::span<const double> w, std::span<const double> y) {
  const Form form = form_in_w(degree, y);
  double value = 0;
  for (std::size_t h = 0; h < layer.size(); ++h) {
    double score = 0;
    for (std::size_t i = 0; i < w.size(); ++i) score += layer.keys()[h][i] * w[i];
    double coefficient = 0;
    for (std::size_t a = 0; a < layer.size(); ++a) {
      const auto& exponents = layer.monomials()[a];
      coefficient += layer.coefficients()[h * layer.size() + a] * form.at(Exponents(exponents.begin(), exponents.end()));
    }
    value += coefficient * std::pow(score, static_cast<double>(degree));
  }
  return value;
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
    CHECK(std::abs(value_of(layer, 3, w, y) - best_cubic_in_space(inner(w, y))) <= 1e-9);
  }
}

TEST_CASE("matching layer: sampled, its error is the one enclosed") {
  struct Case {
    std::size_t d, degree;
  };
  for (const auto& [d, degree] : {Case{3, 3}, Case{4, 3}, Case{5, 1}, Case{3, 7}}) {
    CAPTURE_BINDING(d);
    CAPTURE_BINDING(degree);
    const MatchingLayer layer(d, degree, 3);
    const auto error = layer.enclose_squared_error();
    double sum = 0, squares = 0;
    constexpr std::uint32_t samples = 2000;
    for (std::uint32_t i = 0; i < samples; ++i) {
      const auto w = unit_vector(d, 2 * i);
      const auto y = unit_vector(d, 2 * i + 1);
      const double miss = (inner(w, y) > 0 ? 1 : -1) - value_of(layer, degree, w, y);
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
  CHECK(std::abs(four.lower.convert_to<double>() - 64 / (9 * std::numbers::pi * std::numbers::pi)) < 1e-15);
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
    const double q = 6 * 16 / (15 * std::numbers::pi) * inner(w, y);
    CHECK(std::abs(value_of(layer, 1, w, y) - q) <= 6 * 6 * layer.residual() + 1e-13);
  }
}

TEST_CASE("matching layer: what cannot be built is refused") {
  CHECK_THROWS_AS((void)MatchingLayer(2, 1, 1), InputError);
  CHECK_THROWS_AS((void)MatchingLayer(5, 2, 1), InputError);
  CHECK_THROWS_AS((void)MatchingLayer(5, 9, 1), InputError);
  CHECK_THROWS_AS((void)MatchingLayer(20, 5, 1), InputError);
}
