// Taylor coefficients by recurrence: of a function of g from those of g.
//
// A list g holds g_0, g_1, ... with g_k in the k-th entry for every coefficient g^(k)(x)/k! of g at one point, or at every
// point x of an interval; what is not stored is exactly zero. Each function returns the first n coefficients of its function of g in the
// same sense, fewer entries if the rest is zero or could not be bounded by a recurrence (`cut_unbounded` tells). The recurrences:
// proofs-notes/integral.md, Lemma 2.
#pragma once

#include <vector>

#include "second/interval.hpp"

namespace rankcert::second {

using Coefficients = std::vector<Interval>;

/// g + h, g - h, g h, g/h. A quotient whose divisor may be zero has no bounded coefficient.
[[nodiscard]] Coefficients sum(const Coefficients& g, const Coefficients& h);
[[nodiscard]] Coefficients difference(const Coefficients& g, const Coefficients& h);
[[nodiscard]] Coefficients product(const Coefficients& g, const Coefficients& h, std::size_t n);
[[nodiscard]] Coefficients square(const Coefficients& g, std::size_t n);
[[nodiscard]] Coefficients quotient(const Coefficients& g, const Coefficients& h, std::size_t n);

/// The coefficients of f with f' = p g' and f_0 = `value`.
[[nodiscard]] Coefficients integrated(const Interval& value, const Coefficients& p, const Coefficients& g, std::size_t n);
/// The coefficients of f with f' h = g' and f_0 = `value`. Requires: h_0 does not contain zero.
[[nodiscard]] Coefficients integrated_quotient(const Interval& value, const Coefficients& g, const Coefficients& h, std::size_t n);

[[nodiscard]] Coefficients exp(const Coefficients& g, std::size_t n);
/// Both at once: sin(g), cos(g) for sign = -1 (cos' = -sin); sinh(g), cosh(g) for sign = 1.
struct SineAndCosine {
  Coefficients sine;
  Coefficients cosine;
};
[[nodiscard]] SineAndCosine sine_and_cosine(const Coefficients& g, int sign, std::size_t n);
[[nodiscard]] Coefficients tanh(const Coefficients& g, std::size_t n);

/// g^exponent where g_0 does not contain zero, with f_0 = `value`.
[[nodiscard]] Coefficients power(const Interval& value, const Coefficients& g, const Interval& exponent, std::size_t n);
/// g^exponent by multiplication, whatever g_0 is.
[[nodiscard]] Coefficients power(const Coefficients& g, unsigned long exponent, std::size_t n);

}  // namespace rankcert::second
