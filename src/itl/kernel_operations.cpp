#include <arf.h>

#include "enclosure/evaluation_error.hpp"
#include "enclosure/function_rules.hpp"
#include "itl/apply_operation.hpp"

namespace rankcert::itl {
namespace {

/// Far beyond every number that a table can hold (parse_itl.hpp); an end beyond it is moved there, outward or not, which
/// changes no comparison with a number of a table.
constexpr slong far = 200'000;

Rational power_of_two(slong exponent) {
  Rational value = 1;
  auto* raw = value.backend().data();
  if (exponent >= 0) mpq_mul_2exp(raw, raw, static_cast<mp_bitcnt_t>(exponent));
  else mpq_div_2exp(raw, raw, static_cast<mp_bitcnt_t>(-exponent));
  return value;
}

/// An end of a finite ball: Arb rounds to `bits` outward.
Rational end_of(const Ball& ball, bool upper, slong bits) {
  Ball end;
  arf_ptr number = arb_midref(end.raw());
  if (upper) arb_get_ubound_arf(number, ball.raw(), bits);
  else arb_get_lbound_arf(number, ball.raw(), bits);
  const int sign = arf_sgn(number);
  if (sign == 0) return 0;
  if (arf_cmpabs_2exp_si(number, far) > 0) return sign * power_of_two(far);
  if (arf_cmpabs_2exp_si(number, -far) < 0) return sign * power_of_two(-far);
  return upper ? end.upper(bits) : end.lower(bits);
}

struct Kernel {
  using Value = rankcert::Value;
  Limits limits{};
  Arithmetic arithmetic{};

  explicit Kernel(slong bits) : arithmetic{.precision_bits = bits, .limits = &limits} {}
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;

  [[nodiscard]] Value value_of(const Bounds& bounds) const {
    if (!bounds.is_bounded()) return Ball::whole_line();
    return Ball::between(*bounds.lower, *bounds.upper, arithmetic.precision_bits);
  }
  [[nodiscard]] Bounds bounds_of(const Value& value) const {
    if (!is_finite(value)) return {};
    if (const auto* exact = std::get_if<Rational>(&value)) return {.lower = *exact, .upper = *exact};
    const Ball ball = to_ball(value, arithmetic.precision_bits);
    return {.lower = end_of(ball, false, arithmetic.precision_bits), .upper = end_of(ball, true, arithmetic.precision_bits)};
  }
  [[nodiscard]] Value add(const Value& a, const Value& b) const { return rankcert::add(a, b, arithmetic); }
  [[nodiscard]] Value subtract(const Value& a, const Value& b) const { return rankcert::subtract(a, b, arithmetic); }
  [[nodiscard]] Value multiply(const Value& a, const Value& b) const { return rankcert::multiply(a, b, arithmetic); }
  [[nodiscard]] Value divide(const Value& a, const Value& b) const { return rankcert::divide(a, b, arithmetic); }
  [[nodiscard]] Value negate(const Value& a) const { return rankcert::negate(a, arithmetic); }
  [[nodiscard]] Value power(const Value& a, const Value& b) const { return rankcert::power(a, b, arithmetic); }
  [[nodiscard]] Value hull(const Value& a, const Value& b) const { return rankcert::hull(a, b, arithmetic.precision_bits); }
  [[nodiscard]] Truth compare(const Value& a, Relation relation, const Value& b) const { return rankcert::compare(a, relation, b, arithmetic.precision_bits); }
  [[nodiscard]] Value function(std::string_view name, const std::vector<Value>& arguments) const { return apply_function(name, arguments, arithmetic); }
};

}  // namespace

Answer ask_kernel(const Question& question) {
  if (!is_supported(question)) return {};
  try {
    return apply_operation(Kernel(question.bits), question);
  } catch (const EvaluationError&) {
    return {.kind = Answer::Kind::undefined};
  }
}

}  // namespace rankcert::itl
