#include "exact/decimal.hpp"

#include <cmath>

namespace rankcert {
namespace {

Integer ten_to(std::size_t exponent) {
  Integer power;
  mpz_ui_pow_ui(power.backend().data(), 10, exponent);
  return power;
}

Rational scaled_by_ten(const Rational& value, std::int64_t exponent) {
  const Rational power = ten_to(static_cast<std::size_t>(std::abs(exponent)));
  return exponent < 0 ? Rational(value / power) : Rational(value * power);
}

/// The e with 10^e <= value < 10^(e+1), for value > 0: a guess from the sizes, put right exactly.
std::int64_t decimal_exponent(const Rational& value) {
  const auto* raw = value.backend().data();
  const double bits = static_cast<double>(mpz_sizeinbase(mpq_numref(raw), 2)) - static_cast<double>(mpz_sizeinbase(mpq_denref(raw), 2));
  auto exponent = static_cast<std::int64_t>(std::floor(bits * 0.30102999566398120));
  while (scaled_by_ten(value, -exponent) < 1) --exponent;
  while (scaled_by_ten(value, -exponent) >= 10) ++exponent;
  return exponent;
}

/// 0.00123, 12.3 or 1.23e-45, with the zeros at the end of a fraction left out.
std::string laid_out(std::string digits, std::int64_t exponent) {
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  const auto size = static_cast<std::int64_t>(digits.size());
  if (exponent < -6 || exponent > 20) {
    if (size > 1) digits.insert(1, ".");
    return digits + "e" + std::to_string(exponent);
  }
  if (exponent < 0) return "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (size <= exponent + 1) return digits + std::string(static_cast<std::size_t>(exponent + 1 - size), '0');
  return digits.insert(static_cast<std::size_t>(exponent + 1), ".");
}

/// `value` > 0 rounded down, or up if `up`, to `digits` significant digits.
std::string positive_decimal(const Rational& value, std::size_t digits, bool up) {
  std::int64_t exponent = decimal_exponent(value);
  const Rational scaled = scaled_by_ten(value, static_cast<std::int64_t>(digits) - 1 - exponent);
  Integer mantissa;
  (up ? mpz_cdiv_q : mpz_fdiv_q)(mantissa.backend().data(), mpq_numref(scaled.backend().data()), mpq_denref(scaled.backend().data()));
  std::string text = mantissa.str();
  if (text.size() > digits) ++exponent;  // 9.99 rounded up is 10.0
  return laid_out(std::move(text), exponent);
}

std::string rounded(const Rational& value, std::size_t digits, bool up) {
  if (value == 0) return "0";
  if (value < 0) return "-" + positive_decimal(-value, digits, !up);
  return positive_decimal(value, digits, up);
}

}  // namespace

std::string decimal_below(const Rational& value, std::size_t digits) { return rounded(value, digits, false); }
std::string decimal_above(const Rational& value, std::size_t digits) { return rounded(value, digits, true); }

}  // namespace rankcert
