// Powers and built-in functions of expansions.
#include <algorithm>
#include <array>

#include "second/error_function.hpp"
#include "second/evaluation_error.hpp"
#include "second/expansion.hpp"
#include "second/value.hpp"

namespace rankcert::second {
namespace {

Interval power_of(const Interval& base, const Rational& exponent) {
  const Value result = power(Value(base), Value(exponent), Arithmetic{.bits = base.bits(), .limits = nullptr});
  if (const auto* exact = std::get_if<Rational>(&result)) return Interval::enclose(*exact, base.bits());
  return std::get<Interval>(result);
}

Expansion number(const Rational& value, mpfr_prec_t bits) { return Expansion::constant(Interval::enclose(value, bits)); }

/// The list with a better first entry.
Coefficients with_value(Coefficients list, const Interval& value) {
  list.front() = value;
  return list;
}

Coefficients nonzero_power(const Coefficients& g, const Rational& exponent, std::size_t n) {
  return power(power_of(g[0], exponent), g, Interval::enclose(exponent, g[0].bits()), n);
}

/// g^exponent, 2 <= exponent < 2^62: by multiplication where the recurrence would divide by zero, or is the longer way.
Coefficients whole_power(const Coefficients& g, unsigned long exponent, std::size_t n) {
  if (exponent == 2) return square(g, n);
  if (exponent > 4 && !g[0].contains_zero()) return nonzero_power(g, Rational(exponent), n);
  return with_value(power(g, exponent, n), power(g[0], static_cast<long>(exponent)));
}

/// One minus, plus: what the derivatives of the inverse functions need.
Expansion one_plus_square(const Expansion& f, mpfr_prec_t bits) { return number(1, bits) + f * f; }
Expansion one_minus_square(const Expansion& f, mpfr_prec_t bits) { return number(1, bits) - f * f; }

}  // namespace

Expansion power(const Expansion& f, const Rational& exponent) {
  using Role = Expansion::Role;
  if (f.known_ == 0) return f;
  const mpfr_prec_t bits = f.over_->front().bits();
  if (exponent == 1) return f;
  if (f.cosine_power_ != 0) {
    // (c^m g)^e = c^(me) g^e, since the cosine c is not negative on the range.
    Expansion rest = f;
    rest.cosine_power_ = 0;
    Expansion result = power(rest, exponent);
    if (result.known_ > 0 && !result.is_constant()) result.cosine_power_ = f.cosine_power_ * exponent;
    return result;
  }
  if (exponent == 0) return f.range().is_bounded() ? number(1, bits) : f;
  if (is_integer(exponent)) {
    if (exponent < 0) return number(1, bits) / power(f, Rational(-exponent));
    const auto n = to_int64(exponent);
    if (!n || *n >= (1L << 62)) return f.is_constant() ? Expansion::constant(power_of(f.range(), exponent)) : Expansion::ranging(f.piece_, power_of(f.range(), exponent));
    Expansion result = Expansion::mapped(f, [&](const Coefficients& g, std::size_t size) { return whole_power(g, static_cast<unsigned long>(*n), size); });
    if (*n == 2 && f.role_ == Role::sine && result.known_ > 0) result.role_ = Role::sine_squared;
    return result;
  }
  if (f.range().is_positive()) {
    return Expansion::mapped(f, [&](const Coefficients& g, std::size_t size) { return nonzero_power(g, exponent, size); });
  }
  // The end rule: below 0 the power is continued by its value at 0; but in the middle of a piece nothing ends by rounding.
  const std::optional<Interval> base = clipped_below(f.range(), 0);
  if (!base || exponent < 0 || f.is_constant() || f.at_middle().is_negative()) return Expansion::unknown(f.piece_);
  return Expansion::ranging(f.piece_, power_of(*base, exponent));
}

Expansion power(const Expansion& f, const Expansion& g) {
  const Interval base = f.range();
  const Interval exponent = g.range();
  const PiecePtr& piece = f.is_constant() ? g.piece_ : f.piece_;
  if (base.is_positive()) {
    const std::array<Expansion, 1> argument{f};
    const std::array<Expansion, 1> product{g * apply_function("log", argument)};
    return apply_function("exp", product);
  }
  const std::optional<Interval> clipped = clipped_below(base, 0);
  if (!clipped || f.is_constant() || !exponent.is_positive() || f.at_middle().is_negative()) return Expansion::unknown(piece);
  // Both may run; the range needs no common piece, but what is read must be noted.
  const Interval top = clipped->upper_point();
  const Interval zero(base.bits());
  const Expansion sum = f + g;
  return Expansion::ranging(sum.piece_, top.is_positive() ? hull(zero, power(top, exponent)) : zero);
}

Expansion hull(const Expansion& f, const Expansion& g) {
  const Expansion sum = f + g;
  const Interval both = hull(f.range(), g.range());
  return sum.is_constant() ? Expansion::constant(both) : Expansion::ranging(sum.piece_, both);
}

Expansion Expansion::least(std::span<const Expansion> arguments, bool greatest) {
  Expansion result = arguments[0].plain();
  for (const Expansion& argument : arguments.subspan(1)) {
    Expansion other = argument.plain();
    bring_to_one_piece(result, other);
    const Truth first_below = less_equal(result.range(), other.range());
    if (first_below == Truth::unknown || result.known_ == 0 || other.known_ == 0) {
      const Interval range = greatest ? max(result.range(), other.range()) : min(result.range(), other.range());
      const Expansion sum = result + other;
      result = sum.is_constant() ? constant(range) : ranging(sum.piece_, range);
    } else if ((first_below == Truth::yes) == greatest) {
      result = other;
    }
  }
  return result;
}

Expansion apply_function(std::string_view name, std::span<const Expansion> arguments) {
  if (name == "min" || name == "max") return Expansion::least(arguments, name == "max");
  if (name == "sqrt") return power(arguments[0], Rational(1, 2));
  const Expansion f = arguments[0].plain();
  if (f.known_ == 0) return f;
  const Interval range = f.range();
  const mpfr_prec_t bits = range.bits();
  const auto ranging = [&](const Interval& values) {
    return f.is_constant() ? Expansion::constant(values) : Expansion::ranging(f.piece_, values);
  };
  if (name == "exp") return Expansion::mapped(f, [](const Coefficients& g, std::size_t n) { return exp(g, n); });
  if (name == "expm1") return Expansion::mapped(f, [](const Coefficients& g, std::size_t n) { return with_value(exp(g, n), expm1(g[0])); });
  if (name == "sin") return Expansion::mapped(f, [](const Coefficients& g, std::size_t n) { return sine_and_cosine(g, -1, n).sine; });
  if (name == "cos") return Expansion::mapped(f, [](const Coefficients& g, std::size_t n) { return sine_and_cosine(g, -1, n).cosine; });
  if (name == "sinh") return Expansion::mapped(f, [](const Coefficients& g, std::size_t n) { return sine_and_cosine(g, 1, n).sine; });
  if (name == "cosh") return Expansion::mapped(f, [](const Coefficients& g, std::size_t n) { return sine_and_cosine(g, 1, n).cosine; });
  if (name == "tanh") return Expansion::mapped(f, [](const Coefficients& g, std::size_t n) { return tanh(g, n); });
  if (name == "log") {
    if (!range.is_positive()) return Expansion::unknown(f.piece_);
    return Expansion::mapped(f, [](const Coefficients& g, std::size_t n) { return integrated_quotient(log(g[0]), g, g, n); });
  }
  if (name == "log1p") {
    const Expansion one_plus = number(1, bits) + f;
    if (!one_plus.range().is_positive() || !log1p(range).is_bounded()) return Expansion::unknown(f.piece_);
    return Expansion::mapped(f, one_plus, [](const Coefficients& g, const Coefficients& h, std::size_t n) {
      return integrated_quotient(log1p(g[0]), g, h, n);
    });
  }
  if (name == "atan") {
    return Expansion::mapped(f, one_plus_square(f, bits), [](const Coefficients& g, const Coefficients& h, std::size_t n) {
      return integrated_quotient(atan(g[0]), g, h, n);
    });
  }
  if (name == "asin") {
    const Expansion below = one_minus_square(f, bits);
    if (below.range().is_positive()) {
      return Expansion::mapped(f, power(below, Rational(1, 2)), [](const Coefficients& g, const Coefficients& h, std::size_t n) {
        return integrated_quotient(asin(g[0]), g, h, n);
      });
    }
    const std::optional<Interval> inside = clipped(range, -1, 1);
    const bool is_outside = less(Interval::integer(1, bits), abs(f.at_middle())) == Truth::yes;
    return inside && !is_outside ? ranging(asin(*inside)) : Expansion::unknown(f.piece_);
  }
  if (name == "erf" || name == "erfc" || name == "Phi" || name == "Phic") {
    const bool normal = name == "Phi" || name == "Phic";
    const bool falls = name == "erfc" || name == "Phic";
    const Interval pi = Interval::pi(bits);
    const Interval factor = normal ? 1 / sqrt(pi * 2) : 2 / sqrt(pi);
    const std::array<Expansion, 1> exponent{normal ? number(Rational(-1, 2), bits) * (f * f) : -(f * f)};
    const Expansion slope = Expansion::constant(falls ? -factor : factor) * apply_function("exp", exponent);
    return Expansion::mapped(f, slope, [&](const Coefficients& g, const Coefficients& p, std::size_t n) {
      const Interval& x = g[0];
      return integrated(normal ? (falls ? normal_tail(x) : normal_cdf(x)) : (falls ? erfc(x) : erf(x)), p, g, n);
    });
  }
  if (name == "abs") {
    if (range.is_nonnegative()) return f;
    if (range.is_nonpositive()) return -f;
    return ranging(abs(range));
  }
  if (name == "floor" || name == "ceil") {
    const Interval steps = name == "floor" ? floor(range) : ceil(range);
    return steps.is_point() ? Expansion::constant(steps) : ranging(steps);
  }
  throw UnsupportedError("no Taylor series of '" + std::string(name) + "' for an integrand");
}

}  // namespace rankcert::second
