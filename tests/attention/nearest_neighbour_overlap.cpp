#include "attention/nearest_neighbour_overlap.hpp"

#include <doctest/doctest.h>

#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/mpfr.hpp>
#include <cmath>
#include <vector>

using namespace rankcert;
using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<60>,
                                           boost::multiprecision::et_off>;

namespace {

const Real kPi = boost::multiprecision::acos(Real(-1));

// The series of random-heads (Theorem 4), 1/2 sum_{odd l <= L} N(d,l) lambda_l^3 P_l(t), by the recurrences of Gegenbauer polynomials.
Real gegenbauer_series(int d, const Real& t, int last) {
  // lambda_1 = B(1/2, d/2)/pi, |lambda_(l+2)|/|lambda_l| = l/(l+d); N(d,l) = (2l+d-2) (l+d-3)!/(l! (d-2)!)
  Real lambda = boost::math::tgamma(Real(0.5)) * boost::math::tgamma(Real(d) / 2) / boost::math::tgamma(Real(d + 1) / 2) / kPi;
  Real dimension = 1;  // (l+d-3)!/(l! (d-3)!) at l = 0
  Real previous = 0;
  Real p = 1;  // P_0
  Real sum = 0;
  for (int l = 1; l <= last; ++l) {
    // (l+d-3) P_l = (2l+d-4) t P_(l-1) - (l-1) P_(l-2)
    const Real next = l == 1 ? t : ((2 * l + d - 4) * t * p - (l - 1) * previous) / (l + d - 3);
    previous = p;
    p = next;
    dimension = dimension * (l + d - 3) / l;
    if (l % 2 == 0) continue;
    const Real count = dimension * (2 * l + d - 2) / (d - 2);
    sum += count * lambda * lambda * lambda * p;
    lambda = -lambda * l / (l + d);
  }
  return sum / 2;
}

}  // namespace

TEST_CASE("the positive series encloses the Gegenbauer series") {
  struct Row {
    int d, last;
    double tail;  // of the reference
  };
  for (const Row& row : {Row{3, 4001, 1e-8}, Row{4, 3001, 1e-10}, Row{5, 2001, 1e-11}, Row{8, 1001, 1e-13},
                         Row{10, 801, 1e-15}, Row{17, 401, 1e-18}, Row{64, 201, 1e-18}, Row{1024, 101, 1e-18}}) {
    CAPTURE(row.d);
    const std::vector<double> t{0, 1, -1, 0.5, -0.3, 0.125, 1e-9, 0.99, -0.9999999, 0.01};
    std::vector<double> centre(t.size()), radius(t.size());
    NearestNeighbourOverlap(static_cast<std::size_t>(row.d)).enclose(t, centre, radius);
    for (std::size_t i = 0; i < t.size(); ++i) {
      const Real truth = gegenbauer_series(row.d, Real(t[i]), row.last);
      CAPTURE(t[i]);
      CHECK(static_cast<double>(boost::multiprecision::abs(truth - Real(centre[i]))) <= radius[i] + row.tail);
      if (row.d >= 8) CHECK(radius[i] < 1e-12);
      CHECK(radius[i] < 5e-8);
    }
  }
}

TEST_CASE("closed forms at t = 1: E|arcsin w|/pi") {
  const std::vector<double> t{1.0};
  std::vector<double> centre(1), radius(1);
  const double pi = std::acos(-1.0);
  NearestNeighbourOverlap(3).enclose(t, centre, radius);
  CHECK(std::abs(centre[0] - (0.5 - 1 / pi)) <= radius[0] + 1e-15);
  NearestNeighbourOverlap(4).enclose(t, centre, radius);
  CHECK(std::abs(centre[0] - (0.25 - 1 / (pi * pi))) <= radius[0] + 1e-15);
}

TEST_CASE("Lemma B4: the slope stays below the stated constant, beta is odd and increasing") {
  for (const std::size_t d : {3U, 4U, 5U, 9U, 100U, 1024U}) {
    std::vector<double> t;
    for (int i = -100; i <= 100; ++i) t.push_back(i / 100.0);
    std::vector<double> centre(t.size()), radius(t.size());
    NearestNeighbourOverlap(d).enclose(t, centre, radius);
    for (std::size_t i = 0; i + 1 < t.size(); ++i) {
      const double slack = radius[i] + radius[i + 1];
      const double rise = centre[i + 1] - centre[i];
      CHECK(rise >= -slack);
      CHECK(rise - slack <= NearestNeighbourOverlap::kLipschitz * (t[i + 1] - t[i]));
      CHECK(centre[i] == -centre[t.size() - 1 - i]);
    }
  }
}
