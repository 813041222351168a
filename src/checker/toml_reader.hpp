// Strict reading of TOML: every key must be known, every value of the right type, every error has a line and a column.
#pragma once

#include <toml++/toml.h>

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "formula/definitions.hpp"
#include "formula/limits.hpp"

namespace rankcert {

class TomlReader {
 public:
  /// Parses `text`; `where` names it in errors. Throws InputError.
  TomlReader(std::string_view text, std::string_view where);

  [[nodiscard]] const toml::table& root() const { return root_; }

  [[noreturn]] void fail(const toml::node& at, const std::string& message) const;

  /// Refuses keys that are not in `known`.
  void check_keys(const toml::table& table, std::initializer_list<std::string_view> known) const;

  [[nodiscard]] std::string string(const toml::table& table, std::string_view key) const;
  [[nodiscard]] std::string string_or(const toml::table& table, std::string_view key, std::string fallback) const;
  [[nodiscard]] std::vector<std::string> strings(const toml::table& table, std::string_view key) const;
  [[nodiscard]] const toml::table& table(const toml::table& in, std::string_view key) const;

  /// Calls visit(table) for each table of the array of tables `key`, which may be missing.
  void for_each_table(const toml::table& in, std::string_view key, const std::function<void(const toml::table&)>& visit) const;

  /// Runs `work` and gives an InputError out of it this node's place, with a formula error's diagram left out.
  void located(const toml::node& at, const std::string& what, const std::function<void()>& work) const;

 private:
  std::string where_;
  toml::table root_;
};

/// Adds the [[define]] tables of `table` to `definitions`.
void read_definitions(const TomlReader& reader, const toml::table& table, Definitions& definitions, const Limits& limits);

}  // namespace rankcert
