// How far enclosed singular values of a hardmax matrix are from the square roots of its column counts.
#pragma once

#include <cstdint>
#include <span>

#include "linalg/singular_values.hpp"

namespace rankcert {

/// What a numerical method proves of its k-th value: that it is near the k-th largest singular value sigma_k (Theorem 3 of
/// proofs-notes/singular-values.md), or only near some singular value of its own (Lemma 8 there). In the second case a
/// larger one may be missing, so sigma_k is proved from below alone: sigma_k >= value[k] - error[k].
enum class Order { proved, found };

struct SpectrumDeviation {
  double lower = 0;
  double upper = 0;
};

/// lower <= max_k |sigma_k - sqrt(counts[k])| <= upper over the enclosed k, counts not increasing.
/// With |sigma_k - s_k| <= e_k: lower = max_k (|s_k - sqrt c_k| - e_k)^+, upper = max_k (|s_k - sqrt c_k| + e_k). If the
/// order is only found, lower counts no sigma_k below sqrt c_k, since the true one may have been missed, and upper is a
/// bound of the singular values that were found.
/// Requires: at least values.value.size() counts, each at most 2^31. Throws LimitError if an error bound is not finite.
[[nodiscard]] SpectrumDeviation enclose_spectrum_deviation(const EnclosedValues& values,
                                                           std::span<const std::uint32_t> counts, Order order);

}  // namespace rankcert
