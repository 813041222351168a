#include "attention/row_maximum.hpp"

#include <algorithm>

#include "sampling/vector_clones.hpp"

namespace rankcert {
namespace {
// Independent maxima break the chain of dependent comparisons; a maximum is the same in every order.
constexpr std::size_t kLanes = 64;
}  // namespace

RANKCERT_VECTOR_CLONES
void row_maxima(const float* scores, std::size_t rows, std::size_t columns, std::size_t ld, float* maxima) {
  for (std::size_t r = 0; r < rows; ++r) {
    const float* row = scores + r * ld;
    float best = row[0];
    std::size_t j = 0;
    if (columns >= kLanes) {
      float lane[kLanes];
      for (std::size_t l = 0; l < kLanes; ++l) lane[l] = row[l];
      for (j = kLanes; j + kLanes <= columns; j += kLanes) {
        for (std::size_t l = 0; l < kLanes; ++l) lane[l] = row[j + l] > lane[l] ? row[j + l] : lane[l];
      }
      for (std::size_t width = kLanes / 2; width > 0; width /= 2) {
        for (std::size_t l = 0; l < width; ++l) lane[l] = lane[l + width] > lane[l] ? lane[l + width] : lane[l];
      }
      best = lane[0];
    }
    for (; j < columns; ++j) best = row[j] > best ? row[j] : best;
    maxima[r] = best;
  }
}

void append_reaching(const float* scores, std::size_t size, float threshold, std::uint32_t offset,
                     std::vector<std::uint32_t>& found) {
  constexpr std::size_t kRun = 32;
  for (std::size_t begin = 0; begin < size; begin += kRun) {
    const std::size_t end = std::min(size, begin + kRun);
    unsigned any = 0;  // branch-free over the run: almost every run has none
    for (std::size_t j = begin; j < end; ++j) any |= static_cast<unsigned>(scores[j] >= threshold);
    if (any == 0) continue;
    for (std::size_t j = begin; j < end; ++j) {
      if (scores[j] >= threshold) found.push_back(offset + static_cast<std::uint32_t>(j));
    }
  }
}

}  // namespace rankcert
