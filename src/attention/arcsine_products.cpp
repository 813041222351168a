#include "attention/arcsine_products.hpp"

#include <cmath>

#include "attention/arcsine.hpp"
#include "sampling/vector_clones.hpp"

namespace rankcert {
namespace {

RANKCERT_ALWAYS_INLINE double absolute(double x) { return x < 0 ? -x : x; }
RANKCERT_ALWAYS_INLINE double clipped(double x) {
  const double below = x > 1.0 ? 1.0 : x;
  return below < -1.0 ? -1.0 : below;
}

// Lemma B8 and B1 together, for a clipped argument.
RANKCERT_ALWAYS_INLINE double arcsine_error(double x, double delta) {
  const double y = absolute(x) + delta;
  const double slope = (1.0 - y) * (1.0 + y);
  const double least = delta * 0.2;
  return delta / std::sqrt(slope > least ? slope : least) * (1 + 0x1p-40) + kArcsineError;
}

// A^q A^k from computed inner products, with a bound of its error (Lemma B9).
struct ArcsineProduct {
  double value;
  double error;
};

RANKCERT_ALWAYS_INLINE ArcsineProduct arcsine_product(double x, double y, double dot_error) {
  const double xq = clipped(x);
  const double xk = clipped(y);
  const double aq = approx_arcsine(xq);
  const double ak = approx_arcsine(xk);
  const double dq = arcsine_error(xq, dot_error);
  const double dk = arcsine_error(xk, dot_error);
  return {aq * ak, absolute(aq) * dk + absolute(ak) * dq + dq * dk};
}

}  // namespace

RANKCERT_VECTOR_CLONES
void approx_gram_row(const double* __restrict x, const double* __restrict y, double dot_error, double* __restrict out,
                     double* __restrict squared_errors, std::size_t size) {
  constexpr double kTwoOverPiSquared = 0x1.9f02f6222c72p-3;
  for (std::size_t h = 0; h < size; ++h) {
    const ArcsineProduct product = arcsine_product(x[h], y[h], dot_error);
    out[h] = 0.5 + kTwoOverPiSquared * product.value;
    const double error = 0.2027 * product.error + 0x1p-51;
    squared_errors[h] += error * error;
  }
}

RANKCERT_VECTOR_CLONES
void add_arcsine_products(const double* __restrict x, const double* __restrict y, const double* __restrict weights,
                          double row_weight, double dot_error, const ColumnSums& sums, std::size_t size) {
  double* __restrict value = sums.value;
  double* __restrict magnitude = sums.magnitude;
  double* __restrict error = sums.error;
  const double row_size = absolute(row_weight);
  for (std::size_t h = 0; h < size; ++h) {
    const ArcsineProduct product = arcsine_product(x[h], y[h], dot_error);
    const double term = row_weight * (weights[h] * product.value);
    value[h] += term;
    magnitude[h] += absolute(term);
    error[h] += row_size * (absolute(weights[h]) * product.error);
  }
}

}  // namespace rankcert
