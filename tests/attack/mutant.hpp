// A changed certificate, and what must become of it.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "attack/dice.hpp"
#include "exact/rational.hpp"

namespace rankcert::attack {

/// Numbers that are known to enclose the value of a formula, independently of any checker.
struct Known {
  Rational lower;
  Rational upper;
};

/// A certificate that holds.
struct Base {
  std::string name;            ///< for reports
  nlohmann::json body;         ///< without its digest
  std::optional<Known> left;   ///< the value of the left formula; nothing for a measured side
  std::optional<Known> right;  ///< likewise
};

/// What the meaning of a change demands.
enum class Fate {
  refused,   ///< the statement is another one, or no certificate of the format
  accepted,  ///< it still holds: the file is the same but for blanks, or one of A1..A8 of certificate-format.md
};

struct Mutant {
  std::string field;   ///< what was changed
  std::string change;  ///< how; for what stays true it begins with the name of the rule, "A1 wider"
  std::string text;    ///< of the file
  Fate fate;
};

/// One way of changing certificates: nothing where it does not apply, or where its rule cannot tell what is left. `all` are
/// the bases, for fields that come from another certificate.
using Operator = std::function<std::optional<Mutant>(const Base& base, const std::vector<Base>& all, Dice& dice)>;

/// The file of a body, with its right digest.
[[nodiscard]] std::string signed_file(const nlohmann::json& body);

/// The operators, by what they change.
[[nodiscard]] std::vector<Operator> field_operators();
[[nodiscard]] std::vector<Operator> interval_operators();
[[nodiscard]] std::vector<Operator> evidence_operators();
[[nodiscard]] std::vector<Operator> claim_operators();
[[nodiscard]] std::vector<Operator> splice_operators();
[[nodiscard]] std::vector<Operator> file_operators();

}  // namespace rankcert::attack
