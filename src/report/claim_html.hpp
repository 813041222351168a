// One claim of a report as HTML: all of it in words, with places that the page's script fills with plots and tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/findings.hpp"
#include "report/report.hpp"
#include "report/report_json.hpp"

namespace rankcert {

/// The section of report.claims[claim] with its plots; its id is section_id.
[[nodiscard]] std::string claim_html(const Report& report, std::size_t claim, const std::vector<DrawnPlot>& plots);

/// Unique in the report.
[[nodiscard]] std::string section_id(const Report& report, std::size_t claim);

/// The words beside a mark in the colour of the status.
[[nodiscard]] std::string status_html(Status status);

/// "12 certified, 3 refuted": the counts that are not 0, in words.
[[nodiscard]] std::string verdict_counts(const Tally& tally);

/// What was checked by whom, and whether measurements were repeated or taken from the certificates.
[[nodiscard]] std::string checked_by_text(const PointList& points);

/// "margin 0.325 (64%) at H=64 d=64".
[[nodiscard]] std::string tightest_text(const ReportedPoint& point);

}  // namespace rankcert
