// The walk over the tree that Evaluator and the integrator share. Internal to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "second/evaluate.hpp"

namespace rankcert::second {

/// One evaluation.
class Walk {
 public:
  explicit Walk(Evaluator& evaluator);

  /// The value of the formula under the names that are bound now.
  [[nodiscard]] Value evaluate(const Expression& node);
  /// The value of `body` with `name` bound to `value`, and everything that is bound now.
  [[nodiscard]] Value evaluate_with(const Expression& body, std::string_view name, Value value);
  /// Whether the formula reads the running variable of an integral around it, itself or through a function of a let.
  [[nodiscard]] bool depends_on_series(const Expression& formula) const;

  /// Counts steps of about 100 ns at 64 bits. Throws LimitError when there are more than the limit allows.
  void charge(std::uint64_t steps);
  /// The work that is left.
  [[nodiscard]] std::uint64_t work_left() const;

  [[nodiscard]] const Arithmetic& arithmetic() const { return arithmetic_; }
  /// For a stretch at another precision; put it back. Definitions are remembered at the evaluator's precision only.
  void set_bits(mpfr_prec_t bits) { arithmetic_.bits = bits; }
  [[nodiscard]] const Definitions& definitions() const { return evaluator_.definitions_; }
  /// Binds a name until the scope ends; it hides an earlier one.
  void bind(std::string_view name, Value value);

 private:
  /// No binding: the end of every chain.
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  /// A bound name: a value or a function. The names that are visible are this one and those along the chain of `outer`; a function
  /// sees those along its own `outer`.
  struct Binding {
    std::string_view name;
    Value value;
    const Expression* function;
    std::size_t outer;
  };
  class Scope;

  Value node_value(const Expression& node);
  Value arithmetic_of(const Expression& node, Value (*operation)(const Value&, const Value&, const Arithmetic&));
  Value power_of(const Expression& node);
  Value variable(const Expression& node);
  Value call(const Expression& node);
  Value call_definition(const Definition& definition, std::vector<Value> arguments);
  Value choose(const Expression& node);
  Value possible_value(const Expression& branch);
  Value fold(const Expression& node);
  std::int64_t range_number(const Expression& node, const char* what);
  Value let(const Expression& node);
  Value in_scope(std::size_t outer, const Expression& body, const std::vector<std::string>& names, std::vector<Value> values);
  bool reads_series(std::size_t from) const;
  const Binding* find(std::string_view name) const;
  Value charged(Value value);
  void charge_exact(const Value& left, const Value& right);

  Evaluator& evaluator_;
  Arithmetic arithmetic_;
  std::vector<Binding> bindings_;
  std::size_t innermost_ = none;  ///< where the chain of visible names begins
  std::size_t depth_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace rankcert::second
