#include "cli/command_table.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>

namespace rankcert {
namespace {

/// The members of "{a,b,c}" in CLI11's description of a value, none if there is no such set.
std::vector<std::string> members(const std::string& type) {
  const auto open = type.find(":{");
  const auto close = type.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return {};
  return CLI::detail::split(type.substr(open + 2, close - open - 2), ',');
}

/// CLI11 writes "INT:NONNEGATIVE" for a checked number; people read N.
std::string value_name(const std::string& type) {
  const std::string name = type.substr(0, type.find(':'));
  return name == "INT" || name == "UINT" ? "N" : name;
}

OptionText option_text(const CLI::Option& option) {
  OptionText text;
  for (const std::string& name : option.get_snames()) text.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) text.names.push_back("--" + name);
  const std::string type = option.get_type_name();
  if (text.names.empty()) text.names.push_back(option.get_name(true));
  if (option.get_items_expected_max() > 0) text.value = option.get_positional() ? text.names.front() : value_name(type);
  text.choices = members(type);
  text.fallback = option.get_default_str();
  text.help = option.get_description();
  text.required = option.get_required();
  text.repeatable = option.get_expected_max() > 1;
  text.common = option.get_group() == common_options_group || text.names.back() == "--help";
  return text;
}

CommandText command_text(const CLI::App& command) {
  CommandText text{command.get_name(), command.get_description(), {}, {}};
  for (const CLI::Option* option : command.get_options()) {
    (option->get_positional() ? text.words : text.options).push_back(option_text(*option));
  }
  return text;
}

}  // namespace

CommandTable read_command_table(const CLI::App& app) {
  CommandTable table;
  for (const CLI::Option* option : app.get_options()) table.options.push_back(option_text(*option));
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) table.commands.push_back(command_text(*command));
  return table;
}

Offer offer(const OptionText& option) {
  static const std::map<std::string, Offer, std::less<>> offers = {
      {"CLAIM", Offer::claims},          {"ASSERTION", Offer::assertions}, {"NAME=RANGE", Offer::parameters},
      {"NAME=VALUE", Offer::parameters}, {"FILE", Offer::files},           {"PATH", Offer::files},
      {"TABLE", Offer::files},           {"DIR", Offer::folders},          {"CERT", Offer::files},
      {"BEFORE", Offer::files},          {"AFTER", Offer::files}};
  if (!option.choices.empty()) return Offer::choices;
  const auto found = offers.find(option.value);
  return found == offers.end() ? Offer::nothing : found->second;
}

}  // namespace rankcert
