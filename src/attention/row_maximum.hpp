// The maximum of a run of floats, and the positions that reach a threshold: the inner loops of the argmax scan.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rankcert {

/// maxima[r] = max over columns of scores (rows x columns, leading dimension ld). Requires: columns >= 1, no NaN.
void row_maxima(const float* scores, std::size_t rows, std::size_t columns, std::size_t ld, float* maxima);

/// Appends offset + j for every j < size with scores[j] >= threshold, in increasing order.
void append_reaching(const float* scores, std::size_t size, float threshold, std::uint32_t offset,
                     std::vector<std::uint32_t>& found);

}  // namespace rankcert
