// The statements of claims: prose with mathematics, *emphasis* and `code`, taken apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rankcert {

struct ProseSpan {
  enum class Kind {
    text,
    emphasis,   ///< *...*
    code,       ///< `...`
    maths,      ///< $...$
    display,    ///< $$...$$
    paragraph,  ///< an empty line between paragraphs; has no text
  };
  Kind kind;
  std::string text;  ///< without its delimiters, clean_text
  bool operator==(const ProseSpan&) const = default;
};

inline constexpr std::size_t longest_prose = 20'000;

/// The spans of a text in order; blanks at its ends are left out. A delimiter without its partner in the same paragraph
/// is text, so is a '*' with a blank inside it ("a * b"). A text longer than `longest_prose` bytes is cut, and says so.
[[nodiscard]] std::vector<ProseSpan> parse_prose(std::string_view text);

}  // namespace rankcert
