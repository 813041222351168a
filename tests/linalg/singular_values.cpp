#include "linalg/singular_values.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include "capture_binding.hpp"
#include "exact/error.hpp"
#include "linalg/named_matrices.hpp"
#include "linalg/selection_matrix.hpp"

using namespace rankcert;
using namespace rankcert::test;

namespace {

double largest_error(const EnclosedValues& values) { return *std::max_element(values.error.begin(), values.error.end()); }

bool without_proof(const EnclosedValues& values, std::size_t size) {
  return values.error.size() == size && values.value.size() == size &&
         std::all_of(values.error.begin(), values.error.end(), [](double e) { return std::isinf(e); });
}

std::vector<Rational> rationals(const std::vector<double>& values) {
  std::vector<Rational> result;
  for (const double value : values) result.push_back(from_double(value));
  return result;
}

}  // namespace

TEST_CASE("Theorem 3: every reference matrix, narrow relative to its largest singular value") {
  for (const ReferenceMatrix& reference : reference_matrices()) {
    CAPTURE(reference.name);
    const EnclosedValues values = enclose_singular_values(reference.matrix);
    CHECK(encloses(values, reference.singular_values));
    CHECK(largest_error(values) <= 1e-13 * reference.singular_values.front().convert_to<double>());
    for (std::size_t k = 0; k < values.value.size(); ++k) {
      const Rational& truth = reference.singular_values[k];
      CHECK(from_double(values.lower(k)) <= truth);
      CHECK(from_double(values.upper(k)) >= truth);
      CHECK(values.lower(k) >= 0);
    }
  }
}

TEST_CASE("Theorem 3: selection matrices have the roots of their column counts") {
  for (const std::size_t n : {1U, 2U, 3U, 17U, 64U, 200U, 401U}) {
    CAPTURE(n);
    std::mt19937 engine(static_cast<unsigned>(n));
    std::vector<std::uint32_t> pattern(n);
    for (std::uint32_t& j : pattern) j = static_cast<std::uint32_t>((engine() % n) * (engine() % n) / n);
    std::vector<double> counts(n, 0.0);
    for (const std::uint32_t j : pattern) counts[j] += 1;
    std::sort(counts.begin(), counts.end(), std::greater<>());
    const EnclosedValues values = enclose_singular_values(dense_matrix({pattern, n}));
    for (std::size_t k = 0; k < n; ++k) {
      // lower^2 <= count <= upper^2, exactly
      const Rational lower = from_double(values.lower(k));
      const Rational upper = from_double(values.upper(k));
      CHECK(lower * lower <= from_double(counts[k]));
      CHECK(upper * upper >= from_double(counts[k]));
    }
    CHECK(largest_error(values) < 1e-14 * static_cast<double>(n + 10));
  }
}

TEST_CASE("Theorem 3: clusters, zeros, graded values and both shapes, by construction") {
  std::vector<std::vector<double>> spectra = {{1}, {0}, {3, 3, 3, 3}, {5, 1, 1, 1 - 1e-9, 0, 0, 0}, {1e8, 1, 1e-8}};
  spectra.emplace_back(60, 2.0);
  for (const std::vector<double>& spectrum : spectra) {
    const std::size_t p = spectrum.size();
    for (const auto& [rows, columns] : {std::pair{p, p}, std::pair{p + 13, p}, std::pair{p, 3 * p + 1}}) {
      CAPTURE(p);
      CAPTURE_BINDING(rows);
      CAPTURE_BINDING(columns);
      const EnclosedValues values = enclose_singular_values(matrix_with(spectrum, rows, columns, 3));
      REQUIRE(values.value.size() == p);
      const double built = 1e-15 * static_cast<double>(rows * columns) * spectrum.front();
      CHECK(encloses(widened(values, built), rationals(spectrum)));
      CHECK(largest_error(values) <= 1e-13 * spectrum.front());
    }
  }
}

TEST_CASE("orthogonal projections and exact zeros") {
  // P = x x^T / 4 + y y^T / 4 with orthogonal x, y of entries +-1 in dimension 4: entries are exact
  DenseMatrix p = zero_matrix(4, 4);
  const double x[] = {1, 1, 1, 1};
  const double y[] = {1, -1, 1, -1};
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) p(i, j) = (x[i] * x[j] + y[i] * y[j]) / 4;
  }
  CHECK(encloses(enclose_singular_values(p), {1, 1, 0, 0}));
  const EnclosedValues zero = enclose_singular_values(zero_matrix(3, 5));
  CHECK(encloses(zero, {0, 0, 0}));
  CHECK(largest_error(zero) == 0);
}

