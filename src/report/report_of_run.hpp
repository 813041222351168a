// A report of results that are still in memory.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/report.hpp"

namespace rankcert {

/// The results as a report, ordered like one of certificates. `tool` is the program's name and version, `file_of` the
/// certificate that was written of a point, "" for none. No plots, no verifier: nothing was checked a second time. The
/// claims must outlive the report.
[[nodiscard]] Report report_of_run(const std::vector<Result>& results, const std::string& tool,
                                   const std::function<std::string(const Result&)>& file_of);

}  // namespace rankcert
