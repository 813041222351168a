#include "attention/perturbed_scores.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "exact/error.hpp"
#include "linalg/blas.hpp"
#include "linalg/identity_root.hpp"
#include "linalg/singular_values.hpp"
#include "sampling/uniform_stream.hpp"

namespace rankcert {
namespace {

constexpr double kUp = 1 + 0x1p-40;    // covers a few dozen roundings and sums of at most 2^11 terms
constexpr double kDown = 1 - 0x1p-40;
constexpr double kTiny = 1e-290;       // covers everything that underflows

/// gamma_k of double precision, rounded up.
double upper_gamma(std::size_t k) {
  const double ku = static_cast<double>(k) * 0x1p-53;
  return ku / (1 - ku) * kUp;
}

double norm(std::span<const double> x) {
  double sum = 0;
  for (const double v : x) sum += v * v;
  return std::sqrt(sum);
}

/// Vectors as the rows of a row-major matrix, with upper bounds of their norms.
struct Rows {
  std::size_t count = 0;
  std::size_t dimension = 0;
  std::vector<double> entries;
  std::vector<double> norms;
  double frobenius = 0;

  [[nodiscard]] std::span<const double> row(std::size_t i) const {
    return std::span(entries).subspan(i * dimension, dimension);
  }
};

Rows with_norms(std::size_t count, std::size_t dimension, std::vector<double> entries) {
  Rows rows{count, dimension, std::move(entries), std::vector<double>(count), 0};
  for (std::size_t i = 0; i < count; ++i) rows.norms[i] = norm(rows.row(i)) * kUp + kTiny;
  rows.frobenius = norm(rows.norms) * kUp;
  return rows;
}

/// A B^T and a bound of each entry's distance from the product of the exact vectors, of which the rows of A and B are within
/// delta_a[i] and delta_b[j] (Lemma 6).
struct Scores {
  std::size_t n = 0;
  std::vector<double> value;  // row-major
  std::vector<double> row_error;     // |error_ij| <= row_error[i] column_norm[j] + row_norm[i] column_error[j]
  std::vector<double> row_norm;
  std::vector<double> column_error;
  std::vector<double> column_norm;

  [[nodiscard]] std::span<const double> row(std::size_t i) const { return std::span(value).subspan(i * n, n); }
  [[nodiscard]] double error(std::size_t i, std::size_t j) const {
    return (row_error[i] * column_norm[j] + row_norm[i] * column_error[j]) * kUp + kTiny;
  }
};

Scores product(const Rows& a, const Rows& b, std::span<const double> delta_a, std::span<const double> delta_b) {
  Scores s;
  s.n = a.count;
  s.value.resize(s.n * s.n);
  approx_product_transposed(a.entries.data(), b.entries.data(), s.value.data(), s.n, s.n, a.dimension, s.n);
  const double gamma = upper_gamma(a.dimension);
  for (std::size_t i = 0; i < s.n; ++i) {
    s.row_error.push_back(delta_a[i] + gamma * a.norms[i]);
    s.row_norm.push_back(a.norms[i]);
    s.column_error.push_back(delta_b[i]);
    s.column_norm.push_back(b.norms[i] + delta_b[i]);
  }
  return s;
}

/// M V for the proposal M of the root, and for each row the distance to that row of (I+E)^(1/2) V.
std::pair<Rows, std::vector<double>> transformed(const EnclosedRoot& root, const Rows& v) {
  const std::size_t n = v.count;
  std::vector<double> columns(v.entries.size());
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t l = 0; l < v.dimension; ++l) columns[l * n + i] = v.entries[i * v.dimension + l];
  }
  std::vector<double> entries(v.entries.size());
  approx_product_transposed(root.root.entries.data(), columns.data(), entries.data(), n, v.dimension, n, v.dimension);
  std::vector<double> delta(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double row_norm = norm(std::span(root.root.entries).subspan(i * n, n));  // symmetric: a column is a row
    delta[i] = (root.error + upper_gamma(n) * row_norm) * v.frobenius * kUp + kTiny;
  }
  return {with_norms(n, v.dimension, std::move(entries)), std::move(delta)};
}

/// What the theorem's condition is made of.
struct Norms {
  EnclosedNumber g;
  std::vector<EnclosedNumber> row;
  std::vector<EnclosedNumber> column;
  EnclosedNumber whole;
};

