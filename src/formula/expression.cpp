#include "formula/expression.hpp"

#include <algorithm>
#include <stdexcept>

namespace rankcert {

std::string_view to_text(Relation relation) {
  switch (relation) {
    case Relation::less: return "<";
    case Relation::less_equal: return "<=";
    case Relation::greater: return ">";
    case Relation::greater_equal: return ">=";
    case Relation::equal: return "=";
  }
  throw std::logic_error("unknown relation");
}

std::optional<Relation> parse_relation(std::string_view text) {
  for (const Relation relation : {Relation::less, Relation::less_equal, Relation::greater, Relation::greater_equal, Relation::equal}) {
    if (to_text(relation) == text) return relation;
  }
  return std::nullopt;
}

Relation opposite(Relation relation) {
  switch (relation) {
    case Relation::less: return Relation::greater_equal;
    case Relation::less_equal: return Relation::greater;
    case Relation::greater: return Relation::less_equal;
    case Relation::greater_equal: return Relation::less;
    case Relation::equal: break;
  }
  throw std::logic_error("an equation has no opposite relation");
}

ExpressionPtr make_node(Expression node) {
  std::size_t below = 0;
  for (const auto& child : node.children) below = std::max(below, child->depth);
  node.depth = below + 1;
  return std::make_shared<const Expression>(std::move(node));
}

ExpressionPtr make_number(const Rational& value) {
  return make_node({.kind = Expression::Kind::number, .number = value});
}

}  // namespace rankcert
