#include "exact/rational.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "exact/error.hpp"

namespace rankcert {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the digits at the front of `text`.
std::string_view take_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

/// A run of digits as an integer; GMP reads "010" as octal only when asked to guess the base, so the base is given.
Integer integer_of(std::string_view digits) {
  Integer value;
  mpz_set_str(value.backend().data(), std::string(digits).c_str(), 10);
  return value;
}

Integer power_of_ten(std::int64_t exponent) {
  Integer value;
  mpz_ui_pow_ui(value.backend().data(), 10, static_cast<unsigned long>(exponent));
  return value;
}

/// A signed decimal exponent of at most `limit` in size.
std::optional<std::int64_t> take_exponent(std::string_view& text, std::int64_t limit) {
  const bool negative = take(text, '-');
  if (!negative) take(text, '+');
  const std::string_view digits = take_digits(text);
  if (digits.empty() || digits.size() > 18) return std::nullopt;
  const std::int64_t value = std::stoll(std::string(digits));
  if (value > limit) return std::nullopt;
  return negative ? -value : value;
}

}  // namespace

bool is_integer(const Rational& value) { return mpz_cmp_ui(mpq_denref(value.backend().data()), 1) == 0; }

std::size_t bit_size(const Rational& value) {
  return mpz_sizeinbase(mpq_numref(value.backend().data()), 2) + mpz_sizeinbase(mpq_denref(value.backend().data()), 2);
}

bool has_at_most_bits(const Rational& value, std::size_t bits) {
  const auto* raw = value.backend().data();
  return (mpz_size(mpq_numref(raw)) + mpz_size(mpq_denref(raw))) * GMP_NUMB_BITS <= bits || bit_size(value) <= bits;
}

std::optional<std::int64_t> to_int64(const Rational& value) {
  if (!is_integer(value) || mpz_fits_slong_p(mpq_numref(value.backend().data())) == 0) return std::nullopt;
  return mpz_get_si(mpq_numref(value.backend().data()));
}

Rational from_double(double value) {
  if (!std::isfinite(value)) throw InputError("a number is NaN or infinite where a finite one is needed");
  Rational exact;
  mpq_set_d(exact.backend().data(), value);
  return exact;
}

std::optional<Rational> parse_rational(std::string_view text, std::size_t max_digits) {
  const auto limit = static_cast<std::int64_t>(max_digits);
  if (text.size() > 2 * max_digits + 32) return std::nullopt;
  const bool negative = take(text, '-');
  const std::string_view whole = take_digits(text);
  if (whole.empty() || whole.size() > max_digits) return std::nullopt;
  Rational value = integer_of(whole);
  if (take(text, '/')) {
    const std::string_view below = take_digits(text);
    if (below.empty() || below.size() > max_digits) return std::nullopt;
    const Integer denominator = integer_of(below);
    if (denominator == 0) return std::nullopt;
    value /= Rational(denominator);
  } else {
    std::size_t digits = whole.size();
    if (take(text, '.')) {
      const std::string_view fraction = take_digits(text);
      digits += fraction.size();
      if (fraction.empty() || digits > max_digits) return std::nullopt;
      value += Rational(integer_of(fraction)) / Rational(power_of_ten(static_cast<std::int64_t>(fraction.size())));
    }
    if (take(text, 'e') || take(text, 'E')) {
      const auto exponent = take_exponent(text, limit);
      if (!exponent || digits + static_cast<std::size_t>(std::abs(*exponent)) > max_digits) return std::nullopt;
      const Rational scale = power_of_ten(std::abs(*exponent));
      value = *exponent < 0 ? Rational(value / scale) : Rational(value * scale);
    }
  }
  if (!text.empty()) return std::nullopt;
  return negative ? Rational(-value) : value;
}

std::string to_text(const Rational& value) { return value.str(); }

std::string to_dyadic_text(const Rational& value) {
  if (value == 0) return "0p0";
  const auto* denominator = mpq_denref(value.backend().data());
  const mp_bitcnt_t below = mpz_scan1(denominator, 0);
  if (mpz_sizeinbase(denominator, 2) != below + 1) throw std::invalid_argument("not a dyadic rational: " + value.str());
  const mp_bitcnt_t above = mpz_scan1(mpq_numref(value.backend().data()), 0);
  Integer mantissa;
  mpz_fdiv_q_2exp(mantissa.backend().data(), mpq_numref(value.backend().data()), above);
  const auto exponent = static_cast<std::int64_t>(above) - static_cast<std::int64_t>(below);
  return mantissa.str() + "p" + std::to_string(exponent);
}

std::optional<Rational> parse_dyadic(std::string_view text, std::size_t max_digits, std::int64_t max_exponent) {
  const std::string_view all = text;
  if (text.size() > max_digits + 32) return std::nullopt;
  const bool negative = take(text, '-');
  const std::string_view digits = take_digits(text);
  if (digits.empty() || digits.size() > max_digits || !take(text, 'p')) return std::nullopt;
  const auto exponent = take_exponent(text, max_exponent);
  if (!exponent || !text.empty()) return std::nullopt;
  Rational value = integer_of(digits);
  if (negative) value = -value;
  auto* raw = value.backend().data();
  if (*exponent >= 0) {
    mpq_mul_2exp(raw, raw, static_cast<mp_bitcnt_t>(*exponent));
  } else {
    mpq_div_2exp(raw, raw, static_cast<mp_bitcnt_t>(-*exponent));
  }
  if (to_dyadic_text(value) != all) return std::nullopt;
  return value;
}

}  // namespace rankcert
