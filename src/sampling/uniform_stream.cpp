#include "sampling/uniform_stream.hpp"

#include <cstddef>
#include <vector>

#include "sampling/philox.hpp"

namespace rankcert {

void fill_symmetric_uniform(const GaussianRow& address, std::span<double> out) {
  std::vector<std::uint64_t> low(out.size());
  std::vector<std::uint64_t> high(out.size());
  philox_words(address.seed, 0, {address.row, address.trial, static_cast<std::uint32_t>(address.purpose)}, low, high);
  for (std::size_t j = 0; j < out.size(); ++j) {
    const auto word = static_cast<double>(low[j] & 0xFFFFFFFFU);
    out[j] = (2 * word + 1 - 0x1p32) * 0x1p-32;  // an integer of 33 bits: exact
  }
}

}  // namespace rankcert
