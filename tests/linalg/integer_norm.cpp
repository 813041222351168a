#include "linalg/integer_norm.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <vector>

#include "exact/error.hpp"

using namespace rankcert;

namespace {

DenseMatrix matrix(std::size_t n, const std::vector<double>& entries) { return {n, n, entries}; }

DenseMatrix constant(std::size_t n, double value) { return matrix(n, std::vector<double>(n * n, value)); }

const Rational kHair(1, pow(Integer(10), 40));

}  // namespace

TEST_CASE("norm of an integer matrix: all entries equal, where the norm is n times the entry, to a hair") {
  for (const std::size_t n : {2U, 3U, 5U, 16U, 40U}) {
    CAPTURE(n);
    const DenseMatrix a = constant(n, 3);
    const Rational square = Rational(Integer(9 * n * n));
    NormStages stages;
    CHECK(norm_square_reaches(a, square, &stages));
    CHECK(stages.exactly);
    CHECK(norm_square_reaches(a, square - kHair));
    CHECK_FALSE(norm_square_reaches(a, square + kHair));
    // far away nothing exact is needed
    stages = {};
    CHECK_FALSE(norm_square_reaches(a, square * 2, &stages));
    CHECK(norm_square_reaches(a, square / 2, &stages));
    CHECK_FALSE(stages.exactly);
  }
}

TEST_CASE("norm of an integer matrix: known norms of either sign, irrational ones too") {
  CHECK(norm_square_reaches(matrix(1, {-7}), 49));
  CHECK_FALSE(norm_square_reaches(matrix(1, {-7}), 49 + kHair));
  // eigenvalues 3 and -5
  const DenseMatrix negative = matrix(2, {-1, 4, 4, -1});
  CHECK(norm_square_reaches(negative, 25));
  CHECK_FALSE(norm_square_reaches(negative, 25 + kHair));
  // (1 1; 1 0): the golden ratio, whose square is 1.6180339887498948482... + 1
  const DenseMatrix golden = matrix(2, {1, 1, 1, 0});
  CHECK(norm_square_reaches(golden, *parse_rational("2.61803398874989484820")));
  CHECK_FALSE(norm_square_reaches(golden, *parse_rational("2.61803398874989484821")));
  // zero: reaches 0 only
  CHECK(norm_square_reaches(constant(3, 0), 0));
  CHECK_FALSE(norm_square_reaches(constant(3, 0), kHair));
  // diag(2, 1): decided by a column
  CHECK(norm_square_reaches(matrix(2, {2, 0, 0, 1}), 4));
}

TEST_CASE("norm of an integer matrix: what it is not made for is refused") {
  CHECK_THROWS_AS((void)norm_square_reaches(matrix(2, {1, 2, 3, 4}), 1), InputError);
  CHECK_THROWS_AS((void)norm_square_reaches(matrix(1, {0.5}), 1), InputError);
  CHECK_THROWS_AS((void)norm_square_reaches(matrix(1, {0x1p21}), 1), InputError);
  CHECK_THROWS_AS((void)norm_square_reaches({2, 1, {1, 1}}, 1), InputError);
  CHECK_THROWS_AS((void)norm_square_reaches(matrix(1, {std::numeric_limits<double>::quiet_NaN()}), 1), InputError);
  CHECK_THROWS_AS((void)norm_square_reaches(DenseMatrix{}, 1), InputError);
}
