#include "second/value.hpp"

#include <algorithm>

#include "second/evaluation_error.hpp"
#include "second/series_value.hpp"

namespace rankcert::second {
namespace {

bool is_exact_zero(const Value& value) { return is_exact(value) && std::get<Rational>(value) == 0; }

using RealOperation = Interval (*)(const Interval&, const Interval&);

Value operate(const Value& a, const Value& b, RealOperation real, SeriesOperation series, const Arithmetic& arithmetic) {
  if (is_series(a) || is_series(b)) return operate_on_series(series, a, b, arithmetic);
  return real(to_interval(a, arithmetic.bits), to_interval(b, arithmetic.bits));
}

Interval sum_of(const Interval& a, const Interval& b) { return a + b; }
Interval difference_of(const Interval& a, const Interval& b) { return a - b; }
Interval product_of(const Interval& a, const Interval& b) { return a * b; }
Interval quotient_of(const Interval& a, const Interval& b) { return a / b; }

Integer numerator_of(const Rational& value) { return Integer(mpq_numref(value.backend().data())); }

/// |base|^|n| has at most this many bits: both parts grow by the factor n at most.
std::optional<Rational> integer_power(const Rational& base, const Rational& exponent, const Limits& limits) {
  const auto n = to_int64(exponent);
  if (!n) return std::nullopt;
  const auto size = *n < 0 ? 0 - static_cast<std::uint64_t>(*n) : static_cast<std::uint64_t>(*n);
  if (size > limits.max_exact_bits / bit_size(base)) return std::nullopt;
  Rational result;
  mpq_ptr raw = result.backend().data();
  mpz_pow_ui(mpq_numref(raw), mpq_numref(base.backend().data()), size);
  mpz_pow_ui(mpq_denref(raw), mpq_denref(base.backend().data()), size);
  if (*n < 0) mpq_inv(raw, raw);
  return result;
}

/// The root of a rational square.
std::optional<Rational> rational_root(const Rational& value) {
  mpq_srcptr raw = value.backend().data();
  if (mpz_perfect_square_p(mpq_numref(raw)) == 0 || mpz_perfect_square_p(mpq_denref(raw)) == 0) return std::nullopt;
  Rational root;
  mpz_sqrt(mpq_numref(root.backend().data()), mpq_numref(raw));
  mpz_sqrt(mpq_denref(root.backend().data()), mpq_denref(raw));
  return root;
}

std::optional<Rational> exact_power(const Rational& base, const Rational& exponent, const Limits& limits) {
  if (exponent == 0) return 1;
  if (base == 0 && exponent < 0) throw UndefinedError("0 to the negative power " + to_text(exponent).substr(0, 40));
  if (base == 0 || base == 1) return base;
  if (is_integer(exponent)) return integer_power(base, exponent, limits);
  if (base < 0) throw UndefinedError("a negative number to the power " + to_text(exponent).substr(0, 40) + ", which is no integer");
  return exponent == Rational(1, 2) ? rational_root(base) : std::nullopt;
}

/// x^(n/2) = sqrt(x)^n for x >= 0: quicker than a logarithm and an exponential. The root's relative error grows n times.
Interval half_power(const Interval& base, const Integer& n) {
  if (n < 0 && base.contains_zero()) return Interval::whole_line(base.bits());
  const auto guard = static_cast<mpfr_prec_t>(mpz_sizeinbase(n.backend().data(), 2)) + 4;
  return power(sqrt(base.rounded(base.bits() + guard)), n).rounded(base.bits());
}

/// x^q for a fraction q that is no integer. For q > 0 the power of 0 is 0, and x^q increases from there.
Interval fraction_power(const Interval& base, const Rational& q, mpfr_prec_t bits) {
  if (!base.is_nonnegative()) return Interval::whole_line(bits);
  const bool is_half = mpz_cmp_ui(mpq_denref(q.backend().data()), 2) == 0;
  if (is_half && mpz_sizeinbase(mpq_numref(q.backend().data()), 2) < 64) return half_power(base, numerator_of(q));
  const Interval exponent = Interval::enclose(q, bits + 8);
  if (base.is_positive()) return power(base, exponent).rounded(bits);
  if (q < 0) return Interval::whole_line(bits);
  const Interval top = base.upper_point();
  const Interval zero(bits);
  return top.is_positive() ? hull(zero, power(top, exponent).rounded(bits)) : zero;
}

Interval interval_power(const Value& a, const Value& b, mpfr_prec_t bits) {
  const Interval base = to_interval(a, bits);
  if (!is_exact(b)) {
    const Interval exponent = to_interval(b, bits);
    if (is_exact_zero(a) && exponent.is_positive()) return base;
    return power(base, exponent);
  }
  if (!base.is_bounded()) return base;
  const auto& exponent = std::get<Rational>(b);
  if (is_integer(exponent)) return power(base, numerator_of(exponent));
  return fraction_power(base, exponent, bits);
}

Truth opposite_of(Truth truth) {
  return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::unknown;
}

bool holds(int order, Relation relation) {
  switch (relation) {
    case Relation::less: return order < 0;
    case Relation::less_equal: return order <= 0;
    case Relation::greater: return order > 0;
    case Relation::greater_equal: return order >= 0;
    case Relation::equal: return order == 0;
  }
  return false;
}

}  // namespace

bool is_bounded(const Value& value) {
  if (const auto* interval = std::get_if<Interval>(&value)) return interval->is_bounded();
  if (const auto* series = std::get_if<SeriesPtr>(&value)) return range_of(**series).is_bounded();
  return true;
}

Interval to_interval(const Value& value, mpfr_prec_t bits) {
  if (const auto* exact = std::get_if<Rational>(&value)) return Interval::enclose(*exact, bits);
  if (const auto* interval = std::get_if<Interval>(&value)) return *interval;
  return range_of(*std::get<SeriesPtr>(value));
}

Value settle(Rational value, const Arithmetic& arithmetic) {
  if (has_at_most_bits(value, arithmetic.limits->max_exact_bits)) return value;
  return Interval::enclose(value, arithmetic.bits);
}

Value add(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact(a) && is_exact(b)) return settle(std::get<Rational>(a) + std::get<Rational>(b), arithmetic);
  if (is_exact_zero(a)) return b;
  if (is_exact_zero(b)) return a;
  return operate(a, b, sum_of, SeriesOperation::add, arithmetic);
}

