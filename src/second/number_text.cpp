#include "second/number_text.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace rankcert::second {
namespace {

constexpr long max_exponent = 1'000'000;

/// Digits without a leading zero, or "0".
bool is_natural(std::string_view text) {
  if (text.empty() || text.size() > max_digits || (text.front() == '0' && text.size() > 1)) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
}

/// The same with a minus sign, which zero has not.
bool is_whole(std::string_view text) {
  const bool negative = text.starts_with('-');
  return is_natural(text.substr(negative ? 1 : 0)) && text != "-0";
}

/// Requires: is_whole(text).
Integer integer_of(std::string_view text) {
  Integer value;
  mpz_set_str(value.backend().data(), std::string(text).c_str(), 10);
  return value;
}

/// Requires: denominator > 0, and the two have no common factor.
Rational quotient(const Integer& numerator, const Integer& denominator) {
  Rational value;
  mpz_set(mpq_numref(value.backend().data()), numerator.backend().data());
  mpz_set(mpq_denref(value.backend().data()), denominator.backend().data());
  return value;
}

}  // namespace

std::optional<Rational> read_rational(std::string_view text) {
  const auto bar = text.find('/');
  const std::string_view above = text.substr(0, bar);
  if (!is_whole(above)) return std::nullopt;
  if (bar == std::string_view::npos) return quotient(integer_of(above), 1);
  const std::string_view below = text.substr(bar + 1);
  if (!is_natural(below)) return std::nullopt;
  const Integer numerator = integer_of(above);
  const Integer denominator = integer_of(below);
  if (denominator < 2) return std::nullopt;
  Integer common;
  mpz_gcd(common.backend().data(), numerator.backend().data(), denominator.backend().data());
  if (common != 1) return std::nullopt;
  return quotient(numerator, denominator);
}

std::optional<Rational> read_dyadic(std::string_view text) {
  if (text == "0p0") return Rational(0);
  const auto mark = text.find('p');
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view mantissa_text = text.substr(0, mark);
  const std::string_view exponent_text = text.substr(mark + 1);
  if (!is_whole(mantissa_text) || !is_whole(exponent_text) || exponent_text.size() > 8) return std::nullopt;
  long exponent = 0;
  std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  const Integer mantissa = integer_of(mantissa_text);
  if (mpz_even_p(mantissa.backend().data()) != 0 || exponent > max_exponent || exponent < -max_exponent) return std::nullopt;
  Rational value = quotient(mantissa, 1);
  if (exponent >= 0) {
    mpq_mul_2exp(value.backend().data(), value.backend().data(), static_cast<mp_bitcnt_t>(exponent));
  } else {
    mpq_div_2exp(value.backend().data(), value.backend().data(), static_cast<mp_bitcnt_t>(-exponent));
  }
  return value;
}

}  // namespace rankcert::second
