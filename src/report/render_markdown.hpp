// A report as Markdown: what a reviewer sees on a pull request.
#pragma once

#include <limits>
#include <string>

#include "report/report.hpp"

namespace rankcert {

/// What came out in words and four numbers, a table of claims in which what is proved, enclosed, measured and conjectured
/// stands in columns of its own, then in full what is refused, contradicted or undecided, then each claim with its points
/// behind a fold. At most `most_bytes` (but never less than the words): what does not fit is left out in whole pieces, the
/// points first, and the end says so. The same report gives the same bytes.
[[nodiscard]] std::string render_markdown(const Report& report, std::size_t most_bytes = std::numeric_limits<std::size_t>::max());

}  // namespace rankcert