Value subtract(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact(a) && is_exact(b)) return settle(std::get<Rational>(a) - std::get<Rational>(b), arithmetic);
  if (is_exact_zero(b)) return a;
  return operate(a, b, difference_of, SeriesOperation::subtract, arithmetic);
}

Value multiply(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact(a) && is_exact(b)) return settle(std::get<Rational>(a) * std::get<Rational>(b), arithmetic);
  if ((is_exact_zero(a) && is_bounded(b)) || (is_exact_zero(b) && is_bounded(a))) return Rational(0);
  return operate(a, b, product_of, SeriesOperation::multiply, arithmetic);
}

Value divide(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact_zero(b)) throw UndefinedError("division by zero");
  if (is_exact(a) && is_exact(b)) return settle(std::get<Rational>(a) / std::get<Rational>(b), arithmetic);
  return operate(a, b, quotient_of, SeriesOperation::divide, arithmetic);
}

Value negate(const Value& a, const Arithmetic& arithmetic) {
  if (const auto* exact = std::get_if<Rational>(&a)) return Rational(-*exact);
  if (const auto* interval = std::get_if<Interval>(&a)) return -*interval;
  return subtract(Rational(0), a, arithmetic);
}

Value power(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact(a) && is_exact(b)) {
    if (auto exact = exact_power(std::get<Rational>(a), std::get<Rational>(b), *arithmetic.limits)) return std::move(*exact);
  }
  if (is_series(a) || is_series(b)) return operate_on_series(SeriesOperation::power, a, b, arithmetic);
  return interval_power(a, b, arithmetic.bits);
}

Value hull(const Value& a, const Value& b, const Arithmetic& arithmetic) {
  return operate(a, b, hull, SeriesOperation::hull, arithmetic);
}

Truth compare(const Value& a, Relation relation, const Value& b, const Arithmetic& arithmetic) {
  if (is_exact(a) && is_exact(b)) {
    return holds(std::get<Rational>(a).compare(std::get<Rational>(b)), relation) ? Truth::yes : Truth::no;
  }
  const Interval left = to_interval(a, arithmetic.bits);
  const Interval right = to_interval(b, arithmetic.bits);
  switch (relation) {
    case Relation::less: return less(left, right);
    case Relation::less_equal: return less_equal(left, right);
    case Relation::greater: return less(right, left);
    case Relation::greater_equal: return opposite_of(less(left, right));
    case Relation::equal: break;
  }
  // Two enclosures never prove an equation; disjoint ones refute it.
  return less(left, right) == Truth::yes || less(right, left) == Truth::yes ? Truth::no : Truth::unknown;
}

}  // namespace rankcert::second
