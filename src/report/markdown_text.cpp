#include "report/markdown_text.hpp"

#include <algorithm>

#include "report/allowed_maths.hpp"
#include "report/clean_text.hpp"
#include "report/prose.hpp"

namespace rankcert {
namespace {

constexpr std::string_view marks = "\\`*_[]<>|~$&#";  // what means something anywhere in a line
constexpr std::string_view nothing = "<!-- -->";       // what is broken by it is no address

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a line that starts with `text` would be a list or underline a heading.
bool starts_a_block(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  const bool marked = digits != 0 && digits != std::string_view::npos && (text[digits] == '.' || text[digits] == ')');
  const bool numbered = marked && (digits + 1 == text.size() || text[digits + 1] == ' ');
  return text.find_first_of("+-=") == 0 || numbered;
}

std::string escaped(std::string_view clean) {
  std::string markdown;
  std::size_t at = 0;
  if (starts_a_block(clean)) {
    for (; is_digit(clean[at]); ++at) markdown += clean[at];
    markdown += std::string("\\") + clean[at++];
  }
  for (; at < clean.size(); ++at) {
    const std::string_view rest = clean.substr(at);
    if (marks.find(clean[at]) != std::string_view::npos) markdown += '\\';
    markdown += clean[at];
    // GitHub makes a link of http://, of www. and of an address with @, wherever they stand.
    const bool before_dot = rest.size() > 1 && rest[1] == '.' && (rest[0] == 'w' || rest[0] == 'W');
    if (rest.starts_with("://") || rest.front() == '@' || before_dot) markdown += nothing;
  }
  return markdown;
}

std::string code(std::string_view text, bool in_table) {
  const std::string clean = shortened(clean_text(text));
  std::string inside;
  std::size_t run = 0;
  std::size_t longest = 0;
  for (const char c : clean) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
    inside += in_table && c == '|' ? "\\|" : std::string(1, c);
  }
  const std::string fence(longest + 1, '`');
  const bool padded = clean.empty() || clean.front() == '`' || clean.back() == '`' || clean.front() == ' ';
  const std::string pad = padded ? " " : "";
  return fence + pad + inside + pad + fence;
}

std::string maths(const std::string& formula) {
  if (!is_allowed_maths(formula)) return code("$" + formula + "$", false);
  return "$`" + formula + "`$";
}

std::string display(const std::string& formula) {
  if (!is_allowed_maths(formula)) return code("$$" + formula + "$$", false);
  return "\n\n```math\n" + formula + "\n```\n\n";
}

std::string span_markdown(const ProseSpan& span) {
  switch (span.kind) {
    case ProseSpan::Kind::text: return escaped(span.text);
    case ProseSpan::Kind::emphasis: return "*" + escaped(span.text) + "*";
    case ProseSpan::Kind::code: return code(span.text, false);
    case ProseSpan::Kind::maths: return maths(span.text);
    case ProseSpan::Kind::display: return display(span.text);
    case ProseSpan::Kind::paragraph: return "\n\n";
  }
  return {};
}

}  // namespace

std::string markdown_text(std::string_view text) {
  const std::string clean = shortened(clean_text(text));
  const std::size_t first = clean.find_first_not_of(' ');  // four blanks would make it code
  return first == std::string::npos ? "" : escaped(std::string_view(clean).substr(first));
}

std::string markdown_code(std::string_view text) { return code(text, false); }

std::string markdown_code_in_table(std::string_view text) { return code(text, true); }

std::string markdown_prose(std::string_view text) {
  std::string markdown;
  for (const ProseSpan& span : parse_prose(text)) {
    std::string more = span_markdown(span);
    // Blanks after a displayed formula would indent the next line, and that is code to Markdown.
    if (markdown.ends_with('\n')) more.erase(0, more.find_first_not_of(' '));
    markdown += more;
  }
  return markdown;
}

}  // namespace rankcert
