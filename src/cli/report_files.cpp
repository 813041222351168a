#include "cli/report_files.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "claim/write_file.hpp"
#include "cli/output.hpp"
#include "cli/step_summary.hpp"
#include "exact/error.hpp"
#include "report/render_csv.hpp"
#include "report/render_junit.hpp"
#include "report/render_latex_report.hpp"
#include "report/render_markdown.hpp"

namespace rankcert {
namespace {

constexpr std::string_view standard_output = "-";

struct Output {
  std::string option;
  std::string place;
};

std::vector<Output> outputs_of(const ReportFormats& formats) {
  std::vector<Output> outputs = {
      {"--md", formats.markdown}, {"--junit", formats.junit}, {"--tex", formats.latex}, {"--csv", formats.csv}};
  std::erase_if(outputs, [](const Output& output) { return output.place.empty(); });
  return outputs;
}

}  // namespace

bool any(const ReportFormats& formats) { return !outputs_of(formats).empty(); }

bool uses_stdout(const ReportFormats& formats) {
  const std::vector<Output> outputs = outputs_of(formats);
  return std::any_of(outputs.begin(), outputs.end(), [](const Output& output) { return output.place == standard_output; });
}

void check_formats(const ReportFormats& formats, const std::string& page, bool json) {
  std::vector<Output> outputs = outputs_of(formats);
  if (!page.empty()) outputs.push_back({"-o", page});
  if (json) outputs.push_back({"--json", std::string(standard_output)});
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    for (std::size_t j = i + 1; j < outputs.size(); ++j) {
      if (outputs[i].place != outputs[j].place) continue;
      const std::string place = outputs[i].place == standard_output ? "standard output" : outputs[i].place;
      throw InputError(outputs[i].option + " and " + outputs[j].option + " would both be written to " + place +
                       "; give one of them a file of its own");
    }
  }
}

void write_formats(const Report& report, const ReportFormats& formats, bool strict) {
  std::vector<std::pair<std::string, std::string>> texts;
  if (!formats.markdown.empty()) texts.emplace_back(formats.markdown, render_markdown(report));
  if (!formats.junit.empty()) texts.emplace_back(formats.junit, render_junit(report, strict));
  if (!formats.latex.empty()) texts.emplace_back(formats.latex, render_latex_report(report));
  if (!formats.csv.empty()) texts.emplace_back(formats.csv, render_csv(report));
  for (const auto& [place, text] : texts) {
    if (place == standard_output) write_out(text);
    else write_file_atomically(place, text);
  }
  const char* summary = std::getenv("GITHUB_STEP_SUMMARY");
  if (!formats.markdown.empty() && summary != nullptr && *summary != '\0') append_step_summary(summary, report);
}

}  // namespace rankcert
