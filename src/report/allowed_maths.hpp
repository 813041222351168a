// Which mathematics of a stranger's claim is set as mathematics.
//
// TeX is a programming language: \input reads files, \write writes them, \def changes what comes after, and an unclosed
// brace spoils the whole document. A formula is set as mathematics only if it reads by a small grammar over an allow-list
// of commands that do nothing but draw. Everything else is shown as its source text.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rankcert {

/// Whether `formula` (LaTeX mathematics without delimiters) holds only ASCII text, groups, scripts, and commands and
/// environments of the lists below with as many arguments as each takes, braces, \left...\right and \begin...\end
/// matched, one superscript and one subscript to a symbol. What passes is accepted by LaTeX with amsmath and amssymb
/// without an error, and executes nothing.
[[nodiscard]] bool is_allowed_maths(std::string_view formula);

struct MathsCommand {
  std::string_view name;  ///< without its backslash
  int arguments;          ///< each a group or one symbol
  bool is_symbol = true;  ///< may be such an argument; where it takes arguments itself, it may not
};
[[nodiscard]] std::span<const MathsCommand> allowed_maths_commands();
[[nodiscard]] std::span<const std::string_view> allowed_maths_delimiters();

}  // namespace rankcert
