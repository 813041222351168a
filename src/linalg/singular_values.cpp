#include "linalg/singular_values.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "exact/error.hpp"
#include "linalg/gram_defect.hpp"
#include "linalg/residual_norm.hpp"

namespace rankcert {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kUnit = 0x1p-53;
constexpr double kSlack = 1 + 0x1p-20;  // over the few roundings of a formula

EnclosedValues without_proof(std::size_t size) {
  return {std::vector<double>(size, 0.0), std::vector<double>(size, kInfinity)};
}

bool has_right_form(const ProposedSvd& proposal, const DenseMatrix& a) {
  const std::size_t size = std::min(a.rows, a.columns);
  return proposal.s.size() == size && proposal.u.size() == a.rows * size && proposal.v.size() == a.columns * size &&
         std::is_sorted(proposal.s.begin(), proposal.s.end(), std::greater<>()) && proposal.s.back() >= 0 &&
         std::isfinite(proposal.s.front());
}

// At least ||A V - U S||_F for a tall A with entries at most 2; alpha as in Theorem 3.
double upper_svd_residual(const DenseMatrix& a, const std::vector<double>& u, const std::vector<double>& s,
                          const std::vector<double>& v, double alpha) {
  const DenseMatrix at = transposed(a);
  const auto u_times_s = [&](std::size_t column, std::size_t first, std::size_t last, double* out) {
    for (std::size_t i = first; i < last; ++i) out[i - first] = u[column * a.rows + i] * s[column];
  };
  const double residual =
      upper_residual_norm({at.entries, v, a.rows, a.columns, a.columns}, ProductShape::general, u_times_s);
  // u_ik s_k rounds by at most u |u_ik| s_k, and ||U S||_F^2 <= (1 + alpha) sum s_k^2
  return (residual + kUnit * std::sqrt(1 + alpha) * upper_frobenius_norm(s)) * kSlack;
}

}  // namespace

double EnclosedValues::lower(std::size_t k) const {
  if (error[k] == 0) return value[k];
  return std::max(0.0, std::nextafter(value[k] - error[k], -kInfinity));
}

double EnclosedValues::upper(std::size_t k) const {
  return error[k] == 0 ? value[k] : std::nextafter(value[k] + error[k], kInfinity);
}

EnclosedValues enclose_singular_values(const DenseMatrix& a, const ProposedSvd& proposal) {
  require_finite(a);
  const std::size_t size = std::min(a.rows, a.columns);
  if (std::all_of(a.entries.begin(), a.entries.end(), [](double x) { return x == 0; })) {
    return {std::vector<double>(size, 0.0), std::vector<double>(size, 0.0)};
  }
  if (!has_right_form(proposal, a)) return without_proof(size);
  if (a.rows < a.columns) return enclose_singular_values(transposed(a), {proposal.v, proposal.s, proposal.u});

  const double alpha = upper_gram_defect(proposal.u, a.rows, size);
  const double beta = upper_gram_defect(proposal.v, a.columns, size);
  if (!(alpha < 0.5 && beta < 0.5)) return without_proof(size);

  // everything below for 2^e A, so that no square over- or underflows
  const int e = normalizing_exponent(a);
  std::vector<double> s = proposal.s;
  for (double& value : s) value = std::ldexp(value, e);
  const double rho = upper_svd_residual(scaled(a, e), proposal.u, s, proposal.v, alpha);
  if (!std::isfinite(rho)) return without_proof(size);

  const double relative = (alpha + beta) / (2 * (1 - std::max(alpha, beta)));
  EnclosedValues result{proposal.s, std::vector<double>(size)};
  for (std::size_t k = 0; k < size; ++k) {
    // rho is at least 10^-150, far more than what underflow took from 2^e A and 2^e s
    const double error = (s[k] * relative + rho / std::sqrt(1 - beta)) * kSlack;
    result.error[k] = std::nextafter(std::ldexp(error, -e), kInfinity);
  }
  return result;
}

EnclosedValues enclose_singular_values(const DenseMatrix& a) { return enclose_singular_values(a, approx_svd(a)); }

EnclosedValues widened(EnclosedValues values, double perturbation) {
  if (!(perturbation >= 0)) throw InputError("a perturbation of a matrix must be a number that is not negative");
  if (perturbation == 0) return values;
  for (double& error : values.error) error = std::nextafter(error + perturbation, kInfinity);
  return values;
}

}  // namespace rankcert
