// The table of functions. Each rule is Arb's own function with its domain made explicit: where Arb continues a real
// function into the complex plane (the square root of a negative number, say), a real argument is refused instead.
#include "enclosure/function_rules.hpp"

#include <acb_hypgeom.h>
#include <arb_hypgeom.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include "enclosure/evaluation_error.hpp"

namespace rankcert {
namespace {

using Exact = std::optional<Rational>;
using Rationals = std::span<const Rational>;
using Balls = std::span<const Ball>;
using Rectangles = std::span<const ComplexBall>;

constexpr std::size_t largest_exact_factorial = 10'000;
constexpr std::int64_t largest_exact_product = 1'000;  ///< factors of a binomial coefficient of a fraction

// ---- helpers on rectangles -----------------------------------------------------------------------------------------

bool touches_real_axis(const ComplexBall& z) { return arb_contains_zero(acb_imagref(z.raw())) != 0; }

/// Whether the rectangle meets (-inf, 0].
bool meets_negative_axis(const ComplexBall& z) {
  return touches_real_axis(z) && arb_is_positive(acb_realref(z.raw())) == 0;
}

/// Whether |part| < 1 on the whole ball.
bool within_unit(arb_srcptr part) {
  Ball size;
  arb_abs(size.raw(), part);
  Ball one;
  arb_one(one.raw());
  return arb_lt(size.raw(), one.raw()) != 0;
}

// ---- exact rules ---------------------------------------------------------------------------------------------------

Exact no_exact_value(Rationals /*arguments*/, const Limits& /*limits*/) { return std::nullopt; }

Exact exact_abs(Rationals x, const Limits& /*limits*/) { return x[0] < 0 ? Rational(-x[0]) : x[0]; }
Exact exact_max(Rationals x, const Limits& /*limits*/) { return *std::max_element(x.begin(), x.end()); }
Exact exact_min(Rationals x, const Limits& /*limits*/) { return *std::min_element(x.begin(), x.end()); }

Exact exact_floor(Rationals x, const Limits& /*limits*/) {
  Integer result;
  mpz_fdiv_q(result.backend().data(), mpq_numref(x[0].backend().data()), mpq_denref(x[0].backend().data()));
  return Rational(result);
}

Exact exact_ceil(Rationals x, const Limits& limits) {
  const Rational opposite = -x[0];
  return Rational(-*exact_floor(std::span(&opposite, 1), limits));
}

Exact exact_sqrt(Rationals x, const Limits& limits) {
  if (x[0] < 0) throw EvaluationError("the square root of a negative number, sqrt(" + to_text(x[0]) + ")");
  const Value root = power(x[0], Rational(1, 2), {.precision_bits = 2, .limits = &limits});
  return is_exact(root) ? Exact(std::get<Rational>(root)) : std::nullopt;
}

Exact exact_at_zero(Rationals x, int value) { return x[0] == 0 ? Exact(value) : std::nullopt; }
Exact zero_at_zero(Rationals x, const Limits& /*limits*/) { return exact_at_zero(x, 0); }
Exact one_at_zero(Rationals x, const Limits& /*limits*/) { return exact_at_zero(x, 1); }

Exact exact_log(Rationals x, const Limits& /*limits*/) {
  if (x[0] <= 0) throw EvaluationError("the logarithm of a number that is not positive, log(" + to_text(x[0]) + ")");
  return x[0] == 1 ? Exact(0) : std::nullopt;
}

Exact exact_log1p(Rationals x, const Limits& /*limits*/) {
  if (x[0] <= -1) throw EvaluationError("the logarithm of a number that is not positive, log1p(" + to_text(x[0]) + ")");
  return exact_at_zero(x, 0);
}

Exact exact_asin(Rationals x, const Limits& /*limits*/) {
  if (x[0] < -1 || x[0] > 1) throw EvaluationError("asin is defined on [-1, 1], not at " + to_text(x[0]));
  return exact_at_zero(x, 0);
}

Exact exact_factorial(Rationals x, const Limits& limits) {
  if (!is_integer(x[0]) || x[0] < 0) throw EvaluationError("the factorial needs an integer >= 0, not " + to_text(x[0]));
  const auto n = to_int64(x[0]);
  if (!n || *n > static_cast<std::int64_t>(std::min(largest_exact_factorial, limits.max_exact_bits))) return std::nullopt;
  Integer result;
  mpz_fac_ui(result.backend().data(), static_cast<unsigned long>(*n));
  return Rational(result);
}

Exact exact_gamma(Rationals x, const Limits& limits) {
  if (!is_integer(x[0])) return std::nullopt;
  if (x[0] <= 0) throw EvaluationError("gamma has a pole at " + to_text(x[0]));
  const Rational below = x[0] - 1;
  return exact_factorial(std::span(&below, 1), limits);
}

Exact exact_lgamma(Rationals x, const Limits& /*limits*/) {
  if (x[0] <= 0) throw EvaluationError("lgamma is defined for x > 0, not at " + to_text(x[0]));
  return x[0] == 1 || x[0] == 2 ? Exact(0) : std::nullopt;
}

/// x(x-1)...(x-k+1)/k!; for an integer x >= k the smaller of k and x-k factors are enough.
Exact exact_binomial(Rationals x, const Limits& limits) {
  if (!is_integer(x[1])) throw EvaluationError("binomial(x, k) needs an integer k, not " + to_text(x[1]));
  if (x[1] < 0) return 0;
  Rational lower = x[1];
  if (is_integer(x[0]) && x[0] >= 0) {
    if (x[1] > x[0]) return 0;
    lower = std::min(lower, Rational(x[0] - x[1]));
  }
  const auto k = to_int64(lower);
  // Each factor adds at most the bits of the numerator: more than the limit is not worth starting.
  if (!k || static_cast<std::size_t>(*k) > limits.max_exact_bits / bit_size(x[0])) return std::nullopt;
  if (is_integer(x[0])) {
    Integer result;
    mpz_bin_ui(result.backend().data(), mpq_numref(x[0].backend().data()), static_cast<unsigned long>(*k));
    return Rational(result);
  }
  if (*k > largest_exact_product) return std::nullopt;
  Rational result = 1;
  for (std::int64_t i = 0; i < *k; ++i) result *= (x[0] - i) / Rational(i + 1);
  return result;
}

// ---- real rules ----------------------------------------------------------------------------------------------------

template <void (*function)(arb_t, const arb_t, slong)>
void real_rule(Ball& result, Balls x, slong bits) { function(result.raw(), x[0].raw(), bits); }

void real_abs(Ball& result, Balls x, slong /*bits*/) { arb_abs(result.raw(), x[0].raw()); }

void real_max(Ball& result, Balls x, slong bits) {
  result = x[0];
  for (const Ball& other : x.subspan(1)) arb_max(result.raw(), result.raw(), other.raw(), bits);
}

void real_min(Ball& result, Balls x, slong bits) {
  result = x[0];
  for (const Ball& other : x.subspan(1)) arb_min(result.raw(), result.raw(), other.raw(), bits);
}

/// Phi(x) = erfc(-x/sqrt 2)/2 (DLMF 7.2); `sign` is -1 for Phi and +1 for its complement.
void real_normal(Ball& result, const Ball& x, int sign, slong bits) {
  Ball root;
  arb_sqrt_ui(root.raw(), 2, bits);
  arb_div(result.raw(), x.raw(), root.raw(), bits);
  if (sign < 0) arb_neg(result.raw(), result.raw());
  arb_hypgeom_erfc(result.raw(), result.raw(), bits);
  arb_mul_2exp_si(result.raw(), result.raw(), -1);
}
void real_phi(Ball& result, Balls x, slong bits) { real_normal(result, x[0], -1, bits); }
void real_phic(Ball& result, Balls x, slong bits) { real_normal(result, x[0], 1, bits); }

void real_lgamma(Ball& result, Balls x, slong bits) {
  if (x[0].is_positive()) arb_lgamma(result.raw(), x[0].raw(), bits);
  else result = Ball::whole_line();
}

void real_factorial(Ball& result, Balls x, slong bits) {
  // Reached only by an exact integer beyond the exact rule's size, or by an enclosure, which is no integer for sure.
  if (arb_is_int(x[0].raw()) == 0) {
    result = Ball::whole_line();
    return;
  }
  arb_add_ui(result.raw(), x[0].raw(), 1, bits);
  arb_gamma(result.raw(), result.raw(), bits);
}

/// Gamma(x+1)/(Gamma(k+1) Gamma(x-k+1)) for exact integers x >= k >= 0 too large for the exact rule, through logarithms;
/// for an enclosed x and a moderate k, Arb's product.
void real_binomial(Ball& result, Balls x, slong bits) {
  if (arb_is_int(x[1].raw()) == 0) {
    result = Ball::whole_line();
    return;
  }
  if (arf_cmpabs_ui(arb_midref(x[1].raw()), largest_exact_factorial) <= 0) {
    if (x[1].is_negative()) arb_zero(result.raw());
    else arb_bin_ui(result.raw(), x[0].raw(), static_cast<ulong>(arf_get_si(arb_midref(x[1].raw()), ARF_RND_NEAR)), bits);
    return;
  }
  Ball rest;
  arb_sub(rest.raw(), x[0].raw(), x[1].raw(), bits + 64);
  arb_add_ui(rest.raw(), rest.raw(), 1, bits + 64);
  if (!rest.is_positive() || !x[1].is_positive()) {
    result = Ball::whole_line();
    return;
  }
  const auto log_factorial = [bits](const Ball& of) {
    Ball value;
    arb_lgamma(value.raw(), of.raw(), bits + 64);
    return value;
  };
  Ball top;
  Ball below;
  arb_add_ui(top.raw(), x[0].raw(), 1, bits + 64);
  arb_add_ui(below.raw(), x[1].raw(), 1, bits + 64);
  arb_sub(result.raw(), log_factorial(top).raw(), log_factorial(below).raw(), bits + 64);
  arb_sub(result.raw(), result.raw(), log_factorial(rest).raw(), bits + 64);
  arb_exp(result.raw(), result.raw(), bits);
}

void real_besseli(Ball& result, Balls x, slong bits) { arb_hypgeom_bessel_i(result.raw(), x[0].raw(), x[1].raw(), bits); }
void real_besselie(Ball& result, Balls x, slong bits) {
  arb_hypgeom_bessel_i_scaled(result.raw(), x[0].raw(), x[1].raw(), bits);
}

// ---- complex rules -------------------------------------------------------------------------------------------------

template <void (*function)(acb_t, const acb_t, slong)>
void entire_rule(ComplexBall& result, Rectangles z, bool /*analytic*/, slong bits) {
  function(result.raw(), z[0].raw(), bits);
}

void complex_abs(ComplexBall& result, Rectangles z, bool analytic, slong bits) {
  acb_real_abs(result.raw(), z[0].raw(), analytic ? 1 : 0, bits);
}
void complex_floor(ComplexBall& result, Rectangles z, bool analytic, slong bits) {
  acb_real_floor(result.raw(), z[0].raw(), analytic ? 1 : 0, bits);
}
void complex_ceil(ComplexBall& result, Rectangles z, bool analytic, slong bits) {
  acb_real_ceil(result.raw(), z[0].raw(), analytic ? 1 : 0, bits);
}

void complex_max(ComplexBall& result, Rectangles z, bool analytic, slong bits) {
  result = z[0];
  for (const ComplexBall& other : z.subspan(1)) acb_real_max(result.raw(), result.raw(), other.raw(), analytic ? 1 : 0, bits);
}

void complex_min(ComplexBall& result, Rectangles z, bool analytic, slong bits) {
  result = z[0];
  for (const ComplexBall& other : z.subspan(1)) acb_real_min(result.raw(), result.raw(), other.raw(), analytic ? 1 : 0, bits);
}

/// The end rule (proofs-notes/integrals.md): a real argument that only touches the negative numbers, as rounding makes it
/// do at the end of a range, is cut off at zero; one that lies below zero is refused.
void complex_sqrt(ComplexBall& result, Rectangles z, bool analytic, slong bits) {
  if (analytic || !z[0].is_real()) return acb_sqrt_analytic(result.raw(), z[0].raw(), analytic ? 1 : 0, bits);
  Ball root;
  if (z[0].real_part().is_negative()) root = Ball::whole_line();
  else arb_sqrtpos(root.raw(), acb_realref(z[0].raw()), bits);
  result = ComplexBall(root);
}

void complex_log(ComplexBall& result, Rectangles z, bool analytic, slong bits) {
  if (meets_negative_axis(z[0])) result = ComplexBall::whole_plane();
  else acb_log_analytic(result.raw(), z[0].raw(), analytic ? 1 : 0, bits);
}

void complex_log1p(ComplexBall& result, Rectangles z, bool /*analytic*/, slong bits) {
  ComplexBall shifted;
  acb_add_ui(shifted.raw(), z[0].raw(), 1, bits);
  if (meets_negative_axis(shifted)) result = ComplexBall::whole_plane();
  else acb_log1p(result.raw(), z[0].raw(), bits);
}

/// asin of the part of `x` within [-1, 1], the whole line if there is none: monotone, so the two ends suffice.
Ball clipped_asin(const Ball& x, slong bits) {
  Ball lower;
  Ball upper;
  arb_get_lbound_arf(arb_midref(lower.raw()), x.raw(), bits);
  arb_get_ubound_arf(arb_midref(upper.raw()), x.raw(), bits);
  if (arf_cmp_si(arb_midref(lower.raw()), 1) > 0 || arf_cmp_si(arb_midref(upper.raw()), -1) < 0) return Ball::whole_line();
  if (arf_cmp_si(arb_midref(lower.raw()), -1) < 0) arb_set_si(lower.raw(), -1);
  if (arf_cmp_si(arb_midref(upper.raw()), 1) > 0) arb_set_si(upper.raw(), 1);
  arb_asin(lower.raw(), lower.raw(), bits);
  arb_asin(upper.raw(), upper.raw(), bits);
  arb_union(lower.raw(), lower.raw(), upper.raw(), bits);
  return lower;
}

/// Branch cuts (-inf, -1] and [1, inf); on real arguments the end rule, as for the square root.
void complex_asin(ComplexBall& result, Rectangles z, bool analytic, slong bits) {
  if (!analytic && z[0].is_real()) result = ComplexBall(clipped_asin(z[0].real_part(), bits));
  else if (touches_real_axis(z[0]) && !within_unit(acb_realref(z[0].raw()))) result = ComplexBall::whole_plane();
  else acb_asin(result.raw(), z[0].raw(), bits);
}

/// Branch cuts on the imaginary axis beyond +-i.
void complex_atan(ComplexBall& result, Rectangles z, bool /*analytic*/, slong bits) {
  if (arb_contains_zero(acb_realref(z[0].raw())) != 0 && !within_unit(acb_imagref(z[0].raw()))) {
    result = ComplexBall::whole_plane();
  } else {
    acb_atan(result.raw(), z[0].raw(), bits);
  }
}

void complex_lgamma(ComplexBall& result, Rectangles z, bool /*analytic*/, slong bits) {
  if (meets_negative_axis(z[0])) result = ComplexBall::whole_plane();
  else acb_lgamma(result.raw(), z[0].raw(), bits);
}

void complex_normal(ComplexBall& result, const ComplexBall& z, int sign, slong bits) {
  Ball root;
  arb_sqrt_ui(root.raw(), 2, bits);
  acb_div_arb(result.raw(), z.raw(), root.raw(), bits);
  if (sign < 0) acb_neg(result.raw(), result.raw());
  acb_hypgeom_erfc(result.raw(), result.raw(), bits);
  acb_mul_2exp_si(result.raw(), result.raw(), -1);
}
void complex_phi(ComplexBall& result, Rectangles z, bool /*analytic*/, slong bits) { complex_normal(result, z[0], -1, bits); }
void complex_phic(ComplexBall& result, Rectangles z, bool /*analytic*/, slong bits) { complex_normal(result, z[0], 1, bits); }

/// z^-nu I_nu(z) is entire in z and nu; z^nu has its cut on the negative axis unless nu is an integer.
bool bessel_is_analytic(Rectangles z) { return acb_is_int(z[0].raw()) != 0 || !meets_negative_axis(z[1]); }

void complex_besseli(ComplexBall& result, Rectangles z, bool /*analytic*/, slong bits) {
  if (bessel_is_analytic(z)) acb_hypgeom_bessel_i(result.raw(), z[0].raw(), z[1].raw(), bits);
  else result = ComplexBall::whole_plane();
}
void complex_besselie(ComplexBall& result, Rectangles z, bool /*analytic*/, slong bits) {
  if (bessel_is_analytic(z)) acb_hypgeom_bessel_i_scaled(result.raw(), z[0].raw(), z[1].raw(), bits);
  else result = ComplexBall::whole_plane();
}

[[noreturn]] void no_complex_rule(ComplexBall& /*result*/, Rectangles /*z*/, bool /*analytic*/, slong /*bits*/) {
  throw EvaluationError("factorial and binomial are functions of integers and cannot depend on the running variable of an integral; write gamma");
}

constexpr std::array rules = std::to_array<FunctionRule>({
    {"Phi", no_exact_value, real_phi, complex_phi},
    {"Phic", no_exact_value, real_phic, complex_phic},
    {"abs", exact_abs, real_abs, complex_abs},
    {"asin", exact_asin, real_rule<arb_asin>, complex_asin},
    {"atan", zero_at_zero, real_rule<arb_atan>, complex_atan},
    {"besseli", no_exact_value, real_besseli, complex_besseli},
    {"besselie", no_exact_value, real_besselie, complex_besselie},
    {"binomial", exact_binomial, real_binomial, no_complex_rule},
    {"ceil", exact_ceil, real_rule<arb_ceil>, complex_ceil},
    {"cos", one_at_zero, real_rule<arb_cos>, entire_rule<acb_cos>},
    {"cosh", one_at_zero, real_rule<arb_cosh>, entire_rule<acb_cosh>},
    {"erf", zero_at_zero, real_rule<arb_hypgeom_erf>, entire_rule<acb_hypgeom_erf>},
    {"erfc", one_at_zero, real_rule<arb_hypgeom_erfc>, entire_rule<acb_hypgeom_erfc>},
    {"exp", one_at_zero, real_rule<arb_exp>, entire_rule<acb_exp>},
    {"expm1", zero_at_zero, real_rule<arb_expm1>, entire_rule<acb_expm1>},
    {"factorial", exact_factorial, real_factorial, no_complex_rule},
    {"floor", exact_floor, real_rule<arb_floor>, complex_floor},
    {"gamma", exact_gamma, real_rule<arb_gamma>, entire_rule<acb_gamma>},
    {"lgamma", exact_lgamma, real_lgamma, complex_lgamma},
    {"log", exact_log, real_rule<arb_log>, complex_log},
    {"log1p", exact_log1p, real_rule<arb_log1p>, complex_log1p},
    {"max", exact_max, real_max, complex_max},
    {"min", exact_min, real_min, complex_min},
    {"sin", zero_at_zero, real_rule<arb_sin>, entire_rule<acb_sin>},
    {"sinh", zero_at_zero, real_rule<arb_sinh>, entire_rule<acb_sinh>},
    {"sqrt", exact_sqrt, real_rule<arb_sqrt>, complex_sqrt},
    {"tanh", zero_at_zero, real_rule<arb_tanh>, entire_rule<acb_tanh>},
});

static_assert(std::is_sorted(rules.begin(), rules.end(), [](const auto& a, const auto& b) { return a.name < b.name; }));

/// Whether the result is the integer that floor or ceil has on the whole enclosure: it is exact then, as an end of a sum
/// must be. Longer integers than the precision stay enclosed.
bool is_decided_step(std::string_view name, const Ball& result, slong bits) {
  return (name == "floor" || name == "ceil") && arb_is_int(result.raw()) != 0 && arf_cmpabs_2exp_si(arb_midref(result.raw()), bits) < 0;
}

}  // namespace

std::span<const FunctionRule> function_rules() { return rules; }

std::uint64_t function_cost(std::string_view name, std::span<const Value> arguments) {
  constexpr std::uint64_t usual = 20;
  constexpr std::uint64_t most = 100'000;
  const auto size_of = [](const Value& argument) -> std::uint64_t {
    const Rational* exact = std::get_if<Rational>(&argument);
    if (exact == nullptr) return 0;
    const auto size = to_int64(*exact_ceil(std::span(exact, 1), {}));
    return size ? static_cast<std::uint64_t>(std::abs(*size / 2)) * 2 : std::uint64_t{1} << 62U;
  };
  // These multiply as many factors as the argument says, as long as they compute exactly, or sum as many terms.
  if (name == "factorial" || name == "gamma") {
    const bool is_whole = is_exact(arguments[0]) && is_integer(std::get<Rational>(arguments[0]));
    const std::uint64_t size = size_of(arguments[0]);
    return usual + (is_whole && size <= largest_exact_factorial ? size / 2 : 0);
  }
  if (name == "binomial" && is_exact(arguments[0]) && is_exact(arguments[1])) {
    const Rational& x = std::get<Rational>(arguments[0]);
    if (!is_integer(x)) return usual + 6 * std::min<std::uint64_t>(most, size_of(arguments[1]));
    const std::uint64_t factors = std::min(size_of(arguments[1]), size_of(x - std::get<Rational>(arguments[1])));
    return usual + std::min(most, factors) * bit_size(x) / 8;
  }
  if (name == "besseli" || name == "besselie") {
    return 5 * usual + std::min(most, size_of(arguments[0]) / 2'000) + std::min(most, size_of(arguments[1]) / 2'000);
  }
  return usual;
}

Value apply_function(std::string_view name, std::span<const Value> arguments, const Arithmetic& arithmetic) {
  const auto rule = std::lower_bound(rules.begin(), rules.end(), name,
                                     [](const FunctionRule& r, std::string_view n) { return r.name < n; });
  if (rule == rules.end() || rule->name != name) throw std::logic_error("no rule for the function " + std::string(name));
  const slong bits = arithmetic.precision_bits;
  const bool in_plane = std::any_of(arguments.begin(), arguments.end(), is_complex);
  if (!std::all_of(arguments.begin(), arguments.end(), is_finite)) return unbounded(in_plane);
  if (in_plane) {
    std::vector<ComplexBall> rectangles;
    for (const Value& argument : arguments) rectangles.push_back(to_complex(argument, bits));
    ComplexBall result;
    rule->complex(result, rectangles, arithmetic.analytic, bits);
    // Every function is real where it is defined on real arguments: an imaginary part is rounding.
    const bool real = std::all_of(rectangles.begin(), rectangles.end(), [](const ComplexBall& z) { return z.is_real(); });
    if (real && !arithmetic.analytic && result.is_finite()) arb_zero(acb_imagref(result.raw()));
    return checked(std::move(result));
  }
  if (std::all_of(arguments.begin(), arguments.end(), is_exact)) {
    std::vector<Rational> exact;
    for (const Value& argument : arguments) exact.push_back(std::get<Rational>(argument));
    if (auto value = rule->exact(exact, *arithmetic.limits)) return settle(std::move(*value), arithmetic);
  }
  std::vector<Ball> balls;
  for (const Value& argument : arguments) balls.push_back(to_ball(argument, bits));
  Ball result;
  rule->real(result, balls, bits);
  if (is_decided_step(name, result, bits)) return result.lower(bits);
  return checked(std::move(result));
}

}  // namespace rankcert
