#include "linalg/precise_minimum.hpp"

#include <doctest/doctest.h>

#include "exact/error.hpp"

using namespace rankcert;

namespace {

// C and b of exact rationals, row by row, at any precision.
QuadraticAt exactly(std::vector<Rational> matrix, std::vector<Rational> right_side) {
  return [matrix = std::move(matrix), right_side = std::move(right_side)](slong bits) {
    EnclosedQuadratic quadratic;
    for (const Rational& entry : matrix) quadratic.matrix.push_back(Ball::enclose(entry, bits));
    for (const Rational& entry : right_side) quadratic.right_side.push_back(Ball::enclose(entry, bits));
    return quadratic;
  };
}

bool encloses(const EnclosedMinimum& minimum, const Rational& truth, unsigned width_bits) {
  return minimum.lower <= truth && truth <= minimum.upper && minimum.upper - minimum.lower <= Rational(1, Integer(1) << width_bits);
}

}  // namespace

TEST_CASE("one number: 1 - b^2/c") {
  const EnclosedMinimum minimum = enclose_minimum(exactly({3}, {Rational(1, 3)}), 100, 512);
  CHECK(encloses(minimum, 1 - Rational(1, 27), 100));
}

TEST_CASE("two nearly parallel vectors: 1 - (b1^2 - 2 c b1 b2 + b2^2)/(1 - c^2), at the precision that it takes") {
  for (const unsigned bits : {10U, 60U, 200U, 900U}) {
    CAPTURE(bits);
    const Rational gap(1, Integer(1) << bits);
    const Rational c = 1 - gap;
    const Rational b1(1, 2);
    const Rational b2 = b1 + gap / 3;
    const Rational truth = 1 - (b1 * b1 - 2 * c * b1 * b2 + b2 * b2) / (1 - c * c);
    const EnclosedMinimum minimum = enclose_minimum(exactly({1, c, c, 1}, {b1, b2}), 64, 4096);
    CHECK(encloses(minimum, truth, 64));
    CHECK(minimum.precision_bits > bits / 2);
  }
}

TEST_CASE("the Hilbert matrix: the distance of a constant from the powers") {
  // min over p of the integral of (1 - sum_k a_k x^(k+1))^2 on [0, 1], k < n: 1/(n+1)^2
  for (const std::int64_t n : {1, 4, 12, 25}) {
    std::vector<Rational> matrix;
    std::vector<Rational> right_side;
    for (std::int64_t i = 0; i < n; ++i) {
      right_side.push_back(Rational(1, i + 2));
      for (std::int64_t j = 0; j < n; ++j) matrix.push_back(Rational(1, i + j + 3));
    }
    CAPTURE(n);
    CHECK(encloses(enclose_minimum(exactly(matrix, right_side), 80, 4096), Rational(1, (n + 1) * (n + 1)), 80));
  }
}

TEST_CASE("a singular or indefinite matrix, or too little precision, proves nothing") {
  for (const Rational& c : {Rational(1), Rational(2)}) {
    const EnclosedMinimum minimum = enclose_minimum(exactly({1, c, c, 1}, {Rational(1, 2), Rational(1, 2)}), 64, 512);
    CHECK(minimum.precision_bits == 0);
    CHECK(minimum.lower == 0);
    CHECK(minimum.upper == 1);
  }
  const Rational c = 1 - Rational(1, Integer(1) << 600);
  CHECK(enclose_minimum(exactly({1, c, c, 1}, {Rational(1, 2), Rational(1, 2)}), 64, 256).precision_bits == 0);
}

TEST_CASE("the stop flag is looked at") {
  CHECK_THROWS_AS((void)enclose_minimum(exactly({1}, {Rational(1, 2)}), 64, 256, [] { throw Interrupted(); }), Interrupted);
}
