#include "linalg/identity_root.hpp"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <cmath>
#include <random>

#include "exact/error.hpp"

using namespace rankcert;

namespace {

DenseMatrix symmetric(std::size_t n, double size, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::uniform_real_distribution<double> uniform(-size, size);
  DenseMatrix e = zero_matrix(n, n);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i <= j; ++i) e(i, j) = e(j, i) = std::trunc(uniform(engine) * 0x1p52) * 0x1p-52;
  }
  return e;
}

using Wide = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;

Wide wide(const DenseMatrix& a) {
  Wide w(a.rows, a.columns);
  for (std::size_t j = 0; j < a.columns; ++j) {
    for (std::size_t i = 0; i < a.rows; ++i) w(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = a(i, j);
  }
  return w;
}

// Newton's iteration in long double, from the identity: another method, eleven bits more.
Wide reference_root(const DenseMatrix& e) {
  const auto n = static_cast<Eigen::Index>(e.rows);
  const Wide target = Wide::Identity(n, n) + wide(e);
  Wide y = Wide::Identity(n, n);
  for (int k = 0; k < 40; ++k) y = 0.5L * (y + Wide(y.partialPivLu().solve(target)));
  return y;
}

double norm(const DenseMatrix& e) { return static_cast<double>(wide(e).operatorNorm()) * (1 + 1e-12); }

double distance(const DenseMatrix& root, const DenseMatrix& e) { return static_cast<double>((wide(root) - reference_root(e)).operatorNorm()); }

}  // namespace

TEST_CASE("square root of I + E: a 2 x 2 matrix in closed form") {
  DenseMatrix e = zero_matrix(2, 2);
  e(0, 0) = e(1, 1) = 0.25;
  e(0, 1) = e(1, 0) = 0.5;  // eigenvalues 1.75 and 0.75
  const EnclosedRoot root = enclose_identity_root(e, 0.75);
  const double diagonal = (std::sqrt(1.75) + std::sqrt(0.75)) / 2;
  const double other = (std::sqrt(1.75) - std::sqrt(0.75)) / 2;
  CHECK(std::abs(root.root(0, 0) - diagonal) <= root.error + 1e-15);
  CHECK(std::abs(root.root(0, 1) - other) <= root.error + 1e-15);
  CHECK(root.error < 1e-14);
}

TEST_CASE("square root of I + E: the error bound covers the distance to another method's root") {
  for (const std::size_t n : {1U, 3U, 40U, 120U}) {
    for (const double size : {1e-9, 1e-4, 0.03}) {
      CAPTURE(n);
      CAPTURE(size);
      const DenseMatrix e = symmetric(n, size, static_cast<unsigned>(n));
      const EnclosedRoot root = enclose_identity_root(e, norm(e));
      CHECK(distance(root.root, e) <= root.error + 1e-17 * static_cast<double>(n));
      CHECK(root.error < 1e-13);
    }
  }
  const EnclosedRoot identity = enclose_identity_root(zero_matrix(4, 4), 0, approx_identity_root(zero_matrix(4, 4)));
  CHECK(distance(identity.root, zero_matrix(4, 4)) <= identity.error);
}

TEST_CASE("square root of I + E: a spoilt proposal costs width, never truth") {
  const DenseMatrix e = symmetric(30, 0.02, 5);
  const DenseMatrix good = approx_identity_root(e);
  for (const double noise : {1e-12, 1e-6, 1e-3}) {
    DenseMatrix spoilt = good;
    const DenseMatrix change = symmetric(30, noise, 6);
    for (std::size_t k = 0; k < spoilt.entries.size(); ++k) spoilt.entries[k] += change.entries[k];
    const EnclosedRoot root = enclose_identity_root(e, norm(e), spoilt);
    CHECK(distance(root.root, e) <= root.error);
    CHECK(root.error < 1000 * noise);
  }
  // -M and a root with one eigenvalue reflected have the same square
  DenseMatrix negative = good;
  for (double& x : negative.entries) x = -x;
  CHECK(std::isinf(enclose_identity_root(e, norm(e), negative).error));
  DenseMatrix reflected = zero_matrix(2, 2);
  reflected(0, 0) = 1;
  reflected(1, 1) = -1;
  CHECK(std::isinf(enclose_identity_root(zero_matrix(2, 2), 0, reflected).error));
  DenseMatrix skew = good;
  skew(0, 1) += 1e-9;
  CHECK(std::isinf(enclose_identity_root(e, norm(e), skew).error));
  CHECK(std::isinf(enclose_identity_root(e, norm(e), zero_matrix(29, 29)).error));
}

TEST_CASE("square root of I + E: no bound for a norm of 1, refusals") {
  DenseMatrix e = zero_matrix(2, 2);
  e(0, 0) = -1;
  CHECK(std::isinf(enclose_identity_root(e, 1).error));
  e(0, 0) = 0.1;  // 1 + 0.1 is rounded
  CHECK_THROWS_AS((void)enclose_identity_root(e, 0.2), InputError);
  e(0, 0) = 0;
  e(0, 1) = 0.5;
  CHECK_THROWS_AS((void)enclose_identity_root(e, 0.5), InputError);
  CHECK_THROWS_AS((void)enclose_identity_root(zero_matrix(2, 2), NAN), InputError);
}
