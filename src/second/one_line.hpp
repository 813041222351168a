// Text from a file that nobody vouches for, made fit for one line of a terminal.
#pragma once

#include <string>
#include <string_view>

namespace rankcert::second {

/// `text` cut to at most `most` bytes (not inside a UTF-8 sequence), with a blank for every control character: the ASCII
/// ones and U+0080 to U+009F, which some terminals obey too.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t most = 1'000);

}  // namespace rankcert::second
