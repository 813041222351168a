#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "checker/check_certificate.hpp"
#include "checker/printable.hpp"
#include "checker/read_file.hpp"
#include "claim/claim_library.hpp"
#include "claim/measure.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "exact/decimal.hpp"
#include "exact/digest.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

namespace fs = std::filesystem;

/// Files as given; a folder stands for the .json files below it, sorted.
std::vector<std::string> files_of(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file() && entry.path().extension() == ".json") inside.push_back(entry.path().string());
    }
    std::sort(inside.begin(), inside.end());
    if (inside.empty()) write_note(path + ": holds no .json file");
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

struct FileReport {
  std::string file;
  std::string verdict;  ///< "accepted certified", "refused", "unreadable"
  std::string reason;
  int code;
  bool decided = false;
};

class Verifier {
 public:
  explicit Verifier(const VerifyOptions& options)
      : options_(options),
        checker_({.limits = options.common.limits, .certificate_limits = {}, .max_precision_bits = options.common.max_precision_bits, .stop = &stop_flag()}) {
    for (const EmbeddedText& claim : built_in_claims()) digests_.emplace(claim.name, sha256(claim.text));
    for (const std::string& path : options.claims) {
      const Claim claim = load_claim(path, options.common.limits);
      digests_[claim.id] = claim.digest;
    }
  }

  FileReport verify(const std::string& file) {
    std::string text;
    try {
      text = read_file(file);
    } catch (const InputError& error) {
      return {file, "unreadable", error.what(), 2};
    }
    const CheckReport report = checker_.check(text);
    if (!report.accepted) return refused(file, report.reason);
    const auto known = digests_.find(report.certificate->claim_id);
    if (!options_.allow_other_text && known != digests_.end() && known->second != report.claim_digest) {
      return refused(file, "C4 claim: its text is not that of the claim '" + report.certificate->claim_id + "' known here (--allow-other-text accepts it)");
    }
    std::string how = report.subject;
    if (report.measured && options_.replay) {
      if (const auto reason = replayed(*report.certificate, *checker_.find_claim(report.claim_digest))) return refused(file, "replay: " + *reason);
      how += "; measurement replayed";
    } else if (report.measured) {
      how += "; recorded measurement not replayed";
    }
    if (report.alpha) how += "; confidence " + decimal_below(1 - *report.alpha, 6);
    hypotheses_.emplace(report.certificate->claim_id, checker_.find_claim(report.claim_digest)->hypotheses);
    return {file, "accepted " + std::string(to_text(report.verdict)), how, exit_code_of(report.standing), is_decided(report.standing)};
  }

  /// What the accepted certificates assume, claim by claim.
  [[nodiscard]] std::string hypotheses_text() const {
    std::string text;
    for (const auto& [claim, hypotheses] : hypotheses_) {
      text += claim + " holds under these hypotheses:\n";
      for (const std::string& hypothesis : hypotheses) text += "  - " + printable(hypothesis) + "\n";
    }
    return text;
  }

 private:
  static FileReport refused(const std::string& file, const std::string& reason) { return {file, "refused", reason, 5}; }

  static std::optional<std::string> replayed(const Certificate& certificate, const Claim& claim) {
    try {
      return replay(certificate, claim, {.seed = 0, .alpha = Rational(1, 2), .stop = &stop_flag()});
    } catch (const InputError& error) {
      return error.what();
    }
  }

  const VerifyOptions& options_;
  Checker checker_;
  std::map<std::string, std::string, std::less<>> digests_;
  std::map<std::string, std::vector<std::string>> hypotheses_;
};

}  // namespace

int run_verify(const VerifyOptions& options) {
  const std::vector<std::string> files = files_of(options.paths);
  Verifier verifier(options);
  Progress progress(options.common.quiet);
  auto json = nlohmann::ordered_json::array();
  std::string text;
  int worst = 0;
  std::size_t accepted = 0;
  std::size_t decided = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    progress.show(static_cast<double>(i) / static_cast<double>(files.size()), files[i]);
    const FileReport report = verifier.verify(files[i]);
    worst = worse_exit_code(worst, report.code);
    accepted += report.verdict.starts_with("accepted") ? 1 : 0;
    decided += report.decided ? 1 : 0;
    json.push_back({{"file", report.file}, {"verdict", report.verdict}, {"reason", report.reason}});
    text += fmt::format("{:<22} {}\n    {}\n", report.verdict, report.file, report.reason);
  }
  const bool enough = options.expect < 0 ? decided > 0 : decided == static_cast<std::size_t>(options.expect);
  if (!enough) {
    write_note(fmt::format("{} certificates hold a decided comparison{}", decided, options.expect < 0 ? "" : ", --expect asked for " + std::to_string(options.expect)));
    worst = worse_exit_code(worst, 3);
  }
  text += verifier.hypotheses_text() + fmt::format("{} of {} certificates accepted, {} with a decided comparison\n", accepted, files.size(), decided);
  write_out(options.common.json ? document(json) : text);
  return worst;
}

}  // namespace rankcert
