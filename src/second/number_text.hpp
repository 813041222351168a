// The two forms in which a certificate writes numbers, read into GMP; proofs-notes/certificate-format.md, "Canonical forms".
#pragma once

#include <optional>
#include <string_view>

#include "exact/rational.hpp"

namespace rankcert::second {

/// The most digits of a numerator, a denominator or a mantissa.
inline constexpr std::size_t max_digits = 20'000;

/// "p" or "p/q" in lowest terms with q > 1, no plus sign, leading zeros or "-0". Nothing for every other text.
[[nodiscard]] std::optional<Rational> read_rational(std::string_view text);

/// "mpe", m odd, the number m 2^e with |e| <= 1000000; zero is "0p0". Nothing for every other text.
[[nodiscard]] std::optional<Rational> read_dyadic(std::string_view text);

}  // namespace rankcert::second
