#include <fmt/core.h>

#include <algorithm>

#include "checker/prelude.hpp"
#include "claim/claim_library.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "formula/render.hpp"
#include "quantities/quantity.hpp"
#include "report/side_latex.hpp"

namespace rankcert {
namespace {

using Json = nlohmann::ordered_json;

std::string trimmed(std::string text) {
  const auto first = text.find_first_not_of("\n ");
  const auto last = text.find_last_not_of("\n ");
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

/// The definitions that the claim makes itself, not the prelude's.
std::vector<const Definition*> own_definitions(const Claim& claim) {
  std::vector<const Definition*> own;
  for (const Definition* definition : claim.definitions.in_order()) {
    if (prelude().find(definition->name) != nullptr) continue;
    own.push_back(definition);
  }
  return own;
}

std::string head_of(const Definition& definition) {
  std::string text;
  for (const std::string& name : definition.parameters) text += (text.empty() ? "" : ", ") + name;
  return definition.parameters.empty() ? definition.name : definition.name + "(" + text + ")";
}

std::string parameter_text(const Parameter& parameter) {
  std::string text = fmt::format("  {:<8} {:<9} {:<14} {}", parameter.name,
                                 parameter.type == Parameter::Type::rational ? "rational" : parameter.type == Parameter::Type::odd ? "odd" : "integer",
                                 parameter.range, parameter.meaning);
  if (!parameter.unit.empty()) text += " (" + parameter.unit + ")";
  if (parameter.fallback) text += ", default " + to_text(*parameter.fallback);
  return text + "\n";
}

std::string claim_text(const Claim& claim) {
  std::string text = fmt::format("{}: {}\n\n{}\n\nSource: {}\nNote: proofs-notes/{}.md\nDigest: {}\n\nHypotheses\n", claim.id, claim.title,
                                 trimmed(claim.statement), claim.source, claim.note, claim.digest);
  for (const std::string& hypothesis : claim.hypotheses) text += "  - " + hypothesis + "\n";
  text += "\nParameters\n";
  for (const Parameter& parameter : claim.parameters) text += parameter_text(parameter);
  if (!claim.hints.empty()) text += "\nHints (the prover's choice; any value is sound)\n";
  for (const Parameter& hint : claim.hints) text += parameter_text(hint);
  for (const Requirement& requirement : claim.requirements) text += fmt::format("\nRequires {}, else {}\n", requirement.text, requirement.otherwise);
  text += "\nDefinitions\n";
  for (const Definition* definition : own_definitions(claim)) {
    text += fmt::format("  {} = {}\n    {}\n    LaTeX: {}\n", head_of(*definition), render_text(*definition->body), definition->meaning,
                        render_latex(*definition->body));
  }
  text += "\nAssertions\n";
  for (const Assertion& assertion : claim.assertions) {
    text += fmt::format("  {}: {}\n    {} {} {}   (expected: {})\n    LaTeX: {} {} {}\n", assertion.name, assertion.title, assertion.left.text,
                        to_text(assertion.relation), assertion.right.text, to_text(assertion.expected), side_latex(assertion.left),
                        relation_latex(assertion.relation), side_latex(assertion.right));
    for (const Side* side : {&assertion.left, &assertion.right}) {
      if (const Quantity* quantity = side->is_measured() ? find_quantity(side->quantity) : nullptr) {
        text += fmt::format("    measured by {}: {}\n", quantity->signature, quantity->meaning);
      }
    }
    std::string lemmas;
    for (const std::string& lemma : assertion.lemmas) lemmas += (lemmas.empty() ? "" : ", ") + lemma;
    text += "    relies on " + lemmas + "\n";
  }
  if (claim.threshold) text += fmt::format("\nThreshold of {}: {}\n", claim.threshold->of, claim.threshold->meaning);
  text += "\nSuites\n";
  for (const auto& [name, entries] : claim.suites) {
    for (const SuiteEntry& entry : entries) {
      text += "  " + name + ":";
      for (const std::string& assertion : entry.assertions) text += " " + assertion;
      text += " at";
      for (const auto& [parameter, range] : entry.ranges) text += fmt::format(" {}={}", parameter, range);
      text += "\n";
    }
  }
  return text;
}

Json parameters_json(const std::vector<Parameter>& parameters) {
  auto json = Json::array();
  for (const Parameter& parameter : parameters) {
    json.push_back({{"name", parameter.name}, {"range", parameter.range}, {"meaning", parameter.meaning}, {"unit", parameter.unit}});
  }
  return json;
}

Json claim_json(const Claim& claim) {
  auto assertions = Json::array();
  for (const Assertion& assertion : claim.assertions) {
    assertions.push_back({{"name", assertion.name}, {"title", assertion.title}, {"left", assertion.left.text},
                          {"relation", to_text(assertion.relation)}, {"right", assertion.right.text}, {"expected", to_text(assertion.expected)},
                          {"left_latex", side_latex(assertion.left)}, {"right_latex", side_latex(assertion.right)}, {"lemmas", assertion.lemmas}});
  }
  auto definitions = Json::array();
  for (const Definition* definition : own_definitions(claim)) {
    definitions.push_back({{"name", head_of(*definition)}, {"formula", render_text(*definition->body)}, {"latex", render_latex(*definition->body)},
                           {"meaning", definition->meaning}, {"source", definition->source}});
  }
  auto suites = Json::object();
  for (const auto& [name, entries] : claim.suites) {
    for (const SuiteEntry& entry : entries) suites[name].push_back({{"assertions", entry.assertions}, {"set", entry.ranges}});
  }
  auto requirements = Json::array();
  for (const Requirement& requirement : claim.requirements) requirements.push_back({{"condition", requirement.text}, {"otherwise", requirement.otherwise}});
  return {{"claim", claim.id}, {"title", claim.title}, {"statement", trimmed(claim.statement)}, {"source", claim.source},
          {"note", "proofs-notes/" + claim.note + ".md"}, {"digest", claim.digest}, {"hypotheses", claim.hypotheses},
          {"parameters", parameters_json(claim.parameters)}, {"hints", parameters_json(claim.hints)}, {"requirements", requirements},
          {"definitions", definitions}, {"assertions", assertions}, {"suites", suites}};
}

}  // namespace

int run_show(const ShowOptions& options) {
  const Claim claim = load_claim(options.claim, options.common.limits);
  write_out(options.common.json ? document(claim_json(claim)) : claim_text(claim));
  return 0;
}

}  // namespace rankcert
