#include "second/series_value.hpp"

#include <algorithm>

#include "second/evaluation_error.hpp"
#include "second/series.hpp"

namespace rankcert::second {
namespace {

bool has_growth(std::span<const Value> values) {
  return std::any_of(values.begin(), values.end(),
                     [](const Value& value) { return is_series(value) && std::get<SeriesPtr>(value)->growth() != nullptr; });
}

Expansion expansion_of(const Value& value, mpfr_prec_t bits) {
  if (const auto* series = std::get_if<SeriesPtr>(&value)) {
    if (const Expansion* expansion = (*series)->expansion()) return *expansion;
    throw UnsupportedError("a condition around an integrand on an infinite range");
  }
  return Expansion::constant(to_interval(value, bits));
}

Growth growth_of(const Value& value, mpfr_prec_t bits) {
  if (const auto* series = std::get_if<SeriesPtr>(&value)) {
    if (const Growth* growth = (*series)->growth()) return *growth;
    throw UndefinedError("an integral over an infinite range cannot depend on the variable of an integral around it");
  }
  return Growth::constant(to_interval(value, bits));
}

template <class Form>
Value series(Form form) {
  return std::make_shared<const Series>(std::move(form));
}

bool is_exact_zero(const Value& value) { return is_exact(value) && std::get<Rational>(value) == 0; }

Value operate_on_expansions(SeriesOperation operation, const Value& a, const Value& b, mpfr_prec_t bits) {
  const Expansion f = expansion_of(a, bits);
  const Expansion g = expansion_of(b, bits);
  switch (operation) {
    case SeriesOperation::add: return series(f + g);
    case SeriesOperation::subtract: return series(is_exact_zero(a) ? -g : f - g);
    case SeriesOperation::multiply: return series(f * g);
    case SeriesOperation::divide: return series(f / g);
    case SeriesOperation::power: return series(is_exact(b) ? power(f, std::get<Rational>(b)) : power(f, g));
    case SeriesOperation::hull: return series(hull(f, g));
  }
  throw UnsupportedError("an unknown operation");
}

Value operate_on_growths(SeriesOperation operation, const Value& a, const Value& b, mpfr_prec_t bits) {
  const Growth f = growth_of(a, bits);
  const Growth g = growth_of(b, bits);
  switch (operation) {
    case SeriesOperation::add: return series(f + g);
    case SeriesOperation::subtract: return series(is_exact_zero(a) ? -g : f + -g);
    case SeriesOperation::multiply: return series(f * g);
    case SeriesOperation::divide: return series(f * power(g, Rational(-1)));
    case SeriesOperation::power: return series(is_exact(b) ? power(f, std::get<Rational>(b)) : power(f, g));
    case SeriesOperation::hull: break;
  }
  throw UnsupportedError("a condition in an integrand on an infinite range");
}

}  // namespace

Interval range_of(const Series& series) {
  if (const Expansion* expansion = series.expansion()) return expansion->range();
  return Interval::whole_line(64);
}

std::uint64_t cost_of(const Series& series) {
  const Expansion* expansion = series.expansion();
  if (const Growth* growth = series.growth()) {
    const std::uint64_t size = growth->size();
    return 4 + 8 * size * size * size;  // a power multiplies as often as it is large
  }
  if (expansion == nullptr || expansion->known() == 0) return 4;
  const std::uint64_t stored = expansion->over().size();
  return 4 + stored * stored;
}

Value operate_on_series(SeriesOperation operation, const Value& a, const Value& b, const Arithmetic& arithmetic) {
  const Value both[] = {a, b};
  if (has_growth(both)) return operate_on_growths(operation, a, b, arithmetic.bits);
  return operate_on_expansions(operation, a, b, arithmetic.bits);
}

Value apply_to_series(std::string_view name, std::span<const Value> arguments, const Arithmetic& arithmetic) {
  if (has_growth(arguments)) {
    std::vector<Growth> growths;
    for (const Value& argument : arguments) growths.push_back(growth_of(argument, arithmetic.bits));
    return series(apply_function(name, growths));
  }
  std::vector<Expansion> expansions;
  for (const Value& argument : arguments) expansions.push_back(expansion_of(argument, arithmetic.bits));
  return series(apply_function(name, expansions));
}

Value decided_by(const Value& value, const Value& left, const Value& right, const Arithmetic& arithmetic) {
  if (!is_series(left) && !is_series(right)) return value;
  const Expansion condition = expansion_of(left, arithmetic.bits) + expansion_of(right, arithmetic.bits);
  const Expansion result = expansion_of(value, arithmetic.bits);
  const Expansion both = condition + result;
  if (both.is_constant()) return value;
  return series(Expansion::ranging(both.piece(), result.range()));
}

}  // namespace rankcert::second
