#include "cli/terminal.hpp"

#include <langinfo.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <cstring>

#include "checker/printable.hpp"

namespace rankcert {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_utf8_locale() {
  const locale_t locale = newlocale(LC_CTYPE_MASK, "", nullptr);  // the user's, without changing the program's own
  if (locale == nullptr) return false;
  const bool utf8 = std::strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
  freelocale(locale);
  return utf8;
}

/// The codes of the eight colours that every terminal has, so that the user's own theme decides what they look like.
std::string_view code_of(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::strong: return "\033[1m";
    case Ink::faint: return "\033[2m";
    case Ink::good: return "\033[32m";
    case Ink::evidence: return "\033[36m";
    case Ink::open: return "\033[33m";
    case Ink::bad: return "\033[1;31m";
  }
  return "";
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The bytes of the first `most` characters.
std::size_t bytes_of(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t characters = 0; at < text.size(); ++at) {
    if (!is_continuation(text[at]) && characters++ == most) break;
  }
  return at;
}

}  // namespace

Look look_of_stdout() {
  const std::string_view terminal = environment("TERM");
  const bool allowed =
      isatty(STDOUT_FILENO) == 1 && !terminal.empty() && terminal != "dumb" && environment("NO_COLOR").empty();
  return {.colour = allowed, .unicode = allowed && is_utf8_locale()};
}

std::string painted(std::string_view text, Ink ink, Look look) {
  if (!look.colour || ink == Ink::plain || text.empty()) return std::string(text);
  return std::string(code_of(ink)) + std::string(text) + "\033[0m";
}

Ink ink_of(Standing standing, Verdict verdict) {
  switch (standing) {
    case Standing::as_expected: return verdict == Verdict::supported ? Ink::evidence : Ink::good;
    case Standing::contradiction: return Ink::bad;
    case Standing::undecided: return Ink::open;
    case Standing::not_compared: return Ink::faint;
  }
  return Ink::plain;
}

std::string_view relation_sign(Relation relation, Look look) {
  if (look.unicode && relation == Relation::less_equal) return "\u2264";
  if (look.unicode && relation == Relation::greater_equal) return "\u2265";
  return to_text(relation);
}

std::string wrapped(std::string_view text, std::size_t first, std::size_t others, std::size_t columns) {
  const std::string clean = printable(std::string(text), text.size());
  std::string_view rest = clean;
  std::string lines;
  for (std::size_t indent = first; lines.empty() || !rest.empty(); indent = others) {
    const std::size_t fits = bytes_of(rest, columns - indent);
    std::size_t end = fits;
    if (fits < rest.size()) {
      const std::size_t blank = rest.substr(0, fits + 1).rfind(' ');
      if (blank != std::string_view::npos && blank > 0) end = blank;
    }
    lines += std::string(indent, ' ') + std::string(rest.substr(0, end)) + "\n";
    rest.remove_prefix(end);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  }
  return lines;
}

}  // namespace rankcert
