// log Gamma by Stirling's series (DLMF 5.11.1) after a shift:
//
//   log Gamma(x) = log Gamma(x + m) - log(x(x+1)...(x+m-1)),
//   log Gamma(y) = (y - 1/2) log y - y + log(2 pi)/2 + sum over 1 <= k < K of B_2k/(2k(2k-1) y^(2k-1)) + R,
//
// where for y > 0 the remainder R has the sign of the first term left out and is no larger (DLMF 5.11(ii)). The terms fall until
// k is near pi y, to about exp(-2 pi y): y >= bits/5 makes them negligible. The derivative of log Gamma is
//
//   log x - 1/(2x) - 1/(12 x^2) < psi(x) < log x - 1/(2x)   for x > 0,
//
// since by DLMF 5.9.15 log x - 1/(2x) - psi(x) is 2 int_0^inf t/((t^2 + x^2)(exp(2 pi t) - 1)) dt, which is positive and
// at most 2/x^2 int_0^inf t/(exp(2 pi t) - 1) dt = 2/x^2 * 1/24.
#include "second/gamma.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "second/bernoulli.hpp"

namespace rankcert::second {
namespace {

/// Sum over 1 <= k < K of B_2k/(2k(2k-1) y^(2k-1)) + R for y > 0.
Interval stirling_sum(const Interval& y) {
  const mpfr_prec_t bits = y.bits();
  Interval sum(bits);
  Interval factor = 1 / y;
  const Interval step = square(factor);
  double before = 1;
  for (std::size_t k = 1;; ++k) {
    const auto n = static_cast<long>(2 * k);
    const Interval term = Interval::enclose(bernoulli_number(k), bits) * factor / (n * (n - 1));
    const double size = term.approx_log2_magnitude();
    if (size < -static_cast<double>(bits) || size >= before || k == most_bernoulli_numbers) return sum + hull(Interval(bits), term);
    sum += term;
    factor *= step;
    before = size;
  }
}

/// How far log Gamma is moved so that Stirling's series gives all bits.
long shift_for(const Interval& x) {
  const double wanted = static_cast<double>(x.bits()) / 5 + 2;
  return std::max(0L, static_cast<long>(std::ceil(wanted - std::clamp(x.approx(), 0.0, wanted))));
}

/// log Gamma on a narrow interval x > 0, by interval arithmetic at the precision of x.
Interval lgamma_directly(const Interval& x) {
  const long shift = shift_for(x);
  Interval product = Interval::integer(1, x.bits());
  for (long i = 0; i < shift; ++i) product *= x + i;
  const Interval y = x + shift;
  const Interval half = scaled(Interval::integer(1, x.bits()), -1);
  const Interval stirling = (y - half) * log(y) - y + scaled(log(scaled(Interval::pi(x.bits()), 1)), -1) + stirling_sum(y);
  return shift == 0 ? stirling : stirling - log(product);
}

/// At a point; (y - 1/2) log y - y cancels little, and the bits added cover it.
Interval lgamma_at(const Interval& x) {
  const double length = std::clamp(x.approx_log2_magnitude(), 0.0, 64.0);
  return lgamma_directly(x.rounded(x.bits() + 16 + static_cast<mpfr_prec_t>(length / 8)));
}

/// An enclosure of psi on x > 0, sharp enough for the mean value theorem: psi(x) = psi(x + 4) - 1/x - ... - 1/(x + 3).
Interval digamma(const Interval& x) {
  constexpr mpfr_prec_t few = 48;
  constexpr long shift = 4;
  const Interval coarse = x.rounded(few);
  const Interval inverse = 1 / (coarse + shift);
  const Interval upper = log(coarse + shift) - scaled(inverse, -1);
  Interval result = hull(upper, upper - square(inverse) / 12);
  for (long i = 0; i < shift; ++i) result -= 1 / (coarse + i);
  return result;
}

/// log Gamma is convex on x > 0 with its least value, -0.1214862905..., at 1.4616321449... (DLMF 5.4(iii)).
Interval lgamma_by_ends(const Interval& x) {
  const Interval first = lgamma_at(x.lower_point());
  const Interval last = lgamma_at(x.upper_point());
  if (!first.is_bounded() || !last.is_bounded()) return Interval::whole_line(x.bits());
  if (mpfr_cmp_d(x.left(), 1.5) >= 0) return hull(first.lower_point(), last.upper_point()).rounded(x.bits());
  if (mpfr_cmp_d(x.right(), 1.4375) <= 0) return hull(last.lower_point(), first.upper_point()).rounded(x.bits());
  return hull(hull(first, last), Interval::enclose(Rational(-1214863, 10'000'000), x.bits())).rounded(x.bits());
}

/// Gamma(x) for x > 0: an absolute error of the logarithm becomes a relative one.
Interval gamma_of_positive(const Interval& x) {
  const double length = std::clamp(x.approx_log2_magnitude() + 8, 0.0, 64.0);
  return exp(lgamma(x.rounded(x.bits() + 8 + static_cast<mpfr_prec_t>(length)))).rounded(x.bits());
}

/// Gamma(x) = pi/(sin(pi x) Gamma(1 - x)) (DLMF 5.5.3), x < 0; sin(pi x) = (-1)^n sin(pi(x - n)).
Interval gamma_by_reflection(const Interval& x) {
  constexpr double longest = 64;
  if (x.approx_log2_magnitude() > longest) return Interval::whole_line(x.bits());
  const mpfr_prec_t bits = x.bits() + 72;
  const Interval wide = x.rounded(bits);
  Interval nearest(bits);
  mpfr_rint(&nearest.raw()->left, wide.middle().left(), MPFR_RNDN);
  mpfr_set(&nearest.raw()->right, nearest.left(), MPFR_RNDN);
  const Interval angle = Interval::pi(bits) * (wide - nearest);
  const bool odd = mpz_odd_p(Integer(numerator(*nearest.lower())).backend().data()) != 0;
  const Interval sine = odd ? -sin(angle) : sin(angle);
  return (Interval::pi(bits) / (sine * gamma_of_positive(1 - wide))).rounded(x.bits());
}

}  // namespace

Interval lgamma(const Interval& x) {
  if (!x.is_positive()) return Interval::whole_line(x.bits());
  if (x.is_point()) return lgamma_at(x).rounded(x.bits());
  const bool is_narrow = x.approx_log2_width() < x.lower_point().approx_log2_magnitude() - 12;
  if (!is_narrow) return lgamma_by_ends(x);
  // The mean value theorem.
  const Interval middle = x.middle();
  return (lgamma_at(middle) + digamma(x) * (x - middle)).rounded(x.bits());
}

Interval gamma(const Interval& x) {
  if (!x.is_bounded()) return x;
  if (x.is_positive()) return gamma_of_positive(x);
  return gamma_by_reflection(x);
}

}  // namespace rankcert::second
