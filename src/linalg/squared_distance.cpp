#include "linalg/squared_distance.hpp"

#include <array>
#include <cstddef>

#include "sampling/vector_clones.hpp"

namespace rankcert {
namespace {

// Eight running sums, so that the loop need not wait for one addition after the other. The proof allows every order.
RANKCERT_VECTOR_CLONES
double approx_squared_distance(std::span<const double> a, std::span<const double> b) {
  constexpr std::size_t kLanes = 8;
  std::array<double, kLanes> lane{};
  std::size_t i = 0;
  for (; i + kLanes <= a.size(); i += kLanes) {
    for (std::size_t j = 0; j < kLanes; ++j) {
      const double x = a[i + j] - b[i + j];
      lane[j] += x * x;
    }
  }
  double sum = 0;
  for (; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  for (const double part : lane) sum += part;
  return sum;
}

}  // namespace

EnclosedSquare enclose_squared_distance(std::span<const double> a, std::span<const double> b) {
  constexpr double kTiny = 0x1p-900;  // below it underflow might count
  const double sum = approx_squared_distance(a, b);
  if (!(sum >= kTiny)) return {0, 2 * kTiny};
  const double relative = static_cast<double>(a.size() + 8) * 0x1p-53;
  return {sum * (1 - relative), sum * (1 + relative)};
}

Rational exact_squared_distance(std::span<const double> a, std::span<const double> b) {
  Rational sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Rational x = from_double(a[i]) - from_double(b[i]);
    sum += x * x;
  }
  return sum;
}

}  // namespace rankcert
