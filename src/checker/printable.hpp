// Text from a file that nobody vouches for, made fit for one line of a terminal.
#pragma once

#include <string>

namespace rankcert {

/// `text` with every control character replaced by a blank and cut to at most `most` bytes, so that a hostile name cannot
/// break a line or move a cursor.
[[nodiscard]] std::string printable(std::string text, std::size_t most = 1'000);

}  // namespace rankcert
