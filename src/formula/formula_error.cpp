#include "formula/formula_error.hpp"

#include <algorithm>

namespace rankcert {
namespace {

struct Place {
  std::size_t line;
  std::size_t column;
  std::string_view text;
};

Place place_of(std::string_view text, std::size_t position) {
  position = std::min(position, text.size());
  const std::string_view before = text.substr(0, position);
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const std::string_view rest = text.substr(line_start);
  return {.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
          .column = position - line_start + 1,
          .text = rest.substr(0, rest.find('\n'))};
}

std::string line_of(const std::string& message, std::string_view text, std::size_t position) {
  const Place place = place_of(text, position);
  return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column) + ": " + message;
}

/// At most `width` bytes of the line around the place with a caret below. The language is ASCII: a control character is
/// blanked and any other byte shown as '?', so that bytes are columns and the diagram is valid in every encoding.
std::string diagram_of(std::string_view text, std::size_t position) {
  constexpr std::size_t width = 76;
  const Place place = place_of(text, position);
  const std::size_t at = place.column - 1;
  const std::size_t from = at > width / 2 && place.text.size() > width ? at - width / 2 : 0;
  std::string shown(place.text.substr(from, width));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    if (static_cast<unsigned char>(c) > 0x7f) c = '?';
  }
  return "  " + shown + "\n  " + std::string(at - from, ' ') + "^";
}

}  // namespace

FormulaError::FormulaError(const std::string& message, std::string_view text, std::size_t position)
    : InputError(line_of(message, text, position)), diagram_(diagram_of(text, position)) {}

}  // namespace rankcert
