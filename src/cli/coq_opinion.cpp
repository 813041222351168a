#include "cli/coq_opinion.hpp"

#include "cli/output.hpp"
#include "coq/coq_file.hpp"
#include "coq/run_coq.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

CoqOpinion opinion_of(const coq::CoqRun& run) {
  switch (run.outcome) {
    case coq::Outcome::accepted: return {.stance = CoqOpinion::Stance::proved, .reason = ""};
    case coq::Outcome::refused: return {.stance = CoqOpinion::Stance::refused, .reason = run.reason};
    case coq::Outcome::stopped:
    case coq::Outcome::unavailable: break;
  }
  return {.stance = CoqOpinion::Stance::not_carried, .reason = run.reason};
}

}  // namespace

std::function<CoqOpinion(const Certificate&, const Claim&)> coq_opinion(bool asked, unsigned seconds) {
  if (!asked) return {};
  const coq::CoqRun probe = coq::run_coq("From Interval Require Import Tactic.\n", {}, &stop_flag());
  if (probe.outcome != coq::Outcome::accepted) throw InputError("--coq: " + probe.reason + " (Debian: coq libcoq-interval)");
  return [seconds](const Certificate& certificate, const Claim& claim) -> CoqOpinion {
    std::string text;
    try {
      text = coq::coq_file(certificate, claim, &stop_flag()).text;
    } catch (const Interrupted&) {
      throw;
    } catch (const Error& error) {
      return {.stance = CoqOpinion::Stance::not_carried, .reason = error.what()};
    }
    return opinion_of(coq::run_coq(text, {.seconds = seconds}, &stop_flag()));
  };
}

}  // namespace rankcert
