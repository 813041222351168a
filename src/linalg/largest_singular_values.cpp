#include "linalg/largest_singular_values.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

#include "linalg/blas.hpp"
#include "linalg/gram_defect.hpp"
#include "linalg/positive_matrix.hpp"
#include "linalg/residual_norm.hpp"

namespace rankcert {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kUnit = 0x1p-53;
constexpr double kSlack = 1 + 0x1p-20;  // over the few roundings of a formula
constexpr std::size_t kTile = PositiveMatrix::kTile;

double as_double(std::size_t n) { return static_cast<double>(n); }

std::vector<double> transposed(std::span<const double> x, std::size_t rows, std::size_t columns) {
  std::vector<double> result(x.size());
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) result[j * rows + i] = x[i * columns + j];
  }
  return result;
}

// A X for an outputs x depth matrix A of which fill(first, last, panel) writes rows [first, last) row by row; X and the
// result are given row by row as their transposes (count x depth, count x outputs).
template <class Fill>
std::vector<double> apply_by_panels(std::size_t outputs, std::size_t depth, std::span<const double> x, std::size_t count,
                                    const Fill& fill) {
  std::vector<double> result(count * outputs);
  tbb::parallel_for(std::size_t{0}, (outputs + kTile - 1) / kTile, [&](std::size_t tile) {
    const std::size_t first = tile * kTile;
    const std::size_t size = std::min(kTile, outputs - first);
    std::vector<double> panel(size * depth);
    fill(first, first + size, panel.data());
    approx_product_transposed(x.data(), panel.data(), result.data() + first, count, size, depth, outputs);
  });
  return result;
}

// S^T X, and S X.
std::vector<double> apply_transposed(const SignMatrix& s, std::span<const double> x, std::size_t count) {
  return apply_by_panels(s.columns, s.rows, x, count, [&](std::size_t first, std::size_t last, double* panel) {
    for (std::size_t i = 0; i < s.rows; ++i) {
      for (std::size_t j = first; j < last; ++j) panel[(j - first) * s.rows + i] = s(i, j);
    }
  });
}

std::vector<double> apply(const SignMatrix& s, std::span<const double> x, std::size_t count) {
  return apply_by_panels(s.rows, s.columns, x, count, [&](std::size_t first, std::size_t last, double* panel) {
    copy_rows(s, first, last, panel);
  });
}

// At least ||S S^T X - X Theta||_F, for the first `count` pairs; Lemma 16 of proofs-notes/sign-spectrum.md.
double upper_eigen_residual(const SignMatrix& s, const ProposedEigenpairs& proposal, std::size_t count, double beta) {
  const std::span<const double> x(proposal.x.data(), count * s.rows);
  std::vector<double> residual = apply(s, apply_transposed(s, x, count), count);
  for (std::size_t k = 0; k < count; ++k) {
    for (std::size_t i = 0; i < s.rows; ++i) residual[k * s.rows + i] -= proposal.theta[k] * x[k * s.rows + i];
  }
  const double depth = as_double(std::max(s.rows, s.columns)) * kUnit;
  const double gamma = depth / (1 - depth);
  const double size = as_double(s.rows) * as_double(s.columns);
  const double rounding = std::sqrt(as_double(count) * (1 + beta)) * (2.01 * gamma * size + 3 * kUnit * proposal.theta[0]);
  return (upper_frobenius_norm(residual) * (1 + 4 * kUnit) + rounding) * kSlack;
}

// The matrix D (t I - S S^T + W W^T) D with D = diag(scale), whose diagonal is nearly 1 and is stored as 1.
struct ScaledRest {
  PositiveMatrix matrix;
  double error;  ///< of the stored matrix, in the Frobenius norm
};

