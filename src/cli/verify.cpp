#include <fmt/core.h>

#include <map>

#include "checker/printable.hpp"
#include "claim/verify.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "cli/verify_policy.hpp"
#include "report/trust.hpp"

namespace rankcert {
namespace {

/// What the accepted certificates of a claim assume.
std::string hypotheses_text(const std::map<std::string, std::vector<std::string>>& hypotheses) {
  std::string text;
  for (const auto& [claim, assumed] : hypotheses) {
    text += claim + " holds under these hypotheses:\n";
    for (const std::string& hypothesis : assumed) text += "  - " + printable(hypothesis) + "\n";
  }
  return text;
}

/// How the second opinions came out.
class SecondTally {
 public:
  void add(const VerifiedFile& file) {
    if (!file.second) return;
    ++counts_[file.second->stance];
    disputed_ += file.disputed ? 1 : 0;
  }
  /// One line.
  [[nodiscard]] std::string text() const {
    const auto count = [&](SecondOpinion::Stance stance) { return counts_.contains(stance) ? counts_.at(stance) : 0; };
    using enum SecondOpinion::Stance;
    return fmt::format("Second opinion: {} confirmed, {} refused, {} without one; {} disputed\n", count(confirmed), count(refused), count(no_opinion), disputed_);
  }

 private:
  std::map<SecondOpinion::Stance, std::size_t> counts_;
  std::size_t disputed_ = 0;
};

/// How Coq took the certificates, in one line.
std::string coq_text(const std::map<CoqOpinion::Stance, std::size_t>& counts) {
  const auto count = [&](CoqOpinion::Stance stance) { return counts.contains(stance) ? counts.at(stance) : 0; };
  using enum CoqOpinion::Stance;
  return fmt::format("Coq: {} proved, {} refused, {} not carried\n", count(proved), count(refused), count(not_carried));
}

nlohmann::ordered_json file_json(const VerifiedFile& file) {
  nlohmann::ordered_json json = {{"file", file.file}, {"verdict", file.verdict}, {"reason", file.reason}};
  if (file.accepted()) json["trust"] = to_text(trust_of(file));
  if (file.second) json["second"] = to_text(file.second->stance);
  if (file.second && !file.second->reason.empty()) json["second_reason"] = file.second->reason;
  if (file.coq) json["coq"] = to_text(file.coq->stance);
  if (file.coq && !file.coq->reason.empty()) json["coq_reason"] = file.coq->reason;
  return json;
}

}  // namespace

int run_verify(const VerifyOptions& options) {
  for (const std::string& path : options.paths) {
    if (certificate_files({path}).empty()) write_note(path + ": holds no .json file");
  }
  const std::vector<std::string> files = certificate_files(options.paths);
  Verifier verifier(policy_with_others(options));
  Progress progress(options.common.quiet);
  const Look look = look_of_stdout();
  auto json = nlohmann::ordered_json::array();
  std::map<std::string, std::vector<std::string>> hypotheses;
  std::string text;
  int worst = 0;
  std::size_t accepted = 0;
  std::size_t decided = 0;
  SecondTally seconds;
  std::map<CoqOpinion::Stance, std::size_t> coq_counts;
  TrustCounts levels{};
  for (std::size_t i = 0; i < files.size(); ++i) {
    progress.show(static_cast<double>(i) / static_cast<double>(files.size()), files[i]);
    const VerifiedFile file = verifier.verify(files[i]);
    worst = worse_exit_code(worst, file.code);
    accepted += file.accepted() ? 1 : 0;
    decided += file.decided() ? 1 : 0;
    if (file.accepted()) hypotheses.emplace(file.check.certificate->claim_id, verifier.claim_of(file).hypotheses);
    if (file.accepted()) ++levels[static_cast<std::size_t>(trust_of(file))];
    seconds.add(file);
    if (file.coq) ++coq_counts[file.coq->stance];
    json.push_back(file_json(file));
    if (file.accepted() && options.common.quiet) continue;
    const Ink ink = file.accepted() ? ink_of(file.check.standing, file.check.verdict) : Ink::bad;
    text += painted(fmt::format("{:<22}", file.verdict), ink, look) + " " + printable(file.file) + "\n    " + printable(file.reason) + "\n";
  }
  progress.finish();
  const bool enough = options.expect < 0 ? decided > 0 : decided == static_cast<std::size_t>(options.expect);
  if (!enough) {
    write_note(fmt::format("{} certificates hold a decided comparison{}", decided, options.expect < 0 ? "" : ", --expect asked for " + std::to_string(options.expect)));
    worst = worse_exit_code(worst, 3);
  }
  if (!options.common.quiet) text += hypotheses_text(hypotheses);
  text += fmt::format("{} of {} certificates accepted, {} with a decided comparison\n", accepted, files.size(), decided);
  if (options.second) text += seconds.text();
  if (options.coq) text += coq_text(coq_counts);
  if (accepted > 0) text += fmt::format("Checked by: {}.\n", trust_text(levels));
  write_out(options.common.json ? document(json) : text);
  return worst;
}

}  // namespace rankcert
