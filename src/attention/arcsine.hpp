// The arcsine with a proved error, from IEEE operations alone (a library's asin promises nothing).
#pragma once

#include <cmath>

#include "sampling/vector_clones.hpp"

namespace rankcert {

/// Lemma B1: |approx_arcsine(x) - arcsin x| <= kArcsineError for every double x in [-1, 1].
inline constexpr double kArcsineError = 0x1p-50;

/// arcsin x in double; vectorises. Requires: -1 <= x <= 1.
///
/// Proof of B1 (u = 2^-53). Let c_k = binom(2k,k)/(4^k (2k+1)) > 0, P(z) = sum_k c_k z^k = arcsin(sqrt z)/sqrt z, and
/// 0 <= z <= 1/4. (i) Truncation after k = 24: 0 < P - P_24 <= c_25 z^25/(1-z) < 3e-18 < u/30. (ii) Horner's rule rounds
/// the k-th term at most 2k+2 times (coefficient included), every term is >= 0, so it errs by at most
/// 1.001 u sum (2k+2) c_k z^k = 1.001 u [(1-z)^(-1/2) + P(z)] <= 2.21 u, and P >= 1.
/// |x| <= 1/2: z = x^2 is rounded once, moving P by at most u z P'(z) <= 0.06 u; the product with |x| rounds once:
/// relative error <= (2.21 + 0.04 + 0.06 + 1.01) u < 4 u, absolute < 2.1 u since arcsin(1/2) < 0.53.
/// |x| > 1/2: arcsin|x| = pi/2 - 2 sqrt(z) P(z) with z = (1-|x|)/2 exact (Sterbenz); the root and the product round once
/// each: error <= (2.21 + 0.04 + 2.01) u * 1.048 < 4.5 u; the double nearest to pi/2 errs by 0.56 u, the difference
/// rounds by at most u (its size is below 2): in all < 6.1 u. And 8 u = 2^-50. []
RANKCERT_ALWAYS_INLINE double approx_arcsine(double x) {
  constexpr int kDegree = 24;
  struct Coefficients {
    double c[kDegree + 1];
    // binom(2k,k) < 2^53, 4^k and 2k+1 are exact doubles: one rounding each
    constexpr Coefficients() : c{} {
      double binomial = 1;
      double power = 1;
      for (int k = 0; k <= kDegree; ++k) {
        c[k] = binomial / power / (2 * k + 1);
        binomial = binomial * (2 * (2 * k + 1)) / (k + 1);
        power *= 4;
      }
    }
  };
  constexpr Coefficients kSeries;
  constexpr double kHalfPi = 0x1.921fb54442d18p+0;
  const double size = x < 0 ? -x : x;
  const bool small = size <= 0.5;
  const double z = small ? size * size : 0.5 * (1.0 - size);
  const double root = std::sqrt(z);
  double p = kSeries.c[kDegree];
#pragma GCC unroll 24
  for (int k = kDegree - 1; k >= 0; --k) p = p * z + kSeries.c[k];
  const double value = small ? size * p : kHalfPi - (root + root) * p;
  return x < 0 ? -value : value;
}

}  // namespace rankcert
