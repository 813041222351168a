#include "sampling/gaussian_stream.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>

#include "sampling/box_muller.hpp"
#include "sampling/philox.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kBatch = 128;  // pairs a batch: its buffers (6 KiB) stay in the first-level cache

RANKCERT_VECTOR_CLONES
void box_muller_pairs(const std::uint64_t* bits_u, const std::uint64_t* bits_v, double* first, double* second,
                      std::size_t pairs) {
  constexpr std::uint64_t kOne = 0x3FF0000000000000U;
  for (std::size_t i = 0; i < pairs; ++i) {
    const double u = 2.0 - std::bit_cast<double>((bits_u[i] >> 12) | kOne);
    const double v = std::bit_cast<double>((bits_v[i] >> 12) | kOne) - 1.0;
    const double radius = std::sqrt(-2.0 * approx_log(u));
    const SineCosine angle = approx_sine_cosine_of_turn(v);
    first[i] = radius * angle.cosine;
    second[i] = radius * angle.sine;
  }
}

template <class Real>
void fill(const GaussianRow& address, std::span<Real> out) {
  std::array<std::uint64_t, kBatch> bits_u;
  std::array<std::uint64_t, kBatch> bits_v;
  std::array<double, kBatch> first;
  std::array<double, kBatch> second;
  const std::size_t all_pairs = (out.size() + 1) / 2;
  for (std::size_t begin = 0; begin < all_pairs; begin += kBatch) {
    const std::size_t pairs = std::min(kBatch, all_pairs - begin);
    philox_words(address.seed, static_cast<std::uint32_t>(begin),
               {address.row, address.trial, static_cast<std::uint32_t>(address.purpose)}, {bits_u.data(), pairs},
               {bits_v.data(), pairs});
    box_muller_pairs(bits_u.data(), bits_v.data(), first.data(), second.data(), pairs);
    const std::size_t count = std::min(2 * pairs, out.size() - 2 * begin);
    Real* target = out.data() + 2 * begin;
    for (std::size_t i = 0; i < count / 2; ++i) {
      target[2 * i] = static_cast<Real>(first[i]);
      target[2 * i + 1] = static_cast<Real>(second[i]);
    }
    if (count % 2 != 0) target[count - 1] = static_cast<Real>(first[count / 2]);
  }
}

}  // namespace

void fill_standard_normal(const GaussianRow& address, std::span<double> out) { fill(address, out); }
void fill_standard_normal(const GaussianRow& address, std::span<float> out) { fill(address, out); }

std::vector<double> standard_normal_rows(const GaussianRow& first, std::size_t rows, std::size_t length) {
  std::vector<double> entries(rows * length);
  GaussianRow address = first;
  for (std::size_t i = 0; i < rows; ++i, ++address.row) {
    fill_standard_normal(address, std::span(entries).subspan(i * length, length));
  }
  return entries;
}

}  // namespace rankcert
