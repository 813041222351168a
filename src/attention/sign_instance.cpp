#include "attention/sign_instance.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <vector>

#include "attention/inner_product_sign.hpp"
#include "exact/error.hpp"
#include "linalg/blas.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kTile = 256;

// Upper bounds of the Euclidean norms: a sum of at most 2^20 squares loses less than 2^-32 relative, and what underflows
// less than 10^-150.
std::vector<double> upper_norms(std::span<const double> rows, std::size_t dimension) {
  std::vector<double> norms(rows.size() / dimension);
  for (std::size_t i = 0; i < norms.size(); ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < dimension; ++k) sum += rows[i * dimension + k] * rows[i * dimension + k];
    norms[i] = std::sqrt(sum) * (1 + 0x1p-30) + 1e-150;
    if (!(norms[i] <= 1e150)) throw InputError("signs of inner products: a vector is not finite, or longer than 1e150");
  }
  return norms;
}

}  // namespace

SignMatrix inner_product_signs(std::span<const double> w, std::span<const double> y, std::size_t dimension,
                               SignStages* stages) {
  const bool whole = dimension >= 1 && dimension <= (std::size_t{1} << 20U) && w.size() % dimension == 0 &&
                     y.size() % dimension == 0;
  if (!whole) throw InputError("signs of inner products: the vectors must be whole rows of 1 to 2^20 entries");
  const std::vector<double> w_norms = upper_norms(w, dimension);
  const std::vector<double> y_norms = upper_norms(y, dimension);
  SignMatrix s{w_norms.size(), y_norms.size(), std::vector<std::int8_t>(w_norms.size() * y_norms.size())};
  const double roundings = static_cast<double>(dimension) * 0x1p-53;
  const double gamma = roundings / (1 - roundings) * (1 + 0x1p-30);
  std::atomic<std::size_t> left_open = 0;
  tbb::parallel_for(std::size_t{0}, (s.rows + kTile - 1) / kTile, [&](std::size_t tile) {
    const std::size_t first = tile * kTile;
    const std::size_t rows = std::min(kTile, s.rows - first);
    std::vector<double> products(rows * kTile);
    for (std::size_t left = 0; left < s.columns; left += kTile) {
      const std::size_t columns = std::min(kTile, s.columns - left);
      approx_product_transposed(w.data() + first * dimension, y.data() + left * dimension, products.data(), rows,
                                columns, dimension, kTile);
      for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
          const double product = products[i * kTile + j];
          const double error = gamma * (w_norms[first + i] * y_norms[left + j]);
          std::int8_t& sign = s.entries[(first + i) * s.columns + left + j];
          sign = product >= 0 ? std::int8_t{1} : std::int8_t{-1};
          if (std::abs(product) > error) continue;
          const int exact = inner_product_sign(w.subspan((first + i) * dimension, dimension),
                                               y.subspan((left + j) * dimension, dimension));
          sign = exact >= 0 ? std::int8_t{1} : std::int8_t{-1};
          ++left_open;
        }
      }
    }
  });
  if (stages != nullptr) stages->left_open = left_open;
  return s;
}

SignMatrix sign_matrix(const SignInstance& instance) {
  const auto vectors = [&](StreamPurpose purpose) {
    return standard_normal_rows({instance.seed, purpose, instance.trial, 0}, instance.n, instance.dimension);
  };
  return inner_product_signs(vectors(StreamPurpose::sign_row), vectors(StreamPurpose::sign_column), instance.dimension);
}

}  // namespace rankcert