TEST_CASE("Theorem 3 is sound for corrupted proposals: a problem built backwards, then disturbed") {
  std::mt19937 engine(6);
  std::normal_distribution<double> normal;
  for (const ReferenceMatrix& reference : reference_matrices()) {
    const ProposedSvd good = approx_svd(reference.matrix);
    for (const double size : {1e-14, 1e-10, 1e-6, 1e-3, 1e-2, 1.0}) {
      for (int part = 0; part < 4; ++part) {
        ProposedSvd bad = good;
        if (part == 0 || part == 3) for (double& v : bad.u) v += size * normal(engine) / 40;
        if (part == 1 || part == 3) for (double& v : bad.v) v += size * normal(engine) / 40;
        if (part == 2 || part == 3) {
          for (double& v : bad.s) v = std::max(0.0, v + size * good.s.front() * normal(engine));
          std::sort(bad.s.begin(), bad.s.end(), std::greater<>());
        }
        CAPTURE(reference.name);
        CAPTURE(size);
        CAPTURE(part);
        CHECK(encloses(enclose_singular_values(reference.matrix, bad), reference.singular_values));
      }
    }
  }
}

TEST_CASE("a proposal for another matrix, or with a column twice, proves nothing false") {
  const std::vector<ReferenceMatrix> references = reference_matrices();
  for (const ReferenceMatrix& a : references) {
    for (const ReferenceMatrix& b : references) {
      CAPTURE(a.name);
      CAPTURE(b.name);
      CHECK(encloses(enclose_singular_values(a.matrix, approx_svd(b.matrix)), a.singular_values));
    }
    const std::size_t p = a.singular_values.size();
    if (p < 2) continue;
    ProposedSvd twice = approx_svd(a.matrix);
    std::copy_n(twice.u.begin(), a.matrix.rows, twice.u.begin() + static_cast<std::ptrdiff_t>(a.matrix.rows));
    std::copy_n(twice.v.begin(), a.matrix.columns, twice.v.begin() + static_cast<std::ptrdiff_t>(a.matrix.columns));
    twice.s[1] = twice.s[0];
    CHECK(without_proof(enclose_singular_values(a.matrix, twice), p));
  }
}

TEST_CASE("unusable proposals get infinite errors") {
  const DenseMatrix a = gaussian_matrix(5, 3, 1);
  const auto refused = [&](const ProposedSvd& p) { return without_proof(enclose_singular_values(a, p), 3); };
  const ProposedSvd good = approx_svd(a);
  CHECK_FALSE(refused(good));
  CHECK(refused({}));
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<std::function<void(ProposedSvd&)>> faults = {
      [](ProposedSvd& p) { std::swap(p.s[0], p.s[2]); },  [](ProposedSvd& p) { p.s[2] = -1; },
      [](ProposedSvd& p) { p.u[4] = std::nan(""); },      [](ProposedSvd& p) { p.v[4] = std::nan(""); },
      [](ProposedSvd& p) { p.s[0] = std::nan(""); },      [](ProposedSvd& p) { p.s[1] = std::nan(""); },
      [](ProposedSvd& p) { p.s[2] = std::nan(""); },      [&](ProposedSvd& p) { p.s[0] = infinity; },
      [&](ProposedSvd& p) { p.u[0] = infinity; },         [](ProposedSvd& p) { p.v.assign(9, 0.0); },
      [](ProposedSvd& p) { p.u.pop_back(); },             [](ProposedSvd& p) { p.v.push_back(0); },
      [](ProposedSvd& p) { p.s.pop_back(); },             [](ProposedSvd& p) { std::swap(p.u, p.v); },
      [](ProposedSvd& p) { p.u[0] = 1e308; }};
  for (std::size_t i = 0; i < faults.size(); ++i) {
    CAPTURE(i);
    ProposedSvd p = good;
    faults[i](p);
    CHECK(refused(p));
  }
}

TEST_CASE("empty matrices, wrong sizes, NaN and infinities are refused by name") {
  DenseMatrix a = gaussian_matrix(3, 2, 1);
  CHECK_THROWS_WITH_AS((void)enclose_singular_values(DenseMatrix{}), doctest::Contains("without entries"), InputError);
  CHECK_THROWS_AS((void)enclose_singular_values(zero_matrix(0, 4)), InputError);
  CHECK_THROWS_AS((void)enclose_singular_values(DenseMatrix{2, 2, {1, 2, 3}}), InputError);
  CHECK_THROWS_AS((void)approx_svd(DenseMatrix{std::size_t{1} << 63U, 2, {}}), InputError);
  a(2, 1) = std::nan("");
  CHECK_THROWS_WITH_AS((void)enclose_singular_values(a), doctest::Contains("row 3, column 2"), InputError);
  CHECK_THROWS_AS((void)enclose_singular_values(a, ProposedSvd{}), InputError);
  a(2, 1) = -std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH_AS((void)approx_svd(a), doctest::Contains("infinite"), InputError);
  CHECK_THROWS_AS((void)widened({{1.0}, {0.0}}, -1e-300), InputError);
  CHECK_THROWS_AS((void)widened({{1.0}, {0.0}}, std::nan("")), InputError);
}

