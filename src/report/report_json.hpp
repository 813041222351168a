// The data of a report's page: what its script draws and lists. The text of the page does not depend on it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/plot_data.hpp"
#include "report/report.hpp"

namespace rankcert {

/// A plot of a claim with something to see in it.
struct DrawnPlot {
  const Plot* plot;  ///< what the claim asks for
  PlotData data;     ///< its numbers
};

/// For each claim of the report its plots of at least three points.
[[nodiscard]] std::vector<std::vector<DrawnPlot>> drawn_plots(const Report& report);

/// One JSON document: {"claims": [{"id", "command", "assertions": [...], "plots": [...]}]}, in the order of the report.
/// An assertion has its points as columns; a column is an array with an element a point, or {"w": the distinct words, "i":
/// the index of each point's word, left out where all have the same}; columns of empty texts are left out. Certificates
/// are {"head", "own"}: a file's own name, or where that is null or missing, the head followed by the parameters. Digests
/// are their first 30 hexadecimal digits in base 64. Plots refer to points by their number in the claim; their ends are
/// rounded outward. `plots` are those of drawn_plots. Everything shown is rounded as shown.hpp says.
[[nodiscard]] std::string report_json(const Report& report, const std::vector<std::vector<DrawnPlot>>& plots);

/// What the command line calls the claim: its id, or the name of a file for a claim that is not built in.
[[nodiscard]] std::string claim_argument(const Claim& claim);

/// The relative margin as a percentage, rounded toward 0: "0.12 %"; "" where there is none.
[[nodiscard]] std::string relative_text(const Result& result);

/// Bytes in base 64 (RFC 4648), as a page's policy wants digests. `hex` is an even number of hexadecimal digits; throws
/// std::invalid_argument where it is something else than such digits.
[[nodiscard]] std::string base64_of_hex(std::string_view hex);

}  // namespace rankcert
