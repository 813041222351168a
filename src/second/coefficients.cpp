#include "second/coefficients.hpp"

#include <algorithm>

namespace rankcert::second {
namespace {

/// The sign that all numbers of an interval have, 0 if there are both (or only zero).
int sign_of(const Interval& x) {
  if (mpfr_sgn(x.left()) >= 0) return 1;
  return mpfr_sgn(x.right()) <= 0 ? -1 : 0;
}

/// A sum of products without a new number for each, and with the two multiplications that the signs leave. An end may become infinite or
/// no number: who reads the sum looks.
class Accumulator {
 public:
  explicit Accumulator(mpfr_prec_t bits) : sum_(bits), product_(bits), other_(bits), factor_(bits), weight_(bits) {}

  void clear() { mpfi_set_si(sum_.raw(), 0); }
  void add(const Interval& a) { mpfi_add(sum_.raw(), sum_.raw(), a.raw()); }
  void add_product(const Interval& a, const Interval& b) {
    multiply(product_, a, b);
    mpfr_add(low(sum_), low(sum_), low(product_), MPFR_RNDD);
    mpfr_add(high(sum_), high(sum_), high(product_), MPFR_RNDU);
  }
  /// (j step - k) a b.
  void add_product(const Interval& step, long j, long k, const Interval& a, const Interval& b) {
    mpfi_mul_si(weight_.raw(), step.raw(), j);
    mpfi_sub_si(weight_.raw(), weight_.raw(), k);
    multiply(factor_, weight_, a);
    add_product(factor_, b);
  }
  void double_sum() { mpfi_mul_2si(sum_.raw(), sum_.raw(), 1); }
  [[nodiscard]] Interval sum() const { return Interval::checked(sum_); }
  /// The sum over a number.
  [[nodiscard]] Interval sum_over(long divisor) {
    mpfi_div_si(sum_.raw(), sum_.raw(), divisor);
    return sum();
  }

 private:
  static mpfr_ptr low(Interval& x) { return &x.raw()->left; }
  static mpfr_ptr high(Interval& x) { return &x.raw()->right; }

  void multiply(Interval& result, const Interval& a, const Interval& b) {
    const int sign = sign_of(a);
    const int other_sign = sign_of(b);
    if (sign == 0 && other_sign == 0) {
      mpfr_mul(low(result), a.left(), b.right(), MPFR_RNDD);
      mpfr_mul(low(other_), a.right(), b.left(), MPFR_RNDD);
      mpfr_mul(high(result), a.left(), b.left(), MPFR_RNDU);
      mpfr_mul(high(other_), a.right(), b.right(), MPFR_RNDU);
      mpfr_min(low(result), low(result), low(other_), MPFR_RNDD);
      mpfr_max(high(result), high(result), high(other_), MPFR_RNDU);
    } else {
      // The least product takes the lower end of a where b is positive, the upper where b is negative; where b has both signs, the one
      // that is larger in size.
      const bool lower_for_least = other_sign != 0 ? other_sign > 0 : sign < 0;
      const bool lower_for_greatest = other_sign != 0 ? other_sign < 0 : sign < 0;
      const bool other_lower_for_least = sign != 0 ? sign > 0 : other_sign < 0;
      const bool other_lower_for_greatest = sign != 0 ? sign < 0 : other_sign < 0;
      mpfr_mul(low(result), lower_for_least ? a.left() : a.right(), other_lower_for_least ? b.left() : b.right(), MPFR_RNDD);
      mpfr_mul(high(result), lower_for_greatest ? a.left() : a.right(), other_lower_for_greatest ? b.left() : b.right(), MPFR_RNDU);
    }
  }

