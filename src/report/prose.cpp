#include "report/prose.hpp"

#include "report/clean_text.hpp"

namespace rankcert {
namespace {

using Kind = ProseSpan::Kind;

struct Delimiter {
  std::string_view mark;
  Kind kind;
};
// "$$" before "$": the longer mark first.
constexpr Delimiter delimiters[] = {{"$$", Kind::display}, {"$", Kind::maths}, {"`", Kind::code}, {"*", Kind::emphasis}};

bool is_blank(char c) { return c == ' '; }

/// Where the partner of the mark at `at` stands, or npos.
std::size_t partner(std::string_view text, std::size_t at, const Delimiter& delimiter) {
  const std::size_t from = at + delimiter.mark.size();
  const std::size_t end = text.find(delimiter.mark, from);
  if (end == std::string_view::npos || end == from) return std::string_view::npos;
  if (delimiter.kind != Kind::emphasis) return end;
  const std::string_view inside = text.substr(from, end - from);
  const bool plain =
      !is_blank(inside.front()) && !is_blank(inside.back()) && inside.find_first_of("$`") == std::string_view::npos;
  return plain ? end : std::string_view::npos;
}

void add_text(std::vector<ProseSpan>& spans, std::string_view text) {
  if (text.empty()) return;
  if (!spans.empty() && spans.back().kind == Kind::text) spans.back().text += text;
  else spans.push_back({Kind::text, std::string(text)});
}

void add_paragraph(std::vector<ProseSpan>& spans, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t mark = text.find_first_of("$`*", at);
    if (mark == std::string_view::npos) return add_text(spans, text.substr(at));
    add_text(spans, text.substr(at, mark - at));
    at = mark;
    for (const Delimiter& delimiter : delimiters) {
      if (!text.substr(mark).starts_with(delimiter.mark)) continue;
      const std::size_t end = partner(text, mark, delimiter);
      if (end != std::string_view::npos) {
        const std::size_t from = mark + delimiter.mark.size();
        spans.push_back({delimiter.kind, std::string(text.substr(from, end - from))});
        at = end + delimiter.mark.size();
      } else {
        add_text(spans, delimiter.mark);
        at = mark + delimiter.mark.size();
      }
      break;
    }
  }
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  const auto last = text.find_last_not_of(" \t\r\n");
  return first == std::string_view::npos ? "" : std::string(text.substr(first, last - first + 1));
}

}  // namespace

std::vector<ProseSpan> parse_prose(std::string_view text) {
  std::vector<ProseSpan> spans;
  std::string rest = shortened(trimmed(text), longest_prose);
  while (!rest.empty()) {
    const std::size_t end = rest.find("\n\n");
    if (!spans.empty()) spans.push_back({Kind::paragraph, ""});
    add_paragraph(spans, trimmed(clean_text(rest.substr(0, end))));
    rest = end == std::string::npos ? "" : trimmed(rest.substr(end));
  }
  return spans;
}

}  // namespace rankcert
