#include "attention/perturbed_scores.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/multiprecision/mpfr.hpp>
#include <cmath>

#include "exact/error.hpp"

using namespace rankcert;
using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<60>,
                                           boost::multiprecision::et_off>;
using Matrix = std::vector<std::vector<Real>>;

namespace {

Matrix times(const Matrix& a, const Matrix& b) {
  Matrix c(a.size(), std::vector<Real>(b[0].size(), Real(0)));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b[0].size(); ++j) {
      for (std::size_t k = 0; k < b.size(); ++k) c[i][j] += a[i][k] * b[k][j];
    }
  }
  return c;
}

// (I+E)^(1/2) as the binomial series, which converges for ||E|| < 1; 400 terms for ||E|| <= 0.7.
Matrix root(const DenseMatrix& e) {
  const std::size_t n = e.rows;
  Matrix power(n, std::vector<Real>(n, Real(0)));
  Matrix base = power;
  for (std::size_t i = 0; i < n; ++i) {
    power[i][i] = 1;
    for (std::size_t j = 0; j < n; ++j) base[i][j] = e(i, j);
  }
  Matrix sum = power;
  Real coefficient = 1;
  for (int k = 1; k <= 400; ++k) {
    power = times(power, base);
    coefficient *= (Real(3) / 2 - k) / k;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) sum[i][j] += coefficient * power[i][j];
    }
  }
  return sum;
}

Matrix scores(const QueryKeyVectors& v, std::size_t n, std::size_t d) {
  Matrix s(n, std::vector<Real>(n, Real(0)));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t l = 0; l < d; ++l) s[i][j] += Real(v.queries[i * d + l]) * Real(v.keys[j * d + l]);
    }
  }
  return s;
}

std::size_t argmax(const std::vector<Real>& row) {
  return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
}

// The largest eigenvalue in size of a symmetric matrix, by the power method on its square.
Real symmetric_norm(const Matrix& a) {
  Matrix v(a.size(), std::vector<Real>(1, Real(1)));
  for (std::size_t i = 0; i < a.size(); ++i) v[i][0] += Real(i) / 7;
  Real norm = 0;
  for (int k = 0; k < 3000; ++k) {
    v = times(a, times(a, v));
    Real squares = 0;
    for (const auto& x : v) squares += x[0] * x[0];
    norm = sqrt(squares);
    for (auto& x : v) x[0] /= norm;
  }
  return sqrt(norm);
}

}  // namespace

TEST_CASE("input perturbation: symmetric, bounded by its size exactly, a prefix of a larger one") {
  for (const char* text : {"0", "1/1000000000000", "1/3000", "1/10"}) {
    const Rational size = *parse_rational(text);
    const DenseMatrix e = input_perturbation(40, size, 3, 1);
    const DenseMatrix larger = input_perturbation(60, size, 3, 1);
    Rational largest = 0;
    for (std::size_t j = 0; j < 40; ++j) {
      for (std::size_t i = 0; i < 40; ++i) {
        CHECK(e(i, j) == e(j, i));
        CHECK(e(i, j) == larger(i, j));
        CHECK(is_integer(from_double(e(i, j)) * Rational(Integer(1) << 52U)));
        largest = std::max(largest, Rational(abs(from_double(e(i, j)))));
      }
    }
    CHECK(largest <= size);
    CHECK(largest >= size * Rational(9, 10));
  }
  CHECK(input_perturbation(5, *parse_rational("1/10"), 3, 1).entries != input_perturbation(5, *parse_rational("1/10"), 3, 2).entries);
  CHECK_THROWS_AS((void)input_perturbation(5, 1, 3, 1), InputError);
}

