#include "linalg/singular_value_count.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include "capture_binding.hpp"
#include "exact/error.hpp"
#include "linalg/named_matrices.hpp"
#include "linalg/symmetric_factor.hpp"

using namespace rankcert;
using namespace rankcert::test;

namespace {

std::size_t true_count(const std::vector<Rational>& values, double threshold) {
  const Rational t = from_double(threshold);
  return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [&](const Rational& v) { return v > t; }));
}

bool holds(const CountBounds& bounds, std::size_t count) { return bounds.least <= count && count <= bounds.greatest; }

bool decided(const CountBounds& bounds) { return bounds.least == bounds.greatest; }

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("inertia: every reference matrix at thresholds between, near and at its singular values") {
  for (const ReferenceMatrix& reference : reference_matrices()) {
    const std::vector<Rational>& truth = reference.singular_values;
    const double largest = truth.front().convert_to<double>();
    const EnclosedValues enclosed = enclose_singular_values(reference.matrix);
    for (std::size_t k = 0; k < truth.size(); ++k) {
      const double value = truth[k].convert_to<double>();
      for (const double threshold : {value, value * (1 + 1e-9), value * (1 - 1e-9), value * 1.5, value + 1e-12 * largest}) {
        CAPTURE(reference.name);
        CAPTURE(threshold);
        const CountBounds bounds = count_singular_values_above(reference.matrix, threshold);
        const std::size_t count = true_count(truth, threshold);
        CHECK(holds(bounds, count));
        CHECK(holds(count_above(enclosed, threshold), count));
        const bool apart = std::all_of(truth.begin(), truth.end(), [&](const Rational& v) {
          return std::abs(v.convert_to<double>() - threshold) > 1e-12 * largest;
        });
        if (apart && threshold > 2e-12 * largest) CHECK(decided(bounds));
      }
    }
  }
}

TEST_CASE("inertia and singular value enclosures agree on random matrices of both shapes") {
  for (const auto& [rows, columns] : {std::pair{1, 1}, std::pair{40, 40}, std::pair{70, 25}, std::pair{25, 70}, std::pair{300, 280}}) {
    const DenseMatrix a = gaussian_matrix(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns), 3);
    const EnclosedValues values = enclose_singular_values(a);
    for (const double threshold : {1e-6, 0.3, 1.0, 3.0, 8.0, 20.0, 100.0}) {
      CAPTURE_BINDING(rows);
      CAPTURE(threshold);
      const CountBounds inertia = count_singular_values_above(a, threshold);
      const CountBounds enclosed = count_above(values, threshold);
      CHECK(decided(inertia));
      CHECK(decided(enclosed));
      CHECK(inertia.least == enclosed.least);
    }
  }
}

TEST_CASE("inertia: rank-deficient and clustered spectra, zero, and what cannot be decided") {
  const DenseMatrix a = matrix_with({4, 2, 2, 2, 2, 1, 0, 0, 0}, 12, 9, 5);
  const auto count = [&](double threshold, double perturbation = 0) { return count_singular_values_above(a, threshold, perturbation); };
  CHECK(decided(count(1e-10)));
  CHECK(count(1e-10).least == 6);
  CHECK(count(1.5).least == 5);
  CHECK(count(1.5).greatest == 5);
  CHECK(count(3).greatest == 1);
  CHECK(count(4.5).greatest == 0);
  CHECK(count(2).least <= 1);  // the cluster is known up to its rounding only
  CHECK(count(2).greatest >= 1);
  CHECK(holds(count(0), 6));  // rank 6 or more by rounding
  CHECK(count(0).least >= 6);
  CHECK(count(0).greatest == 9);
  CHECK(count(-1).least == 9);
  CHECK(count(-1).greatest == 9);
  // a perturbation moves every value by at most its size
  CHECK(count(1.5, 0.4).least == 5);
  CHECK(count(1.5, 0.4).greatest == 5);
  CHECK(count(1.5, 0.6).least == 1);
  CHECK(count(1.5, 0.6).greatest == 6);
  CHECK(count(1.5, 1.6).greatest == 9);
  CHECK(count(1.5, kInfinity).least == 0);
  CHECK(count(1.5, kInfinity).greatest == 9);
  CHECK(count(kInfinity).greatest == 0);
  CHECK(count_singular_values_above(zero_matrix(4, 4), 1e-100).greatest == 0);
}

