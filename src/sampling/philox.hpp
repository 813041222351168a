// The counter-based generator Philox4x32-10 in batches: random bits as a pure function of a key and a counter.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace rankcert {

/// The 64-bit key of a stream family: its seed.
using PhiloxKey = std::uint64_t;

/// Words 1 to 3 of the 128-bit counter; word 0 is the position inside the batch.
using PhiloxCounterTail = std::array<std::uint32_t, 3>;

/// Writes Philox4x32-10(counter, key) for the counters (first + i, tail[0], tail[1], tail[2]), i = 0 .. size-1: output
/// words 0 and 1 to low[i] (word 1 the high half), words 2 and 3 to high[i]. The key's low half is key word 0.
/// Requires: low and high of equal size; first + size <= 2^32.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11; equal to Random123's
/// philox4x32 (the tests compare). Written out here because the library's own form does not vectorise over counters.
void philox_words(PhiloxKey key, std::uint32_t first, const PhiloxCounterTail& tail, std::span<std::uint64_t> low,
                std::span<std::uint64_t> high);

}  // namespace rankcert