EnclosedNumber around(double value, double error) {
  return {std::max(0.0, value * kDown - error * kUp), value * kUp + error * kUp + kTiny};
}

/// Bounds of 1 - sqrt(1 - e) = e/(1 + sqrt(1 - e)), which grows with e.
EnclosedNumber contraction(double lower, double upper) {
  const auto g = [](double e) { return e / (1 + std::sqrt(1 - e)); };
  return {g(lower) * kDown, g(upper) * kUp};
}

Norms norms_of(const Scores& s0, const Rows& q, const Rows& k, double least_e, double greatest_e) {
  const std::size_t n = s0.n;
  const double gamma = upper_gamma(q.dimension);
  Norms norms{contraction(least_e, greatest_e), {}, {}, {}};
  DenseMatrix matrix = zero_matrix(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    norms.row.push_back(around(norm(s0.row(i)), gamma * q.norms[i] * k.frobenius));
    for (std::size_t j = 0; j < n; ++j) matrix(i, j) = s0.value[i * n + j];
  }
  for (std::size_t j = 0; j < n; ++j) {
    const double column = norm(std::span(matrix.entries).subspan(j * n, n));
    norms.column.push_back(around(column, gamma * k.norms[j] * q.frobenius));
  }
  const EnclosedValues values = widened(enclose_singular_values(matrix), gamma * q.frobenius * k.frobenius * kUp);
  norms.whole = {values.lower(0), values.upper(0)};
  return norms;
}

EnclosedNumber entry_bound(const Norms& norms, const EnclosedNumber& row, const EnclosedNumber& column) {
  const auto bound = [](double g, double sum, double whole) { return g * sum + g * g * whole; };
  return {bound(norms.g.lower, row.lower + column.lower, norms.whole.lower) * kDown,
          bound(norms.g.upper, row.upper + column.upper, norms.whole.upper) * kUp};
}

EnclosedNumber largest(std::span<const EnclosedNumber> numbers) {
  EnclosedNumber result;
  for (const EnclosedNumber& x : numbers) result = {std::max(result.lower, x.lower), std::max(result.upper, x.upper)};
  return result;
}

/// Whether row i's gap exceeds twice the bound.
Truth certified(const Scores& s0, std::size_t i, std::size_t argmax, const EnclosedNumber& bound) {
  const std::span<const double> row = s0.row(i);
  double runner_up = -std::numeric_limits<double>::infinity();
  double largest_error = 0;
  for (std::size_t j = 0; j < s0.n; ++j) {
    if (j != argmax) runner_up = std::max(runner_up, row[j]);
    largest_error = std::max(largest_error, s0.error(i, j));
  }
  const double gap = row[argmax] - runner_up;
  const double error = (2 * largest_error + 0x1p-52 * std::abs(gap)) * kUp;
  if (gap - error > 2 * bound.upper) return Truth::yes;
  if (gap + error < 2 * bound.lower) return Truth::no;
  return Truth::unknown;
}

/// Decides the argmax of row i of S' and whether it is `argmax`.
void decide(const Scores& s, std::size_t i, PerturbedRow& row) {
  const std::span<const double> values = s.row(i);
  // proved: entry a exceeds entry b
  const auto exceeds = [&](std::size_t a, std::size_t b) {
    const double difference = values[a] - values[b];
    return difference * kDown > (s.error(i, a) + s.error(i, b)) * kUp;
  };
  const auto best = static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
  bool decided = true;
  for (std::size_t j = 0; j < s.n && decided; ++j) decided = j == best || exceeds(best, j);
  if (decided) row.perturbed_argmax = static_cast<std::uint32_t>(best);
  if (best != row.argmax && exceeds(best, row.argmax)) {
    row.unchanged = Truth::no;
  } else if (decided) {
    row.unchanged = Truth::yes;  // then best is the old argmax
  }
}

