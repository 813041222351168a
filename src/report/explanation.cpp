#include "report/explanation.hpp"

#include <fmt/core.h>

#include "exact/decimal.hpp"
#include "report/outlook.hpp"
#include "report/tally.hpp"
#include "report/used_definitions.hpp"

namespace rankcert {
namespace {

constexpr std::size_t confidence_digits = 6;

std::vector<ExplainedValue> values_of(const Claim& claim, const Assignment& values) {
  std::vector<ExplainedValue> explained;
  for (const auto& [name, value] : values) {
    const Parameter* parameter = claim.find_parameter(name);
    explained.push_back({parameter != nullptr ? parameter : claim.find_hint(name), value});
  }
  return explained;
}

ExplainedSide side_of(const Side& side, const RecordedSide& recorded, const Claim& claim) {
  const std::vector<ExpressionPtr> formulas = side.is_measured() ? side.arguments : std::vector{side.formula};
  return {.side = &side,
          .closed = recorded.text,
          .definitions = used_definitions(formulas, claim.definitions),
          .interval = recorded.interval,
          .quantity = side.is_measured() ? find_quantity(side.quantity) : nullptr,
          .evidence = recorded.evidence};
}

constexpr const char* not_replayed = " The recorded measurement is taken as it stands; rankcert verify --replay repeats it.";

std::string sureness(const std::string& name, const ExplainedSide& side) {
  if (!side.side->is_measured()) {
    return "The " + name + " side is proved: the kernel has just recomputed the closed formula with interval arithmetic, and its value lies in the interval.";
  }
  if (!side.interval) return "The " + name + " side was not measured.";
  if (!side.evidence->sample) {
    return fmt::format("The {} side is measured and enclosed: that the number of the object of seed {} lies in the interval is proved by its quantity{}.{}", name,
                       side.evidence->seed, side.quantity == nullptr ? "" : " (" + std::string(side.quantity->source) + ")", not_replayed);
  }
  const Evidence::Sample& sample = *side.evidence->sample;
  return fmt::format("The {} side is estimated: if the {} observations are genuine and independent, their mean lies in the interval with confidence {} (error "
                     "probability at most {}). The kernel has derived the interval from them. Error probabilities of several results add up.{}",
                     name, sample.observations.size(), decimal_below(1 - sample.alpha, confidence_digits), decimal_above(sample.alpha, confidence_digits),
                     not_replayed);
}

std::string grounds(const Assertion& assertion) {
  if (assertion.conjectured) return "No note proves this assertion: its claim calls it a conjecture. Agreement at a point tests it, and no more.";
  return "That the sentence behind the relation is true wherever the hypotheses hold is proved by no number: it rests on the results above, which "
         "the notes prove for people to read.";
}

}  // namespace

Explanation explain(const CheckReport& accepted, const Claim& claim) {
  const Certificate& certificate = *accepted.certificate;
  const Assertion& assertion = *claim.find_assertion(certificate.assertion);
  Explanation explanation{.claim = &claim,
                          .assertion = &assertion,
                          .tool = certificate.tool,
                          .parameters = values_of(claim, certificate.parameters),
                          .hints = values_of(claim, certificate.hints),
                          .left = side_of(assertion.left, certificate.left, claim),
                          .right = side_of(assertion.right, certificate.right, claim),
                          .result = recorded_result(certificate, claim),
                          .standing = accepted.standing,
                          .how_sure = {},
                          .would_change = {}};
  explanation.how_sure = {sureness("left", explanation.left), sureness("right", explanation.right), grounds(assertion)};
  explanation.would_change = what_would_change(explanation.result);
  return explanation;
}

}  // namespace rankcert
