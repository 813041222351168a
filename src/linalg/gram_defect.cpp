#include "linalg/gram_defect.hpp"

#include <algorithm>

#include "linalg/residual_norm.hpp"

namespace rankcert {

double upper_gram_defect(std::span<const double> x, std::size_t rows, std::size_t columns) {
  const auto identity = [](std::size_t column, std::size_t first, std::size_t last, double* out) {
    std::fill(out, out + (last - first), 0.0);
    if (first <= column && column < last) out[column - first] = 1;
  };
  return upper_residual_norm({x, x, columns, columns, rows}, ProductShape::symmetric, identity);
}

}  // namespace rankcert
