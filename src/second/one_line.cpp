#include "second/one_line.hpp"

namespace rankcert::second {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

}  // namespace

std::string one_line(std::string_view text, std::size_t most) {
  if (text.size() > most) {
    while (most > 0 && (byte_at(text, most) & 0xC0U) == 0x80U) --most;
    text = text.substr(0, most);
  }
  std::string line;
  line.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool second_table = byte_at(text, at) == 0xC2U && at + 1 < text.size() && byte_at(text, at + 1) < 0xA0U;
    if (second_table) ++at;
    const bool control = second_table || byte_at(text, at) < 0x20U || byte_at(text, at) == 0x7FU;
    line += control ? ' ' : text[at];
  }
  return line;
}

}  // namespace rankcert::second
