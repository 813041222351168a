// Named formulas that theorems share, and the check that a formula uses only names that exist.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formula/expression.hpp"

namespace rankcert {

/// name(parameters) = body. The body uses its parameters, built-in functions and definitions made before it, nothing else.
struct Definition {
  std::string name;                     ///< as formulas use it
  std::vector<std::string> parameters;  ///< none for a named constant, which is used without brackets
  ExpressionPtr body;                   ///< the body, read
  std::string text;                     ///< the body as written
  std::string meaning;                  ///< in words
  std::string source;                   ///< where it comes from; may be empty
};

/// Definitions in the order they were made. A definition sees only earlier ones, so evaluation ends.
class Definitions {
 public:
  /// Checks the body's names and adds it. Throws FormulaError (an unknown name, a wrong number of arguments) or
  /// InputError (a name that is taken, or that belongs to the language: a definition never shadows a built-in function).
  void add(Definition definition);

  /// The definition of that name, or nullptr.
  [[nodiscard]] const Definition* find(std::string_view name) const;
  /// All of them, each after those that it uses.
  [[nodiscard]] std::span<const Definition* const> in_order() const { return order_; }

 private:
  std::map<std::string, std::shared_ptr<const Definition>, std::less<>> by_name_;
  std::vector<const Definition*> order_;
};

/// Checks that every name in `formula` is one of `variables`, bound inside it, defined, or built in, with the right
/// number of arguments; that comparisons stand only as conditions and `inf` only as the end of an integral.
/// `text` is what it was parsed from. Throws FormulaError, which suggests the nearest name.
void check_names(const Expression& formula, std::string_view text, std::span<const std::string> variables,
                 const Definitions& definitions);

/// The free variables of `formula`, sorted, definitions without parameters left out.
[[nodiscard]] std::vector<std::string> free_variables(const Expression& formula, const Definitions& definitions);

}  // namespace rankcert
