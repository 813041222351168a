#include "claim/claim_parts.hpp"

#include <algorithm>
#include <set>

#include "checker/prelude.hpp"
#include "exact/digest.hpp"
#include "formula/render.hpp"

namespace rankcert {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::string type_text(Parameter::Type type) {
  switch (type) {
    case Parameter::Type::integer: return "integer";
    case Parameter::Type::odd: return "odd";
    case Parameter::Type::rational: break;
  }
  return "rational";
}

/// The side as an open formula; closed_text without values is just that.
std::string side_text(const Side& side) { return closed_text(side, {}, {}); }

/// The names of definitions that the claim's formulas reach: all of its own, and those of the prelude behind them.
class ReachedDefinitions {
 public:
  explicit ReachedDefinitions(const Claim& claim) : claim_(claim) {
    for (const Definition* definition : claim.definitions.in_order()) {
      if (prelude().find(definition->name) == nullptr) reach(definition->name);
    }
    for (const Requirement& requirement : claim.requirements) reach_from(*requirement.condition);
    for (const Assertion& assertion : claim.assertions) {
      for (const Side* side : {&assertion.left, &assertion.right}) {
        if (side->formula) reach_from(*side->formula);
        for (const ExpressionPtr& argument : side->arguments) reach_from(*argument);
      }
    }
  }

  [[nodiscard]] const std::set<std::string>& names() const { return names_; }

 private:
  /// A name that a formula binds itself may bring in a definition of that name too: one part more does no harm.
  void reach_from(const Expression& formula) {
    for_each_node(formula, [&](const Expression& node) {
      if (node.kind == Expression::Kind::call || node.kind == Expression::Kind::variable) reach(node.name);
    });
  }

  void reach(const std::string& name) {
    const Definition* definition = claim_.definitions.find(name);
    if (definition == nullptr || !names_.insert(name).second) return;
    reach_from(*definition->body);  // a body sees earlier definitions only, so this ends
  }

  const Claim& claim_;
  std::set<std::string> names_;
};

void add_parameters(const Claim& claim, ClaimParts& parts) {
  for (const Parameter& parameter : claim.parameters) {
    const std::string what = "parameter " + parameter.name;
    parts.asserted.push_back({what, type_text(parameter.type) + " " + parameter.range});
    parts.other.push_back({what + ", meaning", parameter.meaning});
    if (!parameter.unit.empty()) parts.other.push_back({what + ", unit", parameter.unit});
    if (parameter.fallback) parts.other.push_back({what + ", default", to_text(*parameter.fallback)});
  }
  for (const Parameter& hint : claim.hints) {
    std::vector<std::string> candidates;
    for (const Rational& candidate : hint.candidates) candidates.push_back(to_text(candidate));
    parts.other.push_back({"hint " + hint.name, type_text(hint.type) + " " + hint.range + ", candidates " + joined(candidates)});
    parts.other.push_back({"hint " + hint.name + ", meaning", hint.meaning});
  }
}

void add_definitions(const Claim& claim, ClaimParts& parts) {
  const ReachedDefinitions reached(claim);
  for (const std::string& name : reached.names()) {
    const Definition& definition = *claim.definitions.find(name);
    const std::string head = definition.parameters.empty() ? name : name + "(" + joined(definition.parameters) + ")";
    parts.asserted.push_back({"definition " + name, head + " = " + render_text(*definition.body)});
    if (prelude().find(name) != nullptr) continue;
    parts.other.push_back({"definition " + name + ", meaning", definition.meaning});
    if (!definition.source.empty()) parts.other.push_back({"definition " + name + ", source", definition.source});
  }
}

void add_assertion(const Assertion& assertion, ClaimParts& parts) {
  const std::string what = "assertion " + assertion.name;
  const std::string relation = " " + std::string(to_text(assertion.relation)) + " ";
  parts.asserted.push_back({what, side_text(assertion.left) + relation + side_text(assertion.right)});
  parts.asserted.push_back({what + ", expect", std::string(to_text(assertion.expected))});
  parts.asserted.push_back({what + ", status", assertion.conjectured ? "conjecture" : "proved"});
  parts.asserted.push_back({what + ", lemmas", joined(assertion.lemmas)});
  if (assertion.vacuous_at) parts.asserted.push_back({what + ", vacuous_at", to_text(*assertion.vacuous_at)});
  parts.other.push_back({what + ", title", assertion.title});
  if (const Side* measured = assertion.measured_side()) parts.other.push_back({what + ", column", measured->column});
}

void add_suites(const Claim& claim, ClaimParts& parts) {
  for (const auto& [name, entries] : claim.suites) {
    for (const SuiteEntry& entry : entries) {
      std::string text = joined(entry.assertions) + " at";
      for (const auto& [parameter, range] : entry.ranges) text += " " + parameter + " = " + range + ";";
      parts.other.push_back({"suite " + name, text});
    }
  }
}

}  // namespace

ClaimParts claim_parts(const Claim& claim) {
  ClaimParts parts;
  for (const std::string& hypothesis : claim.hypotheses) parts.asserted.push_back({"hypothesis", hypothesis});
  for (const Requirement& requirement : claim.requirements) {
    parts.asserted.push_back({"requirement", render_text(*requirement.condition)});
    parts.other.push_back({"requirement, otherwise", requirement.otherwise});
  }
  if (claim.threshold) {
    const Threshold& threshold = *claim.threshold;
    parts.asserted.push_back({"threshold", "of " + threshold.of + ", holds " + threshold.holds + ", fails " + threshold.fails});
    parts.other.push_back({"threshold, meaning", threshold.meaning});
  }
  parts.other.push_back({"title", claim.title});
  parts.other.push_back({"source", claim.source});
  parts.other.push_back({"note", claim.note});
  parts.other.push_back({"statement", sha256(claim.statement)});
  if (!claim.published.empty()) parts.other.push_back({"published", sha256(claim.published)});
  add_parameters(claim, parts);
  add_definitions(claim, parts);
  for (const Assertion& assertion : claim.assertions) add_assertion(assertion, parts);
  add_suites(claim, parts);
  std::sort(parts.asserted.begin(), parts.asserted.end());
  std::sort(parts.other.begin(), parts.other.end());
  return parts;
}

}  // namespace rankcert
