#include "attention/inner_product_sign.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "exact/rational.hpp"

using namespace rankcert;

namespace {

int exact(const std::vector<double>& a, const std::vector<double>& b) {
  Rational sum = 0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += from_double(a[j]) * from_double(b[j]);
  return sum.sign();
}

}  // namespace

TEST_CASE("inner_product_sign: sums that double arithmetic gets wrong") {
  const std::vector<double> ones{1, 1, 1};
  CHECK(inner_product_sign(ones, std::vector<double>{1e20, 1, -1e20}) == 1);
  CHECK(inner_product_sign(ones, std::vector<double>{1e20, -1, -1e20}) == -1);
  CHECK(inner_product_sign(ones, std::vector<double>{1e20, 0, -1e20}) == 0);
  CHECK(inner_product_sign(std::vector<double>{}, std::vector<double>{}) == 0);
  // products that underflow, and one that is the least number of all
  CHECK(inner_product_sign(std::vector<double>{1e-300}, std::vector<double>{1e-300}) == 1);
  CHECK(inner_product_sign(std::vector<double>{1e-300, -1e-300}, std::vector<double>{1e-300, 1.0000001e-300}) == -1);
}

TEST_CASE("inner_product_sign: equal to exact arithmetic next to a zero") {
  std::mt19937_64 bits(7);
  std::normal_distribution<double> normal;
  for (int repetition = 0; repetition < 2'000; ++repetition) {
    const double x = normal(bits), y = normal(bits), z = normal(bits);
    const std::vector<double> a{x, y, z};
    // orthogonal but for the last bit of one entry
    for (const double moved : {y, std::nextafter(y, 10.0), std::nextafter(y, -10.0)}) {
      const std::vector<double> b{moved, -x, 0};
      CHECK(inner_product_sign(a, b) == exact(a, b));
    }
    const std::vector<double> b{normal(bits), normal(bits), normal(bits)};
    CHECK(inner_product_sign(a, b) == exact(a, b));
  }
}
