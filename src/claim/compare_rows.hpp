// Somebody's measurements held against a certified bound, row by row.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "claim/comma_separated.hpp"
#include "claim/prove.hpp"

namespace rankcert {

enum class RowVerdict {
  consistent,      ///< the relation holds between the certified bound and the number in the row
  contradicts,     ///< its opposite does
  not_comparable,  ///< the bound says nothing there (out of range, vacuous), or could not be decided
  unreadable,      ///< a field is missing or no number
};
[[nodiscard]] std::string_view to_text(RowVerdict verdict);

/// How one row came out.
struct RowReport {
  std::size_t line;                   ///< of the table
  RowVerdict verdict;                 ///< how the row came out
  std::string reason;                 ///< for the last two, with line and column where a field is at fault
  Assignment parameters;              ///< if they could be read
  std::optional<Interval> predicted;  ///< the certified bound there
  std::optional<Rational> measured;   ///< the number in the row
  std::optional<Rational> margin;     ///< how far the number is on the right (positive) or wrong side of the bound
};

/// What the columns mean.
struct CompareOptions {
  std::map<std::string, std::string> columns;  ///< parameter or measured name -> column of the table
  Assignment fixed;                            ///< parameters that no column gives
  std::string assertion;                       ///< empty: the first whose measured side has a column
  ProverOptions prover{};                      ///< how the bound is enclosed
};

/// Compares every row. A number in a row is taken as exactly what is written; its own error is the reader's to judge.
/// Throws InputError for what is wrong with the whole table: a column that does not exist, no measured column, a
/// parameter without a column or a value.
[[nodiscard]] std::vector<RowReport> compare_rows(const Table& table, const std::string& where, const Claim& claim, const CompareOptions& options);

}  // namespace rankcert
