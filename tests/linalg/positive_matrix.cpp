#include "linalg/positive_matrix.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <cmath>
#include <limits>
#include <random>

using namespace rankcert;

namespace {

constexpr std::size_t kTile = PositiveMatrix::kTile;

double& upper_entry(PositiveMatrix& a, std::size_t i, std::size_t j) {
  return a.tile(i / kTile, j / kTile)[(i % kTile) * kTile + j % kTile];
}

// 1 on the diagonal, b beside it: eigenvalues 1 + 2 b cos(k pi/(n+1)).
PositiveMatrix tridiagonal(std::size_t n, double b) {
  PositiveMatrix a(n, 1);
  for (std::size_t i = 0; i + 1 < n; ++i) upper_entry(a, i, i + 1) = b;
  return a;
}

// 1 on the diagonal, c elsewhere: eigenvalues 1 - c and 1 + (n-1) c.
PositiveMatrix equicorrelated(std::size_t n, double c) {
  PositiveMatrix a(n, 1);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) upper_entry(a, i, j) = c;
  }
  return a;
}

}  // namespace

TEST_CASE("the bound of the least eigenvalue: matrices whose eigenvalues are known, around the tile's edges") {
  for (const std::size_t n : {2U, 3U, 100U, 255U, 256U, 257U, 511U, 600U}) {
    CAPTURE(n);
    const double least = 1 + 2 * 0.375 * std::cos(std::acos(-1.0) * static_cast<double>(n) / static_cast<double>(n + 1));
    PositiveMatrix a = tridiagonal(n, 0.375);
    for (const double part : {1e-6, 0.5, 0.98}) {
      const double shift = std::floor(least * part * 0x1p40) * 0x1p-40;
      REQUIRE(a.approx_factor(shift));
      CHECK(a.least_eigenvalue_bound() <= least);
      CHECK(a.least_eigenvalue_bound() > shift - 1e-10);
    }
    CHECK_FALSE(a.approx_factor(least + 1e-6));

    PositiveMatrix c = equicorrelated(n, 0.75);
    REQUIRE(c.approx_factor(0.25 - 0x1p-20));
    CHECK(c.least_eigenvalue_bound() <= 0.25);
    CHECK(c.least_eigenvalue_bound() > 0.25 - 0x1p-20 - 1e-9);
    CHECK_FALSE(c.approx_factor(0.25 + 0x1p-20));
  }
}

TEST_CASE("a matrix with a negative eigenvalue is never proved positive") {
  for (const double excess : {1e-3, 1e-9, 1e-13}) {
    PositiveMatrix a = equicorrelated(300, -(1 + excess) / 299);  // least eigenvalue -excess
    for (const double shift : {0.0, -0x1p-40, -0x1p-10}) {
      if (a.approx_factor(shift)) CHECK(a.least_eigenvalue_bound() < 0);
    }
  }
}

TEST_CASE("a factor that is not one proves nothing") {
  PositiveMatrix a = equicorrelated(300, 0.5);
  REQUIRE(a.approx_factor(0.25));
  CHECK(a.least_eigenvalue_bound() > 0.24);
  const double kept = a.tile(1, 0)[5 * kTile + 7];
  for (const double wrong : {kept + 0.5, 1e200, std::numeric_limits<double>::quiet_NaN()}) {
    a.tile(1, 0)[5 * kTile + 7] = wrong;
    CHECK_FALSE(a.least_eigenvalue_bound() > 0);
  }
}

TEST_CASE("products and solutions of a random matrix, the same for every number of threads") {
  const std::size_t n = 530;
  std::mt19937_64 engine(1);
  std::normal_distribution<double> normal;
  PositiveMatrix a(n, 1);
  std::vector<double> dense(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    dense[i * n + i] = 1;
    for (std::size_t j = i + 1; j < n; ++j) dense[i * n + j] = dense[j * n + i] = upper_entry(a, i, j) = 0.01 * normal(engine);
  }
  std::vector<double> x(n);
  for (double& v : x) v = normal(engine);
  std::vector<std::vector<double>> solutions;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    REQUIRE(a.approx_factor(0));
    std::vector<double> y = x;
    a.approx_solve(y);
    solutions.push_back(y);
    const std::vector<double> back = a.approx_multiply(y);
    for (std::size_t i = 0; i < n; ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < n; ++j) sum += dense[i * n + j] * y[j];
      CHECK(std::abs(back[i] - sum) < 1e-12);
      CHECK(std::abs(back[i] - x[i]) < 1e-11);
    }
  }
  CHECK(solutions[0] == solutions[1]);
  CHECK(solutions[0] == solutions[2]);
}
