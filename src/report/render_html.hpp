// A report as one HTML page that needs nothing beside it.
#pragma once

#include <string>
#include <string_view>

#include "report/report.hpp"

namespace rankcert {

/// The page: style, script, fonts and data inside, a policy that lets it load nothing else; the same report gives the same
/// bytes. All text is in the page as such; plots, tables of points and typeset mathematics are made by its script.
/// `tool` is the program's name and version.
[[nodiscard]] std::string render_html(const Report& report, std::string_view tool);

}  // namespace rankcert