EnclosedNumber entry_ratio(const Scores& s0, const Scores& s, const Norms& norms) {
  EnclosedNumber ratio;
  for (std::size_t i = 0; i < s0.n; ++i) {
    for (std::size_t j = 0; j < s0.n; ++j) {
      const double change = std::abs(s.value[i * s.n + j] - s0.value[i * s.n + j]);
      const double error = s0.error(i, j) + s.error(i, j);
      const EnclosedNumber bound = entry_bound(norms, norms.row[i], norms.column[j]);
      ratio.lower = std::max(ratio.lower, (change * kDown - error * kUp) / bound.upper * kDown);
      ratio.upper = std::max(ratio.upper, (change * kUp + error * kUp) / bound.lower * kUp);
    }
  }
  return ratio;
}

std::vector<std::uint32_t> exact_pattern(const QueryKeyVectors& vectors, std::size_t n, std::size_t d) {
  const auto filler = [d](const std::vector<float>& rows) {
    return [&rows, d](std::uint32_t row, std::span<float> out) {
      std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(row * d), d, out.begin());
    };
  };
  return hardmax_pattern({n, d, filler(vectors.queries), filler(vectors.keys)}, Mask::none);
}

}  // namespace

DenseMatrix input_perturbation(std::size_t n, const Rational& size, std::uint64_t seed, std::uint32_t trial) {
  if (size < 0 || size >= 1) throw InputError("input perturbation: the size must be at least 0 and below 1");
  auto scale = size.convert_to<double>();
  if (from_double(scale) > size) scale = std::nextafter(scale, 0.0);
  DenseMatrix e = zero_matrix(n, n);
  std::vector<double> row;
  for (std::size_t i = 0; i < n; ++i) {
    row.resize(i + 1);
    fill_symmetric_uniform({seed, StreamPurpose::input_perturbation, trial, static_cast<std::uint32_t>(i)}, row);
    for (std::size_t j = 0; j <= i; ++j) e(i, j) = e(j, i) = std::trunc(scale * row[j] * 0x1p52) * 0x1p-52;
  }
  return e;
}

PerturbedScores enclose_perturbed_scores(const QueryKeyVectors& vectors, std::size_t head_dimension,
                                         const DenseMatrix& e) {
  const std::size_t n = e.rows;
  const std::size_t d = head_dimension;
  if (n < 2 || d < 1 || vectors.queries.size() != n * d || vectors.keys.size() != n * d) {
    throw InputError("perturbed scores: needs at least two queries and keys, as many as E has rows");
  }
  require_finite(e);
  PerturbedScores result;
  result.rows.resize(n);
  const std::vector<std::uint32_t> pattern = exact_pattern(vectors, n, d);
  for (std::size_t i = 0; i < n; ++i) result.rows[i].argmax = pattern[i];

  const auto as_rows = [&](const std::vector<float>& v) { return with_norms(n, d, std::vector<double>(v.begin(), v.end())); };
  const Rows q = as_rows(vectors.queries);
  const Rows k = as_rows(vectors.keys);
  const std::vector<double> exact(n, 0.0);
  const Scores s0 = product(q, k, exact, exact);

  const EnclosedValues size = enclose_singular_values(e);
  if (!(size.upper(0) < 1)) throw LimitError("perturbed scores: the norm of E must be below 1; take a smaller eps or n");
  const Norms norms = norms_of(s0, q, k, size.lower(0), size.upper(0));
  if (!std::isfinite(norms.whole.upper)) throw LimitError("perturbed scores: the norm of the scores could not be verified");
  const EnclosedNumber largest_column = largest(norms.column);
  for (std::size_t i = 0; i < n; ++i) {
    result.rows[i].certified = certified(s0, i, pattern[i], entry_bound(norms, norms.row[i], largest_column));
  }

  if (std::all_of(e.entries.begin(), e.entries.end(), [](double x) { return x == 0; })) {
    for (PerturbedRow& row : result.rows) {  // S' = S0
      row.perturbed_argmax = row.argmax;
      row.unchanged = Truth::yes;
    }
    return result;
  }
  const EnclosedRoot root = enclose_identity_root(e, size.upper(0));
  if (!std::isfinite(root.error)) throw LimitError("perturbed scores: the square root of I + E could not be verified");
  const auto [mq, delta_q] = transformed(root, q);
  const auto [mk, delta_k] = transformed(root, k);
  const Scores s = product(mq, mk, delta_q, delta_k);
  for (std::size_t i = 0; i < n; ++i) decide(s, i, result.rows[i]);
  result.entry_ratio = entry_ratio(s0, s, norms);
  return result;
}

}  // namespace rankcert
