// The formats of a report for programs: which are asked for, and where they go.
#pragma once

#include <string>

#include "cli/commands.hpp"
#include "report/report.hpp"

namespace rankcert {

/// Whether any is asked for.
[[nodiscard]] bool any(const ReportFormats& formats);

/// Whether one of them goes to standard output, so that nothing else may.
[[nodiscard]] bool uses_stdout(const ReportFormats& formats);

/// Throws InputError if two formats would go to one place; `page` is the HTML file, which may be empty, `json` says
/// whether standard output is taken already. Call it before long work.
void check_formats(const ReportFormats& formats, const std::string& page, bool json);

/// Renders all that is asked for, then writes it: a file appears whole or not at all. With --md the summary is appended
/// to the file that GITHUB_STEP_SUMMARY names too, as much of it as GitHub takes. Throws InputError if a file cannot be written.
void write_formats(const Report& report, const ReportFormats& formats, bool strict);

}  // namespace rankcert
