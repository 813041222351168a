#include "linalg/identity_root.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>

#include "exact/error.hpp"
#include "linalg/residual_norm.hpp"

namespace rankcert {
namespace {

using Dense = Eigen::MatrixXd;  // column-major, as DenseMatrix

bool is_symmetric(const DenseMatrix& a) {
  if (a.rows != a.columns) return false;
  for (std::size_t j = 0; j < a.columns; ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      if (a(i, j) != a(j, i)) return false;
    }
  }
  return true;
}

// At least ||M - I||_2, by the Frobenius norm and the largest row sum of a symmetric matrix.
double upper_distance_from_identity(const DenseMatrix& m) {
  DenseMatrix g = m;
  double largest_sum = 0;
  for (std::size_t j = 0; j < g.columns; ++j) {
    g(j, j) -= 1.0;
    double sum = 0;
    for (std::size_t i = 0; i < g.rows; ++i) sum += std::abs(g(i, j));
    largest_sum = std::max(largest_sum, sum);
  }
  // a sum of at most 2^15 terms, and the rounding of 1 subtracted, which is relative to the difference
  return std::min(upper_frobenius_norm(g.entries), largest_sum) * (1 + 0x1p-20);
}

}  // namespace

DenseMatrix approx_identity_root(const DenseMatrix& e) {
  const auto n = static_cast<Eigen::Index>(e.rows);
  Dense shifted = Eigen::Map<const Dense>(e.entries.data(), n, n);
  shifted.diagonal().array() += 1.0;
  const Eigen::SelfAdjointEigenSolver<Dense> solver(shifted);
  const Dense half = solver.eigenvectors() * solver.eigenvalues().cwiseMax(0.0).cwiseSqrt().cwiseSqrt().asDiagonal();
  Dense root = half * half.transpose();
  root.triangularView<Eigen::StrictlyUpper>() = root.transpose().eval();
  DenseMatrix result = zero_matrix(e.rows, e.rows);
  Eigen::Map<Dense>(result.entries.data(), n, n) = root;
  return result;
}

EnclosedRoot enclose_identity_root(const DenseMatrix& e, double norm, DenseMatrix proposal) {
  require_finite(e);
  if (!is_symmetric(e) || !(norm >= 0)) throw InputError("square root: needs a symmetric matrix and a norm of at least 0");
  const std::size_t n = e.rows;
  for (std::size_t j = 0; j < n; ++j) {
    if ((1.0 + e(j, j)) - 1.0 != e(j, j)) throw InputError("square root: a diagonal entry of I + E is rounded");
  }
  EnclosedRoot result{std::move(proposal), std::numeric_limits<double>::infinity()};
  const DenseMatrix& m = result.root;
  if (m.rows != n || m.entries.size() != n * n || !is_symmetric(m)) return result;
  const double rho = upper_residual_norm(
      {m.entries, m.entries, n, n, n}, ProductShape::symmetric,
      [&](std::size_t column, std::size_t first, std::size_t last, double* out) {
        for (std::size_t i = first; i < last; ++i) *out++ = e(i, column) + (i == column ? 1.0 : 0.0);
      });
  const double least = (1 - norm - rho) * (1 - 0x1p-40) - 0x1p-50;  // below 1 - norm - rho: three roundings of numbers <= 1
  if (!(least > 0)) return result;
  if (!(upper_distance_from_identity(m) < 1 + std::sqrt(least) * (1 - 0x1p-40))) return result;
  result.error = rho / (2 * std::sqrt(least)) * (1 + 0x1p-40);  // sqrt(1 - norm) >= sqrt(1 - norm - rho)
  return result;
}

EnclosedRoot enclose_identity_root(const DenseMatrix& e, double norm) {
  return enclose_identity_root(e, norm, approx_identity_root(e));
}

}  // namespace rankcert
