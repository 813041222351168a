// The summary that GitHub shows for a step of a workflow.
#pragma once

#include <string>

#include "report/report.hpp"

namespace rankcert {

/// What GitHub takes of a step; of more it shows nothing at all.
inline constexpr std::size_t most_step_summary_bytes = 1U << 20U;

/// Appends the report as Markdown to the file, what is there stays. The two together are at most
/// most_step_summary_bytes: the report is cut as render_markdown cuts it, and where there is no room even for its
/// beginning, one note on stderr says so. Throws InputError, "GITHUB_STEP_SUMMARY: file: reason".
void append_step_summary(const std::string& file, const Report& report);

}  // namespace rankcert
