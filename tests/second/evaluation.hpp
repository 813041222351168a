// Formulas to values of the second opinion, and what tests ask of a value.
#pragma once

#include <algorithm>
#include <string>

#include "formula/definitions.hpp"
#include "formula/parser.hpp"
#include "second/evaluate.hpp"

namespace rankcert::second {

inline Value value_of(const std::string& text, mpfr_prec_t bits = 64, const Definitions& definitions = {}, const Limits& limits = {}) {
  const ExpressionPtr formula = parse_formula(text, limits);
  check_names(*formula, text, {}, definitions);
  return Evaluator(definitions, bits, limits).evaluate(*formula);
}

inline void define(Definitions& definitions, const char* head, const std::string& body) {
  const FunctionHead parsed = parse_head(head);
  definitions.add({parsed.name, parsed.parameters, parse_formula(body), body, "", ""});
}

inline bool contains(const Value& value, const Rational& number) {
  if (is_exact(value)) return std::get<Rational>(value) == number;
  return to_interval(value, 64).contains(number);
}

inline bool overlap(const Interval& a, const Interval& b) { return intersection(a, b).has_value(); }
inline bool overlap(const Value& a, const Value& b) { return overlap(to_interval(a, 4096), to_interval(b, 4096)); }

/// Bounded, and of a relative width (absolute for numbers below 1) of at most 2^-bits.
inline bool is_sharp(const Value& value, double bits) {
  if (is_exact(value)) return true;
  const Interval interval = to_interval(value, 64);
  return interval.is_bounded() && interval.approx_log2_width() <= std::max(1.0, interval.approx_log2_magnitude()) - bits;
}

/// Of a relative width of at most 2^-bits, however small the number.
inline bool is_relatively_sharp(const Interval& interval, double bits) {
  return interval.is_bounded() && interval.approx_log2_width() <= interval.approx_log2_magnitude() - bits;
}

}  // namespace rankcert::second
