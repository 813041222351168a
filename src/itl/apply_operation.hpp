// Names of IEEE 1788 to operations of an arithmetic; one text for both arithmetics, which are alike in their interfaces.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "formula/expression.hpp"
#include "formula/function_table.hpp"
#include "itl/operations.hpp"

namespace rankcert::itl {

/// Where the language of formulas has another name for an operation of one or two operands.
inline std::string_view language_name(std::string_view operation) { return operation == "logp1" ? "log1p" : operation; }

/// Whether the operation has a meaning here: a power of a base that is not positive is another function in IEEE 1788.
inline bool is_supported(const Question& q) {
  const auto has = [&](std::size_t count) { return q.operands.size() == count; };
  const std::string_view name = q.operation;
  if (name == "pos" || name == "neg" || name == "recip" || name == "sqr") return has(1);
  if (name == "add" || name == "sub" || name == "mul" || name == "div" || name == "convexHull" || name == "precedes" || name == "strictPrecedes") return has(2);
  if (name == "fma") return has(3);
  if (name == "pown") return has(2) && q.operands[1].is_point() && is_integer(*q.operands[1].lower) && abs(*q.operands[1].lower) < Integer(1) << 31;
  if (name == "pow") return has(2) && q.operands[0].lower && *q.operands[0].lower > 0;
  const FunctionSignature* function = find_function(language_name(name));
  return function != nullptr && q.operands.size() >= function->min_arity && q.operands.size() <= function->max_arity;
}

/// `System` carries out an operation on its Values; see kernel_operations.cpp.
template <class System>
Answer apply_operation(const System& system, const Question& q) {
  using Value = typename System::Value;
  std::vector<Value> x;
  for (const Bounds& operand : q.operands) x.push_back(q.as_numbers ? Value(*operand.lower) : system.value_of(operand));
  const std::string_view name = q.operation;
  const auto set = [&](const Value& value) { return Answer{.kind = Answer::Kind::set, .set = system.bounds_of(value)}; };
  if (name == "precedes" || name == "strictPrecedes") {
    return {.kind = Answer::Kind::truth, .truth = system.compare(x[0], name == "precedes" ? Relation::less_equal : Relation::less, x[1])};
  }
  if (name == "pos") return set(x[0]);
  if (name == "neg") return set(system.negate(x[0]));
  if (name == "recip") return set(system.divide(Value(Rational(1)), x[0]));
  if (name == "sqr") return set(system.power(x[0], Value(Rational(2))));
  if (name == "add") return set(system.add(x[0], x[1]));
  if (name == "sub") return set(system.subtract(x[0], x[1]));
  if (name == "mul") return set(system.multiply(x[0], x[1]));
  if (name == "div") return set(system.divide(x[0], x[1]));
  if (name == "convexHull") return set(system.hull(x[0], x[1]));
  if (name == "fma") return set(system.add(system.multiply(x[0], x[1]), x[2]));
  if (name == "pown") return set(system.power(x[0], Value(*q.operands[1].lower)));
  if (name == "pow") return set(system.power(x[0], x[1]));
  return set(system.function(language_name(name), x));
}

}  // namespace rankcert::itl
