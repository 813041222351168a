#include "cli/json_text.hpp"

#include "exact/decimal.hpp"

namespace rankcert {
namespace {

constexpr std::size_t digits = 17;

}  // namespace

nlohmann::ordered_json interval_json(const Interval& interval) {
  return {{"lower", decimal_below(interval.lower, digits)}, {"upper", decimal_above(interval.upper, digits)}};
}

nlohmann::ordered_json assignment_json(const Assignment& values) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& [name, value] : values) json[name] = to_text(value);
  return json;
}

std::string document(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace rankcert
