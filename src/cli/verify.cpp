#include <fmt/core.h>

#include <map>

#include "checker/printable.hpp"
#include "claim/verify.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"

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

}  // namespace

int run_verify(const VerifyOptions& options) {
  for (const std::string& path : options.paths) {
    if (certificate_files({path}).empty()) write_note(path + ": holds no .json file");
  }
  const std::vector<std::string> files = certificate_files(options.paths);
  Verifier verifier({.check = {.limits = options.common.limits, .certificate_limits = {}, .max_precision_bits = options.common.max_precision_bits, .stop = &stop_flag()},
                     .replay = options.replay, .allow_other_text = options.allow_other_text, .claims = options.claims});
  Progress progress(options.common.quiet);
  const Look look = look_of_stdout();
  auto json = nlohmann::ordered_json::array();
  std::map<std::string, std::vector<std::string>> hypotheses;
  std::string text;
  int worst = 0;
  std::size_t accepted = 0;
  std::size_t decided = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    progress.show(static_cast<double>(i) / static_cast<double>(files.size()), files[i]);
    const VerifiedFile file = verifier.verify(files[i]);
    worst = worse_exit_code(worst, file.code);
    accepted += file.accepted() ? 1 : 0;
    decided += file.decided() ? 1 : 0;
    if (file.accepted()) hypotheses.emplace(file.check.certificate->claim_id, verifier.claim_of(file).hypotheses);
    json.push_back({{"file", file.file}, {"verdict", file.verdict}, {"reason", file.reason}});
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
  text += (options.common.quiet ? "" : hypotheses_text(hypotheses)) + fmt::format("{} of {} certificates accepted, {} with a decided comparison\n", accepted, files.size(), decided);
  write_out(options.common.json ? document(json) : text);
  return worst;
}

}  // namespace rankcert
