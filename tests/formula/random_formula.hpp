// Random trees, every kind of node among them, for tests that hold for all formulas.
#pragma once

#include <random>

#include "formula/expression.hpp"

namespace rankcert {

class RandomFormula {
 public:
  explicit RandomFormula(std::uint64_t seed) : random_(seed) {}

  ExpressionPtr tree(int depth) {
    if (depth <= 0 || below(6) == 0) return leaf();
    switch (below(13)) {
      case 0: return node(Kind::negate, {tree(depth - 1)});
      case 1: return node(Kind::add, {tree(depth - 1), tree(depth - 1)});
      case 2: return node(Kind::subtract, {tree(depth - 1), tree(depth - 1)});
      case 3: return node(Kind::multiply, {tree(depth - 1), tree(depth - 1)});
      case 4: return node(Kind::divide, {tree(depth - 1), tree(depth - 1)});
      case 5: return node(Kind::power, {tree(depth - 1), tree(depth - 1)});
      case 6: {
        Expression compare{.kind = Kind::compare, .relation = static_cast<Relation>(below(5))};
        compare.children = {tree(depth - 1), tree(depth - 1)};
        return node(Kind::choose, {make_node(std::move(compare)), tree(depth - 1), tree(depth - 1)});
      }
      case 7: return named(Kind::call, "atan", {tree(depth - 1)});
      case 8: return named(Kind::call, "max", {tree(depth - 1), tree(depth - 1), tree(depth - 1)});
      case 9: return named(below(2) == 0 ? Kind::sum : Kind::product, "k", {tree(depth - 1), tree(depth - 1), below(2) == 0 ? make_number(1) : tree(depth - 1), tree(depth - 1)});
      case 10: return named(Kind::integral, "t", {tree(depth - 1), tree(depth - 1), tree(depth - 1)});
      case 11: return named(Kind::let_value, "y", {tree(depth - 1), tree(depth - 1)});
      default: {
        Expression let{.kind = Kind::let_function, .name = "f", .parameters = {"u", "v"}};
        let.children = {tree(depth - 1), tree(depth - 1)};
        return make_node(std::move(let));
      }
    }
  }

  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

 private:
  using Kind = Expression::Kind;

  static ExpressionPtr node(Kind kind, std::vector<ExpressionPtr> children) {
    return make_node({.kind = kind, .children = std::move(children)});
  }
  static ExpressionPtr named(Kind kind, const char* name, std::vector<ExpressionPtr> children) {
    return make_node({.kind = kind, .name = name, .children = std::move(children)});
  }
  ExpressionPtr leaf() {
    switch (below(6)) {
      case 0: return make_node({.kind = Kind::pi});
      case 1: return make_node({.kind = Kind::variable, .name = "x"});
      case 2: return make_number(Rational(static_cast<std::int64_t>(below(41)) - 20));
      case 3: return make_number(Rational(static_cast<std::int64_t>(below(2001)) - 1000) / Rational(1 + below(12)));
      case 4: return make_number(Rational(static_cast<std::int64_t>(below(2001)) - 1000) / 1000);
      default: return make_node({.kind = Kind::variable, .name = "t"});
    }
  }

  std::mt19937_64 random_;
};

}  // namespace rankcert
