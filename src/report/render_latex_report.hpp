// A report as LaTeX: a table for a paper, or a document of its own.
#pragma once

#include <string>

#include "report/report.hpp"

namespace rankcert {

/// One file for two uses. pdflatex makes a document of it: the table of claims, then for each claim its statement,
/// hypotheses, source and points. \input by a document that has loaded booktabs, longtable and array, it is the table of
/// claims alone. One file, since two could come from two runs; a guard at its head sees whether a document has begun.
/// Text of strangers executes nothing, see latex_text.hpp and allowed_maths.hpp. The same report gives the same bytes.
[[nodiscard]] std::string render_latex_report(const Report& report);

}  // namespace rankcert
