// The walk over the tree that Evaluator and the integrator share. Internal to the enclosure room.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "enclosure/evaluate.hpp"

namespace rankcert {

/// A definition applied to exact arguments.
struct MemoryKey {
  const Definition* definition;
  std::vector<Rational> arguments;
  bool operator==(const MemoryKey&) const = default;
};

/// The same, not yet copied: looking up needs no copy of the numbers. Requires: every argument is exact.
struct MemoryQuery {
  const Definition* definition;
  std::span<const Value> arguments;
};

struct MemoryHash {
  using is_transparent = void;
  std::size_t operator()(const MemoryKey& key) const noexcept;
  std::size_t operator()(const MemoryQuery& query) const noexcept;
};

struct MemoryEqual {
  using is_transparent = void;
  bool operator()(const MemoryKey& a, const MemoryKey& b) const { return a == b; }
  bool operator()(const MemoryQuery& query, const MemoryKey& key) const;
  bool operator()(const MemoryKey& key, const MemoryQuery& query) const { return (*this)(query, key); }
};

/// A value with the work that it took, its own and that of the remembered values it was made of, apart: an evaluation
/// pays for each of them once, however often it asks and whatever was asked before. So what meets the work limit depends
/// on the formula alone.
struct Remembered {
  Value value;
  std::uint64_t own_work = 0;
  std::vector<Remembered*> parts{};
  std::uint64_t paid_by = 0;   ///< the evaluation that paid for it last
  std::uint64_t part_of = 0;   ///< the frame that took it as a part last
};

struct Evaluator::Memory {
  std::unordered_map<MemoryKey, Remembered, MemoryHash, MemoryEqual> values;
  std::uint64_t evaluations = 0;
  std::uint64_t frames = 0;
};

class Evaluator::Walk {
 public:
  explicit Walk(Evaluator& evaluator) : evaluator_(evaluator), memory_(*evaluator.memory_) {
    begin_evaluation();
    arithmetic_ = {.precision_bits = evaluator.precision_bits_, .analytic = false, .limits = &evaluator.limits_};
  }

  Value evaluate(const Expression& node);

 private:
  /// A bound name: a value, or a function with the number of bindings that were visible where it was made.
  struct Binding {
    std::string_view name;
    Value value;
    const Expression* function = nullptr;
    std::size_t visible = 0;
  };

  /// Restores the bindings on leaving a block, also when it is left by an exception.
  class Scope {
   public:
    explicit Scope(Walk& walk) : walk_(walk), size_(walk.bindings_.size()) {}
    ~Scope() { walk_.bindings_.resize(size_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Walk& walk_;
    std::size_t size_;
  };

  /// The work and the remembered parts of the definition that is being evaluated.
  struct Frame {
    std::uint64_t number = 0;
    std::uint64_t work_before = 0;
    std::uint64_t work_of_parts = 0;
    std::vector<Remembered*> parts{};
  };

  /// Opens a frame; on leaving it, also by an exception, what it did becomes the enclosing one's unless it was remembered.
  class FrameScope;

  void begin_evaluation();
  void take_part(Remembered& part);
  void pay(Remembered& part);
  void charge(std::uint64_t steps);
  void add_work(std::uint64_t work);
  Value charged(Value value);
  void charge_exact(const Value& left, const Value& right);
  Value arithmetic_of(const Expression& node, Value (*operation)(const Value&, const Value&, const Arithmetic&));
  void charge_exponent(const Rational& exponent);
  Value power_of(const Expression& node);
  Value variable(const Expression& node);
  Value call(const Expression& node);
  Value call_definition(const Definition& definition, std::vector<Value> arguments);
  Value call_local(const Expression& function, std::size_t visible, std::vector<Value> arguments);
  Value choose(const Expression& node);
  Value series(const Expression& node);
  std::int64_t series_bound(const Expression& node, const char* what);
  Value let(const Expression& node);
  const Binding* find(std::string_view name) const;
  std::vector<Value> arguments_of(const Expression& node);
  /// Evaluates `body` with nothing in scope but `names` bound to `values`.
  Value in_fresh_scope(const Expression& body, const std::vector<std::string>& names, std::vector<Value> values);

  Value possible_value(const Expression& branch);

  // integral.cpp
  Value integral(const Expression& node);
  Value integrate(const std::function<Value(const ComplexBall&)>& integrand, const Value& from, const Value& to, bool inside);
  Value at(const Expression& body, const std::string& name, Value value);
  bool depends_on_outer_variable(const Expression& formula) const;

  // factors.cpp
  /// A factor of an integrand: the base, or its inverse.
  struct Factor {
    ExpressionPtr base;
    bool inverted;
  };
  std::vector<Factor> factors_of(const ExpressionPtr& body, const std::string& name);
  void collect_factors(const ExpressionPtr& body, const std::string& name, bool inverted, std::size_t depth, std::vector<Factor>& found);
  ExpressionPtr opened_definition(const Expression& call, const std::string& name);

  // arcsine_integral.cpp, half_line_integral.cpp
  std::optional<Value> arcsine_integral(const Expression& node, const Rational& from, const Rational& to, bool inside);
  Value half_line_integral(const Expression& node, const Value& from, bool upward, bool inside);

  // tail_bound.cpp
  struct Piece;
  std::optional<std::vector<Ball>> polynomial_of(const Expression& node, const std::string& name);
  std::optional<Piece> range_on_tail(const Expression& node, const std::string& name, const Ball& from);
  std::optional<Ball> tail_bound(const std::vector<Factor>& factors, const std::string& name, const Rational& from);
  bool is_total(const Expression& node, const std::string& name);

  Evaluator& evaluator_;
  Memory& memory_;
  Frame frame_;
  std::size_t remembered_now_ = 0;  ///< values that this evaluation added
  Arithmetic arithmetic_;
  std::vector<Binding> bindings_;
  std::size_t first_visible_ = 0;  ///< bindings below this index belong to a caller and are out of scope
  std::size_t call_depth_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace rankcert
