#include "linalg/largest_singular_values.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "exact/error.hpp"

using namespace rankcert;

namespace {

// Signs of inner products of random vectors: a few large singular values, then a bulk.
SignMatrix inner_product_signs_of(std::size_t rows, std::size_t columns, std::size_t dimension, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<double> normal;
  std::vector<double> w(rows * dimension);
  std::vector<double> y(columns * dimension);
  for (double& x : w) x = normal(engine);
  for (double& x : y) x = normal(engine);
  SignMatrix s{rows, columns, std::vector<std::int8_t>(rows * columns)};
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      double product = 0;
      for (std::size_t k = 0; k < dimension; ++k) product += w[i * dimension + k] * y[j * dimension + k];
      s.entries[i * columns + j] = product >= 0 ? std::int8_t{1} : std::int8_t{-1};
    }
  }
  return s;
}

ProposedEigenpairs without_pair(const ProposedEigenpairs& pairs, std::size_t k, std::size_t rows) {
  ProposedEigenpairs fewer = pairs;
  fewer.theta.erase(fewer.theta.begin() + static_cast<std::ptrdiff_t>(k));
  fewer.x.erase(fewer.x.begin() + static_cast<std::ptrdiff_t>(k * rows), fewer.x.begin() + static_cast<std::ptrdiff_t>((k + 1) * rows));
  return fewer;
}

}  // namespace

TEST_CASE("the largest singular values agree with the dense method, and the rest is bounded by the next") {
  struct Shape {
    std::size_t rows, columns, dimension, count;
  };
  for (const Shape& shape : {Shape{300, 300, 4, 4}, Shape{600, 600, 4, 30}, Shape{513, 700, 9, 9}, Shape{700, 300, 3, 1}}) {
    const SignMatrix s = inner_product_signs_of(shape.rows, shape.columns, shape.dimension, 3);
    const EnclosedValues all = enclose_singular_values(dense_matrix(s));
    const LargestSingularValues largest = enclose_largest_singular_values(s, approx_top_eigenpairs(s, shape.count + 8), shape.count);
    CAPTURE(shape.rows);
    REQUIRE(largest.values.value.size() == shape.count);
    for (std::size_t k = 0; k < shape.count; ++k) {
      CHECK(std::abs(largest.values.value[k] - all.value[k]) <= largest.values.error[k] + all.error[k]);
      CHECK(largest.values.error[k] < 1e-6 * largest.values.value[k]);
    }
    CHECK(largest.rest >= all.lower(shape.count));
    CHECK(largest.rest < all.upper(shape.count - 1));
  }
}

TEST_CASE("a pair that the proposal misses is noticed") {
  const SignMatrix s = inner_product_signs_of(400, 400, 4, 5);
  const EnclosedValues all = enclose_singular_values(dense_matrix(s));
  const ProposedEigenpairs good = approx_top_eigenpairs(s, 16);
  REQUIRE(std::isfinite(enclose_largest_singular_values(s, good, 6).rest));
  for (const std::size_t missed : {0U, 1U, 3U, 5U}) {
    const LargestSingularValues found = enclose_largest_singular_values(s, without_pair(good, missed, s.rows), 6);
    CAPTURE(missed);
    // what is found is not the 6 largest; its values are still near singular values, so none exceeds the true one
    CHECK(std::isinf(found.rest));
    for (std::size_t k = 0; k < 6; ++k) CHECK(found.values.value[k] - found.values.error[k] <= all.upper(k));
  }
}

TEST_CASE("disturbed proposals prove less, never something false") {
  const SignMatrix s = inner_product_signs_of(300, 300, 4, 7);
  const EnclosedValues all = enclose_singular_values(dense_matrix(s));
  const ProposedEigenpairs good = approx_top_eigenpairs(s, 12);
  std::mt19937 engine(2);
  std::normal_distribution<double> normal;
  for (const double size : {1e-13, 1e-9, 1e-6, 1e-4, 1e-2, 1.0}) {
    ProposedEigenpairs bad = good;
    for (double& x : bad.x) x += size * normal(engine) / 17;
    ProposedEigenpairs shifted = good;
    for (double& theta : shifted.theta) theta *= 1 + size * 0.1 * std::abs(normal(engine));
    std::sort(shifted.theta.begin(), shifted.theta.end(), std::greater<>());
    for (const ProposedEigenpairs& proposal : {bad, shifted}) {
      const LargestSingularValues found = enclose_largest_singular_values(s, proposal, 4);
      CHECK(found.rest >= all.lower(4));
      for (std::size_t k = 0; k < 4; ++k) {
        CHECK(found.values.value[k] - found.values.error[k] <= all.upper(k));
        if (std::isfinite(found.rest)) CHECK(found.values.value[k] + found.values.error[k] >= all.lower(k));
      }
    }
  }
  // one vector twice, too few pairs, a wrong size, not sorted
  ProposedEigenpairs twice = good;
  std::copy_n(twice.x.begin(), s.rows, twice.x.begin() + static_cast<std::ptrdiff_t>(s.rows));
  CHECK(std::isinf(enclose_largest_singular_values(s, twice, 4).values.error[0]));
  CHECK(std::isinf(enclose_largest_singular_values(s, good, 12).values.error[0]));
  CHECK(std::isinf(enclose_largest_singular_values(s, {good.theta, {1.0}}, 4).values.error[0]));
  std::swap(twice.theta[0], twice.theta[5]);
  CHECK(std::isinf(enclose_largest_singular_values(s, twice, 4).rest));
}

TEST_CASE("the proposal does not depend on the threads, and polls") {
  const SignMatrix s = inner_product_signs_of(700, 900, 4, 1);
  std::vector<ProposedEigenpairs> proposals;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    proposals.push_back(approx_top_eigenpairs(s, 8));
  }
  CHECK(proposals[0].theta == proposals[1].theta);
  CHECK(proposals[0].x == proposals[2].x);
  CHECK_THROWS_AS((void)approx_top_eigenpairs(s, 8, [] { throw Interrupted(); }), Interrupted);
}
