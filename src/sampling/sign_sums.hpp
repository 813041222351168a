// Sums of independent random signs as a pure function of (seed, purpose, trial, row, column).
#pragma once

#include <cstdint>
#include <span>

#include "sampling/gaussian_stream.hpp"

namespace rankcert {

/// Fills `out` with the first out.size() entries of the row: independent sums of `signs` independent signs, each 1 or -1
/// with probability 1/2. Entry j depends on (row address, signs, j) only. With w = ceil(signs/64), entry j counts ones
/// among the first `signs` bits of the words w j, ..., w j + w - 1; word c is the first 64 bits of Philox4x32-10 at counter
/// (c, row, trial, purpose). Requires: 1 <= signs <= 2^20, w * out.size() < 2^32.
void fill_sign_sums(const GaussianRow& address, std::uint32_t signs, std::span<std::int32_t> out);

}  // namespace rankcert
