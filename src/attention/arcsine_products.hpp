// The inner loops over pairs of heads.
#pragma once

#include <cstddef>

namespace rankcert {

/// out[h] = 1/2 + (2/pi^2) A^q A^k in double from x, y = computed <q_g,q_h>, <k_g,k_h>, each within `dot_error` of the truth
/// (Lemma B7); squared_errors[h] += the square of a bound of its error (Lemma B10, random-heads).
void approx_gram_row(const double* x, const double* y, double dot_error, double* out, double* squared_errors,
                     std::size_t size);

/// Running sums over the rows g of a tile, one of each a column h.
struct ColumnSums {
  double* value;      ///< += a_g a_h A^q A^k
  double* magnitude;  ///< += |the same|
  double* error;      ///< += |a_g a_h| times a bound of the error of A^q A^k
};

/// Adds row g: x, y = computed <q_g,q_h>, <k_g,k_h>, each within `dot_error` of the truth (Lemma B7), weights a_h.
/// The error of one product: |A^q| dk + |A^k| dq + dq dk with dq, dk from Lemmas B1 and B8.
void add_arcsine_products(const double* x, const double* y, const double* weights, double row_weight, double dot_error,
                          const ColumnSums& sums, std::size_t size);

}  // namespace rankcert
