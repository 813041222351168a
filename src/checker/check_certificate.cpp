#include "checker/check_certificate.hpp"

#include <array>

#include "checker/prelude.hpp"
#include "checker/printable.hpp"
#include "enclosure/evaluate.hpp"
#include "enclosure/mean_confidence.hpp"
#include "exact/digest.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

constexpr slong first_precision_bits = 64;
constexpr slong confidence_bits = 256;

/// A refusal on its way out of check_into.
class Refusal : public std::runtime_error {
 public:
  Refusal(Condition condition, const std::string& why) : std::runtime_error(std::string(label(condition)) + ": " + printable(why)) {}
};

void require(bool holds, Condition condition, const std::string& otherwise) {
  if (!holds) throw Refusal(condition, otherwise);
}

/// Runs `work`; whatever the library throws in it refuses the certificate under `condition`.
template <class Work>
void under(Condition condition, const Work& work) {
  try {
    work();
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& error) {
    throw Refusal(condition, error.what());
  }
}

std::string subject_of(const Certificate& certificate) {
  std::string text = certificate.claim_id + " " + certificate.assertion;
  for (const auto& [name, value] : certificate.parameters) text += " " + name + "=" + to_text(value);
  return text;
}

/// Whether the value is proved to lie in the interval (yes), or out of it (no).
Truth lies_in(const Value& value, const Interval& interval, slong bits) {
  const Truth above = compare(Value(interval.lower), Relation::less_equal, value, bits);
  const Truth below = compare(value, Relation::less_equal, Value(interval.upper), bits);
  if (above == Truth::no || below == Truth::no) return Truth::no;
  return above == Truth::yes && below == Truth::yes ? Truth::yes : Truth::unknown;
}

std::shared_ptr<const Certificate> parse_or_refuse(std::string_view text, const CertificateLimits& limits) {
  try {
    return std::make_shared<const Certificate>(parse_certificate(text, limits));
  } catch (const Error& error) {
    throw Refusal(error.failure() == Failure::refused ? Condition::digest : Condition::form, error.what());
  }
}

const Assertion& check_assertion(const Claim& claim, const Certificate& certificate) {
  const Assertion* assertion = claim.find_assertion(certificate.assertion);
  require(assertion != nullptr, Condition::assertion, "the claim has no such assertion");
  require(assertion->relation == certificate.relation, Condition::assertion, "the claim asserts another relation");
  require(assertion->lemmas == certificate.lemmas, Condition::assertion, "the claim relies on other lemmas");
  return *assertion;
}

/// The side says what the claim gives at these parameters, and holds what a side of its kind holds.
void check_text(const Side& side, const RecordedSide& recorded, const Certificate& certificate) {
  const std::string closed = closed_text(side, certificate.parameters, certificate.hints);
  require(closed == recorded.text, Condition::formulas, "the claim gives " + closed.substr(0, 200));
  if (side.is_measured()) {
    require(recorded.evidence.has_value() == recorded.interval.has_value(), Condition::formulas, "a measured side needs evidence");
  } else {
    require(!recorded.evidence && recorded.interval, Condition::formulas, "a formula needs an enclosure and no evidence");
  }
}

/// A sample gives its interval; and where a claim expects no more than an estimate, nothing but a sample will do.
void check_confidence(const RecordedSide& recorded, Verdict expected) {
  if (!recorded.evidence->sample) {
    require(expected != Verdict::supported, Condition::confidence, "the claim expects an estimate, and there is no sample");
    return;
  }
  const Evidence::Sample& sample = *recorded.evidence->sample;
  require(sample.least <= sample.greatest && !sample.observations.empty(), Condition::confidence, "an empty sample or range");
  require(sample.alpha > 0 && sample.alpha <= largest_alpha, Condition::confidence, "alpha must be positive and at most " + to_text(largest_alpha));
  for (const Rational& observation : sample.observations) {
    require(observation >= sample.least && observation <= sample.greatest, Condition::confidence, "an observation is out of its range");
  }
  const Interval range{sample.least, sample.greatest};
  bool given = *recorded.interval == range;
  if (!given && sample.least < sample.greatest) {
    const BoundedSample bounded{sample.observations, sample.least, sample.greatest};
    given = check_mean_at_least(bounded, recorded.interval->lower, sample.alpha, confidence_bits) == Truth::yes &&
            check_mean_at_most(bounded, recorded.interval->upper, sample.alpha, confidence_bits) == Truth::yes;
  }
  require(given, Condition::confidence, "the observations do not give the recorded interval");
}

}  // namespace

