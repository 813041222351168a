// A table of a TOML text, read strictly. Internal to this room: it includes toml++.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <utility>
#include <vector>

namespace rankcert::second {

/// Dots outside strings on one line: toml++ makes a table for every part of a dotted key and destroys nested tables by
/// recursion, so that a key of a million parts would end the program.
inline constexpr std::size_t max_dots_on_a_line = 16;

/// Throws InputError ("line L: ...") for a line of more dots, a string that its line does not close, and control characters
/// outside strings that one reader takes for the end of a line and another does not.
void check_toml_lines(std::string_view text);

/// Reads a text after check_toml_lines. Throws InputError, "line L, column C: ...".
[[nodiscard]] toml::table parse_toml(std::string_view text);

/// Throws InputError with the place of `node`.
[[noreturn]] void fail_at(const toml::node& node, const std::string& what);

/// A table. Its functions throw InputError with the place.
class Section {
 public:
  /// `table` must outlive the section.
  explicit Section(const toml::table& table) : table_(&table) {}

  /// Throws unless every key is one of these.
  void allow_only(std::initializer_list<std::string_view> keys) const;
  [[nodiscard]] bool has(std::string_view key) const { return table_->contains(key); }
  /// A string; an integer is taken as its decimal text. Throws if there is none.
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] std::string text_or(std::string_view key, std::string otherwise) const { return has(key) ? text(key) : std::move(otherwise); }
  /// An array of strings; empty if there is none.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  /// The table of that key; an empty one if there is none.
  [[nodiscard]] Section section(std::string_view key) const;
  /// An array of tables; empty if there is none.
  [[nodiscard]] std::vector<Section> sections(std::string_view key) const;
  [[nodiscard]] const toml::table& table() const { return *table_; }
  [[noreturn]] void fail(const std::string& what) const { fail_at(*table_, what); }

 private:
  const toml::table* table_;
};

}  // namespace rankcert::second
