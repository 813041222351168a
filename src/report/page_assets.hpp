// The script, the style and the licence notices of the page, compiled in: dist/ of src/report/page.
#pragma once

#include <string_view>
#include <vector>

#include "exact/embedded_text.hpp"

namespace rankcert {

/// report_page (script), report_style and report_notices.
[[nodiscard]] std::vector<EmbeddedText> embedded_page();

/// The text of that name. Requires: there is one.
[[nodiscard]] std::string_view page_asset(std::string_view name);

}  // namespace rankcert
