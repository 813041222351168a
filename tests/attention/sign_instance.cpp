#include "attention/sign_instance.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "exact/error.hpp"
#include "exact/rational.hpp"

using namespace rankcert;

namespace {

int exact_sign_of(const std::vector<double>& w, const std::vector<double>& y, std::size_t d, std::size_t i, std::size_t j) {
  Rational sum = 0;
  for (std::size_t k = 0; k < d; ++k) sum += from_double(w[i * d + k]) * from_double(y[j * d + k]);
  return sum >= 0 ? 1 : -1;
}

}  // namespace

TEST_CASE("signs of inner products: exact, also where rounding would decide wrongly") {
  // pairs that are orthogonal in exact arithmetic, but for a multiple of 2^-70 in the last entry
  std::mt19937 engine(8);
  const std::size_t d = 5;
  std::vector<double> w;
  std::vector<double> y;
  for (int i = 0; i < 40; ++i) {
    const double a = static_cast<double>(engine() % 1000000) / 977;
    const double b = static_cast<double>(engine() % 1000000) / 1013;
    w.insert(w.end(), {a, b, 1, 1e-3, std::ldexp(static_cast<double>(engine() % 3) - 1, -70)});
    y.insert(y.end(), {b, -a, 0, 0, 1});
  }
  SignStages stages;
  const SignMatrix s = inner_product_signs(w, y, d, &stages);
  CHECK(stages.left_open >= 40);  // at least the pairs on the diagonal
  std::size_t negative = 0;
  for (std::size_t i = 0; i < 40; ++i) {
    for (std::size_t j = 0; j < 40; ++j) CHECK(s(i, j) == exact_sign_of(w, y, d, i, j));
    negative += s(i, i) < 0 ? 1 : 0;
  }
  CHECK(negative > 5);
  CHECK(negative < 25);
}

TEST_CASE("signs of inner products: zero counts as positive, tiny and huge vectors, bad input") {
  CHECK(inner_product_signs(std::vector{1.0, 0.0}, std::vector{0.0, 5.0, 0.0, -1.0}, 2).entries == std::vector<std::int8_t>{1, 1});
  CHECK(inner_product_signs(std::vector{5e-324}, std::vector{-5e-324, 5e-324, 0.0}, 1).entries == std::vector<std::int8_t>{-1, 1, 1});
  CHECK(inner_product_signs(std::vector{1e149, 1e149}, std::vector{-1e149, 9.99e148}, 2).entries == std::vector<std::int8_t>{-1});
  CHECK_THROWS_AS((void)inner_product_signs(std::vector{1.0, 2.0, 3.0}, std::vector{1.0, 2.0}, 2), InputError);
  CHECK_THROWS_AS((void)inner_product_signs(std::vector{1.0}, std::vector{1.0}, 0), InputError);
  CHECK_THROWS_AS((void)inner_product_signs(std::vector{std::nan("")}, std::vector{1.0}, 1), InputError);
  CHECK_THROWS_AS((void)inner_product_signs(std::vector{1.0}, std::vector{1e300}, 1), InputError);
}

TEST_CASE("sign instance: all entries are signs, half of them negative, and streams differ") {
  const SignMatrix s = sign_matrix({7, 600, 1, 0});
  double sum = 0;
  for (const std::int8_t entry : s.entries) {
    REQUIRE((entry == 1 || entry == -1));
    sum += entry;
  }
  CHECK(std::abs(sum) / 360'000 < 6.0 / 600);  // its variance is 1: the entries are uncorrelated
  CHECK(sign_matrix({7, 600, 1, 1}).entries != s.entries);
  CHECK(sign_matrix({7, 600, 2, 0}).entries != s.entries);
  // not symmetric: rows and columns are drawn apart
  CHECK(std::count(s.entries.begin(), s.entries.end(), 1) != 360'000);
  bool symmetric = true;
  for (std::size_t i = 0; i < 600; ++i) symmetric = symmetric && s(i, 0) == s(0, i);
  CHECK_FALSE(symmetric);
}

TEST_CASE("sign instance: the points of a smaller instance are the first of a larger, whatever the threads") {
  const SignMatrix large = sign_matrix({4, 300, 9, 2});
  for (const std::size_t threads : {1U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    CHECK(sign_matrix({4, 300, 9, 2}).entries == large.entries);
  }
  const SignMatrix small = sign_matrix({4, 40, 9, 2});
  for (std::size_t i = 0; i < 40; ++i) {
    for (std::size_t j = 0; j < 40; ++j) CHECK(small(i, j) == large(i, j));
  }
}

TEST_CASE("sign instance: in one dimension the rows are equal up to a sign") {
  const SignMatrix line = sign_matrix({1, 50, 3, 0});
  for (std::size_t i = 0; i < 50; ++i) {
    for (std::size_t j = 0; j < 50; ++j) CHECK(line(i, j) == line(i, 0) * line(0, j) * line(0, 0));
  }
}
