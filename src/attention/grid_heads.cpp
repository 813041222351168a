#include "attention/grid_heads.hpp"

#include <acb_calc.h>
#include <acb_hypgeom.h>

#include <algorithm>

#include "enclosure/complex_ball.hpp"

namespace rankcert {
namespace {

using Integrand = int (*)(acb_ptr, const acb_t, void*, slong, slong);

// 2F1(1/2, 1/2; c; z) by its series, c >= 1: every term is the last one times (k+1/2)^2/((c+k)(k+1)) z, a factor of size at
// most |z|, so the rest after a term t is at most |t||z|/(1-|z|) (Lemma 24). Unbounded unless |z| < 1.
void hypergeometric_series(acb_ptr out, const acb_t z, const acb_t c, slong bits) {
  constexpr ulong kMostTerms = 100'000;
  Ball size;
  acb_abs(size.raw(), z, 64);
  Ball one;
  arb_one(one.raw());
  if (arb_lt(size.raw(), one.raw()) == 0) {
    acb_indeterminate(out);
    return;
  }
  ComplexBall term;
  acb_one(term.raw());
  ComplexBall sum;
  ComplexBall below;
  Ball rest;
  for (ulong k = 0; k < kMostTerms; ++k) {
    acb_add(sum.raw(), sum.raw(), term.raw(), bits);
    acb_abs(rest.raw(), term.raw(), 64);
    if (arf_cmpabs_2exp_si(arb_midref(rest.raw()), -bits) < 0) break;
    acb_mul(term.raw(), term.raw(), z, bits);
    acb_mul_ui(term.raw(), term.raw(), (2 * k + 1) * (2 * k + 1), bits);
    acb_add_ui(below.raw(), c, k, bits);
    acb_mul_ui(below.raw(), below.raw(), 4 * (k + 1), bits);
    acb_div(term.raw(), term.raw(), below.raw(), bits);
  }
  arb_sub(one.raw(), one.raw(), size.raw(), 64);
  arb_mul(rest.raw(), rest.raw(), size.raw(), 64);
  arb_div(rest.raw(), rest.raw(), one.raw(), 64);
  mag_t bound;
  mag_init(bound);
  arb_get_mag(bound, rest.raw());
  acb_add_error_mag(sum.raw(), bound);
  mag_clear(bound);
  acb_set(out, sum.raw());
}

// sin(phi) 2F1(1/2, 1/2; (d+1)/2; sin^2 phi); `data` points to d.
int overlap_density(acb_ptr out, const acb_t phi, void* data, slong order, slong bits) {
  ComplexBall sine;
  acb_sin(sine.raw(), phi, bits);
  ComplexBall square;
  acb_mul(square.raw(), sine.raw(), sine.raw(), bits);
  // analytic off the cut sin^2 phi in [1, inf); Arb asks for that where order is not 0
  Ball one;
  arb_one(one.raw());
  const bool off_cut = arb_contains_zero(acb_imagref(square.raw())) == 0 || arb_lt(acb_realref(square.raw()), one.raw()) != 0;
  if (order != 0 && !off_cut) {
    acb_indeterminate(out);
    return 0;
  }
  const std::size_t d = *static_cast<const std::size_t*>(data);
  ComplexBall half;
  acb_set_d(half.raw(), 0.5);
  ComplexBall c;
  acb_set_ui(c.raw(), d + 1);
  acb_mul_2exp_si(c.raw(), c.raw(), -1);
  constexpr std::size_t kLargeDimension = 64;  // Arb's own bound of the rest fails for large c, where the series is quick
  if (d < kLargeDimension) {
    acb_hypgeom_2f1(out, half.raw(), half.raw(), c.raw(), square.raw(), 0, bits);
  } else {
    hypergeometric_series(out, square.raw(), c.raw(), bits);
  }
  acb_mul(out, out, sine.raw(), bits);
  return 0;
}

// phi cos^(d-2) phi
int moment_density(acb_ptr out, const acb_t phi, void* data, slong /*order*/, slong bits) {
  acb_cos(out, phi, bits);
  acb_pow_ui(out, out, *static_cast<const std::size_t*>(data) - 2, bits);
  acb_mul(out, out, phi, bits);
  return 0;
}

Ball integral(Integrand integrand, std::size_t d, const Ball& from, const Ball& to, slong bits) {
  acb_calc_integrate_opt_t options;
  acb_calc_integrate_opt_init(options);
  mag_t tolerance;
  mag_init(tolerance);
  mag_set_ui_2exp_si(tolerance, 1, -bits);
  ComplexBall result;
  acb_calc_integrate(result.raw(), integrand, &d, ComplexBall(from).raw(), ComplexBall(to).raw(), bits, tolerance, options, bits);
  mag_clear(tolerance);
  return result.real_part();
}

// pi/2
Ball right_angle(slong bits) {
  Ball angle;
  arb_const_pi(angle.raw(), bits);
  arb_mul_2exp_si(angle.raw(), angle.raw(), -1);
  return angle;
}

// Gamma(n/2)
Ball gamma_of_half(std::size_t n, slong bits) {
  Ball value;
  arb_set_ui(value.raw(), n);
  arb_mul_2exp_si(value.raw(), value.raw(), -1);
  arb_gamma(value.raw(), value.raw(), bits);
  return value;
}

}  // namespace

std::vector<Ball> enclose_overlaps_at_angles(std::size_t d, std::span<const Ball> angles, slong bits,
                                             const std::function<void()>& poll) {
  poll();
  Ball root_pi;
  arb_const_sqrt_pi(root_pi.raw(), bits);
  const Ball zero;
  // at angle 0: 2 w_d/pi times the integral of phi cos^(d-2) phi up to pi/2, w_d = Gamma(d/2)/(sqrt(pi) Gamma((d-1)/2))
  Ball overlap = integral(moment_density, d, zero, right_angle(bits), bits);
  arb_mul(overlap.raw(), overlap.raw(), gamma_of_half(d, bits).raw(), bits);
  arb_div(overlap.raw(), overlap.raw(), gamma_of_half(d - 1, bits).raw(), bits);
  for (int i = 0; i < 3; ++i) arb_div(overlap.raw(), overlap.raw(), root_pi.raw(), bits);
  arb_mul_2exp_si(overlap.raw(), overlap.raw(), 1);
  // what the angle takes away: (1/pi^2) B(1/2, d/2) times the other integral
  Ball factor = gamma_of_half(d, bits);
  arb_div(factor.raw(), factor.raw(), gamma_of_half(d + 1, bits).raw(), bits);
  for (int i = 0; i < 3; ++i) arb_div(factor.raw(), factor.raw(), root_pi.raw(), bits);

  std::vector<Ball> overlaps;
  Ball before = zero;
  for (const Ball& angle : angles) {
    poll();
    const Ball part = integral(overlap_density, d, before, angle, bits);
    arb_submul(overlap.raw(), factor.raw(), part.raw(), bits);
    overlaps.push_back(overlap);
    before = angle;
  }
  return overlaps;
}

EnclosedQuadratic enclose_grid_heads(std::size_t d, std::size_t g, const Rational& s, slong bits,
                                     const std::function<void()>& poll) {
  // differences of the angles, and their arc sines pi/2 - |difference|, lose what s is small by: work with more
  const slong inner = bits + static_cast<slong>(bit_size(s)) + 64;
  std::vector<Ball> angle(g);
  for (std::size_t i = 0; i < g; ++i) {
    const Ball slope = Ball::enclose(Rational(static_cast<std::int64_t>(i)) * s, inner);
    arb_atan(angle[i].raw(), slope.raw(), inner);
  }
  const Ball quarter = right_angle(inner);
  std::vector<Ball> difference(g * g);  // |alpha_i - alpha_j|
  std::vector<Ball> arcsine(g * g);
  std::vector<std::size_t> order;  // pairs i >= j, those of equal angles but one left out
  for (std::size_t i = 0; i < g; ++i) {
    for (std::size_t j = 0; j < g; ++j) {
      const std::size_t at = i * g + j;
      arb_sub(difference[at].raw(), angle[std::max(i, j)].raw(), angle[std::min(i, j)].raw(), inner);
      arb_sub(arcsine[at].raw(), quarter.raw(), difference[at].raw(), inner);
      if (i > j || at == 0) order.push_back(at);
    }
  }
  // any order is sound; by size every part of the integral is short
  std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    return arf_cmp(arb_midref(difference[x].raw()), arb_midref(difference[y].raw())) < 0;
  });
  std::vector<Ball> sorted;
  for (const std::size_t at : order) sorted.push_back(difference[at]);
  const std::vector<Ball> overlaps = enclose_overlaps_at_angles(d, sorted, inner, poll);
  std::vector<Ball> overlap(g * g);
  for (std::size_t k = 0; k < order.size(); ++k) {
    overlap[order[k]] = overlap[order[k] % g * g + order[k] / g] = overlaps[k];
  }
  for (std::size_t i = 1; i < g; ++i) overlap[i * g + i] = overlap[0];
  const std::size_t heads = g * g;
  Ball factor = quarter;  // 2/pi^2 = 1/(2 (pi/2)^2)
  arb_mul(factor.raw(), factor.raw(), quarter.raw(), inner);
  arb_mul_2exp_si(factor.raw(), factor.raw(), 1);
  arb_inv(factor.raw(), factor.raw(), inner);
  Ball half;
  arb_set_d(half.raw(), 0.5);
  EnclosedQuadratic quadratic{std::vector<Ball>(heads * heads), std::vector<Ball>(heads)};
  for (std::size_t row = 0; row < heads; ++row) {
    arb_add(quadratic.right_side[row].raw(), overlap[row].raw(), half.raw(), inner);
    for (std::size_t column = 0; column < heads; ++column) {
      arb_ptr entry = quadratic.matrix[row * heads + column].raw();
      arb_mul(entry, arcsine[row / g * g + column / g].raw(), arcsine[row % g * g + column % g].raw(), inner);
      arb_mul(entry, entry, factor.raw(), inner);
      arb_add(entry, entry, half.raw(), inner);
    }
  }
  return quadratic;
}

}  // namespace rankcert
