#include <fmt/core.h>

#include "checker/read_file.hpp"
#include "claim/claim_library.hpp"
#include "claim/compare_rows.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "report/shown.hpp"

namespace rankcert {
namespace {

/// "d=dim" or several of them separated by commas.
std::map<std::string, std::string> parse_columns(const std::vector<std::string>& options) {
  std::map<std::string, std::string> columns;
  for (std::string_view list : options) {
    while (!list.empty()) {
      const auto comma = list.find(',');
      auto [name, column] = split_setting(list.substr(0, comma), "--columns");
      if (!columns.emplace(name, column).second) throw InputError("--columns names '" + name + "' twice");
      list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
  }
  return columns;
}

int exit_code_of_row(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::contradicts: return 1;
    case RowVerdict::unreadable: return 2;
    case RowVerdict::consistent:
    case RowVerdict::not_comparable: break;
  }
  return 0;
}

Ink ink_of_row(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::consistent: return Ink::good;
    case RowVerdict::contradicts:
    case RowVerdict::unreadable: return Ink::bad;
    case RowVerdict::not_comparable: return Ink::faint;
  }
  return Ink::plain;
}

std::string row_text(const RowReport& report, Look look) {
  std::string text = fmt::format("{:>5}  {}", report.line, painted(fmt::format("{:<14}", to_text(report.verdict)), ink_of_row(report.verdict), look));
  if (report.predicted && report.measured) {
    text += fmt::format("  bound {:<18} measured {:<12}", shown(*report.predicted, Facing::up), shown({*report.measured, *report.measured}, Facing::down));
  }
  if (report.margin) text += fmt::format("  margin {}", margin_text(*report.margin, 4));
  if (!report.reason.empty()) text += "  " + report.reason;
  return text + "\n";
}

nlohmann::ordered_json row_json(const RowReport& report) {
  nlohmann::ordered_json json = {{"row", report.line}, {"verdict", to_text(report.verdict)}, {"reason", report.reason},
                                 {"parameters", assignment_json(report.parameters)}};
  if (report.predicted) json["predicted"] = interval_json(*report.predicted);
  if (report.measured) json["measured"] = interval_json({*report.measured, *report.measured});
  if (report.margin) json["margin"] = margin_text(*report.margin, 17);
  return json;
}

}  // namespace

int run_compare(const CompareOptionsOfCommand& options) {
  const Claim claim = load_claim(options.claim, options.common.limits);
  const Table table = parse_comma_separated(read_file(options.table), options.table);
  const CompareOptions compare{.columns = parse_columns(options.columns),
                               .fixed = parse_values(options.set, "compare", options.common.limits),
                               .assertion = options.assertion,
                               .prover = {.limits = options.common.limits, .max_precision_bits = options.common.max_precision_bits, .stop = &stop_flag()}};
  const std::vector<RowReport> reports = compare_rows(table, options.table, claim, compare);
  auto json = nlohmann::ordered_json::array();
  std::string text;
  std::map<RowVerdict, std::size_t> counts;
  int worst = 0;
  for (const RowReport& report : reports) {
    ++counts[report.verdict];
    worst = worse_exit_code(worst, exit_code_of_row(report.verdict));
    json.push_back(row_json(report));
    text += row_text(report, look_of_stdout());
  }
  if (counts[RowVerdict::consistent] + counts[RowVerdict::contradicts] == 0) {
    write_note("no row was compared");
    worst = worse_exit_code(worst, 3);
  }
  write_note("numbers in the table are taken as exact; hypotheses of the bound: rankcert show " + options.claim);
  text += fmt::format("{} rows: {} consistent, {} contradict, {} not comparable, {} unreadable\n", reports.size(), counts[RowVerdict::consistent],
                      counts[RowVerdict::contradicts], counts[RowVerdict::not_comparable], counts[RowVerdict::unreadable]);
  write_out(options.common.json ? document(json) : text);
  return worst;
}

}  // namespace rankcert
