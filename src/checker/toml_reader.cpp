#include "checker/toml_reader.hpp"

#include <algorithm>

#include "checker/printable.hpp"
#include "checker/toml_nesting.hpp"
#include "exact/error.hpp"
#include "formula/formula_error.hpp"
#include "formula/parser.hpp"

namespace rankcert {
namespace {

std::string place(const toml::source_region& region) {
  return std::to_string(region.begin.line) + ":" + std::to_string(region.begin.column);
}

}  // namespace

TomlReader::TomlReader(std::string_view text, std::string_view where) : where_(where) {
  check_toml_nesting(text, where_);
  try {
    root_ = toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw InputError(where_ + ":" + place(error.source()) + ": " + printable(std::string(error.description())));
  }
}

void TomlReader::fail(const toml::node& at, const std::string& message) const {
  throw InputError(where_ + ":" + place(at.source()) + ": " + printable(message));
}

void TomlReader::check_keys(const toml::table& table, std::initializer_list<std::string_view> known) const {
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    std::string list;
    for (const std::string_view name : known) list += (list.empty() ? "" : ", ") + std::string(name);
    fail(value, "unknown key '" + std::string(key.str()) + "'; known here: " + list);
  }
}

std::string TomlReader::string(const toml::table& table, std::string_view key) const {
  const toml::node* node = table.get(key);
  if (node == nullptr) fail(table, "the key '" + std::string(key) + "' is missing");
  if (const auto* text = node->as_string()) return text->get();
  if (const auto* integer = node->as_integer()) return std::to_string(integer->get());
  fail(*node, "'" + std::string(key) + "' must be a string in quotes (a bare decimal would be rounded to binary)");
}

std::string TomlReader::string_or(const toml::table& table, std::string_view key, std::string fallback) const {
  return table.contains(key) ? string(table, key) : std::move(fallback);
}

std::vector<std::string> TomlReader::strings(const toml::table& table, std::string_view key) const {
  std::vector<std::string> result;
  const toml::node* node = table.get(key);
  if (node == nullptr) return result;
  const toml::array* array = node->as_array();
  if (array == nullptr) fail(*node, "'" + std::string(key) + "' must be an array of strings");
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) fail(element, "'" + std::string(key) + "' must be an array of strings");
    result.push_back(text->get());
  }
  return result;
}

const toml::table& TomlReader::table(const toml::table& in, std::string_view key) const {
  static const toml::table empty;
  const toml::node* node = in.get(key);
  if (node == nullptr) return empty;
  if (const auto* found = node->as_table()) return *found;
  fail(*node, "'" + std::string(key) + "' must be a table");
}

void TomlReader::for_each_table(const toml::table& in, std::string_view key, const std::function<void(const toml::table&)>& visit) const {
  const toml::node* node = in.get(key);
  if (node == nullptr) return;
  const toml::array* array = node->as_array();
  if (array == nullptr) fail(*node, "'" + std::string(key) + "' must be an array of tables, [[" + std::string(key) + "]]");
  for (const toml::node& element : *array) {
    const auto* one = element.as_table();
    if (one == nullptr) fail(element, "'" + std::string(key) + "' must hold tables only");
    visit(*one);
  }
}

void TomlReader::located(const toml::node& at, const std::string& what, const std::function<void()>& work) const {
  try {
    work();
  } catch (const InputError& error) {
    fail(at, what + ": " + error.what());
  }
}

void read_definitions(const TomlReader& reader, const toml::table& table, Definitions& definitions, const Limits& limits) {
  reader.for_each_table(table, "define", [&](const toml::table& entry) {
    reader.check_keys(entry, {"name", "is", "meaning", "source"});
    const std::string name = reader.string(entry, "name");
    const std::string text = reader.string(entry, "is");
    reader.located(entry, "definition of " + name, [&] {
      FunctionHead head = parse_head(name, limits);
      definitions.add({.name = std::move(head.name),
                       .parameters = std::move(head.parameters),
                       .body = parse_formula(text, limits),
                       .text = text,
                       .meaning = reader.string(entry, "meaning"),
                       .source = reader.string_or(entry, "source", "")});
    });
  });
}

}  // namespace rankcert
