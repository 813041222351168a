// How text on stdout may look: plain, or with colour and signs beyond ASCII on a terminal that can show them.
#pragma once

#include <string>
#include <string_view>

#include "checker/verdict.hpp"

namespace rankcert {

struct Look {
  bool colour = false;
  bool unicode = false;
};

/// Colour only if stdout is a terminal, TERM is neither empty nor "dumb", and NO_COLOR is unset or empty (no-color.org);
/// signs beyond ASCII where colour is allowed and the locale's character set is UTF-8.
[[nodiscard]] Look look_of_stdout();

enum class Ink { plain, strong, faint, good, evidence, open, bad };

/// `text` in that ink, or as it is where there is no colour.
[[nodiscard]] std::string painted(std::string_view text, Ink ink, Look look);

/// Good for what is certified as expected, evidence for what is supported, bad for a contradiction, open for what is
/// undecided, faint for what was not compared.
[[nodiscard]] Ink ink_of(Standing standing, Verdict verdict);

/// "<=", or one sign where the look allows it.
[[nodiscard]] std::string_view relation_sign(Relation relation, Look look);

/// The widest line of a table.
inline constexpr std::size_t terminal_columns = 80;

/// `text`, control characters made blanks, in lines of at most `columns` characters, broken at blanks and, where a word
/// is longer, within it. The first line is led by `first` blanks, the others by `others`. Every line ends in '\n'.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t first, std::size_t others, std::size_t columns = terminal_columns);

}  // namespace rankcert
