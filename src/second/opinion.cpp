#include "second/opinion.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "exact/digest.hpp"
#include "exact/error.hpp"
#include "formula/parser.hpp"
#include "second/confidence.hpp"
#include "second/evaluation_error.hpp"
#include "second/one_line.hpp"
#include "second/prelude.hpp"
#include "second/same_formula.hpp"

namespace rankcert::second {
namespace {

constexpr mpfr_prec_t max_requirement_bits = 512;
constexpr std::size_t max_subject_bytes = 1'000;
constexpr std::size_t max_closed_bytes = 1U << 20U;  // a claim's 64 KiB with long numbers put in may be larger: no opinion

/// The conditions' names in the note.
constexpr std::array conditions = std::to_array<std::string_view>(
    {"", "C1 form", "C2 digest", "C3 prelude", "C4 claim", "C5 assertion", "C6 parameters", "C7 formulas", "C8 enclosures", "C9 confidence", "C10 verdict"});

std::string line(int condition, const std::string& why) { return std::string(conditions.at(static_cast<std::size_t>(condition))) + ": " + one_line(why); }

/// A condition that is proved to fail.
struct Refusal {
  std::string reason;
};

void require(bool holds, int condition, const std::string& otherwise) {
  if (!holds) throw Refusal{line(condition, otherwise)};
}

template <class Set, class Map>
bool names_exactly(const Set& needed, const Map& given) {
  return needed.size() == given.size() && std::all_of(needed.begin(), needed.end(), [&](const std::string& name) { return given.contains(name); });
}

/// Whether every number of the value lies in the bounds (yes) or every one outside (no).
Truth lies_in(const Value& value, const Bounds& bounds) {
  if (is_exact(value)) {
    const Rational& number = std::get<Rational>(value);
    return bounds.lower <= number && number <= bounds.upper ? Truth::yes : Truth::no;
  }
  const Interval& interval = std::get<Interval>(value);
  if (interval.is_within(bounds.lower, bounds.upper)) return Truth::yes;
  const auto least = interval.lower();
  const auto greatest = interval.upper();
  const bool outside = (least && *least > bounds.upper) || (greatest && *greatest < bounds.lower);
  return outside ? Truth::no : Truth::unknown;
}

}  // namespace

std::string_view to_text(Stance stance) {
  switch (stance) {
    case Stance::confirmed: return "confirmed";
    case Stance::refused: return "refused";
    case Stance::no_opinion: return "no opinion";
  }
  throw std::logic_error("unknown stance");
}

/// A claim met before, with evaluators by precision.
struct SecondChecker::Known {
  std::shared_ptr<const Claim> claim;
  std::map<mpfr_prec_t, std::unique_ptr<Evaluator>> evaluators{};

  Evaluator& at(mpfr_prec_t bits, const Limits& limits) {
    auto& slot = evaluators[bits];
    if (!slot) slot = std::make_unique<Evaluator>(claim->definitions, bits, limits);
    return *slot;
  }
};

/// One certificate on its way through the conditions. A condition that cannot be decided leaves a doubt and the next one is
/// checked, so that what is proved to fail further on refuses all the same.
class SecondChecker::Pass {
 public:
  Pass(SecondChecker& checker, Opinion& opinion) : checker_(checker), opinion_(opinion) {}

  void run(std::string_view text) {
    if (!read(text)) return;
    require(certificate_.digest_matches, 2, "it is not the digest of what the file holds");
    require(certificate_.prelude == prelude_digest(), 3, "made with another prelude than the one built in here");
    if (!find_claim()) return;
    find_assertion();
    check_values();
    const bool left_read = check_formula("left", assertion_->left, certificate_.left, left_);
    const bool right_read = check_formula("right", assertion_->right, certificate_.right, right_);
    if (left_read) check_enclosure("left", left_, certificate_.left);
    if (right_read) check_enclosure("right", right_, certificate_.right);
    check_confidence(certificate_.left);
    check_confidence(certificate_.right);
    const Verdict verdict = verdict_of(certificate_.left.bounds, certificate_.relation, certificate_.right.bounds, opinion_.alpha.has_value());
    require(verdict == certificate_.verdict, 10, "the intervals give '" + std::string(to_text(verdict)) + "'");
    if (!opinion_.reason.empty()) return;
    opinion_.verdict = verdict;
    opinion_.expected = assertion_->expected;
    opinion_.stance = Stance::confirmed;
  }