std::string_view label(Condition condition) {
  constexpr std::array labels = std::to_array<std::string_view>({"C1 form", "C2 digest", "C3 prelude", "C4 claim", "C5 assertion",
      "C6 parameters", "C7 formulas", "C8 enclosures", "C9 confidence", "C10 verdict"});
  return labels.at(static_cast<std::size_t>(condition));
}

/// A claim text that was read, with evaluators by precision.
struct Checker::Known {
  Claim claim;
  std::map<slong, std::unique_ptr<Evaluator>> evaluators;

  Evaluator& at(slong bits, const CheckOptions& options) {
    auto& slot = evaluators[bits];
    if (!slot) slot = std::make_unique<Evaluator>(claim.definitions, bits, options.limits, options.stop);
    return *slot;
  }
};

Checker::Checker(CheckOptions options) : options_(options) {}
Checker::~Checker() = default;

CheckReport Checker::check(std::string_view text) {
  CheckReport report;
  try {
    check_into(text, report);
  } catch (const Refusal& refusal) {
    report.reason = refusal.what();
  }
  return report;
}

Checker::Known& Checker::known_claim(const Certificate& certificate) {
  require(sha256(certificate.claim_text) == certificate.claim_digest, Condition::claim, "the claim text has another digest");
  auto& known = known_[certificate.claim_digest];
  if (!known) {
    under(Condition::claim, [&] { known = std::make_unique<Known>(Known{parse_claim(certificate.claim_text, "claim text", options_.limits), {}}); });
  }
  require(known->claim.id == certificate.claim_id, Condition::claim, "the claim text is of '" + known->claim.id + "'");
  return *known;
}

const Claim* Checker::find_claim(const std::string& digest) const {
  const auto found = known_.find(digest);
  return found == known_.end() || !found->second ? nullptr : &found->second->claim;
}

void Checker::check_enclosure(Known& known, const Certificate& certificate, const Side& side, const RecordedSide& recorded) const {
  Assignment all = certificate.parameters;
  all.insert(certificate.hints.begin(), certificate.hints.end());
  const ExpressionPtr closed = substitute(side.formula, all);
  Truth inside = Truth::unknown;
  under(Condition::enclosures, [&] {
    for (slong bits = first_precision_bits; inside == Truth::unknown && bits <= options_.max_precision_bits; bits *= 2) {
      inside = lies_in(known.at(bits, options_).enclose(*closed), *recorded.interval, bits);
    }
  });
  const std::string value = "the value of " + recorded.text.substr(0, 200);
  require(inside != Truth::no, Condition::enclosures, value + " is not in the recorded interval");
  require(inside == Truth::yes, Condition::enclosures, value + " could not be enclosed at " + std::to_string(options_.max_precision_bits) + " bits");
}

void Checker::check_into(std::string_view text, CheckReport& report) {
  const auto parsed = parse_or_refuse(text, options_.certificate_limits);
  const Certificate& certificate = *parsed;
  report.subject = subject_of(certificate);
  require(certificate.prelude_digest == prelude_digest(), Condition::prelude, "made with another prelude than this checker's");
  Known& known = known_claim(certificate);
  report.claim_digest = certificate.claim_digest;
  const Assertion& assertion = check_assertion(known.claim, certificate);
  under(Condition::parameters, [&] {
    const auto reason = refusal(known.claim, assertion, certificate.parameters, certificate.hints, options_.limits);
    require(!reason, Condition::parameters, reason.value_or(""));
  });
  const std::array<std::pair<const Side*, const RecordedSide*>, 2> sides = {
      {{&assertion.left, &certificate.left}, {&assertion.right, &certificate.right}}};
  for (const auto& [side, recorded] : sides) check_text(*side, *recorded, certificate);
  for (const auto& [side, recorded] : sides) {
    if (!side->is_measured()) check_enclosure(known, certificate, *side, *recorded);
  }
  for (const auto& [side, recorded] : sides) {
    if (!recorded->evidence) continue;
    report.measured = true;
    check_confidence(*recorded, assertion.expected);
    if (recorded->evidence->sample) report.alpha = recorded->evidence->sample->alpha;
  }
  const Verdict verdict = decide(certificate.left.interval, certificate.relation, certificate.right.interval, report.alpha.has_value());
  require(verdict == certificate.verdict, Condition::verdict, "the intervals give '" + std::string(to_text(verdict)) + "'");
  report.verdict = verdict;
  report.standing = standing(verdict, assertion.expected);
  report.certificate = parsed;
  report.accepted = true;
}

}  // namespace rankcert
