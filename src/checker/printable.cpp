#include "checker/printable.hpp"

#include <algorithm>

namespace rankcert {

std::string printable(std::string text, std::size_t most) {
  if (text.size() > most) {
    // A cut in the middle of a UTF-8 sequence would not be printable either.
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    text.resize(most);
  }
  std::replace_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return text;
}

}  // namespace rankcert
