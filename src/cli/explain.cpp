// `explain`: one certificate, from the theorem to the verdict.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "checker/printable.hpp"
#include "claim/verify.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "cli/verify_policy.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "formula/render.hpp"
#include "report/clean_text.hpp"
#include "report/explanation.hpp"
#include "report/lemma_titles.hpp"
#include "report/point_label.hpp"
#include "report/shown.hpp"
#include "report/standing_text.hpp"
#include "report/tally.hpp"
#include "report/used_definitions.hpp"

namespace rankcert {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t digits = 12;
constexpr std::size_t longest_text = 3'000;
constexpr std::size_t indent = 2;

/// Text of the file in lines, blanks and line ends made one blank, a very long one cut.
std::string paragraph(std::string_view text, std::size_t first = indent, std::size_t others = indent) {
  std::string joined;
  for (const char c : clean_text(text)) {
    if (c != ' ' || (!joined.empty() && joined.back() != ' ')) joined += c;
  }
  if (!joined.empty() && joined.back() == ' ') joined.pop_back();
  return wrapped(shortened(joined, longest_text), first, others);
}

std::string item(std::string_view text) { return paragraph("- " + std::string(text), indent, indent + 2); }

std::string heading(std::string_view text, Look look) { return "\n" + painted(text, Ink::strong, look) + "\n"; }

std::string relation_line(const Assertion& assertion, Look look) {
  return assertion.left.text + " " + std::string(relation_sign(assertion.relation, look)) + " " + assertion.right.text;
}

std::string claim_part(const Explanation& explanation, Look look) {
  const Claim& claim = *explanation.claim;
  const Assertion& assertion = *explanation.assertion;
  std::string text = heading("What is claimed", look) + paragraph(claim.title + ".") + paragraph(claim.statement) + paragraph("Source: " + claim.source);
  text += paragraph("Of this the assertion '" + assertion.name + "': " + assertion.title + ".") + paragraph(relation_line(assertion, look), indent + 2, indent + 4);
  text += heading("What a reader must grant", look);
  for (const std::string& hypothesis : claim.hypotheses) text += item(hypothesis);
  return text;
}

std::string lemma_part(const Explanation& explanation, Look look) {
  std::string text = heading("What it rests on", look);
  for (const std::string& lemma : explanation.assertion->lemmas) {
    text += item(lemma + ": " + lemma_title(lemma) + ", proofs-notes/" + note_of(lemma) + ".md");
  }
  return text;
}

std::string value_line(const ExplainedValue& one) {
  std::string text = one.parameter->name + " = " + short_number(one.value) + ": " + one.parameter->meaning;
  if (!one.parameter->unit.empty()) text += " (" + one.parameter->unit + ")";
  return item(text + ", allowed " + one.parameter->range);
}

std::string point_part(const Explanation& explanation, Look look) {
  std::string text = heading("The point", look);
  if (explanation.parameters.empty()) text += paragraph("The assertion has no parameters.");
  for (const ExplainedValue& one : explanation.parameters) text += value_line(one);
  if (!explanation.hints.empty()) text += paragraph("The prover's choice, of which any value is sound:");
  for (const ExplainedValue& one : explanation.hints) text += value_line(one);
  return text;
}

std::string interval_line(const Interval& interval) {
  const std::string below = decimal_below(interval.lower, digits);
  const std::string above = decimal_above(interval.upper, digits);
  if (interval.lower == interval.upper) return below == above ? "is exactly " + below : "is exactly known, within [" + below + ", " + above + "]";
  return "lies in [" + below + ", " + above + "]";
}

std::string evidence_lines(const ExplainedSide& side) {
  std::string text;
  if (side.quantity != nullptr) {
    text += paragraph(std::string(side.quantity->signature) + ": " + std::string(side.quantity->meaning) + ".");
  }
  if (!side.evidence) return text;
  text += paragraph("Method, as recorded: " + side.evidence->method + ". Seed " + side.evidence->seed + ".");
  if (const auto& sample = side.evidence->sample) {
    text += paragraph(fmt::format("{} observations, each in [{}, {}]; confidence {}.", sample->observations.size(), decimal_below(sample->least, digits),
                                  decimal_above(sample->greatest, digits), decimal_below(1 - sample->alpha, 6)));
  }
  for (const auto& [name, numbers] : side.evidence->witness) text += paragraph(fmt::format("Witness '{}': {} exact numbers.", name, numbers.size()));
  return text;
}

std::string definition_line(const Definition& definition) {
  return item(head_of(definition) + ": " + definition.meaning + (definition.source.empty() ? "" : " (" + definition.source + ")"));
}

std::string side_part(const char* name, const ExplainedSide& side, Look look) {
  std::string text = heading(fmt::format("The {} side, {}", name, side.side->is_measured() ? "measured" : "a formula"), look);
  text += paragraph(side.closed) + evidence_lines(side);
  if (!side.definitions.empty()) text += paragraph("where");
  for (const Definition* definition : side.definitions) text += definition_line(*definition);
  return text + paragraph(side.interval ? interval_line(*side.interval) : "was not measured");
}

std::string verdict_line(const Explanation& explanation, Look look) {
  const Result& result = explanation.result;
  const std::string text = verdict_text(result);
  return painted(text, ink_of(explanation.standing, result.verdict), look) + fmt::format(" ({}; the claim expects {})", to_text(explanation.standing), to_text(result.point.assertion->expected));
}

std::string verdict_part(const Explanation& explanation, Look look) {
  const Result& result = explanation.result;
  std::string text = heading("The verdict", look) + "  " + verdict_line(explanation, look) + "\n";
  text += paragraph(predicted_text(result) + " against " + compared_text(result) + ", each rounded toward the other");
  if (const auto distance = margin(result)) text += paragraph("margin " + margin_text(*distance, 4));
  text += heading("How sure", look);
  for (const std::string& sentence : explanation.how_sure) text += item(sentence);
  text += heading("What would change the verdict", look);
  for (const std::string& sentence : explanation.would_change) text += item(sentence);
  return text;
}

std::string explanation_text(const Explanation& explanation, const std::string& file, Look look) {
  const Result& result = explanation.result;
  std::string text = painted(printable(explanation.claim->id + " / " + explanation.assertion->name, 200), Ink::strong, look) + "\n";
  text += paragraph(exact_label(result.point)) + "  " + verdict_line(explanation, look) + "\n";
  text += "  " + printable(file) + "\n" + paragraph("written by " + explanation.tool + ", accepted by the kernel just now");
  text += claim_part(explanation, look) + lemma_part(explanation, look) + point_part(explanation, look);
  text += side_part("left", explanation.left, look) + side_part("right", explanation.right, look) + verdict_part(explanation, look);
  return text + "\nNumbers are rounded outward: what holds as printed holds.\n";
}

Json values_json(const std::vector<ExplainedValue>& values) {
  auto json = Json::array();
  for (const ExplainedValue& one : values) {
    json.push_back({{"name", one.parameter->name}, {"value", to_text(one.value)}, {"meaning", one.parameter->meaning}, {"unit", one.parameter->unit},
                    {"range", one.parameter->range}});
  }
  return json;
}

Json measured_json(const ExplainedSide& side) {
  Json json = {{"quantity", side.side->quantity}};
  if (side.quantity != nullptr) {
    json["meaning"] = side.quantity->meaning;
    json["source"] = side.quantity->source;
  }
  if (!side.evidence) return json;
  json["seed"] = side.evidence->seed;
  json["method"] = side.evidence->method;
  auto witness = Json::object();
  for (const auto& [name, numbers] : side.evidence->witness) witness[name] = numbers.size();
  json["witness"] = witness;
  if (const auto& sample = side.evidence->sample) {
    json["observations"] = sample->observations.size();
    json["least"] = to_text(sample->least);
    json["greatest"] = to_text(sample->greatest);
    json["alpha"] = to_text(sample->alpha);
  }
  return json;
}

Json side_json(const ExplainedSide& side) {
  auto definitions = Json::array();
  for (const Definition* definition : side.definitions) {
    definitions.push_back({{"name", head_of(*definition)}, {"formula", render_text(*definition->body)}, {"meaning", definition->meaning}, {"source", definition->source}});
  }
  Json json = {{"written", side.side->text}, {"closed", side.closed}, {"definitions", definitions}};
  if (side.interval) json["interval"] = interval_json(*side.interval);
  if (side.side->is_measured()) json["measured"] = measured_json(side);
  return json;
}

Json explanation_json(const Explanation& explanation, const std::string& file, int code) {
  const Claim& claim = *explanation.claim;
  const Assertion& assertion = *explanation.assertion;
  auto lemmas = Json::array();
  for (const std::string& lemma : assertion.lemmas) lemmas.push_back({{"lemma", lemma}, {"title", lemma_title(lemma)}, {"note", "proofs-notes/" + note_of(lemma) + ".md"}});
  Json json = {{"version", tool_name()},
               {"file", file},
               {"tool", explanation.tool},
               {"claim", {{"id", claim.id}, {"title", claim.title}, {"statement", claim.statement}, {"source", claim.source}, {"digest", claim.digest}}},
               {"assertion", {{"name", assertion.name}, {"title", assertion.title}, {"relation", to_text(assertion.relation)}, {"expected", to_text(assertion.expected)},
                              {"conjectured", assertion.conjectured}}},
               {"hypotheses", claim.hypotheses},
               {"lemmas", lemmas},
               {"parameters", values_json(explanation.parameters)},
               {"hints", values_json(explanation.hints)},
               {"left", side_json(explanation.left)},
               {"right", side_json(explanation.right)},
               {"verdict", to_text(explanation.result.verdict)},
               {"standing", to_text(explanation.standing)}};
  if (const auto distance = margin(explanation.result)) json["margin"] = margin_text(*distance, 17);
  json["how_sure"] = explanation.how_sure;
  json["would_change"] = explanation.would_change;
  json["exit_code"] = code;
  return json;
}

/// Why there is nothing to explain: in the shape of an explanation, so that programs need not look at stderr.
Json refusal_json(const VerifiedFile& file) {
  return {{"version", tool_name()}, {"file", file.file}, {"verdict", file.verdict}, {"reason", file.reason}, {"exit_code", file.code}};
}

}  // namespace

int run_explain(const ExplainOptions& options) {
  if (std::filesystem::is_directory(options.certificate)) throw InputError(options.certificate + " is a folder; explain takes one certificate");
  Verifier verifier(policy_of(options));
  const VerifiedFile file = verifier.verify(options.certificate);
  if (!file.accepted()) {
    if (options.common.json) write_out(document(refusal_json(file)));
    write_note(file.verdict + ": " + printable(file.file) + ": " + printable(file.reason));
    return file.code;
  }
  const Explanation explanation = explain(file.check, verifier.claim_of(file));
  write_out(options.common.json ? document(explanation_json(explanation, file.file, file.code)) : explanation_text(explanation, file.file, look_of_stdout()));
  return file.code;
}

}  // namespace rankcert
