#include "second/walk.hpp"

#include <algorithm>
#include <unordered_map>

#include "second/evaluation_error.hpp"
#include "second/function_rules.hpp"
#include "second/integral.hpp"
#include "second/series_value.hpp"

namespace rankcert::second {
namespace {

using Kind = Expression::Kind;

/// Bits of numbers that an evaluator remembers at most: 128 MiB.
constexpr std::size_t most_remembered_bits = std::size_t{1} << 30U;
/// What a remembered value takes beside its numbers.
constexpr std::size_t entry_bits = 4096;

/// A definition applied to exact arguments.
struct Application {
  const Definition* definition;
  mpfr_prec_t bits;
  std::vector<Rational> arguments;
  bool operator==(const Application&) const = default;
};

struct ApplicationHash {
  std::size_t operator()(const Application& key) const noexcept {
    std::size_t hash = std::hash<const Definition*>()(key.definition) + static_cast<std::size_t>(key.bits);
    for (const Rational& argument : key.arguments) {
      mpq_srcptr raw = argument.backend().data();
      for (mpz_srcptr part : {mpq_numref(raw), mpq_denref(raw)}) {
        hash ^= static_cast<std::size_t>(mpz_sgn(part));
        for (std::size_t i = 0; i < mpz_size(part); ++i) {
          hash = (hash ^ mpz_getlimbn(part, static_cast<mp_size_t>(i))) * 0xD6E8FEB86659FD93ULL;
          hash ^= hash >> 32U;
        }
      }
    }
    return hash;
  }
};

std::size_t remembered_bits(const Application& key, const Value& value) {
  std::size_t total = entry_bits;
  for (const Rational& argument : key.arguments) total += bit_size(argument);
  return total + (is_exact(value) ? bit_size(std::get<Rational>(value)) : 0);
}

/// Runs `action` when the block is left, also by an exception.
template <class Action>
class AtEnd {
 public:
  explicit AtEnd(Action action) : action_(std::move(action)) {}
  ~AtEnd() { action_(); }
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;

