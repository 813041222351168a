#include "linalg/blas.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace rankcert;

TEST_CASE("products of small integers are exact") {
  // a: 2 x 3, b: 2 x 3, a b^T
  const std::vector<double> a{1, 2, 3, 4, 5, 6};
  const std::vector<double> b{7, 8, 9, -1, 0, 1};
  std::vector<double> c(4);
  approx_product_transposed(a.data(), b.data(), c.data(), 2, 2, 3, 2);
  CHECK(c == std::vector<double>{50, 2, 122, 2});
  const std::vector<float> af(a.begin(), a.end()), bf(b.begin(), b.end());
  std::vector<float> cf(6, -1.0F);
  approx_product_transposed(af.data(), bf.data(), cf.data(), 2, 2, 3, 3);
  CHECK(cf == std::vector<float>{50, 2, -1, 122, 2, -1});
}

TEST_CASE("a Cholesky solve: Hilbert-like matrix with known solution, and a refusal") {
  const std::size_t n = 5;
  std::vector<double> m(n * n), b(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      m[i * n + j] = 1.0 / static_cast<double>(i + j + 1) + (i == j ? 1.0 : 0.0);
      b[i] += m[i * n + j] * static_cast<double>(j + 1);
    }
  }
  CHECK(approx_solve_positive_definite(m, b));
  for (std::size_t j = 0; j < n; ++j) CHECK(std::abs(b[j] - static_cast<double>(j + 1)) < 1e-13);
  std::vector<double> indefinite{1, 2, 2, 1};
  std::vector<double> right{1, 1};
  CHECK_FALSE(approx_solve_positive_definite(indefinite, right));
  CHECK(right == std::vector<double>{1, 1});
}
