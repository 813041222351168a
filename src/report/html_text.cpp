#include "report/html_text.hpp"

#include <algorithm>
#include <cctype>

#include "report/clean_text.hpp"
#include "report/prose.hpp"

namespace rankcert {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) text.replace(at, what.size(), with);
}

std::string span_html(const ProseSpan& span, bool may_display) {
  switch (span.kind) {
    case ProseSpan::Kind::text: return html(span.text);
    case ProseSpan::Kind::emphasis: return "<em>" + html(span.text) + "</em>";
    case ProseSpan::Kind::code: return "<code>" + html(span.text) + "</code>";
    case ProseSpan::Kind::maths: return maths_html(span.text, false);
    case ProseSpan::Kind::display: return maths_html(span.text, may_display);
    case ProseSpan::Kind::paragraph: return may_display ? "</p>\n<p>" : " ";
  }
  return "";
}

std::string spans_html(std::string_view prose, bool may_display) {
  std::string text;
  for (const ProseSpan& span : parse_prose(prose)) text += span_html(span, may_display);
  return text;
}

}  // namespace

std::string html(std::string_view text) {
  std::string escaped;
  for (const char c : clean_text(text)) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\'': escaped += "&#39;"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

std::string html_lines(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += html(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string script_json(std::string json) {
  replace_all(json, "&", "\\u0026");
  replace_all(json, "<", "\\u003c");
  replace_all(json, ">", "\\u003e");
  replace_all(json, "\xe2\x80\xa8", "\\u2028");
  replace_all(json, "\xe2\x80\xa9", "\\u2029");
  return json;
}

std::string maths_html(std::string_view latex, bool display) {
  return std::string("<span class=\"tex\"") + (display ? " data-display" : "") + ">" + html(latex) + "</span>";
}

std::string prose_html(std::string_view prose) { return "<p>" + spans_html(prose, true) + "</p>\n"; }

std::string inline_prose_html(std::string_view prose) { return spans_html(prose, false); }

std::string shell_word(std::string_view word) {
  const auto is_plain = [](unsigned char c) { return std::isalnum(c) != 0 || std::string_view("_./:=,+@%^-").find(static_cast<char>(c)) != std::string_view::npos; };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return std::string(word);
  std::string quoted(word);
  replace_all(quoted, "'", "'\\''");
  return "'" + quoted + "'";
}

std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string counted(std::size_t number, std::string_view noun) { return grouped(number) + " " + std::string(noun) + (number == 1 ? "" : "s"); }

}  // namespace rankcert
