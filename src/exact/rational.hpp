// Exact integers and rationals, and their exact text forms.
#pragma once

#include <boost/multiprecision/gmp.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rankcert {

/// Expression templates are off: a value is a value, never a dangling expression.
using Integer = boost::multiprecision::number<boost::multiprecision::gmp_int, boost::multiprecision::et_off>;
using Rational = boost::multiprecision::number<boost::multiprecision::gmp_rational, boost::multiprecision::et_off>;

/// True if `value` has denominator 1.
[[nodiscard]] bool is_integer(const Rational& value);

/// The bits of numerator and denominator together: the size that limits speak of.
[[nodiscard]] std::size_t bit_size(const Rational& value);

/// Whether bit_size(value) <= bits: quicker than counting them where the limbs tell.
[[nodiscard]] bool has_at_most_bits(const Rational& value, std::size_t bits);

/// The value as an int64 if it is an integer that fits, nothing otherwise.
[[nodiscard]] std::optional<std::int64_t> to_int64(const Rational& value);

/// The exact rational value of a finite double. Throws InputError for NaN and infinities.
[[nodiscard]] Rational from_double(double value);

/// Reads "12", "-3/4", "0.125", "1.5e-3" exactly (a decimal is a rational). The whole text must match; the
/// digits and the size of the exponent together are at most `max_digits` (of a fraction, on either side of the bar), so
/// that to_text of the value reads back. Returns nothing if it does not match.
[[nodiscard]] std::optional<Rational> parse_rational(std::string_view text, std::size_t max_digits = 10'000);

/// "p" or "p/q" in lowest terms; parse_rational reads it back to the same value.
[[nodiscard]] std::string to_text(const Rational& value);

/// A dyadic rational m*2^e as "mpe" (m odd or zero, both decimal), the exact form of enclosure ends in certificates:
/// 3/8 is "3p-3". Requires: the denominator is a power of two (throws std::invalid_argument otherwise).
[[nodiscard]] std::string to_dyadic_text(const Rational& value);

/// Reads the form that to_dyadic_text writes and only that one (canonical), with |e| <= `max_exponent` and at most
/// `max_digits` digits. Returns nothing otherwise.
[[nodiscard]] std::optional<Rational> parse_dyadic(std::string_view text, std::size_t max_digits = 10'000,
                                                   std::int64_t max_exponent = 1'000'000);

}  // namespace rankcert
