// Reads conformance tables in the test language of ITF1788, the test framework of IEEE 1788-2015 (Nehmeier, Siegel, Wolff
// von Gudenberg: "Specification of hardware for interval arithmetic", and the framework's own manual):
//
//   testcase NAME {
//       add [1, 0x1.8p0] [-infinity, 2] = [-infinity, 0x1.Cp1];   // hex floats, decimals, [empty], [entire], [point]
//       less [1,2]_com [3,4]_dac = true;                           // decorations are read and left aside
//   }
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "itl/bounds.hpp"

namespace rankcert::itl {

/// Something that is neither a set nor a truth value: a bare number, a word, a text, "not an interval".
struct Other {
  std::string text;                      ///< as written
  std::optional<Rational> number{};      ///< if it is one
};

using Term = std::variant<Bounds, bool, Other>;

/// `operation operands = results;`.
struct Statement {
  std::size_t line = 0;
  std::string testcase;
  std::string operation;
  std::vector<Term> operands;
  std::vector<Term> results;
  bool signals = false;  ///< an exception is expected beside the result
};

/// All statements. Numbers are read exactly, whatever their length; an end beyond 2^(+-50000) is refused. Throws InputError,
/// "name:line:column: what is expected".
[[nodiscard]] std::vector<Statement> parse_itl(std::string_view text, const std::string& name);

}  // namespace rankcert::itl
