// A report as comma-separated values (RFC 4180), for spreadsheets and pandas.
#pragma once

#include <string>

#include "report/report.hpp"

namespace rankcert {

/// A header line and one row a point. The columns are always these, in this order:
/// claim, claim_digest, assertion, knowledge, parameters, hints, predicted_lower, predicted_upper, relation,
/// compared_lower, compared_upper, margin, verdict, expected, standing, vacuous, kind, confidence, samples, seed, method,
/// replayed, file, digest, note.
/// `parameters` and `hints` are JSON objects of exact numbers as strings: pandas makes columns of them by
/// pd.json_normalize(table.parameters.map(json.loads)). The point states "predicted relation compared". Numbers are
/// exact where 17 digits (40 of an integer) hold them, else rounded outward, the margin toward 0. `kind` says what the
/// compared side is: formula, enclosure or estimate; what does not apply is empty. Refused files are not in it.
/// Text that a spreadsheet would take for a formula is led by an apostrophe.
[[nodiscard]] std::string render_csv(const Report& report);

}  // namespace rankcert
