#include "linalg/blas.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <new>
#include <vector>

// Declared here: the header's name and place differ between distributions, the routines do not.
extern "C" {
void openblas_set_num_threads(int threads);
int openblas_get_num_threads();
void cblas_sgemm(int layout, int trans_a, int trans_b, int m, int n, int k, float alpha, const float* a, int lda,
                 const float* b, int ldb, float beta, float* c, int ldc);
void cblas_dgemm(int layout, int trans_a, int trans_b, int m, int n, int k, double alpha, const double* a, int lda,
                 const double* b, int ldb, double beta, double* c, int ldc);
void cblas_dsyrk(int layout, int uplo, int trans, int n, int k, double alpha, const double* a, int lda, double beta,
                 double* c, int ldc);
void cblas_dtrsm(int layout, int side, int uplo, int trans, int diag, int m, int n, double alpha, const double* a, int lda,
                 double* b, int ldb);
void cblas_dtrsv(int layout, int uplo, int trans, int diag, int n, const double* a, int lda, double* x, int incx);
void cblas_dgemv(int layout, int trans, int m, int n, double alpha, const double* a, int lda, const double* x, int incx,
                 double beta, double* y, int incy);
void dpotrf_(const char* uplo, const int* n, double* a, const int* lda, int* info);
void dpotrs_(const char* uplo, const int* n, const int* right_sides, const double* a, const int* lda, double* b,
             const int* ldb, int* info);
}

namespace rankcert {
namespace {
constexpr int kRowMajor = 101;
constexpr int kPlain = 111;
constexpr int kTransposed = 112;
constexpr int kLower = 122;
constexpr int kNonUnit = 131;
constexpr int kRight = 142;
int as_int(std::size_t n) { return static_cast<int>(n); }
}  // namespace

namespace {

/// OpenBLAS takes a buffer for every thread that calls it, and tries for ever where there is no room for one (0.3.21): a
/// thread must find room before its first call. Throws std::bad_alloc.
void require_room_for_buffer() {
  constexpr std::size_t buffer_bytes = std::size_t{160} << 20U;  // 128 MiB and its alignment
  static thread_local const bool found = [] {
    void* room = ::mmap(nullptr, buffer_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED) throw std::bad_alloc();
    ::munmap(room, buffer_bytes);
    return true;
  }();
  (void)found;
}

}  // namespace

void use_one_blas_thread() {
  require_room_for_buffer();
  // the first call from several tasks at once must set it only once
  [[maybe_unused]] static const bool once = (openblas_set_num_threads(1), true);
  if (openblas_get_num_threads() != 1) openblas_set_num_threads(1);
}

void approx_product_transposed(const float* a, const float* b, float* c, std::size_t rows, std::size_t columns,
                               std::size_t depth, std::size_t ldc) {
  use_one_blas_thread();
  cblas_sgemm(kRowMajor, kPlain, kTransposed, as_int(rows), as_int(columns), as_int(depth), 1.0F, a, as_int(depth), b,
              as_int(depth), 0.0F, c, as_int(ldc));
}

void approx_product_transposed(const double* a, const double* b, double* c, std::size_t rows, std::size_t columns,
                               std::size_t depth, std::size_t ldc) {
  use_one_blas_thread();
  cblas_dgemm(kRowMajor, kPlain, kTransposed, as_int(rows), as_int(columns), as_int(depth), 1.0, a, as_int(depth), b,
              as_int(depth), 0.0, c, as_int(ldc));
}

void approx_add_product_transposed(const double* a, const double* b, double* c, std::size_t rows, std::size_t columns,
                                   std::size_t depth, std::size_t ldc) {
  use_one_blas_thread();
  cblas_dgemm(kRowMajor, kPlain, kTransposed, as_int(rows), as_int(columns), as_int(depth), 1.0, a, as_int(depth), b,
              as_int(depth), 1.0, c, as_int(ldc));
}

void approx_subtract_product_transposed(const double* a, const double* b, double* c, std::size_t n) {
  use_one_blas_thread();
  const int m = as_int(n);
  cblas_dgemm(kRowMajor, kPlain, kTransposed, m, m, m, -1.0, a, m, b, m, 1.0, c, m);
}

void approx_subtract_own_product(const double* a, double* c, std::size_t n) {
  use_one_blas_thread();
  const int m = as_int(n);
  cblas_dsyrk(kRowMajor, kLower, kPlain, m, m, -1.0, a, m, 1.0, c, m);
}

bool approx_factor_lower(double* a, std::size_t n) {
  use_one_blas_thread();
  const int m = as_int(n);
  int info = 0;
  dpotrf_("U", &m, a, &m, &info);  // the lower triangle by rows is the upper one by columns
  return info == 0;
}

void approx_divide_by_transposed_factor(const double* l, double* a, std::size_t n) {
  use_one_blas_thread();
  const int m = as_int(n);
  cblas_dtrsm(kRowMajor, kRight, kLower, kTransposed, kNonUnit, m, m, 1.0, l, m, a, m);
}

void approx_solve_factor(const double* l, double* x, std::size_t n, Transpose transpose) {
  use_one_blas_thread();
  cblas_dtrsv(kRowMajor, kLower, transpose == Transpose::yes ? kTransposed : kPlain, kNonUnit, as_int(n), l, as_int(n), x,
              1);
}

void approx_add_vector_product(const double* a, const double* x, double* y, std::size_t n, double sign,
                               Transpose transpose) {
  use_one_blas_thread();
  const int m = as_int(n);
  cblas_dgemv(kRowMajor, transpose == Transpose::yes ? kTransposed : kPlain, m, m, sign, a, m, x, 1, 1.0, y, 1);
}

bool approx_solve_positive_definite(std::span<double> m, std::span<double> b) {
  use_one_blas_thread();
  const int n = as_int(b.size());
  const int one = 1;
  int info = 0;
  dpotrf_("L", &n, m.data(), &n, &info);
  if (info != 0) return false;
  std::vector<double> x(b.begin(), b.end());
  dpotrs_("L", &n, &one, m.data(), &n, x.data(), &n, &info);
  if (info != 0) return false;
  std::copy(x.begin(), x.end(), b.begin());
  return true;
}

}  // namespace rankcert
