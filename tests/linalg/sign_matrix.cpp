#include "linalg/sign_matrix.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <random>

#include "capture_binding.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

SignMatrix random_signs(std::size_t rows, std::size_t columns, unsigned seed) {
  std::mt19937 engine(seed);
  SignMatrix s{rows, columns, std::vector<std::int8_t>(rows * columns)};
  for (std::int8_t& entry : s.entries) entry = engine() % 2 == 0 ? std::int8_t{1} : std::int8_t{-1};
  return s;
}

std::vector<std::int64_t> gram(const SignMatrix& s) {
  std::vector<std::int64_t> g(s.rows * s.rows, 0);
  for (std::size_t i = 0; i < s.rows; ++i) {
    for (std::size_t j = 0; j < s.rows; ++j) {
      for (std::size_t k = 0; k < s.columns; ++k) g[i * s.rows + j] += s(i, k) * s(j, k);
    }
  }
  return g;
}

}  // namespace

TEST_CASE("sign matrix: trace moments equal integer loops, across tiles") {
  for (const auto& [rows, columns] : {std::pair{1U, 1U}, std::pair{3U, 7U}, std::pair{20U, 5U}, std::pair{257U, 40U}, std::pair{300U, 31U}}) {
    const SignMatrix s = random_signs(rows, columns, rows);
    const std::vector<std::int64_t> g = gram(s);
    Integer fourth = 0;
    Integer sixth = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < rows; ++j) {
        fourth += g[i * rows + j] * g[i * rows + j];
        for (std::size_t k = 0; k < rows; ++k) sixth += g[i * rows + j] * g[j * rows + k] * g[k * rows + i];
      }
    }
    CAPTURE_BINDING(rows);
    CHECK(gram_fourth_moment(s) == fourth);
    CHECK(gram_sixth_moment(s) == sixth);
  }
}

TEST_CASE("sign matrix: a Hadamard matrix and a constant one, in closed form") {
  for (const std::size_t n : {2U, 16U, 512U}) {
    SignMatrix hadamard{n, n, std::vector<std::int8_t>(n * n)};
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) hadamard.entries[i * n + j] = __builtin_popcountll(i & j) % 2 == 0 ? std::int8_t{1} : std::int8_t{-1};
    }
    CHECK(gram_fourth_moment(hadamard) == Integer(n) * n * n);      // n eigenvalues n
    CHECK(gram_sixth_moment(hadamard) == Integer(n) * n * n * n);
    const SignMatrix constant{n, n, std::vector<std::int8_t>(n * n, 1)};
    CHECK(gram_fourth_moment(constant) == pow(Integer(n), 4));      // one eigenvalue n^2
    CHECK(gram_sixth_moment(constant) == pow(Integer(n), 6));
  }
}

TEST_CASE("sign matrix: rows are counted, dense entries are those of the signs, limits are named") {
  const SignMatrix s = random_signs(600, 10, 4);
  std::atomic<std::size_t> done = 0;
  (void)gram_fourth_moment(s, [&](std::size_t rows) { done += rows; });
  CHECK(done == 600);
  const DenseMatrix dense = dense_matrix(s);
  for (std::size_t i = 0; i < 600; i += 7) {
    for (std::size_t j = 0; j < 10; ++j) CHECK(dense(i, j) == s(i, j));
  }
  std::vector<float> rows(20);
  copy_rows(s, 5, 7, rows.data());
  for (std::size_t j = 0; j < 10; ++j) CHECK(rows[10 + j] == static_cast<float>(s(6, j)));
  CHECK_THROWS_AS((void)gram_sixth_moment({2049, 1, std::vector<std::int8_t>(2049, 1)}), LimitError);
}
