#include "claim/grid.hpp"
#include "cli/commands.hpp"
#include "exact/error.hpp"
#include "formula/parser.hpp"

namespace rankcert {

std::string tool_name() { return "rankcert " RANKCERT_VERSION; }

std::pair<std::string, std::string> split_setting(std::string_view setting, std::string_view option) {
  const auto at = setting.find('=');
  const std::string_view name = setting.substr(0, at);
  if (at == std::string_view::npos || !is_free_name(name) || at + 1 == setting.size()) {
    throw InputError(std::string(option) + " needs NAME=VALUE, not '" + std::string(setting.substr(0, 60)) + "'");
  }
  return {std::string(name), std::string(setting.substr(at + 1))};
}

std::map<std::string, std::vector<Rational>> parse_ranges(const std::vector<std::string>& settings, const Limits& limits) {
  std::map<std::string, std::vector<Rational>> ranges;
  for (const std::string& setting : settings) {
    const auto [name, text] = split_setting(setting, "--set");
    if (!ranges.emplace(name, parse_range(name, text, limits)).second) throw InputError("--set " + name + " is given twice");
  }
  return ranges;
}

Assignment parse_values(const std::vector<std::string>& settings, std::string_view command, const Limits& limits) {
  Assignment values;
  for (const std::string& setting : settings) {
    const auto [name, text] = split_setting(setting, "--set");
    const std::vector<Rational> range = parse_range(name, text, limits);
    if (range.size() != 1) throw InputError("--set " + name + ": " + std::string(command) + " takes one value, not a range");
    if (!values.emplace(name, range.front()).second) throw InputError("--set " + name + " is given twice");
  }
  return values;
}

}  // namespace rankcert
