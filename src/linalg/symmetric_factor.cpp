#include "linalg/symmetric_factor.hpp"

#include <cmath>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "exact/rational.hpp"
#include "linalg/blas.hpp"

extern "C" void dsytrf_rk_(const char* uplo, const int* n, double* a, const int* lda, double* e, int* ipiv, double* work,
                           const int* lwork, int* info);

namespace rankcert {
namespace {

// LAPACK names the interchanges one after the other, with a minus sign inside 2 x 2 blocks.
std::vector<std::size_t> order_of(const std::vector<int>& interchanges) {
  std::vector<std::size_t> order(interchanges.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t k = 0; k < order.size(); ++k) {
    std::swap(order[k], order[static_cast<std::size_t>(std::abs(interchanges[k])) - 1]);
  }
  return order;
}

// The transpose of the unit lower triangular matrix that is stored below the diagonal.
DenseMatrix transposed_unit_lower(DenseMatrix a) {
  for (std::size_t j = 0; j < a.columns; ++j) {
    a(j, j) = 1;
    for (std::size_t i = 0; i < j; ++i) {
      a(i, j) = a(j, i);
      a(j, i) = 0;
    }
  }
  return a;
}

// Positive eigenvalues of [[a, b], [b, c]], b not 0, from the exact sign of its determinant.
std::size_t positive_in_block(double a, double b, double c) {
  const Rational x = from_double(a);
  const Rational y = from_double(b);
  const Rational z = from_double(c);
  const Rational determinant = x * z - y * y;
  if (determinant < 0) return 1;
  if (a < 0) return 0;  // a c >= b^2 > 0: a and c have one sign
  return determinant == 0 ? 1 : 2;
}

}  // namespace

SymmetricFactor approx_symmetric_factor(DenseMatrix h) {
  use_one_blas_thread();
  const int n = static_cast<int>(h.rows);
  SymmetricFactor factor;
  std::vector<int> interchanges(h.rows);
  factor.diagonal.resize(h.rows);
  factor.below.resize(h.rows);
  double best_work = 0;
  int info = 0;
  const int ask = -1;
  dsytrf_rk_("L", &n, h.entries.data(), &n, factor.below.data(), interchanges.data(), &best_work, &ask, &info);
  std::vector<double> work(static_cast<std::size_t>(best_work) + 1);
  const int length = static_cast<int>(work.size());
  dsytrf_rk_("L", &n, h.entries.data(), &n, factor.below.data(), interchanges.data(), work.data(), &length, &info);
  if (info < 0) return {};  // a singular D (info > 0) is as good as any other
  for (std::size_t k = 0; k < h.rows; ++k) factor.diagonal[k] = h(k, k);
  factor.below.back() = 0;
  for (std::size_t k = 0; k + 1 < h.rows; ++k) {
    if (factor.below[k] != 0) factor.below[k + 1] = 0;
  }
  factor.l_transposed = transposed_unit_lower(std::move(h));
  factor.order = order_of(interchanges);
  return factor;
}

bool has_right_form(const SymmetricFactor& factor, std::size_t n) {
  const DenseMatrix& lt = factor.l_transposed;
  if (lt.rows != n || lt.columns != n || lt.entries.size() != n * n || factor.diagonal.size() != n ||
      factor.below.size() != n || factor.order.size() != n || factor.below.back() != 0) {
    return false;
  }
  std::vector<bool> seen(n, false);
  for (std::size_t j = 0; j < n; ++j) {
    if (factor.order[j] >= n || seen[factor.order[j]]) return false;
    seen[factor.order[j]] = true;
    if (j > 0 && factor.below[j - 1] != 0 && factor.below[j] != 0) return false;
    if (!(std::isfinite(factor.diagonal[j]) && std::isfinite(factor.below[j])) || lt(j, j) != 1) return false;
    for (std::size_t i = j + 1; i < n; ++i) {
      if (lt(i, j) != 0) return false;
    }
  }
  return true;
}

std::size_t positive_inertia(const SymmetricFactor& factor) {
  std::size_t count = 0;
  for (std::size_t k = 0; k < factor.diagonal.size(); ++k) {
    if (factor.below[k] != 0) {
      count += positive_in_block(factor.diagonal[k], factor.below[k], factor.diagonal[k + 1]);
      ++k;
    } else if (from_double(factor.diagonal[k]) > 0) {
      ++count;
    }
  }
  return count;
}

}  // namespace rankcert
