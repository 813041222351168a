// The enclosure reader: a closed formula to a proved enclosure of its value.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "enclosure/value.hpp"
#include "formula/definitions.hpp"
#include "formula/limits.hpp"

namespace rankcert {

/// Encloses closed formulas at one precision. Values of definitions at exact arguments are remembered between calls, so
/// a grid of points shares its work; what is remembered is a proved enclosure like any other. One object serves one
/// thread.
class Evaluator {
 public:
  /// `definitions` and `limits` must outlive the evaluator. `stop`, if given, is polled: when it turns true, evaluation
  /// throws Interrupted.
  Evaluator(const Definitions& definitions, slong precision_bits, const Limits& limits, const std::atomic<bool>* stop = nullptr);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  /// The exact value of `formula`, or a ball that contains it; the whole line if it could not be bounded (at this
  /// precision, or at any: a logarithm of a negative number).
  /// Requires: the formula has no free variable and check_names accepts it.
  /// Throws EvaluationError if it has no value, LimitError when a limit is met, Interrupted.
  /// Width: no promise; it shrinks as precision_bits grows wherever Arb's functions do.
  [[nodiscard]] Value enclose(const Expression& formula);

 private:
  class Walk;
  struct Memory;
  const Definitions& definitions_;
  slong precision_bits_;
  const Limits& limits_;
  const std::atomic<bool>* stop_;
  std::unique_ptr<Memory> memory_;
};

}  // namespace rankcert
