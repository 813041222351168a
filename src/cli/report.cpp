#include <fmt/core.h>

#include "claim/write_file.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/report_files.hpp"
#include "cli/verify_policy.hpp"
#include "report/findings.hpp"
#include "report/render_html.hpp"
#include "report/report.hpp"

namespace rankcert {
namespace {

constexpr std::string_view usual_page = "report.html";

Report load(const ReportOptions& options) {
  Progress progress(options.common.quiet);
  return load_report(options.paths, policy_with_others(options), [&](double fraction, const std::string& file) { progress.show(fraction, file); });
}

/// Where the HTML page goes: where -o says, else to report.html where no other format is asked for; empty: nowhere.
std::string page_of(const ReportOptions& options, bool other_formats) {
  if (!options.page.empty()) return options.page;
  return other_formats ? "" : std::string(usual_page);
}

nlohmann::ordered_json claim_json(const ReportedClaim& claim) {
  const Tally tally = tally_of(points_of(claim));
  return {{"claim", claim.claim->id}, {"digest", claim.claim->digest}, {"points", tally.points}, {"certified", tally.certified}, {"supported", tally.supported},
          {"refuted", tally.refuted}, {"inconclusive", tally.inconclusive}, {"enclosed", tally.enclosed}, {"as_expected", tally.as_expected},
          {"contradicted", tally.contradicted}};
}

nlohmann::ordered_json summary_json(const Report& report, int code) {
  auto claims = nlohmann::ordered_json::array();
  for (const ReportedClaim& claim : report.claims) claims.push_back(claim_json(claim));
  auto refused = nlohmann::ordered_json::array();
  for (const RefusedFile& file : report.refused) refused.push_back({{"file", file.file}, {"reason", file.reason}});
  return {{"version", tool_name()}, {"replayed", report.replayed}, {"claims", claims}, {"refused", refused}, {"exit_code", code}};
}

}  // namespace

int run_report(const ReportOptions& options) {
  const std::string page = page_of(options, any(options.formats));
  check_formats(options.formats, page, options.common.json);
  const Report report = load(options);
  write_formats(report, options.formats, options.strict);
  if (!page.empty()) {
    write_file_atomically(page, render_html(report, tool_name()));
    if (!options.common.quiet) write_note(page + ": written");
  }
  const int code = exit_code_of(report, options.strict);
  if (options.common.json) write_out(document(summary_json(report, code)));
  return code;
}

}  // namespace rankcert