 private:
  /// The first thing that could not be decided is the one that is told.
  void doubt(int condition, const std::string& why) {
    if (opinion_.reason.empty()) opinion_.reason = line(condition, why);
  }

  /// Runs `work`. What is no input refuses; a limit, or what has no method here, is a doubt. Returns whether it went through.
  template <class Work>
  bool under(int condition, const Work& work) {
    try {
      work();
      return true;
    } catch (const InputError& error) {
      throw Refusal{line(condition, error.what())};
    } catch (const Error& error) {
      doubt(condition, error.what());
      return false;
    }
  }

  bool read(std::string_view text) {
    if (!under(1, [&] { certificate_ = read_certificate(text, checker_.options_.json_limits); })) return false;
    opinion_.subject = certificate_.claim_id + " " + certificate_.assertion;
    for (const auto& [name, value] : certificate_.parameters) {
      if (opinion_.subject.size() > max_subject_bytes) break;
      opinion_.subject += " " + name + "=" + rankcert::to_text(value);
    }
    opinion_.subject = one_line(opinion_.subject, max_subject_bytes);
    return true;
  }

  bool find_claim() {
    require(sha256(certificate_.claim_text) == certificate_.claim_digest, 4, "the claim's text has another digest");
    auto& known = checker_.known_[certificate_.claim_digest];
    if (!known) {
      const bool was_read = under(4, [&] {
        known = std::make_unique<Known>(Known{std::make_shared<const Claim>(read_claim(certificate_.claim_text, checker_.options_.limits))});
      });
      if (!was_read) return false;
    }
    known_ = known.get();
    require(known_->claim->id == certificate_.claim_id, 4, "the text is of the claim '" + known_->claim->id + "'");
    opinion_.claim = known_->claim;
    opinion_.claim_digest = certificate_.claim_digest;
    return true;
  }

  void find_assertion() {
    const auto found = known_->claim->assertions.find(certificate_.assertion);
    require(found != known_->claim->assertions.end(), 5, "the claim has no such assertion");
    assertion_ = &found->second;
    require(assertion_->relation == certificate_.relation, 5, "the claim asserts '" + std::string(rankcert::to_text(assertion_->relation)) + "'");
    require(assertion_->lemmas == certificate_.lemmas, 5, "the claim names other lemmas");
  }

  void check_values() {
    require(names_exactly(assertion_->parameters, certificate_.parameters), 6, "the assertion uses other parameters");
    require(names_exactly(assertion_->hints, certificate_.hints), 6, "the assertion uses other hints");
    check_domains(known_->claim->parameters, certificate_.parameters);
    check_domains(known_->claim->hints, certificate_.hints);
    values_ = certificate_.parameters;
    values_.insert(certificate_.hints.begin(), certificate_.hints.end());
    for (const Requirement& requirement : known_->claim->requirements) {
      const auto is_given = [&](const std::string& name) { return values_.contains(name); };
      if (std::all_of(requirement.names.begin(), requirement.names.end(), is_given)) check_requirement(requirement);
    }
  }

  static void check_domains(const std::map<std::string, Domain, std::less<>>& domains, const std::map<std::string, Rational>& values) {
    for (const auto& [name, value] : values) {
      const auto why = domains.find(name)->second.refusal(value);
      require(!why, 6, name + " " + why.value_or(""));
    }
  }

  void check_requirement(const Requirement& requirement) {
    // All of them together may take the work of one formula.
    Limits share = checker_.options_.limits;
    share.max_work /= 2 * known_->claim->requirements.size();
    under(6, [&] {
      Truth holds = Truth::unknown;
      for (mpfr_prec_t bits = 64; holds == Truth::unknown && bits <= max_requirement_bits; bits *= 2) {
        Evaluator evaluator(known_->claim->definitions, bits, share);
        const Value left = evaluator.evaluate(*requirement.condition->children[0], values_);
        const Value right = evaluator.evaluate(*requirement.condition->children[1], values_);
        holds = compare(left, requirement.condition->relation, right, {.bits = bits, .limits = &share});
      }
      require(holds != Truth::no, 6, "the requirement '" + requirement.text + "' does not hold");
      if (holds == Truth::unknown) doubt(6, "the requirement '" + requirement.text + "' is not decided at " + std::to_string(max_requirement_bits) + " bits");
    });
  }

