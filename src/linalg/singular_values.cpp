#include "linalg/singular_values.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "linalg/gram_defect.hpp"

namespace rankcert {

EnclosedValues enclose_singular_values(const SelectionMatrix& a, const ProposedSvd& proposal) {
  const std::size_t n = a.n;
  EnclosedValues result{proposal.s, {}};
  result.value.resize(n, 0.0);
  result.error.assign(n, std::numeric_limits<double>::infinity());
  const bool usable = a.pattern.size() == n && proposal.s.size() == n && proposal.u.size() == n * n &&
                      proposal.v.size() == n * n && n >= 1 &&
                      std::is_sorted(proposal.s.begin(), proposal.s.end(), std::greater<>()) &&
                      proposal.s.back() >= 0;
  if (!usable) return result;

  const double alpha = upper_gram_defect(proposal.u, n, n);
  const double beta = upper_gram_defect(proposal.v, n, n);
  if (!(alpha < 0.5 && beta < 0.5)) return result;

  // R = A V - U S: the product and the difference round once each, by at most u |U_ik| s_k and u |R_ik|
  std::vector<double> residual(n * n);
  double largest_rounding = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const double* v = proposal.v.data() + k * n;
    const double* u = proposal.u.data() + k * n;
    const double s = proposal.s[k];
    for (std::size_t i = 0; i < n; ++i) residual[k * n + i] = v[a.pattern[i]] - u[i] * s;
    largest_rounding += s * s * (1 + alpha);  // ||column k of U S||^2
  }
  const double unit = 0x1p-53;
  const double rho = (upper_frobenius_norm(residual) * (1 + 2 * unit) + unit * std::sqrt(largest_rounding)) * (1 + 0x1p-20);
  if (!std::isfinite(rho)) return result;

  for (std::size_t k = 0; k < n; ++k) {
    const double s = proposal.s[k];
    // sqrt(1+alpha)/sqrt(1-beta) - 1 and 1 - sqrt(1-alpha)/sqrt(1+beta), without cancellation: both are at most
    // (alpha + beta)/(1 - beta)
    const double relative = (alpha + beta) / (1 - beta);
    result.error[k] = (s * relative + rho / std::sqrt(1 - beta)) * (1 + 0x1p-20) + 1e-300;
  }
  return result;
}

}  // namespace rankcert
