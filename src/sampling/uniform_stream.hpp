// Symmetric uniform numbers as a pure function of (seed, purpose, trial, row, column).
#pragma once

#include <span>

#include "sampling/gaussian_stream.hpp"

namespace rankcert {

/// Fills `out` with the first out.size() entries of the row: independent, uniform on the 2^32 numbers (2k+1-2^32)/2^32,
/// k = 0 .. 2^32 - 1, which are symmetric about 0 and inside (-1, 1). Entry j depends on (row address, j) only: Philox4x32-10
/// at counter (j, row, trial, purpose), first output word. Requires: out.size() < 2^32.
void fill_symmetric_uniform(const GaussianRow& address, std::span<double> out);

}  // namespace rankcert
