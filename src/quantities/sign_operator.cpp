#include "quantities/sign_operator.hpp"

#include <numbers>

#include "exact/rational.hpp"

namespace rankcert {

OperatorSquares enclose_operator_squares(std::size_t m, std::size_t count) {
  const auto dimension = static_cast<double>(m);
  const bool even = m % 2 == 0;
  double lambda = even ? 2 / std::numbers::pi : 0.5;  // rounded at most three times, pi included
  for (std::size_t k = even ? 2 : 3; k < m; k += 2) lambda *= static_cast<double>(k) / static_cast<double>(k + 1);
  OperatorSquares result;
  Integer multiplicity = m;  // N(m, l)
  const Integer order = m;
  std::size_t l = 1;
  while (true) {
    const std::size_t left = count - result.square.size();
    const std::size_t copies = multiplicity < Integer(left) ? static_cast<std::size_t>(multiplicity) : left;
    result.square.insert(result.square.end(), copies, lambda * lambda);
    if (result.square.size() == count) break;
    // N(m, l + 1) = N(m, l) (2l + m)(l + m - 2) / ((2l + m - 2)(l + 1)), twice
    for (const std::size_t degree : {l, l + 1}) {
      multiplicity = multiplicity * (2 * degree + order) * (degree + order - 2) / ((2 * degree + order - 2) * (degree + 1));
    }
    lambda *= static_cast<double>(l) / (static_cast<double>(l) + dimension);
    l += 2;
  }
  // lambda: 3 roundings, then 2 a step, (m + l)/2 steps at most; the square doubles them and adds one
  result.relative_error = (2 * (dimension + static_cast<double>(l)) + 16) * 0x1p-53 * (1 + 0x1p-10);
  return result;
}

}  // namespace rankcert
