// Text of strangers inside a Markdown document, GitHub's dialect.
#pragma once

#include <string>
#include <string_view>

namespace rankcert {

/// `text` (cleaned, at most 20,000 bytes of it) as plain text on one line, also in a cell of a table: no emphasis, link,
/// autolink, HTML, table or list comes of it.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// The same as code.
[[nodiscard]] std::string markdown_code(std::string_view text);
[[nodiscard]] std::string markdown_code_in_table(std::string_view text);

/// A statement, see prose.hpp: its mathematics as such (in the form whose source Markdown leaves alone) where
/// allowed_maths.hpp allows it, else as code.
[[nodiscard]] std::string markdown_prose(std::string_view text);

}  // namespace rankcert
