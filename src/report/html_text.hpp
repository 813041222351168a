// Text made fit for an HTML page: every piece of foreign text in a report goes through one of these functions.
#pragma once

#include <string>
#include <string_view>

namespace rankcert {

/// `text` as HTML text or as the value of a quoted attribute: clean_text with & < > " ' escaped.
[[nodiscard]] std::string html(std::string_view text);

/// The same, with line ends kept: for <pre>.
[[nodiscard]] std::string html_lines(std::string_view text);

/// JSON fit for a <script> element: `json` with < > & and the line separators U+2028 and U+2029 as \u escapes, which only
/// strings can hold, so that its value is the same and no tag can end the element.
[[nodiscard]] std::string script_json(std::string json);

/// TeX source in an element that the page's script sets as mathematics, and that shows the source without one.
[[nodiscard]] std::string maths_html(std::string_view latex, bool display);

/// Prose with mathematics, *emphasis* and `code` as paragraphs.
[[nodiscard]] std::string prose_html(std::string_view prose);

/// The same within a line: for titles.
[[nodiscard]] std::string inline_prose_html(std::string_view prose);

/// `word` as a POSIX shell takes it for one argument: in single quotes unless it needs none.
[[nodiscard]] std::string shell_word(std::string_view word);

/// 12345 as "12,345".
[[nodiscard]] std::string grouped(std::size_t number);

/// "1 point", "2,000 points".
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun);

}  // namespace rankcert
