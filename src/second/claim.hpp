// The text of a claim, read as far as a certificate's check needs: condition C4 of proofs-notes/certificate-format.md, by
// the keys that bounds/CLAIMS.md lists.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formula/definitions.hpp"
#include "formula/limits.hpp"
#include "second/verdict.hpp"

namespace rankcert::second {

/// The numbers that a parameter or a hint may be.
struct Domain {
  enum class Type { integer, odd, rational };
  Type type = Type::rational;
  Rational least;
  Rational greatest;

  /// Why `value` is not one of them (out of range, no integer, too long), or nothing.
  [[nodiscard]] std::optional<std::string> refusal(const Rational& value) const;
};

/// A condition on the parameters together.
struct Requirement {
  std::string text;                ///< as written
  ExpressionPtr condition;         ///< a comparison
  std::vector<std::string> names;  ///< the parameters and hints in it
};

/// One side of an assertion.
struct AssertedSide {
  bool measured = false;
  ExpressionPtr tree;  ///< a formula, or the quantity as a call of its name
};

/// left relation right.
struct Assertion {
  AssertedSide left;
  Relation relation = Relation::less;
  AssertedSide right;
  std::vector<std::string> lemmas;
  Verdict expected = Verdict::certified;
  std::set<std::string> parameters;  ///< that it uses
  std::set<std::string> hints;       ///< likewise
};

/// A claim.
struct Claim {
  std::string id;
  std::vector<std::string> hypotheses;
  std::map<std::string, Domain, std::less<>> parameters;
  std::map<std::string, Domain, std::less<>> hints;
  std::vector<Requirement> requirements;
  Definitions definitions;  ///< the prelude's and its own
  std::map<std::string, Assertion, std::less<>> assertions;
};

/// Limits on a claim's text and on the numbers in it; proofs-notes/certificate-format.md, "Limits against hostile files".
inline constexpr std::size_t max_claim_bytes = 1U << 20U;
inline constexpr std::size_t max_entries = 1'000;
inline constexpr std::size_t max_value_bits = 1U << 14U;

/// The definitions of the prelude compiled in.
[[nodiscard]] const Definitions& prelude_definitions();

/// Reads a claim. Throws InputError, with the place, for what is no claim; LimitError or UnsupportedError where a range
/// cannot be evaluated. Not checked: [[plot]], on which no verdict rests.
[[nodiscard]] Claim read_claim(std::string_view text, const Limits& limits);

}  // namespace rankcert::second
