#include "itl/binary64.hpp"

#include <algorithm>

namespace rankcert::itl {
namespace {

constexpr std::int64_t fraction_bits = 52;
constexpr std::int64_t least_exponent = -1074;  ///< of the smallest subnormal number
constexpr std::int64_t overflow_exponent = 1024;

Rational times_two_to(Rational value, std::int64_t exponent) {
  auto* raw = value.backend().data();
  if (exponent >= 0) mpq_mul_2exp(raw, raw, static_cast<mp_bitcnt_t>(exponent));
  else mpq_div_2exp(raw, raw, static_cast<mp_bitcnt_t>(-exponent));
  return value;
}

/// The e with 2^e <= value < 2^(e+1), for value > 0.
std::int64_t binary_exponent(const Rational& value) {
  const auto* raw = value.backend().data();
  const auto guess = static_cast<std::int64_t>(mpz_sizeinbase(mpq_numref(raw), 2)) - static_cast<std::int64_t>(mpz_sizeinbase(mpq_denref(raw), 2));
  return times_two_to(value, -guess) < 1 ? guess - 1 : guess;
}

Rational largest_number() { return times_two_to(1, overflow_exponent) - times_two_to(1, overflow_exponent - fraction_bits - 1); }

/// value > 0 to a multiple of its unit in the last place, without a largest number.
Rational to_unit(const Rational& value, bool up) {
  const std::int64_t unit = std::max(binary_exponent(value) - fraction_bits, least_exponent);
  const Rational scaled = times_two_to(value, -unit);
  Integer count;
  (up ? mpz_cdiv_q : mpz_fdiv_q)(count.backend().data(), mpq_numref(scaled.backend().data()), mpq_denref(scaled.backend().data()));
  return times_two_to(Rational(count), unit);
}

}  // namespace

std::optional<Rational> binary64_below(const Rational& value) {
  if (value == 0) return value;
  if (value > 0) return std::min(to_unit(value, false), largest_number());
  const Rational below = -to_unit(-value, true);
  return below < -largest_number() ? std::nullopt : std::optional(below);
}

std::optional<Rational> binary64_above(const Rational& value) {
  const auto opposite = binary64_below(-value);
  return opposite ? std::optional<Rational>(-*opposite) : std::nullopt;
}

Bounds rounded_to_binary64(const Bounds& set) {
  if (set.empty) return set;
  return {.lower = set.lower ? binary64_below(*set.lower) : std::nullopt, .upper = set.upper ? binary64_above(*set.upper) : std::nullopt};
}

}  // namespace rankcert::itl
