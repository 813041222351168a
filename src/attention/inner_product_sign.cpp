#include "attention/inner_product_sign.hpp"

#include <cmath>
#include <cstddef>

#include "exact/rational.hpp"

namespace rankcert {
namespace {

int exact_sign(std::span<const double> a, std::span<const double> b) {
  Rational sum = 0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += from_double(a[j]) * from_double(b[j]);
  return sum < 0 ? -1 : (sum > 0 ? 1 : 0);
}

}  // namespace

int inner_product_sign(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  double sizes = 0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    const double product = a[j] * b[j];
    sum += product;
    sizes += std::abs(product);
  }
  // 2^-900 stands for the products that underflow; infinite sizes decide nothing
  const double error = static_cast<double>(2 * a.size() + 2) * 0x1p-53 * sizes + 0x1p-900;
  if (sum > error) return 1;
  if (sum < -error) return -1;
  return exact_sign(a, b);
}

}  // namespace rankcert
