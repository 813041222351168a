#include "quantities/arguments.hpp"

#include "exact/error.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kMostBits = 512;

}  // namespace

std::optional<std::string> refusal_of(std::string_view quantity, std::span<const ArgumentRange> table,
                                      std::span<const Rational> arguments) {
  const std::string name(quantity);
  if (arguments.size() != table.size()) {
    return name + " takes " + std::to_string(table.size()) + " arguments, not " + std::to_string(arguments.size());
  }
  for (std::size_t i = 0; i < table.size(); ++i) {
    const ArgumentRange& range = table[i];
    const Rational& value = arguments[i];
    const bool inside = value >= *parse_rational(range.least) && value <= *parse_rational(range.greatest);
    if (inside && range.rational && bit_size(value) > kMostBits) {
      return name + ": " + std::string(range.name) + " must have at most " + std::to_string(kMostBits) +
             " bits in numerator and denominator together";
    }
    if (inside && (range.rational || is_integer(value))) continue;
    const std::string given = bit_size(value) <= 128 ? to_text(value) : "a number of over 128 bits";
    return name + ": " + std::string(range.name) + " must be " + (range.rational ? "a rational" : "an integer") + " from " +
           std::string(range.least) + " to " + std::string(range.greatest) + ", not " + given;
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