// W row by row (rows x count), with |W_p|^2; nothing if a diagonal entry is not positive.
std::optional<ScaledRest> scaled_rest(const SignMatrix& s, std::span<const double> w, std::size_t count, double t) {
  const std::size_t n = s.rows;
  const double diagonal = as_double(s.columns);
  std::vector<double> square(n);
  std::vector<double> scale(n);
  const double relative = (as_double(count) + 4) * kUnit * 1.01;
  double diagonal_errors = 0;
  for (std::size_t p = 0; p < n; ++p) {
    for (std::size_t k = 0; k < count; ++k) square[p] += w[p * count + k] * w[p * count + k];
    const double entry = t - diagonal + square[p];
    if (!(entry > 0)) return std::nullopt;
    scale[p] = 1 / std::sqrt(entry);
    const double error = (relative * (square[p] + diagonal + t) / entry + 8 * kUnit) * kSlack;
    diagonal_errors += error * error;
  }
  ScaledRest rest{PositiveMatrix(n, 1.0), 0};
  const std::size_t tiles = rest.matrix.tiles();
  std::vector<double> errors(tiles, 0.0);
  tbb::parallel_for(std::size_t{0}, tiles, [&](std::size_t a) {
    const std::size_t first = a * kTile;
    const std::size_t rows = std::min(kTile, n - first);
    std::vector<float> panel(rows * s.columns);
    copy_rows(s, first, first + rows, panel.data());
    std::vector<float> other(kTile * s.columns);
    std::vector<float> gram(kTile * kTile);
    std::vector<double> outer(kTile * kTile);
    for (std::size_t b = a; b < tiles; ++b) {
      const std::size_t left = b * kTile;
      const std::size_t columns = std::min(kTile, n - left);
      copy_rows(s, left, left + columns, other.data());
      approx_product_transposed(panel.data(), other.data(), gram.data(), rows, columns, s.columns, kTile);
      approx_product_transposed(w.data() + first * count, w.data() + left * count, outer.data(), rows, columns, count,
                                kTile);
      double* out = rest.matrix.tile(a, b);
      for (std::size_t p = 0; p < rows; ++p) {
        for (std::size_t q = a == b ? p + 1 : 0; q < columns; ++q) {
          const double g = static_cast<double>(gram[p * kTile + q]);
          const double d = scale[first + p] * scale[left + q];
          out[p * kTile + q] = d * (outer[p * kTile + q] - g);
          const double error = relative * d * (std::sqrt(square[first + p] * square[left + q]) + std::abs(g));
          errors[a] += 2 * error * error;
        }
      }
    }
  });
  double sum = diagonal_errors;
  for (const double part : errors) sum += part;
  rest.error = std::sqrt(sum) * kSlack;
  return rest;
}

// Whether at most `count` eigenvalues of S S^T exceed t: Lemma 17 of proofs-notes/sign-spectrum.md.
bool proves_at_most(const SignMatrix& s, const ProposedEigenpairs& proposal, std::size_t count, double t,
                    const std::function<void()>& poll) {
  constexpr double kShift = 0x1p-24;  // above the residual of the factor, below the relative gap that t leaves
  std::vector<double> w(proposal.x.begin(), proposal.x.begin() + static_cast<std::ptrdiff_t>(count * s.rows));
  for (std::size_t k = 0; k < count; ++k) {
    for (std::size_t i = 0; i < s.rows; ++i) w[k * s.rows + i] *= std::sqrt(proposal.theta[k]);
  }
  std::optional<ScaledRest> rest = scaled_rest(s, transposed(w, count, s.rows), count, t);
  if (!rest) return false;
  const TilesDone done = [&](std::size_t) { poll(); };
  return rest->matrix.approx_factor(kShift, done) && rest->matrix.least_eigenvalue_bound(done) >= rest->error;
}

bool usable(const SignMatrix& s, const ProposedEigenpairs& proposal, std::size_t count) {
  return count >= 1 && proposal.theta.size() > count && proposal.x.size() == s.rows * proposal.theta.size() &&
         std::is_sorted(proposal.theta.begin(), proposal.theta.end(), std::greater<>()) && proposal.theta[count] >= 0 &&
         proposal.theta[count - 1] > 0 && proposal.theta.front() <= 2 * as_double(s.rows) * as_double(s.columns);
}

}  // namespace

LargestSingularValues enclose_largest_singular_values(const SignMatrix& s, const ProposedEigenpairs& proposal, std::size_t count,
                                                      const std::function<void()>& poll) {
  LargestSingularValues result{{std::vector<double>(count, 0.0), std::vector<double>(count, kInfinity)}, kInfinity};
  if (!usable(s, proposal, count)) return result;
  const double beta = upper_gram_defect({proposal.x.data(), count * s.rows}, s.rows, count);
  if (!(beta < 0.5)) return result;
  const double rho = upper_eigen_residual(s, proposal, count, beta);
  const double bound = upper_eigenvalue_error(rho, beta, proposal.theta.front());
  if (!std::isfinite(bound)) return result;
  result.values = enclosed_roots({proposal.theta.data(), count}, bound);
  const double t = proposal.theta[count] + (proposal.theta[count - 1] - proposal.theta[count]) / 2;
  if (t < (proposal.theta[count - 1] - bound) * (1 - 0x1p-50) && proves_at_most(s, proposal, count, t, poll)) {
    result.rest = std::nextafter(std::sqrt(t), kInfinity);
  }
  return result;
}

}  // namespace rankcert
