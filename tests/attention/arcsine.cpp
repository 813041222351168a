#include "attention/arcsine.hpp"

#include <doctest/doctest.h>

#include <boost/multiprecision/mpfr.hpp>
#include <cmath>
#include <random>

#include "attention/arcsine_products.hpp"

using namespace rankcert;
using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<60>,
                                           boost::multiprecision::et_off>;

TEST_CASE("Lemma B1: the arcsine errs by at most its stated bound") {
  std::mt19937_64 engine(1);
  std::uniform_real_distribution<double> uniform(-1, 1);
  const auto error = [](double x) {
    return static_cast<double>(boost::multiprecision::abs(Real(approx_arcsine(x)) - boost::multiprecision::asin(Real(x))));
  };
  double worst = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double x = uniform(engine);
    worst = std::max(worst, error(x));
    worst = std::max(worst, error(std::copysign(1 - std::abs(x) * 1e-6, x)));
    worst = std::max(worst, error(0.5 + x * 1e-9));
    worst = std::max(worst, error(x * 1e-12));
    CHECK(approx_arcsine(-x) == -approx_arcsine(x));
  }
  for (const double x : {0.0, 0.5, 1.0, std::nextafter(0.5, 1.0), std::nextafter(1.0, 0.0)}) {
    worst = std::max(worst, error(x));
  }
  CHECK(worst <= kArcsineError);
  CHECK(approx_arcsine(0.0) == 0.0);
}

TEST_CASE("Lemma B8: the error bound covers the worst argument within delta") {
  // One pair, weights 1: the error sum of a single product with y = 0 is |A^q| dk + dq dk; read dq off with y = 1 instead.
  std::mt19937_64 engine(2);
  const double delta = 144 * 0x1p-53;
  for (int i = 0; i < 3'000; ++i) {
    const double exponent = std::uniform_real_distribution<double>(-17, 0)(engine);
    double x = 1 - std::pow(10.0, exponent);
    if (i % 2 == 0) x = -x;
    if (i < 2) x = i == 0 ? 1 : -1;
    const double one = 1;
    double value = 0, magnitude = 0, error = 0;
    add_arcsine_products(&x, &one, &one, 1, delta, {&value, &magnitude, &error}, 1);
    // truth of the first factor anywhere within delta (less the 6 u that the code keeps for itself), second exactly 1
    for (const double side : {-1.0, 1.0}) {
      Real t = Real(x) + Real(side) * Real(delta - 6 * 0x1p-53);
      t = t > 1 ? Real(1) : t < -1 ? Real(-1) : t;
      const Real truth = boost::multiprecision::asin(t) * boost::multiprecision::asin(Real(1));
      CHECK(boost::multiprecision::abs(truth - Real(value)) <= Real(error) + Real(1e-15));
    }
    CHECK(magnitude == std::abs(value));
  }
}
