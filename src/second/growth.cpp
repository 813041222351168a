#include "second/growth.hpp"

#include <algorithm>

#include "second/evaluation_error.hpp"

namespace rankcert::second {
namespace {

constexpr std::size_t most_terms = 64;
constexpr std::size_t largest_degree = 64;

[[noreturn]] void unseen() {
  throw UnsupportedError("the integrand's decay at infinity is not seen by the second opinion");
}

Polynomial sum(const Polynomial& p, const Polynomial& q) {
  Polynomial result = p.size() < q.size() ? q : p;
  const Polynomial& other = p.size() < q.size() ? p : q;
  for (std::size_t k = 0; k < other.size(); ++k) result[k] += other[k];
  return result;
}

Polynomial product(const Polynomial& p, const Polynomial& q) {
  if (p.size() + q.size() > largest_degree + 2) unseen();
  Polynomial result(p.size() + q.size() - 1, Interval(p.front().bits()));
  for (std::size_t i = 0; i < p.size(); ++i) {
    for (std::size_t j = 0; j < q.size(); ++j) result[i + j] += p[i] * q[j];
  }
  return result;
}

Polynomial scaled_by(Polynomial p, const Interval& factor) {
  for (Interval& a : p) a *= factor;
  return p;
}

/// The coefficients of p(start + u) in u, by Horner's scheme.
Polynomial shifted(const Polynomial& p, const Interval& start) {
  Polynomial result{p.back()};
  for (std::size_t k = p.size() - 1; k-- > 0;) {
    Polynomial next{p[k]};
    for (const Interval& a : result) next.emplace_back(a);
    for (std::size_t i = 0; i < result.size(); ++i) next[i] += result[i] * start;
    result = std::move(next);
  }
  return result;
}

bool none_negative(const Polynomial& p) {
  return std::all_of(p.begin(), p.end(), [](const Interval& a) { return a.is_nonnegative(); });
}

Interval exact(const Rational& value, mpfr_prec_t bits) { return Interval::enclose(value, bits); }

/// x^e for x >= 0, e > 0, from above: an interval that contains it.
Interval nonnegative_power(const Interval& x, const Rational& e) {
  const Interval top = x.upper_point();
  const Interval zero(x.bits());
  return top.is_positive() ? hull(zero, power(top, exact(e, x.bits()))) : zero;
}

}  // namespace

mpfr_prec_t Growth::bits() const { return start_ ? start_->bits() : terms_.front().factor.bits(); }

const std::optional<Interval>& Growth::start_of(const Growth& f, const Growth& g) { return f.is_constant() ? g.start_ : f.start_; }

Growth Growth::constant(const Interval& value) {
  if (!value.is_bounded()) unseen();
  return of_polynomial(std::nullopt, {value});
}

Growth Growth::variable(const Interval& start, bool mirrored) {
  return of_polynomial(start, {Interval(start.bits()), Interval::integer(mirrored ? -1 : 1, start.bits())});
}

/// |p(t)| <= (sum of |p_k|) t^degree for t >= 1.
Growth Growth::of_polynomial(const std::optional<Interval>& start, Polynomial polynomial) {
  Growth result;
  Interval size(polynomial.front().bits());
  for (const Interval& a : polynomial) size += abs(a);
  if (!size.is_bounded()) unseen();
  result.start_ = start;
  result.terms_ = {{.factor = size, .power = Rational(polynomial.size() - 1), .exponent = {Interval(size.bits())}}};
  result.nonnegative_ = none_negative(start ? shifted(polynomial, *start) : polynomial);
  result.polynomial_ = std::move(polynomial);
  return result;
}

/// A function of `argument` whose size is at most `bound` wherever it is defined, which is everywhere.
Growth Growth::bounded(const Growth& argument, const Interval& bound, bool nonnegative) {
  Growth result;
  result.start_ = argument.start_;
  result.terms_ = {{.factor = bound, .power = 0, .exponent = {Interval(bound.bits())}}};
  result.nonnegative_ = nonnegative;
  return result;
}

Growth Growth::exponential(const Growth& f) {
  if (!f.polynomial_) unseen();
  Growth result;
  result.start_ = f.start_;
  result.terms_ = {{.factor = Interval::integer(1, f.bits()), .power = 0, .exponent = *f.polynomial_}};
  result.nonnegative_ = true;
  result.logarithm_ = f.polynomial_;
  return result;
}

std::size_t Growth::size() const {
  std::size_t count = polynomial_ ? polynomial_->size() : 0;
  for (const Term& term : terms_) count += 1 + term.exponent.size();
  return count;
}

/// Let q(start + u) have no positive coefficient from u^2 on, and s = -(q'(start) + a/start) > 0. As log is concave and q lies
/// below its tangent, t^a exp(q(t)) <= start^a exp(q(start)) exp(-s (t - start)). Integrate.
std::optional<Interval> Growth::tail() const {
  if (is_constant()) return std::nullopt;
  Interval total(bits());
  for (const Term& term : terms_) {
    if (term.factor.is_nonpositive()) continue;
    const Polynomial q = shifted(term.exponent, *start_);
    const bool concave = std::all_of(q.begin() + std::min<std::ptrdiff_t>(2, static_cast<std::ptrdiff_t>(q.size())), q.end(),
                                     [](const Interval& a) { return a.is_nonpositive(); });
    const Interval slope = (q.size() > 1 ? q[1] : Interval(bits())) + exact(term.power, bits()) / *start_;
    if (!concave || !slope.is_negative()) return std::nullopt;
    total += term.factor * power(*start_, exact(term.power, bits())) * exp(q[0]) / -slope;
  }
  if (!total.is_bounded()) return std::nullopt;
  return hull(Interval(bits()), total);
}

Growth operator+(const Growth& f, const Growth& g) {
  if (f.polynomial_ && g.polynomial_) return Growth::of_polynomial(Growth::start_of(f, g), sum(*f.polynomial_, *g.polynomial_));
  if (f.terms_.size() + g.terms_.size() > most_terms) unseen();
  Growth result;
  result.start_ = Growth::start_of(f, g);
  result.terms_ = f.terms_;
  result.terms_.insert(result.terms_.end(), g.terms_.begin(), g.terms_.end());
  result.nonnegative_ = f.nonnegative_ && g.nonnegative_;
  return result;
}

Growth operator-(const Growth& f) { return Growth::constant(Interval::integer(-1, f.bits())) * f; }

Growth operator*(const Growth& f, const Growth& g) {
  if (f.polynomial_ && g.polynomial_) return Growth::of_polynomial(Growth::start_of(f, g), product(*f.polynomial_, *g.polynomial_));
  if (f.terms_.size() * g.terms_.size() > most_terms) unseen();
  Growth result;
  result.start_ = Growth::start_of(f, g);
  for (const auto& a : f.terms_) {
    for (const auto& b : g.terms_) {
      result.terms_.push_back({.factor = a.factor * b.factor, .power = a.power + b.power, .exponent = sum(a.exponent, b.exponent)});
    }
  }
  result.nonnegative_ = f.nonnegative_ && g.nonnegative_;
  if (f.logarithm_ && g.logarithm_) result.logarithm_ = sum(*f.logarithm_, *g.logarithm_);
  return result;
}

Growth power(const Growth& f, const Rational& exponent) {
  const mpfr_prec_t bits = f.bits();
  if (exponent == 0) return Growth::constant(Interval::integer(1, bits));
  if (exponent == 1) return f;
  if (f.logarithm_) return Growth::exponential(Growth::of_polynomial(f.start_, scaled_by(*f.logarithm_, exact(exponent, bits))));
  if (f.is_constant() && f.polynomial_ && f.polynomial_->front().is_positive()) {
    return Growth::constant(power(f.polynomial_->front(), exact(exponent, bits)));
  }
  if (exponent < 0) {
    // A polynomial that increases from a positive value.
    if (!f.polynomial_) unseen();
    Polynomial at_start = f.start_ ? shifted(*f.polynomial_, *f.start_) : *f.polynomial_;
    const bool falls = at_start.front().is_negative();
    if (falls) at_start = scaled_by(at_start, Interval::integer(-1, bits));
    if (!at_start.front().is_positive() || !none_negative(at_start) || (falls && !is_integer(exponent))) unseen();
    return Growth::bounded(f, power(at_start.front(), exact(exponent, bits)), !falls);
  }
  const auto whole = to_int64(exponent);
  if (!whole && !f.nonnegative_) unseen();
  if (f.polynomial_ && whole && *whole <= 64) {
    Growth result = f;
    for (std::int64_t i = 1; i < *whole; ++i) result = result * f;
    result.nonnegative_ = result.nonnegative_ || *whole % 2 == 0;
    return result;
  }
  // (x_1 + ... + x_n)^e <= n^max(e-1, 0) (x_1^e + ... + x_n^e) for x_i >= 0.
  Growth result;
  result.start_ = f.start_;
  const Interval count = Interval::integer(static_cast<long>(f.terms_.size()), bits);
  const Interval spread = exponent > 1 ? power(count, exact(exponent - 1, bits)) : Interval::integer(1, bits);
  for (const auto& term : f.terms_) {
    result.terms_.push_back({.factor = spread * nonnegative_power(term.factor, exponent),
                             .power = term.power * exponent,
                             .exponent = scaled_by(term.exponent, exact(exponent, bits))});
  }
  result.nonnegative_ = f.nonnegative_ || (whole && *whole % 2 == 0);
  return result;
}

Growth power(const Growth& f, const Growth& g) {
  if (!f.is_constant() || !f.polynomial_ || !g.polynomial_) unseen();
  const Interval logarithm = log(f.polynomial_->front());
  return Growth::exponential(Growth::constant(logarithm) * g);
}

Growth apply_function(std::string_view name, std::span<const Growth> arguments) {
  const Growth& f = arguments.front();
  const auto number = [&](long value) { return Interval::integer(value, f.bits()); };
  if (name == "exp") return Growth::exponential(f);
  if (name == "expm1") return Growth::exponential(f) + Growth::constant(number(-1));
  if (name == "sqrt") return power(f, Rational(1, 2));
  if (name == "Phi" || name == "Phic") return Growth::bounded(f, number(1), true);
  if (name == "sin" || name == "cos" || name == "erf" || name == "tanh") return Growth::bounded(f, number(1), false);
  if (name == "erfc") return Growth::bounded(f, number(2), true);
  if (name == "atan") return Growth::bounded(f, number(2), false);
  if (name == "abs") {
    Growth result = f;
    if (!f.nonnegative_) {
      result.polynomial_.reset();
      result.nonnegative_ = true;
    }
    return result;
  }
  if (name == "min" || name == "max") {
    // The size of each is at most the sum of the sizes; as a polynomial that sum could cancel.
    Growth result = f;
    result.polynomial_.reset();
    for (const Growth& g : arguments.subspan(1)) result = result + g;
    result.nonnegative_ = std::all_of(arguments.begin(), arguments.end(), [](const Growth& g) { return g.nonnegative_; });
    result.logarithm_.reset();
    return result;
  }
  unseen();
}

}  // namespace rankcert::second
