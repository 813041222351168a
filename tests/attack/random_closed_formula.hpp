// Random closed formulas, most of them defined: every function and construct of the language, arguments mostly in the domain.
#pragma once

#include <string>
#include <vector>

#include "attack/dice.hpp"

namespace rankcert::attack {

class RandomClosedFormula {
 public:
  explicit RandomClosedFormula(std::uint64_t seed) : dice_(seed) {}

  /// The text of a formula of at most that depth, without free variables.
  [[nodiscard]] std::string text(int depth) {
    variables_.clear();
    integers_.clear();
    in_integral_ = false;
    return real(depth);
  }

 private:
  using Text = std::string;

  Text integer(int least, int greatest) { return bracketed(least + static_cast<int>(dice_.below(static_cast<std::uint64_t>(greatest - least + 1)))); }
  static Text bracketed(int value) { return value < 0 ? "(" + std::to_string(value) + ")" : std::to_string(value); }
  Text fraction(int size) { return "(" + integer(-size, size) + "/" + std::to_string(1 + dice_.below(12)) + ")"; }
  Text leaf();
  Text real(int depth);
  Text call(int depth);
  Text construct(int depth);
  Text binding(int depth);
  Text integral(int depth);
  /// A number in (0, about 50); in about [-4, 4]; in [-1, 1]; an integer of 0..`greatest`.
  Text positive(int depth);
  Text bounded(int depth);
  Text unit(int depth);
  Text small_integer(int greatest);
  Text comparison(int depth);
  Text named(const char* stem) { return stem + std::to_string(++names_); }
  Text one_of(const std::vector<Text>& texts) { return dice_.pick(texts); }

  Dice dice_;
  std::vector<Text> variables_;  ///< that are bound here
  std::vector<Text> integers_;   ///< those that run over integers
  bool in_integral_ = false;
  unsigned names_ = 0;
};

}  // namespace rankcert::attack
