// The first screen of a report's page: what was claimed and what was found, in words and four numbers.
#pragma once

#include <string>

#include "report/report.hpp"

namespace rankcert {

/// A sentence, four numbers and a legend; then what a reader must not miss: files refused, points that contradict their
/// claim, points undecided.
[[nodiscard]] std::string summary_html(const Report& report);

}  // namespace rankcert
