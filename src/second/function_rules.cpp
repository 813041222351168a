#include "second/function_rules.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include "second/bessel.hpp"
#include "second/error_function.hpp"
#include "second/evaluation_error.hpp"
#include "second/gamma.hpp"
#include "second/series_value.hpp"

namespace rankcert::second {
namespace {

using Exact = std::optional<Rational>;
using Arguments = std::span<const Value>;

constexpr std::int64_t largest_exact_factorial = 10'000;
constexpr std::int64_t largest_exact_product = 1'000;  ///< factors of a binomial coefficient of a fraction
constexpr std::int64_t largest_product = 10'000;       ///< factors of a product of intervals

std::string shown(const Rational& x) { return to_text(x).substr(0, 60); }

// ---- exact values --------------------------------------------------------------------------------------------------

Exact no_exact_value(const Rational& /*x*/, const Arithmetic& /*arithmetic*/) { return std::nullopt; }
Exact zero_at_zero(const Rational& x, const Arithmetic& /*arithmetic*/) { return x == 0 ? Exact(0) : std::nullopt; }
Exact one_at_zero(const Rational& x, const Arithmetic& /*arithmetic*/) { return x == 0 ? Exact(1) : std::nullopt; }
Exact exact_abs(const Rational& x, const Arithmetic& /*arithmetic*/) { return x < 0 ? Rational(-x) : x; }

Rational floor_of(const Rational& x) {
  Integer result;
  mpz_fdiv_q(result.backend().data(), mpq_numref(x.backend().data()), mpq_denref(x.backend().data()));
  return Rational(result);
}
Exact exact_floor(const Rational& x, const Arithmetic& /*arithmetic*/) { return floor_of(x); }
Exact exact_ceil(const Rational& x, const Arithmetic& /*arithmetic*/) { return Rational(-floor_of(-x)); }

Exact exact_sqrt(const Rational& x, const Arithmetic& arithmetic) {
  if (x < 0) throw UndefinedError("the square root of a negative number, sqrt(" + shown(x) + ")");
  const Value root = power(Value(x), Value(Rational(1, 2)), arithmetic);
  return is_exact(root) ? Exact(std::get<Rational>(root)) : std::nullopt;
}

Exact exact_log(const Rational& x, const Arithmetic& /*arithmetic*/) {
  if (x <= 0) throw UndefinedError("the logarithm of a number that is not positive, log(" + shown(x) + ")");
  return x == 1 ? Exact(0) : std::nullopt;
}

Exact exact_log1p(const Rational& x, const Arithmetic& arithmetic) {
  if (x <= -1) throw UndefinedError("the logarithm of a number that is not positive, log1p(" + shown(x) + ")");
  return zero_at_zero(x, arithmetic);
}

Exact exact_asin(const Rational& x, const Arithmetic& arithmetic) {
  if (x < -1 || x > 1) throw UndefinedError("asin is defined on [-1, 1], not at " + shown(x));
  return zero_at_zero(x, arithmetic);
}

Exact exact_factorial(const Rational& x, const Arithmetic& /*arithmetic*/) {
  if (!is_integer(x) || x < 0) throw UndefinedError("the factorial needs an integer >= 0, not " + shown(x));
  if (x > largest_exact_factorial) return std::nullopt;
  Integer result;
  mpz_fac_ui(result.backend().data(), static_cast<unsigned long>(*to_int64(x)));
  return Rational(result);
}

Exact exact_gamma(const Rational& x, const Arithmetic& arithmetic) {
  if (!is_integer(x)) return std::nullopt;
  if (x <= 0) throw UndefinedError("gamma has a pole at " + shown(x));
  return exact_factorial(x - 1, arithmetic);
}

Exact exact_lgamma(const Rational& x, const Arithmetic& /*arithmetic*/) {
  if (x <= 0) throw UndefinedError("lgamma is defined for x > 0, not at " + shown(x));
  return x == 1 || x == 2 ? Exact(0) : std::nullopt;
}

// ---- intervals -----------------------------------------------------------------------------------------------------

/// An enclosed number is no integer for sure, so that this is reached by integers beyond the exact rule only; `x` is known exactly.
Interval interval_factorial(const Interval& x) { return gamma(x + 1); }

struct Rule {
  std::string_view name;
  Exact (*exact)(const Rational&, const Arithmetic&);
  Interval (*real)(const Interval&);
};

constexpr std::array rules = std::to_array<Rule>({
    {"Phi", no_exact_value, normal_cdf},
    {"Phic", no_exact_value, normal_tail},
    {"abs", exact_abs, abs},
    {"asin", exact_asin, asin},
    {"atan", zero_at_zero, atan},
    {"ceil", exact_ceil, ceil},
    {"cos", one_at_zero, cos},
    {"cosh", one_at_zero, cosh},
    {"erf", zero_at_zero, erf},
    {"erfc", one_at_zero, erfc},
    {"exp", one_at_zero, exp},
    {"expm1", zero_at_zero, expm1},
    {"factorial", exact_factorial, interval_factorial},
    {"floor", exact_floor, floor},
    {"gamma", exact_gamma, gamma},
    {"lgamma", exact_lgamma, lgamma},
    {"log", exact_log, log},
    {"log1p", exact_log1p, log1p},
    {"sin", zero_at_zero, sin},
    {"sinh", zero_at_zero, sinh},
    {"sqrt", exact_sqrt, sqrt},
    {"tanh", zero_at_zero, tanh},
});

const Rule* find_rule(std::string_view name) {
  const auto* found = std::lower_bound(rules.begin(), rules.end(), name, [](const Rule& r, std::string_view n) { return r.name < n; });
  return found != rules.end() && found->name == name ? found : nullptr;
}

/// The integer that floor or ceil has on the whole interval, if there is only one and the precision shows all of it.
Value step_value(const Interval& result) {
  if (result.is_point() && result.approx_log2_magnitude() <= static_cast<double>(result.bits())) return *result.lower();
  return result;
}

Value apply_rule(const Rule& rule, const Value& argument, const Arithmetic& arithmetic) {
  if (const auto* exact = std::get_if<Rational>(&argument)) {
    if (auto value = rule.exact(*exact, arithmetic)) return settle(std::move(*value), arithmetic);
  } else if (rule.name == "factorial") {
    return Interval::whole_line(arithmetic.bits);
  }
  const Interval result = rule.real(to_interval(argument, arithmetic.bits));
  if (rule.name == "floor" || rule.name == "ceil") return step_value(result);
  return result;
}

// ---- several arguments ---------------------------------------------------------------------------------------------

Value extreme(Arguments x, bool largest, const Arithmetic& arithmetic) {
  Value result = x[0];
  for (const Value& other : x.subspan(1)) {
    if (is_exact(result) && is_exact(other)) {
      const bool better = largest ? std::get<Rational>(other) > std::get<Rational>(result) : std::get<Rational>(other) < std::get<Rational>(result);
      if (better) result = other;
      continue;
    }
    const Interval a = to_interval(result, arithmetic.bits);
    const Interval b = to_interval(other, arithmetic.bits);
    result = largest ? max(a, b) : min(a, b);
  }
  return result;
}

/// x(x-1)...(x-k+1)/k!; for an integer x >= k the smaller of k and x-k factors are enough.
Exact exact_binomial(const Rational& x, const Rational& k, const Limits& limits) {
  const bool natural = is_integer(x) && x >= 0;
  if (k < 0 || (natural && k > x)) return 0;
  const auto factors = to_int64(natural ? std::min(k, Rational(x - k)) : k);
  if (!factors || static_cast<std::size_t>(*factors) > limits.max_exact_bits / bit_size(x)) return std::nullopt;
  if (is_integer(x)) {
    Integer result;
    mpz_bin_ui(result.backend().data(), mpq_numref(x.backend().data()), static_cast<unsigned long>(*factors));
    return Rational(result);
  }
  if (*factors > largest_exact_product) return std::nullopt;
  Rational result = 1;
  for (std::int64_t i = 0; i < *factors; ++i) result *= (x - i) / Rational(i + 1);
  return result;
}

Interval binomial_product(const Interval& x, long k) {
  Interval result = Interval::integer(1, x.bits());
  for (long i = 0; i < k; ++i) result = result * (x - i) / (i + 1);
  return result;
}

/// Gamma(x+1)/(Gamma(k+1) Gamma(x-k+1)) (DLMF 1.2.6 by 5.2.5), for x > k - 1 and k >= 0.
Interval binomial_by_logarithms(const Interval& x, const Interval& k) {
  const Interval rest = x - k + 1;
  if (!rest.is_positive()) throw UnsupportedError("binomial(x, k) with a large k above x + 1");
  return exp(lgamma(x + 1) - lgamma(k + 1) - lgamma(rest));
}

Value binomial(const Value& x, const Value& k, const Arithmetic& arithmetic) {
  if (!is_exact(k)) return Interval::whole_line(arithmetic.bits);
  const auto& lower = std::get<Rational>(k);
  if (!is_integer(lower)) throw UndefinedError("binomial(x, k) needs an integer k, not " + shown(lower));
  if (is_exact(x)) {
    if (auto value = exact_binomial(std::get<Rational>(x), lower, *arithmetic.limits)) return settle(std::move(*value), arithmetic);
  }
  if (!is_bounded(x)) return x;
  if (lower < 0) return Rational(0);
  if (lower <= largest_product) return binomial_product(to_interval(x, arithmetic.bits + 16), static_cast<long>(*to_int64(lower))).rounded(arithmetic.bits);
  // The logarithms are as long as x log x; exp wants that many bits more.
  const double size = std::min(4096.0, 2 * std::max(0.0, to_interval(x, arithmetic.bits).approx_log2_magnitude()));
  const mpfr_prec_t working = arithmetic.bits + 16 + static_cast<mpfr_prec_t>(size);
  return binomial_by_logarithms(to_interval(x, working), to_interval(k, working)).rounded(arithmetic.bits);
}

Value bessel(std::string_view name, const Value& order, const Value& z, const Arithmetic& arithmetic) {
  if (!is_exact(order)) throw UnsupportedError(std::string(name) + " of an order that is only enclosed");
  const auto& nu = std::get<Rational>(order);
  if (is_exact(z) && !is_integer(nu) && std::get<Rational>(z) <= 0) {
    // The limit at 0 exists for nu > 0, outside the domain that the language gives.
    if (std::get<Rational>(z) == 0 && nu > 0) throw UnsupportedError(std::string(name) + "(nu, 0) with a fraction nu");
    throw UndefinedError(std::string(name) + "(nu, z) with a fraction nu is defined for z > 0, not at " + shown(std::get<Rational>(z)));
  }
  const Interval argument = to_interval(z, arithmetic.bits);
  return name == "besseli" ? bessel_i(nu, argument) : bessel_i_scaled(nu, argument);
}

std::uint64_t size_of(const Value& argument) {
  const double size = argument.index() == 0 ? Interval::enclose(std::get<Rational>(argument), 64).approx_log2_magnitude()
                                            : to_interval(argument, 64).approx_log2_magnitude();
  return size < 1 ? 1 : size > 40 ? std::uint64_t{1} << 40U : std::uint64_t{1} << static_cast<unsigned>(size);
}

}  // namespace

Value apply_function(std::string_view name, Arguments arguments, const Arithmetic& arithmetic) {
  if (std::any_of(arguments.begin(), arguments.end(), is_series)) return apply_to_series(name, arguments, arithmetic);
  if (!std::all_of(arguments.begin(), arguments.end(), is_bounded)) return Interval::whole_line(arithmetic.bits);
  if (const Rule* rule = find_rule(name)) return apply_rule(*rule, arguments[0], arithmetic);
  if (name == "max" || name == "min") return extreme(arguments, name == "max", arithmetic);
  if (name == "binomial") return binomial(arguments[0], arguments[1], arithmetic);
  if (name == "besseli" || name == "besselie") return bessel(name, arguments[0], arguments[1], arithmetic);
  throw std::logic_error("no rule for the function " + std::string(name));
}

std::uint64_t function_cost(std::string_view name, Arguments arguments, mpfr_prec_t bits) {
  constexpr std::uint64_t usual = 20;
  const auto long_series = usual * static_cast<std::uint64_t>(1 + bits / 64);
  if (name == "Phi" || name == "Phic" || name == "erf" || name == "erfc" || name == "lgamma") return long_series;
  if (name == "gamma" || name == "factorial") return long_series + std::min<std::uint64_t>(size_of(arguments[0]), largest_exact_factorial) / 2;
  if (name == "besseli" || name == "besselie") {
    return 5 * long_series + 10 * std::min<std::uint64_t>(size_of(arguments[0]) + size_of(arguments[1]), 100'000);
  }
  if (name == "binomial") {
    const bool natural = is_exact(arguments[0]) && is_integer(std::get<Rational>(arguments[0]));
    const std::uint64_t factors = natural ? std::min(size_of(arguments[1]), size_of(arguments[0])) : size_of(arguments[1]);
    const std::uint64_t length = is_exact(arguments[0]) ? bit_size(std::get<Rational>(arguments[0])) : 64;
    return usual + 6 * std::min<std::uint64_t>(factors, 100'000) * (1 + length / 64);
  }
  return usual;
}

}  // namespace rankcert::second