  /// Whether the side's text could be read, and is then the claim's at these values.
  bool check_formula(const std::string& name, const AssertedSide& side, const RecordedSide& recorded, ExpressionPtr& closed) {
    require(side.measured == recorded.measured, 7, name + std::string(side.measured ? " is measured" : " is a formula") + " in the claim");
    if (recorded.text.size() > max_closed_bytes) {
      doubt(7, name + " is longer than " + std::to_string(max_closed_bytes) + " bytes");
      return false;
    }
    // Numbers put in for names make a text longer and deeper than a claim's own.
    Limits wider = checker_.options_.limits;
    wider.max_text_bytes = max_closed_bytes;
    wider.max_depth = 5 * wider.max_depth;
    wider.max_number_digits = 2 * wider.max_number_digits;
    under(7, [&] { closed = parse_formula(recorded.text, wider); });
    require(is_closed_form(*closed, *side.tree, values_), 7, name + " is not the claim's formula at these values");
    return true;
  }

  void check_enclosure(const std::string& name, const ExpressionPtr& closed, const RecordedSide& recorded) {
    if (recorded.measured) return;
    const std::string value = "the value of " + name + ", " + recorded.text.substr(0, 200) + ",";
    under(8, [&] {
      Truth inside = Truth::unknown;
      const OpinionOptions& options = checker_.options_;
      for (mpfr_prec_t bits = options.first_bits; inside == Truth::unknown && bits <= options.max_bits; bits *= 2) {
        inside = lies_in(known_->at(bits, options.limits).evaluate(*closed), *recorded.bounds);
      }
      require(inside != Truth::no, 8, value + " is not in the recorded interval");
      if (inside == Truth::unknown) doubt(8, value + " could not be enclosed at " + std::to_string(options.max_bits) + " bits");
    });
  }

  void check_confidence(const RecordedSide& recorded) {
    if (!recorded.measured || !recorded.bounds) return;
    opinion_.measured = true;
    require(recorded.sample || assertion_->expected != Verdict::supported, 9, "the claim expects an estimate, and there is no sample");
    if (!recorded.sample) return;
    const Sample& sample = *recorded.sample;
    opinion_.alpha = sample.alpha;
    require(sample.alpha > 0 && 10 * sample.alpha <= 1, 9, "alpha must be positive and at most 1/10");
    require(sample.least <= sample.greatest, 9, "the range is empty");
    require(!sample.observations.empty(), 9, "there are no observations");
    for (const auto& [observation, count] : sample.observations) {
      require(sample.least <= observation && observation <= sample.greatest, 9, "an observation lies outside the range");
    }
    const Bounds& bounds = *recorded.bounds;
    if (bounds.lower == sample.least && bounds.upper == sample.greatest) return;
    require(sample.least < sample.greatest, 9, "the range is one point, and the interval another");
    const Truth given = gives_bounds(sample, bounds);
    require(given != Truth::no, 9, "the observations do not give the interval");
    if (given == Truth::unknown) doubt(9, "it is not decided whether the observations give the interval");
  }

  SecondChecker& checker_;
  Opinion& opinion_;
  Certificate certificate_;
  Known* known_ = nullptr;
  const Assertion* assertion_ = nullptr;
  Assignment values_;
  ExpressionPtr left_;
  ExpressionPtr right_;
};

SecondChecker::SecondChecker(OpinionOptions options) : options_(options) {}
SecondChecker::~SecondChecker() = default;

Opinion SecondChecker::check(std::string_view text) {
  Opinion opinion;
  try {
    Pass(*this, opinion).run(text);
  } catch (const Refusal& refusal) {
    opinion.stance = Stance::refused;
    opinion.reason = refusal.reason;
  }
  return opinion;
}

}  // namespace rankcert::second
