#include "second/toml_section.hpp"

#include <algorithm>
#include <array>

#include "exact/error.hpp"
#include "second/one_line.hpp"

namespace rankcert::second {
namespace {

std::string place(const toml::source_region& region) {
  return "line " + std::to_string(region.begin.line) + ", column " + std::to_string(region.begin.column) + ": ";
}

/// Where one line of TOML ends and what on it is no string. It follows the grammar; where a text leaves the grammar, toml++
/// stops at the same byte and reads nothing behind it.
class LineScan {
 public:
  explicit LineScan(std::string_view text) : rest_(text) {}

  void run() {
    while (!rest_.empty()) {
      if (skip("\n") || skip("\r\n")) {
        ++line_;
        dots_ = 0;
      } else if (rest_.front() == '"' || rest_.front() == '\'') {
        string();
      } else if (rest_.front() == '#') {
        while (!rest_.empty() && !at("\n") && !at("\r\n")) plain();
      } else {
        if (rest_.front() == '.' && ++dots_ > max_dots_on_a_line) fail("more than " + std::to_string(max_dots_on_a_line) + " dots in keys");
        plain();
      }
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw InputError("line " + std::to_string(line_) + ": " + what); }
  [[nodiscard]] bool at(std::string_view what) const { return rest_.starts_with(what); }
  bool skip(std::string_view what) {
    if (!at(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }

  /// One byte outside strings.
  void plain() {
    constexpr std::array doubtful = std::to_array<std::string_view>({"\v", "\f", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"});
    if (std::any_of(doubtful.begin(), doubtful.end(), [&](std::string_view end) { return at(end); })) fail("a control character that is no line end");
    rest_.remove_prefix(1);
  }

  void string() {
    const std::string one(1, rest_.front());
    const std::string three(3, rest_.front());
    const bool escapes = one == "\"";
    const bool many_lines = skip(three);
    if (!many_lines) rest_.remove_prefix(1);
    while (!rest_.empty()) {
      if (escapes && at("\\") && rest_.size() > 1 && rest_[1] != '\n' && rest_[1] != '\r') {
        rest_.remove_prefix(2);
      } else if (skip("\n")) {
        if (!many_lines) fail("a string that its line does not close");
        ++line_;
      } else if (skip(many_lines ? three : one)) {
        // A string of many lines may end in one or two quotes of its own before the three that close it.
        for (int own = 0; many_lines && own < 2; ++own) skip(one);
        return;
      } else {
        rest_.remove_prefix(1);
      }
    }
  }

  std::string_view rest_;
  std::size_t line_ = 1;
  std::size_t dots_ = 0;
};

}  // namespace

void check_toml_lines(std::string_view text) { LineScan(text).run(); }

toml::table parse_toml(std::string_view text) {
  check_toml_lines(text);
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw InputError(place(error.source()) + one_line(error.description(), 300));
  }
}

void fail_at(const toml::node& node, const std::string& what) { throw InputError(place(node.source()) + one_line(what, 500)); }

void Section::allow_only(std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, node] : *table_) {
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) fail_at(node, "the key '" + std::string(key.str()) + "' has no meaning here");
  }
}

std::string Section::text(std::string_view key) const {
  const toml::node* node = table_->get(key);
  if (node == nullptr) fail("the key '" + std::string(key) + "' is missing");
  if (const auto* string = node->as_string()) return string->get();
  if (const auto* integer = node->as_integer()) return std::to_string(integer->get());
  fail_at(*node, "'" + std::string(key) + "' must be a string");
}

std::vector<std::string> Section::texts(std::string_view key) const {
  std::vector<std::string> found;
  const toml::node* node = table_->get(key);
  if (node == nullptr) return found;
  if (node->as_array() == nullptr) fail_at(*node, "'" + std::string(key) + "' must be an array");
  for (const toml::node& element : *node->as_array()) {
    if (element.as_string() == nullptr) fail_at(element, "'" + std::string(key) + "' must hold strings");
    found.push_back(element.as_string()->get());
  }
  return found;
}

Section Section::section(std::string_view key) const {
  static const toml::table none;
  const toml::node* node = table_->get(key);
  if (node == nullptr) return Section(none);
  if (node->as_table() == nullptr) fail_at(*node, "'" + std::string(key) + "' must be a table");
  return Section(*node->as_table());
}

std::vector<Section> Section::sections(std::string_view key) const {
  std::vector<Section> found;
  const toml::node* node = table_->get(key);
  if (node == nullptr) return found;
  if (node->as_array() == nullptr) fail_at(*node, "'" + std::string(key) + "' must be an array of tables");
  for (const toml::node& element : *node->as_array()) {
    if (element.as_table() == nullptr) fail_at(element, "'" + std::string(key) + "' must hold tables");
    found.emplace_back(*element.as_table());
  }
  return found;
}

}  // namespace rankcert::second
