#include "claim/verify.hpp"

#include <algorithm>
#include <filesystem>

#include "checker/read_file.hpp"
#include "claim/claim_library.hpp"
#include "claim/measure.hpp"
#include "exact/decimal.hpp"
#include "exact/digest.hpp"
#include "exact/error.hpp"
#include "quantities/quantity.hpp"

namespace rankcert {
namespace {

namespace fs = std::filesystem;

VerifiedFile refused(const std::string& file, const std::string& reason) {
  return {.file = file, .verdict = "refused", .reason = reason, .code = 5};
}

std::optional<std::string> replayed(const Certificate& certificate, const Claim& claim, const std::atomic<bool>* stop) {
  try {
    return replay(certificate, claim, {.seed = 0, .alpha = Rational(1, 2), .stop = stop});
  } catch (const InputError& error) {
    return error.what();
  }
}

/// The kernel knows no quantities, so that an estimate is recorded as one is checked here. Returns what is wrong.
std::optional<std::string> misrecorded(const Certificate& certificate, const Claim& claim) {
  const Side* side = claim.find_assertion(certificate.assertion)->measured_side();
  const auto& evidence = certificate.left.evidence ? certificate.left.evidence : certificate.right.evidence;
  if (!evidence) return std::nullopt;
  const Quantity* quantity = find_quantity(side->quantity);
  if (quantity == nullptr) return "measurement: this program has no quantity '" + side->quantity + "'";
  if (evidence->sample.has_value() == (quantity->kind == Quantity::Kind::sample)) return std::nullopt;
  return "measurement: " + side->quantity + (evidence->sample ? " is enclosed, and a sample is recorded" : " is an estimate, and no sample is recorded");
}

/// The two checkers disagree: which certificate, and what each says.
void dispute(VerifiedFile& file, const CheckReport& report) {
  const SecondOpinion& second = *file.second;
  file.disputed = true;
  file.verdict = "refused";
  file.code = 5;
  file.check = {};
  file.reason = "the two checkers disagree" + (report.subject.empty() ? "" : " about " + report.subject) + ": " +
                (report.accepted ? "the kernel accepts '" + std::string(to_text(report.verdict)) + "', the second opinion refuses it: " + second.reason
                                 : "the second opinion confirms it, the kernel refuses it: " + report.reason);
}

/// The kernel accepts and Coq does not take the proof.
void refuse_for_coq(VerifiedFile& file) {
  file.reason = "the kernel accepts it, and Coq does not check the proof of " + file.check.subject + ": " + file.coq->reason;
  file.verdict = "refused";
  file.code = 5;
  file.check = {};
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".json") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::string_view to_text(SecondOpinion::Stance stance) {
  switch (stance) {
    case SecondOpinion::Stance::confirmed: return "confirmed";
    case SecondOpinion::Stance::refused: return "refused";
    case SecondOpinion::Stance::no_opinion: break;
  }
  return "no opinion";
}

std::string_view to_text(CoqOpinion::Stance stance) {
  switch (stance) {
    case CoqOpinion::Stance::proved: return "proved";
    case CoqOpinion::Stance::refused: return "refused";
    case CoqOpinion::Stance::not_carried: break;
  }
  return "not carried";
}

std::vector<std::string> certificate_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    try {
      const std::vector<std::string> found = fs::is_directory(path) ? files_below(path) : std::vector<std::string>{path};
      files.insert(files.end(), found.begin(), found.end());
    } catch (const fs::filesystem_error& error) {
      throw InputError(path + ": cannot be read: " + error.code().message());
    }
  }
  return files;
}

Verifier::Verifier(VerifyPolicy policy) : policy_(std::move(policy)), checker_(policy_.check) {
  for (const EmbeddedText& claim : built_in_claims()) digests_.emplace(claim.name, sha256(claim.text));
  for (const std::string& path : policy_.claims) {
    const Claim claim = load_claim(path, policy_.check.limits);
    digests_[claim.id] = claim.digest;
  }
}

VerifiedFile Verifier::verify(const std::string& file) {
  std::string text;
  try {
    text = read_file(file);
  } catch (const InputError& error) {
    return {.file = file, .verdict = "unreadable", .reason = error.what(), .code = 2};
  }
  const CheckReport report = checker_.check(text);
  VerifiedFile result = judge(file, report);
  if (policy_.second) ask_second(result, report, text);
  if (policy_.coq && result.accepted()) ask_coq(result);
  return result;
}

void Verifier::ask_second(VerifiedFile& result, const CheckReport& report, const std::string& text) const {
  result.second = policy_.second(text);
  if (report.accepted ? result.second->stance == SecondOpinion::Stance::refused : result.second->stance == SecondOpinion::Stance::confirmed) dispute(result, report);
  if (result.accepted()) result.reason += result.second->stance == SecondOpinion::Stance::confirmed ? "; second opinion: confirmed" : "; no second opinion: " + result.second->reason;
}

void Verifier::ask_coq(VerifiedFile& result) const {
  result.coq = policy_.coq(*result.check.certificate, claim_of(result));
  if (result.coq->stance == CoqOpinion::Stance::refused) refuse_for_coq(result);
  if (result.accepted()) result.reason += result.coq->stance == CoqOpinion::Stance::proved ? "; Coq: proved" : "; not carried by Coq: " + result.coq->reason;
}

VerifiedFile Verifier::judge(const std::string& file, CheckReport report) {
  if (!report.accepted) return refused(file, report.reason);
  const auto known = digests_.find(report.certificate->claim_id);
  if (!policy_.allow_other_text && known != digests_.end() && known->second != report.claim_digest) {
    return refused(file, "C4 claim: its text is not that of the claim '" + report.certificate->claim_id + "' known here (--allow-other-text accepts it)");
  }
  const Claim& claim = *checker_.find_claim(report.claim_digest);
  if (const auto reason = misrecorded(*report.certificate, claim)) return refused(file, *reason);
  std::string how = report.subject;
  const bool replays = report.measured && policy_.replay;
  if (replays) {
    if (const auto reason = replayed(*report.certificate, claim, policy_.check.stop)) return refused(file, "replay: " + *reason);
    how += "; measurement replayed";
  } else if (report.measured) {
    how += "; recorded measurement not replayed";
  }
  if (report.alpha) how += "; confidence " + decimal_below(1 - *report.alpha, 6);
  const std::string verdict = "accepted " + std::string(to_text(report.verdict));
  const int code = exit_code_of(report.standing);
  return {.file = file, .verdict = verdict, .reason = how, .code = code, .replayed = replays, .check = std::move(report)};
}

}  // namespace rankcert
