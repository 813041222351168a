#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "checker/check_certificate.hpp"
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
};

class Verifier {
 public:
  explicit Verifier(const VerifyOptions& options)
      : options_(options),
        checker_({.limits = options.common.limits, .certificate_limits = {}, .max_precision_bits = options.common.max_precision_bits, .stop = &stop_on_interrupt()}) {
    for (const EmbeddedText& claim : built_in_claims()) digests_.emplace(claim.name, sha256(claim.text));
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
      return refused(file, "C4 claim: its text is not that of the built-in claim '" + report.certificate->claim_id + "' (--allow-other-text accepts it)");
    }
    std::string how = report.subject;
    if (report.alpha) how += "; confidence " + decimal_below(1 - *report.alpha, 6);
    if (report.measured && options_.replay) {
      if (const auto reason = replayed(*report.certificate)) return refused(file, "replay: " + *reason);
      how += "; measurement replayed";
    } else if (report.measured) {
      how += "; recorded measurement not replayed";
    }
    return {file, "accepted " + std::string(to_text(report.verdict)), how, exit_code_of(report.standing)};
  }

 private:
  static FileReport refused(const std::string& file, const std::string& reason) { return {file, "refused", reason, 5}; }

  std::optional<std::string> replayed(const Certificate& certificate) const {
    try {
      const Claim claim = parse_claim(certificate.claim_text, "claim text", options_.common.limits);
      return replay(certificate, claim, {.seed = 0, .alpha = Rational(1, 2), .stop = &stop_on_interrupt()});
    } catch (const InputError& error) {
      return error.what();
    }
  }

  const VerifyOptions& options_;
  Checker checker_;
  std::map<std::string, std::string, std::less<>> digests_;
};

}  // namespace

int run_verify(const VerifyOptions& options) {
  const std::vector<std::string> files = files_of(options.paths);
  Verifier verifier(options);
  Progress progress(options.common.quiet);
  auto json = nlohmann::ordered_json::array();
  std::string text;
  int worst = files.empty() ? 3 : 0;
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    progress.show(static_cast<double>(i) / static_cast<double>(files.size()), files[i]);
    const FileReport report = verifier.verify(files[i]);
    worst = worse_exit_code(worst, report.code);
    accepted += report.verdict.starts_with("accepted") ? 1 : 0;
    json.push_back({{"file", report.file}, {"verdict", report.verdict}, {"reason", report.reason}});
    text += fmt::format("{:<22} {}\n    {}\n", report.verdict, report.file, report.reason);
  }
  text += fmt::format("{} of {} certificates accepted\n", accepted, files.size());
  write_out(options.common.json ? document(json) : text);
  return worst;
}

}  // namespace rankcert