TEST_CASE("inertia: monotone in the threshold and in the perturbation") {
  const DenseMatrix a = gaussian_matrix(30, 30, 12);
  CountBounds last{30, 30};
  for (double t = 0.01; t < 15; t *= 1.4) {
    const CountBounds bounds = count_singular_values_above(a, t);
    CHECK(bounds.least <= last.greatest);
    last = bounds;
    const CountBounds perturbed = count_singular_values_above(a, t, 0.5);
    CHECK(perturbed.least <= bounds.least);
    CHECK(perturbed.greatest >= bounds.greatest);
  }
}

TEST_CASE("inertia: the whole range of doubles") {
  const DenseMatrix a{2, 3, {3, 4, -4, 3, 0, 0}};  // 5, 5
  for (const int e : {-1074, -1000, -500, 0, 500, 1021}) {
    CAPTURE(e);
    const DenseMatrix b = scaled(a, e);
    CHECK(count_singular_values_above(b, std::ldexp(4, e)).least == 2);
    CHECK(count_singular_values_above(b, std::ldexp(4, e)).greatest == 2);
    CHECK(count_singular_values_above(b, std::ldexp(6, e)).greatest == 0);
    CHECK(holds(count_singular_values_above(b, std::ldexp(5, e)), 0));
    CHECK(count_singular_values_above(b, std::ldexp(7, e), std::ldexp(1, e)).greatest == 0);
  }
  CHECK(count_singular_values_above(a, 1e-300).least == 2);
  CHECK(count_singular_values_above(a, 1e308).greatest == 0);
}

TEST_CASE("inertia is sound for corrupted factors: nothing is proved rather than something false") {
  const DenseMatrix a = matrix_with({4, 2, 2, 1.2, 1, 0.5, 0, 0}, 9, 8, 5);
  const std::size_t above_one = 4;
  using Fault = std::function<void(SymmetricFactor&, double)>;
  const std::vector<Fault> faults = {
      [](SymmetricFactor& f, double size) { for (double& d : f.diagonal) d += size; },
      [](SymmetricFactor& f, double size) { for (double& d : f.diagonal) d -= size; },
      [](SymmetricFactor& f, double size) { for (double& d : f.diagonal) d *= 1 - size; },
      [](SymmetricFactor& f, double size) { f.l_transposed(0, 16) += size; },
      [](SymmetricFactor& f, double size) { for (double& b : f.below) b *= 1 - size; },
      [](SymmetricFactor& f, double size) { f.diagonal[3] += 100 * size; },
      [](SymmetricFactor& f, double) { std::reverse(f.order.begin(), f.order.end()); },
      [](SymmetricFactor& f, double) { f.order[0] = f.order[1]; },
      [](SymmetricFactor& f, double) { f.order[0] = 17; },
      [](SymmetricFactor& f, double) { f.l_transposed(2, 2) = 0; },
      [](SymmetricFactor& f, double) { f.l_transposed(3, 2) = 1e-300; },
      [](SymmetricFactor& f, double) { f.l_transposed(0, 3) = std::nan(""); },
      [](SymmetricFactor& f, double) { f.diagonal[2] = kInfinity; },
      [](SymmetricFactor& f, double) { f.below.back() = 1; },
      [](SymmetricFactor& f, double) { f.below.assign(f.below.size(), 0.1); f.below.back() = 0; },
      [](SymmetricFactor& f, double) { f.diagonal.pop_back(); },
      [](SymmetricFactor& f, double) { f = {}; }};
  for (std::size_t i = 0; i < faults.size(); ++i) {
    for (const double size : {1e-14, 1e-8, 1e-3, 0.1, 0.3, 0.9, 5.0, 100.0}) {
      CAPTURE(i);
      CAPTURE(size);
      const CountBounds bounds = count_singular_values_above(a, 1.1, 0, [&](DenseMatrix h) {
        SymmetricFactor factor = approx_symmetric_factor(std::move(h));
        faults[i](factor, size);
        return factor;
      });
      CHECK(holds(bounds, above_one));
      const bool harmless = i < 6 && size < 1e-7;
      if (harmless) CHECK(decided(bounds));
      if (i >= 6) CHECK_FALSE(decided(bounds));
    }
  }
}

