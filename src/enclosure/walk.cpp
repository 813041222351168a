#include "enclosure/walk.hpp"

#include <algorithm>

#include "enclosure/evaluation_error.hpp"
#include "enclosure/function_rules.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

using Kind = Expression::Kind;

/// Values that one evaluation may add; memory that holds more is emptied before the next one.
constexpr std::size_t most_remembered = 400'000;
/// A value that took fewer steps than this is quicker to find again than to keep.
constexpr std::uint64_t worth_remembering = 30;

Value pi_ball(slong precision_bits) {
  Ball pi;
  arb_const_pi(pi.raw(), precision_bits);
  return pi;
}

/// The high bits are the well mixed ones of a product; a table looks at the low ones.
std::size_t finished(std::size_t hash) { return hash ^ (hash >> 29U); }

std::size_t mixed(std::size_t hash, const Rational& argument) {
  const auto* raw = argument.backend().data();
  for (const auto* part : {mpq_numref(raw), mpq_denref(raw)}) {
    hash = hash * 0x9E3779B97F4A7C15ULL + mpz_size(part) * 31U + static_cast<std::size_t>(mpz_sgn(part) < 0);
    for (std::size_t i = 0; i < mpz_size(part); ++i) hash = finished(hash * 0x9E3779B97F4A7C15ULL + mpz_getlimbn(part, static_cast<mp_size_t>(i)));
  }
  return hash;
}

}  // namespace

std::size_t MemoryHash::operator()(const MemoryKey& key) const noexcept {
  std::size_t hash = std::hash<const Definition*>()(key.definition);
  for (const Rational& argument : key.arguments) hash = mixed(hash, argument);
  return finished(hash);
}

std::size_t MemoryHash::operator()(const MemoryQuery& query) const noexcept {
  std::size_t hash = std::hash<const Definition*>()(query.definition);
  for (const Value& argument : query.arguments) hash = mixed(hash, *std::get_if<Rational>(&argument));
  return finished(hash);
}

bool MemoryEqual::operator()(const MemoryQuery& query, const MemoryKey& key) const {
  return query.definition == key.definition &&
         std::equal(query.arguments.begin(), query.arguments.end(), key.arguments.begin(), key.arguments.end(),
                    [](const Value& value, const Rational& argument) { return std::get<Rational>(value) == argument; });
}

/// Work is counted in steps of about 100 ns at 64 bits, so the limit is a time limit that no machine changes.
void Evaluator::Walk::charge(std::uint64_t steps) {
  add_work(steps * static_cast<std::uint64_t>(1 + arithmetic_.precision_bits / 256));
}

void Evaluator::Walk::add_work(std::uint64_t work) {
  work_ += work;
  if (work_ > evaluator_.limits_.max_work) throw LimitError("the evaluation met the work limit; raise it with --max-work");
  if (evaluator_.stop_ != nullptr && evaluator_.stop_->load(std::memory_order_relaxed)) throw Interrupted();
}

/// Exact numbers may be long, and an operation on them costs what their length costs; a complex one costs several real ones.
Value Evaluator::Walk::charged(Value value) {
  if (const auto* exact = std::get_if<Rational>(&value)) {
    if (!has_at_most_bits(*exact, 2048)) charge(bit_size(*exact) / 2048);
  } else if (is_complex(value)) {
    charge(2);
  }
  return value;
}

