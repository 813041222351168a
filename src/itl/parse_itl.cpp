#include "itl/parse_itl.hpp"

#include <algorithm>
#include <cctype>

#include "checker/printable.hpp"
#include "exact/error.hpp"

namespace rankcert::itl {
namespace {

constexpr std::size_t most_statements = 1'000'000;
constexpr std::size_t most_terms = 16;  ///< on either side of '='
constexpr std::size_t most_digits = 5'000;
constexpr std::int64_t most_exponent = 50'000;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == '+' || c == '/'; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/// "1.8p-3" without the 0x before it; nothing if it is no hexadecimal number.
std::optional<Rational> parse_hexadecimal(std::string_view text) {
  Integer mantissa = 0;
  std::int64_t exponent = 0;
  std::size_t digits = 0;
  std::size_t i = 0;
  bool after_point = false;
  for (; i < text.size() && (hex_digit(text[i]) >= 0 || (text[i] == '.' && !after_point)); ++i) {
    if (text[i] == '.') {
      after_point = true;
      continue;
    }
    mantissa = mantissa * 16 + hex_digit(text[i]);
    if (after_point) exponent -= 4;
    if (++digits > most_digits) return std::nullopt;
  }
  if (digits == 0) return std::nullopt;
  if (i < text.size()) {
    if (text[i] != 'p' && text[i] != 'P') return std::nullopt;
    std::string_view rest = text.substr(i + 1);
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+')) rest.remove_prefix(1);
    if (rest.empty() || rest.size() > 6 || !std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    const std::int64_t written = std::stoll(std::string(rest));
    if (written > most_exponent) return std::nullopt;
    exponent += negative ? -written : written;
  }
  Rational value = mantissa;
  auto* raw = value.backend().data();
  if (exponent >= 0) mpq_mul_2exp(raw, raw, static_cast<mp_bitcnt_t>(exponent));
  else mpq_div_2exp(raw, raw, static_cast<mp_bitcnt_t>(-exponent));
  return value;
}

std::optional<Rational> parse_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.front() == '-') return std::nullopt;
  const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  auto value = hexadecimal ? parse_hexadecimal(text.substr(2)) : parse_rational(text.ends_with('.') ? text.substr(0, text.size() - 1) : text, most_digits);
  if (value && negative) value = -*value;
  return value;
}

/// -1, 0 or 1: whether the word is an infinity, and which.
int sign_of_infinity(std::string_view text) {
  std::string lower = lower_case(text);
  const int sign = lower.starts_with('-') ? -1 : 1;
  if (lower.starts_with('-') || lower.starts_with('+')) lower.erase(0, 1);
  return lower == "infinity" || lower == "inf" ? sign : 0;
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  std::vector<Statement> read() {
    std::vector<Statement> statements;
    for (skip(); place_ < text_.size(); skip()) {
      if (word() != "testcase") fail("'testcase NAME {' is expected here");
      const std::string testcase = place_ < text_.size() && text_[place_] == '"' ? quoted() : word();
      expect('{');
      while (!take('}')) {
        if (statements.size() == most_statements) fail("there are more than " + std::to_string(most_statements) + " statements");
        statements.push_back(statement(testcase));
      }
    }
    return statements;
  }

 private:
  Statement statement(const std::string& testcase) {
    Statement result;
    result.line = line();
    result.testcase = testcase;
    result.operation = word();
    while (!take('=')) add_term(result.operands);
    bool accurate = false;
    while (!take(';')) {
      // "<= [a, b]": the widest result that still counts as accurate; it is left aside.
      if (text_.substr(place_).starts_with("<=")) {
        place_ += 2;
        accurate = true;
        skip();
      } else if (is_signal()) {
        (void)word();
        (void)word();
        result.signals = true;
      } else {
        std::vector<Term> aside;
        add_term(accurate ? aside : result.results);
      }
    }
    if (result.results.empty()) fail("a result is expected before ';'");
    return result;
  }

  bool is_signal() const { return text_.substr(place_).starts_with("signal") && (place_ + 6 == text_.size() || !is_word(text_[place_ + 6])); }

  void add_term(std::vector<Term>& terms) {
    if (terms.size() == most_terms) fail("there are more than " + std::to_string(most_terms) + " terms");
    terms.push_back(term());
  }

  Term term() {
    if (place_ >= text_.size()) fail("the file ends in the middle of a statement");
    if (text_[place_] == '"') return Other{.text = quoted()};
    if (text_[place_] == '{') return Other{.text = list()};
    if (text_[place_] == '[') return set();
    const std::string text = word();
    if (text == "true" || text == "false") return text == "true";
    return Other{.text = text, .number = parse_number(text)};
  }

  Term set() {
    expect('[');
    const std::size_t begin = place_;
    const std::string first = word();
    const std::string name = lower_case(first);
    if (name == "nai" || name == "empty" || name == "entire") {
      expect(']');
      decoration();
      if (name == "nai") return Other{.text = "[nai]"};
      return Bounds{.empty = name == "empty"};
    }
    Bounds bounds;
    bounds.lower = end(first, begin, -1);
    bounds.upper = bounds.lower;
    if (take(',')) {
      const std::size_t second = place_;
      bounds.upper = end(word(), second, 1);
    } else if (!bounds.lower) {
      fail("an infinity is no point");
    }
    expect(']');
    if (bounds.lower && bounds.upper && *bounds.lower > *bounds.upper) fail_at(begin, "the ends are in the wrong order");
    decoration();
    return bounds;
  }

  /// Nothing for the infinity of that sign.
  std::optional<Rational> end(const std::string& text, std::size_t at, int sign) {
    if (const int infinity = sign_of_infinity(text); infinity != 0) {
      if (infinity != sign) fail_at(at, "this infinity stands at the wrong end");
      return std::nullopt;
    }
    auto value = parse_number(text);
    if (!value) fail_at(at, "a number is expected: decimal, hexadecimal as 0x1.8p-3, -infinity or infinity; at most " + std::to_string(most_digits) +
                                " digits and exponents of at most " + std::to_string(most_exponent));
    return value;
  }

  void decoration() {
    if (place_ < text_.size() && text_[place_] == '_') (void)word();
    skip();
  }

  /// A list of numbers, of operations that are not about sets.
  std::string list() {
    const std::size_t end = text_.find_first_of("};", place_);
    if (end == std::string_view::npos || text_[end] != '}') fail("'}' is expected at the end of this list");
    std::string all(text_.substr(place_, end + 1 - place_));
    place_ = end + 1;
    skip();
    return all;
  }

  std::string quoted() {
    std::size_t end = place_ + 1;
    while (end < text_.size() && text_[end] != '"' && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size() || text_[end] != '"') fail("the text that begins here is not closed on its line");
    std::string all(text_.substr(place_, end + 1 - place_));
    place_ = end + 1;
    skip();
    return all;
  }

  std::string word() {
    std::size_t end = place_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    if (end == place_) {
      fail(place_ < text_.size() ? "a word or a number is expected, not '" + printable(std::string(1, text_[place_])) + "'" : "the file ends in the middle of a statement");
    }
    std::string all(text_.substr(place_, end - place_));
    place_ = end;
    // A decoration is glued to its bracket, so blanks before it matter only there.
    skip();
    return all;
  }

  bool take(char c) {
    skip();
    if (place_ >= text_.size()) fail("the file ends in the middle of a statement");
    if (text_[place_] != c) return false;
    ++place_;
    if (c != ']') skip();
    return true;
  }

  void expect(char c) {
    if (!take(c)) fail(std::string("'") + c + "' is expected here");
  }

  /// Blanks and comments.
  void skip() {
    while (place_ < text_.size()) {
      if (std::isspace(static_cast<unsigned char>(text_[place_])) != 0) {
        ++place_;
      } else if (text_.substr(place_).starts_with("//")) {
        place_ = std::min(text_.find('\n', place_), text_.size());
      } else if (text_.substr(place_).starts_with("/*")) {
        const std::size_t end = text_.find("*/", place_ + 2);
        if (end == std::string_view::npos) fail("the comment that begins here is not closed");
        place_ = end + 2;
      } else {
        return;
      }
    }
  }

  /// Of the place, counted onward from the last call, so that a long file is read once.
  std::size_t line() {
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_), text_.begin() + static_cast<std::ptrdiff_t>(place_), '\n'));
    counted_ = place_;
    return line_;
  }

  [[noreturn]] void fail(const std::string& what) const { fail_at(place_, what); }

  [[noreturn]] void fail_at(std::size_t place, const std::string& what) const {
    const std::string_view before = text_.substr(0, place);
    const auto number = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::size_t start = before.rfind('\n');
    const std::size_t column = place - (start == std::string_view::npos ? 0 : start + 1) + 1;
    throw InputError(printable(name_) + ":" + std::to_string(number) + ":" + std::to_string(column) + ": " + what);
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t place_ = 0;
  std::size_t counted_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

std::vector<Statement> parse_itl(std::string_view text, const std::string& name) { return Reader(text, name).read(); }

}  // namespace rankcert::itl
