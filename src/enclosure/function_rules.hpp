// How the enclosure reader treats each built-in function.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "enclosure/value.hpp"

namespace rankcert {

/// The rules of one function. `real` must return a superset of the function's values on the argument balls, and the
/// whole line where it is undefined or unbounded. `complex` likewise for rectangles; with `analytic` set it must return
/// the whole plane unless the function is analytic on the whole rectangle (a branch cut or a kink in it counts).
struct FunctionRule {
  std::string_view name;
  /// The exact value for exact arguments where there is one worth having (nothing otherwise). May throw EvaluationError
  /// for arguments where the function is undefined.
  std::optional<Rational> (*exact)(std::span<const Rational> arguments, const Limits& limits);
  void (*real)(Ball& result, std::span<const Ball> arguments, slong precision_bits);
  void (*complex)(ComplexBall& result, std::span<const ComplexBall> arguments, bool analytic, slong precision_bits);
};

/// All rules, sorted by name: the same names as function_table(), which a test holds it to.
[[nodiscard]] std::span<const FunctionRule> function_rules();

/// About how many steps of work (walk.cpp) an application of the function takes at 64 bits.
[[nodiscard]] std::uint64_t function_cost(std::string_view name, std::span<const Value> arguments);

/// Applies the function of that name. Exact where its rule says so, an enclosure otherwise. Requires: the name is one
/// of function_table() and the number of arguments fits.
[[nodiscard]] Value apply_function(std::string_view name, std::span<const Value> arguments, const Arithmetic& arithmetic);

}  // namespace rankcert