 private:
  Action action_;
};

}  // namespace

struct Evaluator::Memory {
  std::unordered_map<Application, Value, ApplicationHash> values;
  std::size_t bits = 0;
};

Evaluator::Evaluator(const Definitions& definitions, mpfr_prec_t bits, const Limits& limits)
    : definitions_(definitions), bits_(bits), limits_(limits), memory_(std::make_unique<Memory>()) {}

Evaluator::~Evaluator() = default;

Value Evaluator::evaluate(const Expression& formula, const Assignment& variables) {
  Walk walk(*this);
  for (const auto& [name, value] : variables) walk.bind(name, value);
  return walk.evaluate(formula);
}

/// Names that are bound inside are forgotten at the end of the block.
class Walk::Scope {
 public:
  explicit Scope(Walk& walk) : walk_(walk), size_(walk.bindings_.size()), innermost_(walk.innermost_) {}
  ~Scope() {
    walk_.bindings_.erase(walk_.bindings_.begin() + static_cast<std::ptrdiff_t>(size_), walk_.bindings_.end());
    walk_.innermost_ = innermost_;
  }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  Walk& walk_;
  std::size_t size_;
  std::size_t innermost_;
};

Walk::Walk(Evaluator& evaluator) : evaluator_(evaluator), arithmetic_{.bits = evaluator.bits_, .limits = &evaluator.limits_} {}

void Walk::bind(std::string_view name, Value value) {
  bindings_.push_back({.name = name, .value = std::move(value), .function = nullptr, .outer = innermost_});
  innermost_ = bindings_.size() - 1;
}

const Walk::Binding* Walk::find(std::string_view name) const {
  for (std::size_t i = innermost_; i != none; i = bindings_[i].outer) {
    if (bindings_[i].name == name) return &bindings_[i];
  }
  return nullptr;
}

void Walk::charge(std::uint64_t steps) {
  work_ += steps * static_cast<std::uint64_t>(1 + arithmetic_.bits / 256);
  if (work_ > evaluator_.limits_.max_work) throw LimitError("the second opinion met its work limit");
}

std::uint64_t Walk::work_left() const { return evaluator_.limits_.max_work - std::min(work_, evaluator_.limits_.max_work); }

/// Exact numbers may be long, and an operation on them costs what their length costs; so it is with series.
Value Walk::charged(Value value) {
  if (const auto* series = std::get_if<SeriesPtr>(&value)) charge(cost_of(**series));
  if (const auto* exact = std::get_if<Rational>(&value); exact != nullptr && !has_at_most_bits(*exact, 2048)) charge(bit_size(*exact) / 2048);
  return value;
}

/// Two long fractions take a greatest common divisor, whatever becomes of the result.
void Walk::charge_exact(const Value& left, const Value& right) {
  constexpr std::size_t short_bits = 4096;
  if (!is_exact(left) || !is_exact(right)) return;
  const auto& a = std::get<Rational>(left);
  const auto& b = std::get<Rational>(right);
  if (has_at_most_bits(a, short_bits) && has_at_most_bits(b, short_bits)) return;
  const std::size_t less = std::min(bit_size(a), bit_size(b));
  const std::size_t more = std::max(bit_size(a), bit_size(b));
  charge(more / 2048 + (less > short_bits ? less / 32 + less * less / 800'000 : 0));
}

Value Walk::evaluate(const Expression& node) {
  charge(1);
  if (depth_ >= evaluator_.limits_.max_call_depth) throw LimitError("the evaluation is nested too deeply");
  ++depth_;
  const AtEnd leave([this] { --depth_; });
  return node_value(node);
}

Value Walk::evaluate_with(const Expression& body, std::string_view name, Value value) {
  const Scope scope(*this);
  bind(name, std::move(value));
  return evaluate(body);
}

Value Walk::node_value(const Expression& node) {
  switch (node.kind) {
    case Kind::number: return node.number;
    case Kind::pi: return Interval::pi(arithmetic_.bits);
    case Kind::variable: return variable(node);
    case Kind::negate: return negate(evaluate(*node.children[0]), arithmetic_);
    case Kind::add: return arithmetic_of(node, add);
    case Kind::subtract: return arithmetic_of(node, subtract);
    case Kind::multiply: return arithmetic_of(node, multiply);
    case Kind::divide: return arithmetic_of(node, divide);
    case Kind::power: return power_of(node);
    case Kind::choose: return choose(node);
    case Kind::call: return call(node);
    case Kind::sum:
    case Kind::product: return fold(node);
    case Kind::integral: return integral(*this, node);
    case Kind::let_value:
    case Kind::let_function: return let(node);
    case Kind::compare:
    case Kind::infinity: break;
  }
  throw UndefinedError("a comparison or inf stands where a number is needed");
}

Value Walk::arithmetic_of(const Expression& node, Value (*operation)(const Value&, const Value&, const Arithmetic&)) {
  const Value left = evaluate(*node.children[0]);
  const Value right = evaluate(*node.children[1]);
  charge_exact(left, right);
  return charged(operation(left, right, arithmetic_));
}

/// A power with a long exponent takes a squaring a bit of it.
Value Walk::power_of(const Expression& node) {
  const Value base = evaluate(*node.children[0]);
  const Value exponent = evaluate(*node.children[1]);
  if (is_exact(exponent)) {
    const std::size_t bits = bit_size(std::get<Rational>(exponent));
    if (bits > 32) charge(bits + bits * bits / 100);
  }
  return charged(power(base, exponent, arithmetic_));
}

Value Walk::variable(const Expression& node) {
  if (const Binding* bound = find(node.name); bound != nullptr && bound->function == nullptr) return bound->value;
  if (const Definition* constant = evaluator_.definitions_.find(node.name)) return call_definition(*constant, {});
  throw UndefinedError("the name '" + node.name + "' has no value here");
}

Value Walk::call(const Expression& node) {
  std::vector<Value> arguments;
  arguments.reserve(node.children.size());
  for (const auto& child : node.children) arguments.push_back(evaluate(*child));
  if (const Binding* bound = find(node.name); bound != nullptr && bound->function != nullptr) {
    const Expression& function = *bound->function;
    return in_scope(bound->outer, *function.children[0], function.parameters, std::move(arguments));
  }
  if (const Definition* definition = evaluator_.definitions_.find(node.name)) return call_definition(*definition, std::move(arguments));
  charge(function_cost(node.name, arguments, arithmetic_.bits));
  return charged(apply_function(node.name, arguments, arithmetic_));
}

/// The value of `body` where nothing is visible but `names` and the chain from `outer`.
Value Walk::in_scope(std::size_t outer, const Expression& body, const std::vector<std::string>& names, std::vector<Value> values) {
  const Scope scope(*this);
  innermost_ = outer;
  for (std::size_t i = 0; i < names.size(); ++i) bind(names[i], std::move(values.at(i)));
  return evaluate(body);
}

Value Walk::call_definition(const Definition& definition, std::vector<Value> arguments) {
  if (!std::all_of(arguments.begin(), arguments.end(), is_exact)) {
    return in_scope(none, *definition.body, definition.parameters, std::move(arguments));
  }
  Application key{.definition = &definition, .bits = arithmetic_.bits, .arguments = {}};
  for (const Value& argument : arguments) key.arguments.push_back(std::get<Rational>(argument));
  Evaluator::Memory& memory = *evaluator_.memory_;
  if (const auto found = memory.values.find(key); found != memory.values.end()) return found->second;
  Value value = in_scope(none, *definition.body, definition.parameters, std::move(arguments));
  const std::size_t size = remembered_bits(key, value);
  if (size <= most_remembered_bits - memory.bits) {
    memory.bits += size;
    memory.values.emplace(std::move(key), value);
  }
  return value;
}

/// Either value could be the right one, so a branch that has none only means that nothing is known.
Value Walk::possible_value(const Expression& branch) {
  try {
    return evaluate(branch);
  } catch (const UndefinedError&) {
    return Interval::whole_line(arithmetic_.bits);
  }
}

Value Walk::choose(const Expression& node) {
  const Expression& condition = *node.children[0];
  const Value left = evaluate(*condition.children[0]);
  const Value right = evaluate(*condition.children[1]);
  if (!is_bounded(left) || !is_bounded(right)) return Interval::whole_line(arithmetic_.bits);
  charge_exact(left, right);
  const Truth truth = compare(left, condition.relation, right, arithmetic_);
  if (truth == Truth::yes) return evaluate(*node.children[1]);
  if (truth == Truth::no) return evaluate(*node.children[2]);
  const Value first = possible_value(*node.children[1]);
  return decided_by(hull(first, possible_value(*node.children[2]), arithmetic_), left, right, arithmetic_);
}

/// An enclosed number with an integer in its enclosure may be that integer, which the kernel may have found to be exact.
std::int64_t Walk::range_number(const Expression& node, const char* what) {
  const Value value = evaluate(node);
  const std::string place = std::string("the ") + what + " of a sum or product must be an ";
  if (!is_exact(value)) {
    const Interval enclosure = to_interval(value, arithmetic_.bits);
    if (!enclosure.is_bounded() || less(floor(enclosure.upper_point()), enclosure) != Truth::yes) throw UnsupportedError(place + "integer that is found to be exact");
    throw UndefinedError(place + "exact integer; it is only enclosed here");
  }
  if (const auto integer = to_int64(std::get<Rational>(value))) return *integer;
  throw UndefinedError(place + "integer below 2^63, not " + to_text(std::get<Rational>(value)).substr(0, 40));
}

Value Walk::fold(const Expression& node) {
  const std::int64_t first = range_number(*node.children[0], "start");
  const std::int64_t last = range_number(*node.children[1], "end");
  const std::int64_t step = range_number(*node.children[2], "step");
  if (step <= 0) throw UndefinedError("the step of a sum or product must be positive, not " + std::to_string(step));
  const bool is_sum = node.kind == Kind::sum;
  Value total = Rational(is_sum ? 0 : 1);
  if (last < first) return total;
  // The difference of two int64 fits into 64 unsigned bits.
  const std::uint64_t steps = (static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first)) / static_cast<std::uint64_t>(step);
  if (steps >= evaluator_.limits_.max_terms) throw LimitError("a sum or product of too many terms");
  const Scope scope(*this);
  bind(node.name, Rational(0));
  const std::size_t running = innermost_;
  Rational index = first;
  for (std::uint64_t i = 0; i <= steps; ++i, index += step) {
    charge(2);
    bindings_[running].value = index;
    const Value term = evaluate(*node.children[3]);
    charge_exact(total, term);
    total = charged(is_sum ? add(total, term, arithmetic_) : multiply(total, term, arithmetic_));
  }
  return total;
}

Value Walk::let(const Expression& node) {
  const Scope scope(*this);
  if (node.kind == Kind::let_value) {
    bind(node.name, evaluate(*node.children[0]));
  } else {
    bind(node.name, Rational(0));
    bindings_.back().function = &node;
  }
  return evaluate(*node.children[1]);
}

bool Walk::reads_series(std::size_t from) const {
  for (std::size_t i = from; i != none; i = bindings_[i].outer) {
    if (is_series(bindings_[i].value)) return true;
  }
  return false;
}

bool Walk::depends_on_series(const Expression& formula) const {
  bool found = false;
  for_each_node(formula, [&](const Expression& node) {
    if (found || (node.kind != Kind::variable && node.kind != Kind::call)) return;
    const Binding* bound = find(node.name);
    found = bound != nullptr && (bound->function != nullptr ? reads_series(bound->outer) : is_series(bound->value));
  });
  return found;
}

}  // namespace rankcert::second
