#include "checker/toml_nesting.hpp"

#include <string>

#include "exact/error.hpp"

namespace rankcert {
namespace {

/// Walks over strings and comments as TOML defines them. Where a text is no TOML this walk may differ from the parser's,
/// but the parser stops at that place and never reaches what comes behind it.
class Scanner {
 public:
  Scanner(std::string_view text, std::string_view where) : text_(text), where_(where) {}

  void run() {
    std::size_t dots = 0;
    bool comment = false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') {
        next_line();
        dots = 0;
        comment = false;
        continue;
      }
      if (is_odd_line_end()) fail("a control character that is no line end");
      if (comment) {
        ++at_;
      } else if (c == '"' || c == '\'') {
        skip_string(c);
      } else {
        if (c == '.' && ++dots > max_dots_on_a_line) fail("more than " + std::to_string(max_dots_on_a_line) + " dots in the keys of one line");
        comment = c == '#';
        ++at_;
      }
    }
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    throw InputError(std::string(where_) + ":" + std::to_string(line_) + ":" + std::to_string(at_ - line_start_ + 1) + ": " + message);
  }

  [[nodiscard]] bool ahead(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  /// What some parsers take for a line's end and others do not.
  [[nodiscard]] bool is_odd_line_end() const {
    return text_[at_] == '\v' || text_[at_] == '\f' || (text_[at_] == '\r' && !ahead("\r\n")) || ahead("\xC2\x85") || ahead("\xE2\x80\xA8") ||
           ahead("\xE2\x80\xA9");
  }

  void next_line() {
    ++at_;
    ++line_;
    line_start_ = at_;
  }

  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool many_lines = ahead(three);
    at_ += many_lines ? 3 : 1;
    while (at_ < text_.size()) {
      if (text_[at_] == '\n') {
        if (!many_lines) return;  // an unclosed string: the parser stops here
        next_line();
      } else if (quote == '"' && text_[at_] == '\\' && !ahead("\\\n")) {
        at_ += 2;
      } else if (many_lines ? ahead(three) : text_[at_] == quote) {
        at_ += many_lines ? 3 : 1;
        // Up to two quotes may stand before the closing three: they are the string's own.
        for (int extra = 0; many_lines && extra < 2 && at_ < text_.size() && text_[at_] == quote; ++extra) ++at_;
        return;
      } else {
        ++at_;
      }
    }
  }

  std::string_view text_;
  std::string_view where_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t line_start_ = 0;
};

}  // namespace

void check_toml_nesting(std::string_view text, std::string_view where) { Scanner(text, where).run(); }

}  // namespace rankcert