/// Two long fractions take a greatest common divisor, whatever becomes of the result (a sum too long to keep is enclosed).
void Evaluator::Walk::charge_exact(const Value& left, const Value& right) {
  constexpr std::size_t short_bits = 4096;
  if (!is_exact(left) || !is_exact(right)) return;
  if (has_at_most_bits(std::get<Rational>(left), short_bits) && has_at_most_bits(std::get<Rational>(right), short_bits)) return;
  const auto [less, more] = std::minmax({bit_size(std::get<Rational>(left)), bit_size(std::get<Rational>(right))});
  if (more > short_bits) charge(more / 2048 + (less > short_bits ? less / 32 + less * less / 800'000 : 0));
}

Value Evaluator::Walk::arithmetic_of(const Expression& node, Value (*operation)(const Value&, const Value&, const Arithmetic&)) {
  const Value left = evaluate(*node.children[0]);
  const Value right = evaluate(*node.children[1]);
  charge_exact(left, right);
  return charged(operation(left, right, arithmetic_));
}

/// Powers with a long exponent take a squaring a bit, and the exponents of the squares are as long themselves.
void Evaluator::Walk::charge_exponent(const Rational& exponent) {
  if (const std::size_t bits = bit_size(exponent); bits > 32) charge(bits + bits * bits / 100);
}

Value Evaluator::Walk::power_of(const Expression& node) {
  const Value base = evaluate(*node.children[0]);
  const Value exponent = evaluate(*node.children[1]);
  if (const auto* exact = std::get_if<Rational>(&exponent)) charge_exponent(*exact);
  return charged(power(base, exponent, arithmetic_));
}

Value Evaluator::Walk::evaluate(const Expression& node) {
  charge(1);
  if (++call_depth_ > evaluator_.limits_.max_call_depth) throw LimitError("the evaluation is nested too deeply");
  struct Leave {
    std::size_t& depth;
    ~Leave() { --depth; }
  } const leave{call_depth_};
  switch (node.kind) {
    case Kind::number: return node.number;
    case Kind::pi: return pi_ball(arithmetic_.precision_bits);
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
    case Kind::product: return series(node);
    case Kind::integral: return integral(node);
    case Kind::let_value:
    case Kind::let_function: return let(node);
    case Kind::compare:
    case Kind::infinity: break;
  }
  throw InputError("a comparison or inf stands where a number is needed");
}

const Evaluator::Walk::Binding* Evaluator::Walk::find(std::string_view name) const {
  for (std::size_t i = bindings_.size(); i > first_visible_; --i) {
    if (bindings_[i - 1].name == name) return &bindings_[i - 1];
  }
  return nullptr;
}

Value Evaluator::Walk::variable(const Expression& node) {
  if (const Binding* bound = find(node.name); bound != nullptr && bound->function == nullptr) return bound->value;
  if (const Definition* constant = evaluator_.definitions_.find(node.name)) return call_definition(*constant, {});
  throw InputError("the name '" + node.name + "' has no value here");
}

std::vector<Value> Evaluator::Walk::arguments_of(const Expression& node) {
  std::vector<Value> values;
  values.reserve(node.children.size());
  for (const auto& child : node.children) values.push_back(evaluate(*child));
  return values;
}

Value Evaluator::Walk::call(const Expression& node) {
  std::vector<Value> arguments = arguments_of(node);
  if (const Binding* bound = find(node.name); bound != nullptr && bound->function != nullptr) {
    return call_local(*bound->function, bound->visible, std::move(arguments));
  }
  if (const Definition* definition = evaluator_.definitions_.find(node.name)) return call_definition(*definition, std::move(arguments));
  charge(function_cost(node.name, arguments));
  return charged(apply_function(node.name, arguments, arithmetic_));
}

Value Evaluator::Walk::in_fresh_scope(const Expression& body, const std::vector<std::string>& names, std::vector<Value> values) {
  const Scope scope(*this);
  struct Restore {
    std::size_t& target;
    std::size_t value;
    ~Restore() { target = value; }
  } const restore{first_visible_, first_visible_};
  first_visible_ = bindings_.size();
  for (std::size_t i = 0; i < names.size(); ++i) bindings_.push_back({.name = names[i], .value = std::move(values[i])});
  return evaluate(body);
}

void Evaluator::Walk::begin_evaluation() {
  if (memory_.values.size() > most_remembered) memory_.values.clear();
  ++memory_.evaluations;
  frame_.number = ++memory_.frames;
}

/// Makes a remembered value a part of the frame, and pays for it and its own parts what this evaluation has not yet paid.
void Evaluator::Walk::take_part(Remembered& part) {
  if (part.part_of != frame_.number) {
    part.part_of = frame_.number;
    frame_.parts.push_back(&part);
  }
  const std::uint64_t before = work_;
  pay(part);
  frame_.work_of_parts += work_ - before;
}

void Evaluator::Walk::pay(Remembered& part) {
  if (part.paid_by == memory_.evaluations) return;
  part.paid_by = memory_.evaluations;
  add_work(part.own_work);
  for (Remembered* one : part.parts) pay(*one);
}

class Evaluator::Walk::FrameScope {
 public:
  explicit FrameScope(Walk& walk) : walk_(walk), outer_(std::move(walk.frame_)) {
    walk_.frame_ = {.number = ++walk_.memory_.frames, .work_before = walk_.work_};
  }
  ~FrameScope() {
    Frame inner = std::exchange(walk_.frame_, std::move(outer_));
    if (remembered_ != nullptr) {
      walk_.frame_.work_of_parts += walk_.work_ - inner.work_before;
      walk_.take_part(*remembered_);
      return;
    }
    walk_.frame_.work_of_parts += inner.work_of_parts;
    for (Remembered* part : inner.parts) walk_.take_part(*part);
  }
  FrameScope(const FrameScope&) = delete;
  FrameScope& operator=(const FrameScope&) = delete;

  /// Keeps the value if it is worth it, with what the frame did.
  void remember(MemoryKey key, const Value& value) {
    Frame& frame = walk_.frame_;
    const std::uint64_t work = walk_.work_ - frame.work_before;
    if (work < worth_remembering || walk_.remembered_now_ >= most_remembered) return;
    ++walk_.remembered_now_;
    Remembered entry{.value = value, .own_work = work - frame.work_of_parts, .parts = frame.parts, .paid_by = walk_.memory_.evaluations};
    remembered_ = &walk_.memory_.values.emplace(std::move(key), std::move(entry)).first->second;
  }

 private:
  Walk& walk_;
  Frame outer_;
  Remembered* remembered_ = nullptr;
};

Value Evaluator::Walk::call_definition(const Definition& definition, std::vector<Value> arguments) {
  if (!std::all_of(arguments.begin(), arguments.end(), is_exact)) {
    return in_fresh_scope(*definition.body, definition.parameters, std::move(arguments));
  }
  // Nothing complex goes in, so nothing complex comes out and analyticity does not matter: the value is the same
  // wherever the call stands.
  if (const auto found = memory_.values.find(MemoryQuery{&definition, arguments}); found != memory_.values.end()) {
    take_part(found->second);
    return found->second.value;
  }
  MemoryKey key{.definition = &definition, .arguments = {}};
  for (const Value& argument : arguments) key.arguments.push_back(std::get<Rational>(argument));
  struct Restore {
    bool& target;
    bool value;
    ~Restore() { target = value; }
  } const restore{arithmetic_.analytic, arithmetic_.analytic};
  arithmetic_.analytic = false;
  FrameScope scope(*this);
  Value value = in_fresh_scope(*definition.body, definition.parameters, std::move(arguments));
  scope.remember(std::move(key), value);
  return value;
}

/// A function made by let sees what was visible where it was made, and its parameters.
Value Evaluator::Walk::call_local(const Expression& function, std::size_t visible, std::vector<Value> arguments) {
  const Scope scope(*this);
  std::vector<Binding> hidden(std::make_move_iterator(bindings_.begin() + static_cast<std::ptrdiff_t>(visible)),
                              std::make_move_iterator(bindings_.end()));
  struct Unhide {
    std::vector<Binding>& bindings;
    std::vector<Binding>& hidden;
    std::size_t visible;
    ~Unhide() {
      bindings.resize(visible);
      std::move(hidden.begin(), hidden.end(), std::back_inserter(bindings));
    }
  } const unhide{bindings_, hidden, visible};
  bindings_.resize(visible);
  for (std::size_t i = 0; i < function.parameters.size(); ++i) {
    bindings_.push_back({.name = function.parameters[i], .value = std::move(arguments[i])});
  }
  return evaluate(*function.children[0]);
}

/// Either value could be the right one, so a branch that has none only means that nothing is known.
Value Evaluator::Walk::possible_value(const Expression& branch) {
  try {
    return evaluate(branch);
  } catch (const EvaluationError&) {
    return Ball::whole_line();
  }
}

Value Evaluator::Walk::choose(const Expression& node) {
  const Expression& condition = *node.children[0];
  const Value left = evaluate(*condition.children[0]);
  const Value right = evaluate(*condition.children[1]);
  const bool in_plane = is_complex(left) || is_complex(right);
  if (!is_finite(left) || !is_finite(right)) return unbounded(in_plane);
  charge_exact(left, right);
  const Truth truth = compare(left, condition.relation, right, arithmetic_.precision_bits);
  if (truth == Truth::yes) return evaluate(*node.children[1]);
  if (truth == Truth::no) return evaluate(*node.children[2]);
  // A piecewise function is not analytic across its seam.
  if (arithmetic_.analytic && in_plane) return ComplexBall::whole_plane();
  return hull(possible_value(*node.children[1]), possible_value(*node.children[2]), arithmetic_.precision_bits);
}

std::int64_t Evaluator::Walk::series_bound(const Expression& node, const char* what) {
  const Value value = evaluate(node);
  if (is_exact(value)) {
    if (const auto integer = to_int64(std::get<Rational>(value))) return *integer;
    throw EvaluationError(std::string("the ") + what + " of a sum or product must be an integer below 2^63, not " +
                          to_text(std::get<Rational>(value)).substr(0, 40));
  }
  throw EvaluationError(std::string("the ") + what + " of a sum or product must be an exact integer; it is only enclosed here");
}

Value Evaluator::Walk::series(const Expression& node) {
  const std::int64_t first = series_bound(*node.children[0], "start");
  const std::int64_t last = series_bound(*node.children[1], "end");
  const std::int64_t step = series_bound(*node.children[2], "step");
  if (step <= 0) throw EvaluationError("the step of a sum or product must be positive, not " + std::to_string(step));
  const bool is_sum = node.kind == Kind::sum;
  Value total = Rational(is_sum ? 0 : 1);
  if (last < first) return total;
  // Unsigned differences cannot overflow.
  const std::uint64_t terms = (static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first)) / static_cast<std::uint64_t>(step) + 1;
  if (terms == 0 || terms > evaluator_.limits_.max_terms) {
    throw LimitError("a sum or product of more than " + std::to_string(evaluator_.limits_.max_terms) + " terms; raise the limit with --max-terms");
  }
  const Scope scope(*this);
  bindings_.push_back({.name = node.name, .value = Rational(0)});
  const std::size_t slot = bindings_.size() - 1;
  Rational index = first;
  for (std::uint64_t i = 0; i < terms; ++i, index += step) {
    charge(2);
    bindings_[slot].value = index;
    Value term = evaluate(*node.children[3]);
    charge_exact(total, term);
    total = charged(is_sum ? add(total, term, arithmetic_) : multiply(total, term, arithmetic_));
  }
  return total;
}

Value Evaluator::Walk::let(const Expression& node) {
  const Scope scope(*this);
  if (node.kind == Kind::let_value) {
    Value value = evaluate(*node.children[0]);
    bindings_.push_back({.name = node.name, .value = std::move(value)});
  } else {
    bindings_.push_back({.name = node.name, .value = Rational(0), .function = &node, .visible = bindings_.size()});
  }
  return evaluate(*node.children[1]);
}

Evaluator::Evaluator(const Definitions& definitions, slong precision_bits, const Limits& limits, const std::atomic<bool>* stop)
    : definitions_(definitions), precision_bits_(precision_bits), limits_(limits), stop_(stop), memory_(std::make_unique<Memory>()) {}

Evaluator::~Evaluator() = default;

Value Evaluator::enclose(const Expression& formula) { return Walk(*this).evaluate(formula); }

}  // namespace rankcert