TEST_CASE("inertia: input that is refused") {
  const DenseMatrix a = gaussian_matrix(3, 3, 1);
  CHECK_THROWS_AS((void)count_singular_values_above(a, std::nan("")), InputError);
  CHECK_THROWS_AS((void)count_singular_values_above(a, 1, -1), InputError);
  CHECK_THROWS_AS((void)count_singular_values_above(a, 1, std::nan("")), InputError);
  CHECK_THROWS_AS((void)count_singular_values_above(DenseMatrix{}, 1), InputError);
  CHECK_THROWS_AS((void)count_singular_values_above(zero_matrix(kMostRowsAndColumns, 1), 1), LimitError);
  CHECK_THROWS_AS((void)count_above({{1.0}, {0.0}}, std::nan("")), InputError);
  DenseMatrix bad = a;
  bad(0, 0) = kInfinity;
  CHECK_THROWS_AS((void)count_singular_values_above(bad, 1), InputError);
}

TEST_CASE("counts from enclosures: infinite errors leave everything open, ends are taken outward") {
  CHECK(count_above({{3, 2, 1}, {0.5, 0.5, 0.5}}, 2).least == 1);
  CHECK(count_above({{3, 2, 1}, {0.5, 0.5, 0.5}}, 2).greatest == 2);
  CHECK(count_above({{2}, {0.0}}, 2).least == 0);
  CHECK(count_above({{0, 0}, {kInfinity, kInfinity}}, 1).least == 0);
  CHECK(count_above({{0, 0}, {kInfinity, kInfinity}}, 1).greatest == 2);
  CHECK(count_above({{0, 0}, {kInfinity, kInfinity}}, -1).least == 2);
}

TEST_CASE("the inertia of D is read exactly, also where the determinant cancels") {
  const auto positive = [](double a, double b, double c) {
    return positive_inertia({zero_matrix(2, 2), {a, c}, {b, 0}, {0, 1}});
  };
  CHECK(positive(1, 1, 1) == 1);     // singular, trace 2
  CHECK(positive(-1, 1, -1) == 0);   // singular, trace -2
  CHECK(positive(0, 1, 0) == 1);
  CHECK(positive(2, 1, 2) == 2);
  CHECK(positive(-2, 1, -2) == 0);
  const double e = 0x1p-52;
  CHECK(positive(1 + e, 1, 1 - e) == 1);              // determinant -2^-104: the products round to 1
  CHECK(positive(1 + e, 1, 1) == 2);
  CHECK(positive(1e-200, 1e-200, 1e-200) == 1);       // products underflow
  CHECK(positive(3e-200, 1e-200, 3e-200) == 2);
  CHECK(positive(3e200, 1e200, 3e200) == 2);          // and overflow
  CHECK(positive(-3e200, 1e200, -3e200) == 0);
  CHECK(positive_inertia({zero_matrix(3, 3), {1, 0, -1}, {0, 0, 0}, {0, 1, 2}}) == 1);
  CHECK_THROWS_AS((void)positive(kInfinity, 1, 1), InputError);
}

TEST_CASE("the symmetric factor reproduces the permuted matrix") {
  const std::size_t n = 37;
  DenseMatrix h = gaussian_matrix(n, n, 9);
  for (std::size_t j = 0; j < n; ++j) {
    h(j, j) = 0;  // no 1 x 1 pivot at the start
    for (std::size_t i = 0; i < j; ++i) h(i, j) = h(j, i);
  }
  const SymmetricFactor f = approx_symmetric_factor(h);
  REQUIRE(f.order.size() == n);
  CHECK(std::any_of(f.below.begin(), f.below.end(), [](double x) { return x != 0; }));
  const auto l = [&](std::size_t i, std::size_t k) { return f.l_transposed(k, i); };
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < n; ++k) {
        sum += l(i, k) * f.diagonal[k] * l(j, k);
        if (k + 1 < n) sum += f.below[k] * (l(i, k) * l(j, k + 1) + l(i, k + 1) * l(j, k));
      }
      CHECK(std::abs(sum - h(f.order[i], f.order[j])) < 1e-12);
    }
  }
}

TEST_CASE("counts do not depend on the threads") {
  const DenseMatrix a = gaussian_matrix(200, 160, 2);
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    const CountBounds bounds = count_singular_values_above(a, 7.5);
    CHECK(bounds.least == bounds.greatest);
    CHECK(bounds.least == count_above(enclose_singular_values(a), 7.5).least);
  }
}
