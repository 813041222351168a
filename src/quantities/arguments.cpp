#include "quantities/arguments.hpp"

#include "exact/error.hpp"

namespace rankcert {

std::optional<std::string> refusal_of(std::string_view quantity, std::span<const IntegerArgument> table,
                                      std::span<const Rational> arguments) {
  const std::string name(quantity);
  if (arguments.size() != table.size()) {
    return name + " takes " + std::to_string(table.size()) + " arguments, not " + std::to_string(arguments.size());
  }
  for (std::size_t i = 0; i < table.size(); ++i) {
    const IntegerArgument& range = table[i];
    const std::optional<std::int64_t> value = to_int64(arguments[i]);
    if (value && *value >= range.least && *value <= range.greatest) continue;
    const std::string given = bit_size(arguments[i]) <= 128 ? to_text(arguments[i]) : "a number of over 128 bits";
    return name + ": " + std::string(range.name) + " must be an integer from " + std::to_string(range.least) + " to " +
           std::to_string(range.greatest) + ", not " + given;
  }
  return std::nullopt;
}

std::size_t integer_argument(std::span<const Rational> arguments, std::size_t position) {
  const std::optional<std::int64_t> value =
      position < arguments.size() ? to_int64(arguments[position]) : std::nullopt;
  if (!value || *value < 0) throw InputError("a quantity was called with arguments that it refuses");
  return static_cast<std::size_t>(*value);
}

}  // namespace rankcert
