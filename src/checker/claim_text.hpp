// A theorem as text: a claim file, read and checked. The prover and the checker read claims with this one reader.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/verdict.hpp"
#include "formula/definitions.hpp"
#include "formula/limits.hpp"
#include "formula/substitute.hpp"

namespace rankcert {

/// A parameter or a hint of a claim.
struct Parameter {
  /// Which numbers are allowed.
  enum class Type { integer, odd, rational };
  std::string name;                    ///< as formulas use it
  Type type;                           ///< in [least, greatest]
  Rational least;                      ///< smallest value
  Rational greatest;                   ///< largest value
  std::string range;                   ///< as written, "1..2^20"
  std::string meaning;                 ///< in words
  std::string unit;                    ///< may be empty
  std::optional<Rational> fallback;    ///< used where no value is given
  std::vector<Rational> candidates{};  ///< hints only: values the prover tries, in this order
};

/// A condition on the parameters together, such as r <= d - 3.
struct Requirement {
  std::string text;         ///< the condition as written
  ExpressionPtr condition;  ///< a comparison
  std::string otherwise;    ///< what to say when it fails
};

/// One side of an assertion: a formula, or a quantity to be measured at arguments that are formulas.
struct Side {
  std::string text;                        ///< as written
  ExpressionPtr formula;                   ///< null for a quantity
  std::string quantity{};                  ///< empty for a formula
  std::vector<ExpressionPtr> arguments{};  ///< of the quantity
  std::string column{};                    ///< what somebody's table may call the quantity

  /// Whether it is a quantity.
  [[nodiscard]] bool is_measured() const { return formula == nullptr; }
};

/// left relation right, at every point of the parameters.
struct Assertion {
  std::string name;                     ///< its own in the claim
  std::string title;                    ///< one line
  Side left;                            ///< left side
  Relation relation;                    ///< what is asserted between the sides
  Side right;                           ///< right side
  Verdict expected;                     ///< what a check is to find
  bool conjectured;                     ///< no note proves it: a comparison at a point tests it, and no more
  std::optional<Rational> vacuous_at;   ///< the value of the formula at which the claim says nothing
  std::vector<std::string> lemmas;      ///< "note#number"
  std::vector<std::string> parameters;  ///< names of the parameters it depends on, sorted
  std::vector<std::string> hints;       ///< likewise

  /// The side that is measured, or null if both are formulas.
  [[nodiscard]] const Side* measured_side() const { return left.is_measured() ? &left : right.is_measured() ? &right : nullptr; }
};

/// The inverse question: the largest `of` at which assertion `holds` holds, shown by assertion `fails` one above it.
struct Threshold {
  std::string of;       ///< the parameter asked for
  std::string holds;    ///< an assertion
  std::string fails;    ///< an assertion that refutes it one above
  std::string meaning;  ///< in words
};

/// A part of a suite: assertions over a grid of parameters, each given as the text of its range.
struct SuiteEntry {
  std::vector<std::string> assertions;        ///< their names
  std::map<std::string, std::string> ranges;  ///< by parameter
};

/// A claim file.
struct Claim {
  std::string text;       ///< the whole file
  std::string digest;     ///< of `text`
  std::string id;         ///< small letters, digits and hyphens
  std::string title;      ///< one line
  std::string statement;  ///< prose with LaTeX
  std::string source;     ///< paper and result
  std::string note;       ///< name of the proof note
  std::string published;  ///< the published statement that this one stands beside; may be empty
  std::vector<std::string> hypotheses;                    ///< what a reader must grant
  std::vector<Parameter> parameters;                      ///< sorted by name
  std::vector<Parameter> hints;                           ///< likewise
  std::vector<Requirement> requirements;                  ///< as written
  Definitions definitions;                                ///< the prelude's and its own
  std::vector<Assertion> assertions;                      ///< as written
  std::optional<Threshold> threshold;                     ///< if the claim asks the inverse question
  std::map<std::string, std::vector<SuiteEntry>> suites;  ///< by name

  /// The part of that name, or nullptr.
  [[nodiscard]] const Assertion* find_assertion(std::string_view name) const;
  /// @copydoc find_assertion
  [[nodiscard]] const Parameter* find_parameter(std::string_view name) const;
  /// @copydoc find_assertion
  [[nodiscard]] const Parameter* find_hint(std::string_view name) const;
};

/// The largest claim file, and the most entries of one kind (parameters, definitions, assertions, ...) in it.
inline constexpr std::size_t max_claim_bytes = 1U << 20U;
inline constexpr std::size_t max_claim_entries = 1'000;
/// The longest value of a parameter or hint, numerator and denominator together: a formula repeats it at every use.
inline constexpr std::size_t max_parameter_bits = 1U << 14U;

/// Reads a claim file. `where` names it in errors. Every name, formula, range and reference in it is checked.
/// Throws InputError, "where:line:column: what is wrong and what would be right".
[[nodiscard]] Claim parse_claim(std::string_view text, std::string_view where, const Limits& limits = {});

/// Reads the [[define]] tables of a text of definitions alone. Throws InputError likewise.
[[nodiscard]] Definitions parse_definitions(std::string_view text, std::string_view where, const Limits& limits = {});

/// Why `value` is not allowed for the parameter (with the range), or nothing.
[[nodiscard]] std::optional<std::string> refusal(const Parameter& parameter, const Rational& value);

/// Checks that `values` names exactly the parameters of the assertion (`hints` its hints), that each is in its range,
/// and that every requirement whose names are all given is certified to hold. Returns what is wrong, or nothing.
[[nodiscard]] std::optional<std::string> refusal(const Claim& claim, const Assertion& assertion, const Assignment& values,
                                                 const Assignment& hints, const Limits& limits);

/// The side with numbers for its parameters, as text: what a certificate records and its checker compares.
[[nodiscard]] std::string closed_text(const Side& side, const Assignment& values, const Assignment& hints);

}  // namespace rankcert
