// The table of claims of a report's page, with the form that filters it.
#pragma once

#include <string>

#include "report/report.hpp"

namespace rankcert {

/// A row a claim: verdict, points by how they are known (never mixed), who checked them, smallest margin, source. The
/// page's script sorts and filters the rows by their data attributes.
[[nodiscard]] std::string claim_table_html(const Report& report);

}  // namespace rankcert
