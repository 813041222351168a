// Judges an arithmetic by a conformance table: an enclosure must contain the set that the table gives.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "itl/operations.hpp"
#include "itl/parse_itl.hpp"

namespace rankcert::itl {

/// How the sets of a table are meant.
struct TableKind {
  long bits = 53;  ///< precision of the arithmetics
  /// False: the sets are rounded outward to binary64, as IEEE 1788 gives them, so an enclosure is before it is compared.
  /// True: they are the exact sets of values, which no enclosure may cut, by however little.
  bool exact = false;
};

/// From good to bad.
enum class Judgement {
  tight,      ///< exactly the table's set; the right truth value; refused where there is no value
  loose,      ///< contains it; does not decide the comparison
  unbounded,  ///< the whole line, which is true and says nothing
  wrong,      ///< does not contain it; a bounded set where there is no value; the wrong truth value
};

/// An enclosure or truth value by what the table says. Requires: the answer is not unsupported.
[[nodiscard]] Judgement judge(const Answer& answer, const Term& expected, bool exact);

/// Something that is wrong.
struct Violation {
  std::size_t line = 0;
  std::string text;  ///< testcase, statement and what came out; numbers rounded outward
};

/// The counts of one arithmetic over a table.
struct Score {
  std::size_t tight = 0;
  std::size_t loose = 0;
  std::size_t unbounded = 0;
  std::size_t wrong = 0;
  std::map<std::string, std::size_t> unsupported{};  ///< statements, by operation
  /// Of statements that are not about nonempty sets and numbers: the empty set and "not an interval" as operands, texts,
  /// exceptions.
  std::size_t set_aside = 0;
  std::map<std::string, std::size_t> loose_by_operation{};
  std::vector<Violation> violations{};

  [[nodiscard]] std::size_t passed() const { return tight + loose + unbounded; }
};

/// Asks about each statement once, and where all operands are points once more with exact numbers; the worse one counts.
[[nodiscard]] Score score_of(const std::vector<Statement>& statements, Answer (*ask)(const Question&), const TableKind& kind);

}  // namespace rankcert::itl
