#include "linalg/gram_defect.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

using namespace rankcert;

TEST_CASE("known defects: columns scaled by 1 + e, and two columns at an angle") {
  const std::size_t n = 500;
  std::vector<double> x(3 * n, 0.0);
  x[0] = 1, x[n + 1] = 1.5, x[2 * n + 2] = 1;
  const double scaled = upper_gram_defect(x, n, 3);
  CHECK(scaled >= 1.25);
  CHECK(scaled < 1.2501);
  x[n + 1] = std::cos(1.0), x[n + 0] = std::sin(1.0);  // inner product with column 0: sin 1
  const double turned = upper_gram_defect(x, n, 3);
  CHECK(turned >= std::sin(1.0));
  CHECK(turned <= std::sqrt(2.0) * std::sin(1.0) * 1.0001);  // Frobenius
}

TEST_CASE("orthonormal columns have a tiny defect, a disturbance shows") {
  // columns of a Hadamard-like matrix: exact multiples of 1/16
  const std::size_t n = 256;
  std::vector<double> x(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) x[j * n + i] = (__builtin_popcountll(i & j) % 2 == 0 ? 1.0 : -1.0) / 16;
  }
  CHECK(upper_gram_defect(x, n, n) < 2e-12);
  x[5 * n + 7] += 1e-9;
  CHECK(upper_gram_defect(x, n, n) >= 1e-9 / 16);
}