TEST_CASE("perturbed scores: argmax, ratio and condition agree with a 60-digit computation") {
  int changed = 0;
  int certified = 0;
  for (const std::uint32_t trial : {0U, 1U, 2U, 3U, 4U}) {
    for (const char* size : {"1/100000", "1/1000", "1/20"}) {
      constexpr std::size_t n = 8;
      constexpr std::size_t d = 3;
      CAPTURE(trial);
      CAPTURE(size);
      const QueryKeyVectors vectors = query_key_vectors({n, d, 11, trial});
      const DenseMatrix e = input_perturbation(n, *parse_rational(size), 11, trial);
      const PerturbedScores result = enclose_perturbed_scores(vectors, d, e);

      const Matrix s0 = scores(vectors, n, d);
      const Matrix m = root(e);
      const Matrix s = times(times(m, s0), m);
      Matrix plain(n, std::vector<Real>(n));
      Matrix gram(n, std::vector<Real>(n, Real(0)));
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
          plain[i][j] = e(i, j);
          for (std::size_t k = 0; k < n; ++k) gram[i][j] += s0[k][i] * s0[k][j];
        }
      }
      const Real g = 1 - sqrt(Real(1 - symmetric_norm(plain)));
      const Real whole = sqrt(symmetric_norm(gram));
      std::vector<Real> row(n, Real(0));
      std::vector<Real> column(n, Real(0));
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) row[i] += s0[i][j] * s0[i][j], column[j] += s0[i][j] * s0[i][j];
      }
      for (std::size_t i = 0; i < n; ++i) row[i] = sqrt(row[i]), column[i] = sqrt(column[i]);
      Real ratio = 0;
      for (std::size_t i = 0; i < n; ++i) {
        CAPTURE(i);
        for (std::size_t j = 0; j < n; ++j) {
          ratio = std::max(ratio, Real(abs(Real(s[i][j] - s0[i][j])) / (g * (row[i] + column[j]) + g * g * whole)));
        }
        std::vector<Real> sorted = s0[i];
        std::sort(sorted.begin(), sorted.end());
        const Real needed = 2 * (g * (row[i] + *std::max_element(column.begin(), column.end())) + g * g * whole);
        CHECK(result.rows[i].argmax == argmax(s0[i]));
        REQUIRE(result.rows[i].perturbed_argmax);
        CHECK(*result.rows[i].perturbed_argmax == argmax(s[i]));
        CHECK(result.rows[i].unchanged == (argmax(s[i]) == argmax(s0[i]) ? Truth::yes : Truth::no));
        CHECK(result.rows[i].certified == (sorted[n - 1] - sorted[n - 2] > needed ? Truth::yes : Truth::no));
        changed += result.rows[i].unchanged == Truth::no ? 1 : 0;
        certified += result.rows[i].certified == Truth::yes ? 1 : 0;
      }
      CHECK(Real(result.entry_ratio.lower) <= ratio + Real("1e-20"));
      CHECK(Real(result.entry_ratio.upper) >= ratio - Real("1e-20"));
      CHECK(result.entry_ratio.upper - result.entry_ratio.lower < 1e-6);
    }
  }
  // both answers occur
  CHECK(changed > 0);
  CHECK(certified > 10);
  CHECK(certified < 110);
}

TEST_CASE("perturbed scores: E = 0 changes nothing, and a tie is never certified") {
  const PerturbedScores result = enclose_perturbed_scores(query_key_vectors({50, 4, 1, 0}), 4, zero_matrix(50, 50));
  for (const PerturbedRow& row : result.rows) {
    CHECK(row.unchanged == Truth::yes);
    CHECK(*row.perturbed_argmax == row.argmax);
    CHECK(row.certified == Truth::yes);
  }
  const PerturbedScores tied = enclose_perturbed_scores({{1, 1}, {2, 2}}, 1, zero_matrix(2, 2));
  CHECK(tied.rows[0].unchanged == Truth::yes);
  CHECK(tied.rows[0].certified != Truth::yes);
}

TEST_CASE("perturbed scores: two scores that stay equal are left undecided") {
  // Equal keys and an E that treats them alike: S' has equal entries too.
  DenseMatrix e = zero_matrix(2, 2);
  e(0, 1) = e(1, 0) = 0.125;
  const PerturbedScores tied = enclose_perturbed_scores({{1, 1}, {2, 2}}, 1, e);
  CHECK_FALSE(tied.rows[0].perturbed_argmax);
  CHECK(tied.rows[0].unchanged == Truth::unknown);
}

TEST_CASE("perturbed scores: refuses wrong shapes and a norm of 1") {
  const QueryKeyVectors vectors = query_key_vectors({3, 2, 1, 0});
  CHECK_THROWS_AS((void)enclose_perturbed_scores(vectors, 2, zero_matrix(2, 2)), InputError);
  DenseMatrix e = zero_matrix(3, 3);
  e(0, 0) = -1;
  CHECK_THROWS_AS((void)enclose_perturbed_scores(vectors, 2, e), LimitError);
}