  Interval sum_;
  Interval product_;
  Interval other_;
  Interval factor_;
  Interval weight_;
};

mpfr_prec_t bits_of(const Coefficients& g, const Coefficients& h) { return std::max(g.front().bits(), h.front().bits()); }

/// k g_k: the coefficients of g' times the variable.
Coefficients weighted(const Coefficients& g) {
  Coefficients result = g;
  for (std::size_t k = 0; k < g.size(); ++k) result[k] = g[k] * static_cast<long>(k);
  return result;
}

/// The sum of a_j b_(k-j) for j = first..last, as far as both are stored.
void add_convolution(Accumulator& total, const Coefficients& a, const Coefficients& b, std::size_t k, std::size_t first, std::size_t last) {
  if (k >= b.size()) first = std::max(first, k - b.size() + 1);
  last = std::min(last, a.size() - 1);
  for (std::size_t j = first; j <= last && j <= k; ++j) total.add_product(a[j], b[k - j]);
}

}  // namespace

Coefficients sum(const Coefficients& g, const Coefficients& h) {
  if (g.size() < h.size()) return sum(h, g);
  Coefficients result = g;
  for (std::size_t k = 0; k < h.size(); ++k) result[k] += h[k];
  return result;
}

Coefficients difference(const Coefficients& g, const Coefficients& h) {
  Coefficients result = g;
  for (std::size_t k = 0; k < h.size(); ++k) {
    if (k < g.size()) result[k] -= h[k];
    else result.push_back(-h[k]);
  }
  return result;
}

Coefficients product(const Coefficients& g, const Coefficients& h, std::size_t n) {
  const std::size_t size = std::min(n, g.size() + h.size() - 1);
  Accumulator total(bits_of(g, h));
  Coefficients result;
  result.reserve(size);
  for (std::size_t k = 0; k < size; ++k) {
    total.clear();
    add_convolution(total, g, h, k, 0, k);
    result.push_back(total.sum());
  }
  return result;
}

Coefficients square(const Coefficients& g, std::size_t n) {
  const std::size_t size = std::min(n, 2 * g.size() - 1);
  Accumulator total(g.front().bits());
  Coefficients result;
  result.reserve(size);
  for (std::size_t k = 0; k < size; ++k) {
    total.clear();
    if (k > 0) add_convolution(total, g, g, k, 0, (k - 1) / 2);
    total.double_sum();
    if (k % 2 == 0 && k / 2 < g.size()) total.add(square(g[k / 2]));
    result.push_back(total.sum());
  }
  return result;
}

Coefficients quotient(const Coefficients& g, const Coefficients& h, std::size_t n) {
  Accumulator total(bits_of(g, h));
  Coefficients result;
  result.reserve(n);
  const std::size_t size = h.size() == 1 ? std::min(n, g.size()) : n;
  for (std::size_t k = 0; k < size; ++k) {
    total.clear();
    if (k > 0) add_convolution(total, h, result, k, 1, k);
    const Interval numerator = k < g.size() ? g[k] - total.sum() : -total.sum();
    result.push_back(numerator / h[0]);
  }
  return result;
}

Coefficients integrated(const Interval& value, const Coefficients& p, const Coefficients& g, std::size_t n) {
  const Coefficients slope = weighted(g);
  Accumulator total(bits_of(p, g));
  Coefficients result{value};
  result.reserve(n);
  const std::size_t size = std::min(n, p.size() + g.size() - 1);
  for (std::size_t k = 1; k < size; ++k) {
    total.clear();
    add_convolution(total, slope, p, k, 1, k);
    result.push_back(total.sum_over(static_cast<long>(k)));
  }
  return result;
}

Coefficients integrated_quotient(const Interval& value, const Coefficients& g, const Coefficients& h, std::size_t n) {
  // k f_k h_0 = k g_k - sum over 0 < j < k of j f_j h_(k-j).
  Accumulator total(bits_of(g, h));
  Coefficients result{value};
  Coefficients slope{Interval(value.bits())};
  result.reserve(n);
  for (std::size_t k = 1; k < n; ++k) {
    total.clear();
    if (k > 1) add_convolution(total, slope, h, k, 1, k - 1);
    const long weight = static_cast<long>(k);
    const Interval numerator = k < g.size() ? g[k] * weight - total.sum() : -total.sum();
    slope.push_back(numerator / h[0]);
    result.push_back(slope.back() / weight);
  }
  return result;
}

Coefficients exp(const Coefficients& g, std::size_t n) {
  // k f_k = sum over 0 < j <= k of j g_j f_(k-j).
  const Coefficients slope = weighted(g);
  Accumulator total(g.front().bits());
  Coefficients result{exp(g[0])};
  result.reserve(n);
  if (g.size() == 1) return result;
  for (std::size_t k = 1; k < n; ++k) {
    total.clear();
    add_convolution(total, slope, result, k, 1, k);
    result.push_back(total.sum_over(static_cast<long>(k)));
  }
  return result;
}

SineAndCosine sine_and_cosine(const Coefficients& g, int sign, std::size_t n) {
  const Coefficients slope = weighted(g);
  Accumulator total(g.front().bits());
  SineAndCosine result{.sine = {sign < 0 ? sin(g[0]) : sinh(g[0])}, .cosine = {sign < 0 ? cos(g[0]) : cosh(g[0])}};
  result.sine.reserve(n);
  result.cosine.reserve(n);
  for (std::size_t k = 1; k < n; ++k) {
    total.clear();
    add_convolution(total, slope, result.cosine, k, 1, k);
    Interval sine = total.sum_over(static_cast<long>(k));
    total.clear();
    add_convolution(total, slope, result.sine, k, 1, k);
    result.cosine.push_back(total.sum_over(sign * static_cast<long>(k)));
    result.sine.push_back(std::move(sine));
  }
  return result;
}

Coefficients tanh(const Coefficients& g, std::size_t n) {
  // f' = (1 - f^2) g'; w is 1 - f^2 as far as f is known.
  const Coefficients slope = weighted(g);
  Accumulator total(g.front().bits());
  Coefficients result{tanh(g[0])};
  Coefficients w{1 - square(result[0])};
  result.reserve(n);
  for (std::size_t k = 1; k < n; ++k) {
    total.clear();
    add_convolution(total, slope, w, k, 1, k);
    result.push_back(total.sum_over(static_cast<long>(k)));
    total.clear();
    add_convolution(total, result, result, k, 0, k);
    w.push_back(-total.sum());
  }
  return result;
}

Coefficients power(const Interval& value, const Coefficients& g, const Interval& exponent, std::size_t n) {
  // k g_0 f_k = sum over 0 < j <= k of ((exponent + 1) j - k) g_j f_(k-j), from f' g = exponent f g'.
  Accumulator total(bits_of(g, {exponent}));
  Coefficients result{value};
  result.reserve(n);
  if (g.size() == 1) return result;
  const Interval step = exponent + 1;
  for (std::size_t k = 1; k < n; ++k) {
    total.clear();
    for (std::size_t j = 1; j <= k && j < g.size(); ++j) {
      total.add_product(step, static_cast<long>(j), static_cast<long>(k), g[j], result[k - j]);
    }
    result.push_back(total.sum() / (g[0] * static_cast<long>(k)));
  }
  return result;
}

Coefficients power(const Coefficients& g, unsigned long exponent, std::size_t n) {
  Coefficients result{Interval::integer(1, g.front().bits())};
  Coefficients base = g;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 == 1) result = product(result, base, n);
    if (exponent > 1) base = square(base, n);
  }
  return result;
}

}  // namespace rankcert::second
