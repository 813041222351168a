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

void Checker::check_into(std::string_view text, CheckReport& report) {
  auto parsed = std::make_shared<Certificate>();
  try {
    *parsed = parse_certificate(text, options_.certificate_limits);
  } catch (const Error& error) {
    throw Refusal(error.failure() == Failure::refused ? Condition::digest : Condition::form, error.what());
  }
  const Certificate& certificate = *parsed;
  report.subject = subject_of(certificate);
  require(certificate.prelude_digest == prelude_digest(), Condition::prelude, "made with another prelude than this checker's");

  require(sha256(certificate.claim_text) == certificate.claim_digest, Condition::claim, "the claim text has another digest");
  auto& known = known_[certificate.claim_digest];
  if (!known) {
    under(Condition::claim, [&] { known = std::make_unique<Known>(Known{parse_claim(certificate.claim_text, "claim text", options_.limits), {}}); });
  }
  const Claim& claim = known->claim;
  require(claim.id == certificate.claim_id, Condition::claim, "the claim text is of '" + claim.id + "'");
  report.claim_digest = certificate.claim_digest;

  const Assertion* assertion = claim.find_assertion(certificate.assertion);
  require(assertion != nullptr, Condition::assertion, "the claim has no such assertion");
  require(assertion->relation == certificate.relation, Condition::assertion, "the claim asserts another relation");
  require(assertion->lemmas == certificate.lemmas, Condition::assertion, "the claim relies on other lemmas");

  under(Condition::parameters, [&] {
    const auto reason = refusal(claim, *assertion, certificate.parameters, certificate.hints, options_.limits);
    require(!reason, Condition::parameters, reason.value_or(""));
  });

  const std::array<std::pair<const Side*, const RecordedSide*>, 2> sides = {
      {{&assertion->left, &certificate.left}, {&assertion->right, &certificate.right}}};
  bool estimated = false;
  for (const auto& [side, recorded] : sides) {
    require(closed_text(*side, certificate.parameters, certificate.hints) == recorded->text, Condition::formulas,
            "the claim gives " + closed_text(*side, certificate.parameters, certificate.hints).substr(0, 200));
    if (side->is_measured()) {
      require(recorded->evidence.has_value() == recorded->interval.has_value(), Condition::formulas, "a measured side needs evidence");
      report.measured = report.measured || recorded->evidence.has_value();
      estimated = estimated || (recorded->evidence && recorded->evidence->sample);
    } else {
      require(!recorded->evidence && recorded->interval, Condition::formulas, "a formula needs an enclosure and no evidence");
    }
  }

  Assignment all = certificate.parameters;
  all.insert(certificate.hints.begin(), certificate.hints.end());
  for (const auto& [side, recorded] : sides) {
    if (side->is_measured()) continue;
    const ExpressionPtr closed = substitute(side->formula, all);
    Truth inside = Truth::unknown;
    under(Condition::enclosures, [&] {
      for (slong bits = first_precision_bits; inside == Truth::unknown && bits <= options_.max_precision_bits; bits *= 2) {
        inside = lies_in(known->at(bits, options_).enclose(*closed), *recorded->interval, bits);
      }
    });
    require(inside != Truth::no, Condition::enclosures, "the value of " + recorded->text.substr(0, 200) + " is not in the recorded interval");
    require(inside == Truth::yes, Condition::enclosures,
            "the value of " + recorded->text.substr(0, 200) + " could not be enclosed at " + std::to_string(options_.max_precision_bits) + " bits");
  }

  for (const auto& [side, recorded] : sides) {
    if (!recorded->evidence || !recorded->evidence->sample) continue;
    const Evidence::Sample& sample = *recorded->evidence->sample;
    require(sample.least < sample.greatest && !sample.observations.empty(), Condition::confidence, "an empty sample or range");
    require(sample.alpha > 0 && sample.alpha < 1, Condition::confidence, "alpha must lie between 0 and 1");
    for (const Rational& observation : sample.observations) {
      require(observation >= sample.least && observation <= sample.greatest, Condition::confidence, "an observation is out of its range");
    }
    const BoundedSample bounded{sample.observations, sample.least, sample.greatest};
    const slong bits = 4 * first_precision_bits;
    require(check_mean_at_least(bounded, recorded->interval->lower, sample.alpha, bits) == Truth::yes &&
                check_mean_at_most(bounded, recorded->interval->upper, sample.alpha, bits) == Truth::yes,
            Condition::confidence, "the observations do not give the recorded interval");
    report.alpha = sample.alpha;
  }

  const Verdict verdict = decide(certificate.left.interval, certificate.relation, certificate.right.interval, estimated);
  require(verdict == certificate.verdict, Condition::verdict, "the intervals give '" + std::string(to_text(verdict)) + "'");
  report.verdict = verdict;
  report.standing = standing(verdict, assertion->expected);
  report.certificate = parsed;
  report.accepted = true;
}

}  // namespace rankcert
