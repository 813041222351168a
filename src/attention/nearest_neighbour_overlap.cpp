#include "attention/nearest_neighbour_overlap.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sampling/vector_clones.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kMostTerms = 16'384;
constexpr double kTailGoal = 0x1p-50;
constexpr double kInversePi = 0x1.45f306dc9c883p-2;
constexpr std::size_t kBlock = 32;  // arguments that march through the recurrence together

// sums[i] = sum_k a[k] J_k(t[i]), last[i] = J_K(t[i]), for t >= 0; Lemma B3's recurrences.
RANKCERT_VECTOR_CLONES
void sum_series(const double* a, std::size_t terms, const double* t, double* sums, double* last) {
  double base[kBlock];
  double power[kBlock];
  for (std::size_t i = 0; i < kBlock; ++i) {
    base[i] = (1.0 - t[i]) * (1.0 + t[i]);
    power[i] = t[i];
    last[i] = t[i];
    sums[i] = a[0] * t[i];
  }
  for (std::size_t k = 1; k < terms; ++k) {
    const double even = static_cast<double>(2 * k);
    const double odd = even + 1.0;
    const double weight = a[k];
    for (std::size_t i = 0; i < kBlock; ++i) {
      power[i] *= base[i];
      last[i] = (power[i] + even * last[i]) / odd;
      sums[i] += weight * last[i];
    }
  }
}

}  // namespace

NearestNeighbourOverlap::NearestNeighbourOverlap(std::size_t dimension) : dimension_(dimension) {
  const auto d = static_cast<double>(dimension);
  double density = dimension % 2 == 0 ? kInversePi : 0.5;  // w_2, w_3; then w_(m+2) = w_m m/(m-1)
  for (std::size_t m = dimension % 2 == 0 ? 2 : 3; m < dimension; m += 2) {
    density = density * static_cast<double>(m) / static_cast<double>(m - 1);
  }
  factor_ = 2.0 * kInversePi * density;
  a_.push_back(1.0 / (d - 1.0));
  for (std::size_t k = 1;; ++k) {
    const auto even = static_cast<double>(2 * k);
    tail_factor_ = a_.back() * (even - 1.0) / (d - 2.0);
    // J_K <= min(1, sqrt(pi/(4K))); a choice only, the bound used is computed for each t
    const double largest_integral = std::min(1.0, std::sqrt(1.6 / even));
    if (factor_ * tail_factor_ * largest_integral <= kTailGoal || k > kMostTerms) break;
    a_.push_back(a_.back() * ((even - 1.0) * (even - 1.0)) / (even * (even + d - 1.0)));
  }
}

void NearestNeighbourOverlap::enclose(std::span<const double> t, std::span<double> centre,
                                      std::span<double> radius) const {
  const double roundings = static_cast<double>(7 * a_.size() + dimension_ + 12) * 0x1p-53;
  const double gamma = roundings / (1 - roundings);
  for (std::size_t begin = 0; begin < t.size(); begin += kBlock) {
    const std::size_t count = std::min(kBlock, t.size() - begin);
    std::array<double, kBlock> size{};
    std::array<double, kBlock> sums;
    std::array<double, kBlock> last;
    for (std::size_t i = 0; i < count; ++i) size[i] = std::abs(t[begin + i]);
    sum_series(a_.data(), a_.size(), size.data(), sums.data(), last.data());
    for (std::size_t i = 0; i < count; ++i) {
      const double value = factor_ * sums[i];
      const double tail = factor_ * tail_factor_ * last[i] * (1 + 0x1p-30);
      const double middle = value + tail / 2;
      centre[begin + i] = t[begin + i] < 0 ? -middle : middle;
      // the last rounding, of the middle, is below gamma's slack of a few u: counted with one u more
      radius[begin + i] = (tail / 2 + (gamma + 0x1p-52) * middle) * (1 + 0x1p-30) + 1e-300;
    }
  }
}

}  // namespace rankcert
