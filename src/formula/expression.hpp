// The one tree that every reader reads. See bounds/LANGUAGE.md for the language it comes from.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exact/rational.hpp"

namespace rankcert {

enum class Relation { less, less_equal, greater, greater_equal, equal };

/// "<", "<=", ">", ">=" or "=".
[[nodiscard]] std::string_view to_text(Relation relation);

/// The relation that to_text writes so, or nothing.
[[nodiscard]] std::optional<Relation> parse_relation(std::string_view text);

/// The relation that holds exactly when `relation` does not. Requires: not `equal`, whose opposite is no Relation.
[[nodiscard]] Relation opposite(Relation relation);

struct Expression;
/// Trees are immutable and shared; a null pointer is never part of one.
using ExpressionPtr = std::shared_ptr<const Expression>;

/// A node. What `name`, `parameters` and `children` hold for each kind is said beside it.
struct Expression {
  /// What a node is.
  enum class Kind {
    number,        ///< `number`
    pi,            //
    infinity,      ///< only as the end of an integral, perhaps under `negate`
    variable,      ///< `name`
    negate,        ///< {operand}
    add,           ///< {left, right}; likewise the next four
    subtract,      //
    multiply,      //
    divide,        //
    power,         //
    compare,       ///< {left, right}, `relation`; only as the condition of `choose`
    choose,        ///< {condition, value if it holds, value otherwise}: if(c, a, b)
    call,          ///< `name`, arguments
    sum,           ///< `name` runs over {first, last, step}, {body} is the last child
    product,       ///< likewise
    integral,      ///< `name` runs over {from, to}, {body} is the last child
    let_value,     ///< `name`, {value, body}
    let_function,  ///< `name`, `parameters`, {function body, body}
  };

  Kind kind;                              ///< what this node is
  Rational number{};                      ///< the value of a number
  std::string name{};                     ///< of a variable, a function, or what runs or is bound
  std::vector<std::string> parameters{};  ///< of a function that is bound
  Relation relation{Relation::less};      ///< of a comparison
  std::vector<ExpressionPtr> children{};  ///< operands, arguments, range and body
  std::size_t position = 0;               ///< byte offset in the text it was parsed from, for errors
  std::size_t depth = 1;                  ///< 1 + the largest depth of a child; bounds every recursion over the tree
};

/// A node with `depth` filled in.
[[nodiscard]] ExpressionPtr make_node(Expression node);

/// A number node.
[[nodiscard]] ExpressionPtr make_number(const Rational& value);

/// Calls visit(node) for `root` and all below it, parents first.
template <class Visit>
void for_each_node(const Expression& root, const Visit& visit) {
  visit(root);
  for (const auto& child : root.children) for_each_node(*child, visit);
}

}  // namespace rankcert
