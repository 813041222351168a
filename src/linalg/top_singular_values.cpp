#include "linalg/top_singular_values.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "linalg/gram_defect.hpp"
#include "linalg/residual_norm.hpp"

namespace rankcert {
namespace {

// sum[j] + low[j] accumulates A^T y with the error of every addition kept (Knuth's two-sum).
void apply_gram_compensated(const SelectionMatrix& a, const double* x, std::vector<double>& sum,
                            std::vector<double>& low) {
  std::fill(sum.begin(), sum.end(), 0.0);
  std::fill(low.begin(), low.end(), 0.0);
  for (const std::uint32_t j : a.pattern) {
    const double y = x[j];  // (A x)_i, exact
    const double s = sum[j] + y;
    const double part = s - sum[j];
    low[j] += (sum[j] - (s - part)) + (y - part);
    sum[j] = s;
  }
  for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += low[j];
}

constexpr double kSlack = 1 + 0x1p-20;  // over the few roundings of a formula

}  // namespace

double upper_eigenvalue_error(double rho, double beta, double greatest_theta) {
  return (2 * rho + 2 * beta * greatest_theta) / std::sqrt(1 - beta) * kSlack;
}

EnclosedValues enclosed_roots(std::span<const double> theta, double bound) {
  EnclosedValues roots{std::vector<double>(theta.size()),
                       std::vector<double>(theta.size(), std::numeric_limits<double>::infinity())};
  for (std::size_t k = 0; k < theta.size(); ++k) {
    roots.value[k] = std::sqrt(theta[k]);
    // |sqrt(lambda) - sqrt(theta)| <= |lambda - theta|/sqrt(theta); the root itself rounds once
    if (std::isfinite(bound)) roots.error[k] = bound / roots.value[k] * kSlack + 0x1p-52 * roots.value[k];
  }
  return roots;
}

EnclosedValues enclose_singular_values_near(const SelectionMatrix& a, const ProposedEigenpairs& proposal) {
  const std::size_t n = a.n;
  const std::size_t m = proposal.theta.size();
  EnclosedValues result{proposal.theta, std::vector<double>(m, std::numeric_limits<double>::infinity())};
  const bool usable = m >= 1 && proposal.x.size() == n * m &&
                      std::is_sorted(proposal.theta.begin(), proposal.theta.end(), std::greater<>()) &&
                      proposal.theta.back() > 0 && std::isfinite(proposal.theta.front());
  if (!usable) return result;
  for (double& value : result.value) value = std::sqrt(value);
  const double beta = upper_gram_defect(proposal.x, n, m);
  if (!(beta < 0.5)) return result;

  std::vector<std::uint32_t> counts(n, 0);
  for (const std::uint32_t j : a.pattern) ++counts[j];
  std::vector<double> image(n);
  std::vector<double> low(n);
  std::vector<double> residual(n * m);
  std::vector<double> rounding(n * m);
  for (std::size_t k = 0; k < m; ++k) {
    const double* x = proposal.x.data() + k * n;
    const double theta = proposal.theta[k];
    apply_gram_compensated(a, x, image, low);
    for (std::size_t j = 0; j < n; ++j) {
      residual[k * n + j] = image[j] - theta * x[j];
      // sum: u |image| + gamma_count^2 count |x|; product u theta |x|; difference u (count + theta)|x|: together below
      rounding[k * n + j] = 4 * 0x1p-53 * (static_cast<double>(counts[j]) + theta) * std::abs(x[j]);
    }
  }
  const double rho = upper_frobenius_norm(residual) + upper_frobenius_norm(rounding);
  return enclosed_roots(proposal.theta, upper_eigenvalue_error(rho, beta, proposal.theta.front()));
}

}  // namespace rankcert
