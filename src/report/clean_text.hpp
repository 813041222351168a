// Text from a file that nobody vouches for, made fit for a document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rankcert {

/// `text` as valid UTF-8 in which every character is one that XML 1.0, HTML and TeX can carry and that shows where it
/// stands: bytes that are no UTF-8, noncharacters, and the marks that turn the direction of text around become U+FFFD;
/// control characters, line ends among them, become blanks.
[[nodiscard]] std::string clean_text(std::string_view text);

/// The code point that starts at `at`, which moves past it. Requires: `text` is valid UTF-8, at < text.size().
[[nodiscard]] std::uint32_t next_code_point(std::string_view text, std::size_t& at);

/// `text`, or if it is longer than `most` bytes its beginning and how much is left out: "... (12345 bytes more)".
[[nodiscard]] std::string shortened(std::string text, std::size_t most = 20'000);

}  // namespace rankcert