TEST_CASE("laws: transposition, scaling by powers of two over the whole range of doubles, widening") {
  for (const ReferenceMatrix& reference : reference_matrices()) {
    CAPTURE(reference.name);
    CHECK(encloses(enclose_singular_values(transposed(reference.matrix)), reference.singular_values));
  }
  const DenseMatrix integers{2, 3, {3, 4, -4, 3, 0, 0}};  // singular values 5, 5
  for (const int e : {-1074, -1073, -1030, -1000, -660, -1, 0, 1, 660, 1000, 1021}) {
    CAPTURE(e);
    const EnclosedValues values = enclose_singular_values(scaled(integers, e));
    const Rational truth = Rational(5) * (e < 0 ? Rational(1) / pow(Integer(2), static_cast<unsigned>(-e)) : Rational(pow(Integer(2), static_cast<unsigned>(e))));
    if (e == 1021) {  // 5 2^1021 is a double, its upper bound too
      CHECK(std::isfinite(values.error[0]));
    }
    CHECK(encloses(values, {truth, truth}));
    CHECK(values.error[0] <= std::max(std::ldexp(1e-13, e), std::numeric_limits<double>::denorm_min() * 2));
  }
  // sqrt(50) times the least double: the value lies between two doubles, its error is far less than one
  const double least = std::numeric_limits<double>::denorm_min();
  const EnclosedValues between = enclose_singular_values(DenseMatrix{2, 2, {7 * least, 0, least, 0}});
  CHECK(between.lower(0) <= 7 * least);
  CHECK(between.upper(0) >= 8 * least);
  CHECK(between.upper(0) <= 10 * least);
  // 2 x 2 with all entries the largest double: sigma_1 = 2 max overflows, sigma_2 = 0
  const double most = std::numeric_limits<double>::max();
  const EnclosedValues over = enclose_singular_values(DenseMatrix{2, 2, {most, most, most, most}});
  CHECK((without_proof(over, 2) || over.upper(0) == std::numeric_limits<double>::infinity()));
  // widths of 10^400 between the entries
  const EnclosedValues wide = enclose_singular_values(DenseMatrix{2, 2, {1e200, 0, 0, 1e-200}});
  CHECK(encloses(wide, {from_double(1e200), from_double(1e-200)}));
  CHECK(wide.error[0] <= 1e187);
  const EnclosedValues values = enclose_singular_values(gaussian_matrix(20, 30, 4));
  const EnclosedValues wider = widened(values, 0.25);
  for (std::size_t k = 0; k < 20; ++k) {
    CHECK(wider.error[k] >= values.error[k] + 0.25);
    CHECK(wider.error[k] <= values.error[k] + 0.2500001);
    CHECK(wider.value[k] == values.value[k]);
  }
}

TEST_CASE("Weyl: the enclosures of A + E lie in those of A widened by the norm of E") {
  const DenseMatrix a = gaussian_matrix(30, 30, 7);
  DenseMatrix b = a;
  const DenseMatrix e = gaussian_matrix(30, 30, 8);
  double squares = 0;
  for (std::size_t i = 0; i < b.entries.size(); ++i) {
    b.entries[i] += 1e-3 * e.entries[i];
    squares += std::pow(1.0001e-3 * e.entries[i], 2);
  }
  const EnclosedValues wide = widened(enclose_singular_values(a), std::sqrt(squares));
  const EnclosedValues other = enclose_singular_values(b);
  for (std::size_t k = 0; k < 30; ++k) {
    CHECK(wide.lower(k) <= other.lower(k));
    CHECK(wide.upper(k) >= other.upper(k));
  }
}

TEST_CASE("enclosures do not depend on the threads") {
  const DenseMatrix a = gaussian_matrix(600, 520, 2);
  std::vector<EnclosedValues> values;
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    values.push_back(enclose_singular_values(a));
  }
  CHECK(values[0].value == values[1].value);
  CHECK(values[0].error == values[1].error);
  CHECK(largest_error(values[0]) < 1e-11);
}
