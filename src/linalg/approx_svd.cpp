// By LAPACK and not by Eigen: on selection matrices, whose singular values are few numbers of high multiplicity and many
// zeros, Eigen 3.4's BDCSVD returns factors that are not orthogonal (defects near 1 for n = 256 and 512) or a residual of
// order 1 (n = 1024), and reports success. Lemma S2 refused them; dgesdd's pass with defects of order n 10^-16.
#include <algorithm>

#include "linalg/blas.hpp"
#include "linalg/singular_values.hpp"

extern "C" void dgesdd_(const char* job, const int* m, const int* n, double* a, const int* lda, double* s, double* u,
                        const int* ldu, double* vt, const int* ldvt, double* work, const int* lwork, int* iwork,
                        int* info);

namespace rankcert {

ProposedSvd approx_svd(const SelectionMatrix& a) {
  use_one_blas_thread();
  const std::size_t n = a.n;
  const int size = static_cast<int>(n);
  std::vector<double> dense(n * n, 0.0);
  for (std::size_t i = 0; i < a.pattern.size(); ++i) dense[a.pattern[i] * n + i] = 1;
  ProposedSvd result{std::vector<double>(n * n), std::vector<double>(n), std::vector<double>(n * n)};
  std::vector<int> integers(8 * n);
  double best_work = 0;
  int info = 0;
  const int ask = -1;
  dgesdd_("A", &size, &size, dense.data(), &size, result.s.data(), result.u.data(), &size, result.v.data(), &size,
          &best_work, &ask, integers.data(), &info);
  std::vector<double> work(static_cast<std::size_t>(best_work) + 1);
  const int length = static_cast<int>(work.size());
  dgesdd_("A", &size, &size, dense.data(), &size, result.s.data(), result.u.data(), &size, result.v.data(), &size,
          work.data(), &length, integers.data(), &info);
  if (info != 0) return {};  // no proposal: the verification answers with infinite errors
  for (std::size_t i = 0; i < n; ++i) {  // V^T to V
    for (std::size_t j = 0; j < i; ++j) std::swap(result.v[i * n + j], result.v[j * n + i]);
  }
  return result;
}

}  // namespace rankcert
