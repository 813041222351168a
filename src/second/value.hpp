// What a formula evaluates to: an exact rational while that is possible, an interval from there on, and inside an
// integrand a truncated power series for whatever depends on the running variable.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "formula/expression.hpp"
#include "formula/limits.hpp"
#include "second/interval.hpp"

namespace rankcert::second {

class Series;  // series.hpp
using SeriesPtr = std::shared_ptr<const Series>;  ///< never null
using Value = std::variant<Rational, Interval, SeriesPtr>;

/// How an operation is to be carried out.
struct Arithmetic {
  mpfr_prec_t bits = 64;           ///< of every operation
  const Limits* limits = nullptr;  ///< on the size of exact numbers
};

[[nodiscard]] inline bool is_exact(const Value& value) { return std::holds_alternative<Rational>(value); }
[[nodiscard]] inline bool is_series(const Value& value) { return std::holds_alternative<SeriesPtr>(value); }
/// False for the whole line, and for a series whose range is the whole line.
[[nodiscard]] bool is_bounded(const Value& value);

/// An enclosure of every number that the value can be; of a series, its range over the piece.
[[nodiscard]] Interval to_interval(const Value& value, mpfr_prec_t bits);

/// The exact value if it is within the size limit of exact numbers, an enclosure of it otherwise.
[[nodiscard]] Value settle(Rational value, const Arithmetic& arithmetic);

/// The operations of the language; exact on exact operands. Throws UndefinedError where exact operands have no result; a
/// result that is only not bounded is the whole line.
[[nodiscard]] Value add(const Value& a, const Value& b, const Arithmetic& arithmetic);
[[nodiscard]] Value subtract(const Value& a, const Value& b, const Arithmetic& arithmetic);
[[nodiscard]] Value multiply(const Value& a, const Value& b, const Arithmetic& arithmetic);
[[nodiscard]] Value divide(const Value& a, const Value& b, const Arithmetic& arithmetic);
[[nodiscard]] Value negate(const Value& a, const Arithmetic& arithmetic);
[[nodiscard]] Value power(const Value& a, const Value& b, const Arithmetic& arithmetic);

/// An enclosure of both values; the whole line if one of them is.
[[nodiscard]] Value hull(const Value& a, const Value& b, const Arithmetic& arithmetic);

/// Whether `a relation b` holds for all numbers that the values enclose. Exact operands are always decided; series are
/// compared by their ranges.
[[nodiscard]] Truth compare(const Value& a, Relation relation, const Value& b, const Arithmetic& arithmetic);

}  // namespace rankcert::second
