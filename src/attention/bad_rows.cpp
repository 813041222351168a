#include "attention/bad_rows.hpp"

#include <algorithm>
#include <vector>

namespace rankcert {
namespace {

// Rows left when as many as possible, smallest first, are kept with factor * (sum of squares) <= tolerance^2. The factor
// covers the rounding of a sum of at most 2^20 squares (relative error below 2^-32; what underflows is below 10^-300 in all,
// far below any tolerance^2 asked about).
std::size_t rows_left_out(std::vector<double> norms, const Rational& square, double factor) {
  std::sort(norms.begin(), norms.end());
  double sum = 0;
  std::size_t kept = 0;
  for (const double x : norms) {
    sum += x * x;
    if (from_double(sum * factor) > square) break;
    ++kept;
  }
  return norms.size() - kept;
}

}  // namespace

EnclosedCount enclose_bad_rows(std::span<const EnclosedNumber> norms, const Rational& tolerance) {
  std::vector<double> lower;
  std::vector<double> upper;
  for (const EnclosedNumber& norm : norms) {
    lower.push_back(norm.lower);
    upper.push_back(norm.upper);
  }
  const Rational square = tolerance * tolerance;
  return {rows_left_out(std::move(lower), square, 1 - 0x1p-30), rows_left_out(std::move(upper), square, 1 + 0x1p-30)};
}

}  // namespace rankcert
