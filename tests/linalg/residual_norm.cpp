#include "linalg/residual_norm.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "capture_binding.hpp"
#include "exact/rational.hpp"
#include "linalg/named_matrices.hpp"

using namespace rankcert;
using namespace rankcert::test;

namespace {

double upper_residual(const DenseMatrix& a, const DenseMatrix& b, const DenseMatrix& t,
                      ProductShape shape = ProductShape::general) {
  return upper_residual_norm({transposed(a).entries, b.entries, a.rows, b.columns, a.columns}, shape,
                             [&](std::size_t j, std::size_t first, std::size_t last, double* out) {
                               for (std::size_t i = first; i < last; ++i) out[i - first] = t(i, j);
                             });
}

// ||A B - T||_F^2, exactly.
Rational exact_square(const DenseMatrix& a, const DenseMatrix& b, const DenseMatrix& t) {
  Rational sum = 0;
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < b.columns; ++j) {
      Rational r = -from_double(t(i, j));
      for (std::size_t k = 0; k < a.columns; ++k) r += from_double(a(i, k)) * from_double(b(k, j));
      sum += r * r;
    }
  }
  return sum;
}

DenseMatrix rounded_product(const DenseMatrix& a, const DenseMatrix& b) {
  DenseMatrix t = zero_matrix(a.rows, b.columns);
  for (std::size_t i = 0; i < a.rows; ++i) {
    for (std::size_t j = 0; j < b.columns; ++j) {
      for (std::size_t k = 0; k < a.columns; ++k) t(i, j) += a(i, k) * b(k, j);
    }
  }
  return t;
}

}  // namespace

TEST_CASE("Lemma 1 against exact arithmetic: above the norm, and hardly, even where all is rounding error") {
  for (const auto& [rows, depth, columns] : {std::tuple{1U, 1U, 1U}, std::tuple{7U, 30U, 5U}, std::tuple{20U, 20U, 20U}, std::tuple{3U, 200U, 4U}}) {
    for (const int scale : {-300, 0, 300}) {
      const DenseMatrix a = scaled(gaussian_matrix(rows, depth, 1), scale / 2);
      const DenseMatrix b = gaussian_matrix(depth, columns, 2);
      const DenseMatrix t = rounded_product(a, b);
      CAPTURE_BINDING(depth);
      CAPTURE(scale);
      const Rational truth = exact_square(a, b, t);
      const double bound = upper_residual(a, b, t);
      CHECK(from_double(bound) * from_double(bound) >= truth);
      // the residual is all rounding, about 10^-16 of the product: half of it more is allowed
      const double rounding = 1e-22 * depth * depth * rows * columns * std::ldexp(1.0, scale / 2);
      CHECK(bound <= 1.001 * std::sqrt(truth.convert_to<double>()) + rounding + 2e-150);
      DenseMatrix off = t;
      off(rows - 1, columns - 1) += std::ldexp(0.5, scale / 2);
      const Rational far = exact_square(a, b, off);
      const double bound_off = upper_residual(a, b, off);
      CHECK(from_double(bound_off) * from_double(bound_off) >= far);
      CHECK(bound_off <= 1.00001 * std::sqrt(far.convert_to<double>()) + 2e-150);
    }
  }
}

TEST_CASE("the symmetric shapes see what the general one sees, across tiles") {
  for (const std::size_t n : {1U, 5U, 256U, 300U}) {
    const DenseMatrix x = gaussian_matrix(40, n, 3);
    DenseMatrix t = rounded_product(transposed(x), x);
    const DenseMatrix xt = transposed(x);
    const double general = upper_residual(xt, x, t);
    CHECK(upper_residual(xt, x, t, ProductShape::symmetric) == doctest::Approx(general).epsilon(1e-3));
    t(n - 1, 0) += 2;
    if (n > 1) t(0, n - 1) += 2;
    CHECK(upper_residual(xt, x, t, ProductShape::symmetric) == doctest::Approx(n > 1 ? std::sqrt(8.0) : 2.0).epsilon(1e-5));
  }
  // L (D L^T) with D tridiagonal: the factor on the right is upper Hessenberg
  const std::size_t n = 300;
  DenseMatrix l = gaussian_matrix(n, n, 4);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i < j; ++i) l(i, j) = 0;
  }
  DenseMatrix d = zero_matrix(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    d(i, i) = 1;
    if (i + 1 < n) d(i, i + 1) = d(i + 1, i) = 2;
  }
  const DenseMatrix g = rounded_product(d, transposed(l));
  DenseMatrix t = rounded_product(l, g);
  t(290, 3) += 1;
  t(3, 290) += 1;
  t(260, 260) += 1;
  CHECK(upper_residual(l, g, t, ProductShape::symmetric_upper_hessenberg) == doctest::Approx(std::sqrt(3.0)).epsilon(1e-5));
}

TEST_CASE("residual norms: NaN, infinity and overflow give infinity, never less") {
  const DenseMatrix a = gaussian_matrix(4, 4, 1);
  const DenseMatrix t = zero_matrix(4, 4);
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL, 1e300, 1e130}) {
    for (int where = 0; where < 3; ++where) {
      DenseMatrix m[3] = {a, a, t};
      m[where](2, 3) = bad;
      CHECK((std::isinf(upper_residual(m[0], m[1], m[2])) || (where == 2 && bad == 1e130)));  // that one is a large target
    }
  }
}

TEST_CASE("the Frobenius norm is an upper bound") {
  CHECK(upper_frobenius_norm(std::vector<double>{3, 4}) >= 5);
  CHECK(upper_frobenius_norm(std::vector<double>{3, 4}) < 5.0001);
  CHECK(upper_frobenius_norm(std::vector<double>{1e-200}) >= 1e-200);
  CHECK(upper_frobenius_norm(std::vector<double>{}) >= 0);
}

TEST_CASE("residual norms do not depend on the threads") {
  const DenseMatrix a = gaussian_matrix(700, 300, 5);
  std::vector<double> norms;
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    norms.push_back(upper_residual(a, transposed(a), zero_matrix(700, 700)));
  }
  CHECK(norms[0] == norms[1]);
}
