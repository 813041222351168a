// The second reader of formulas: a closed formula to a proved interval, on MPFI and with algorithms of its own.
#pragma once

#include <memory>

#include "formula/definitions.hpp"
#include "formula/limits.hpp"
#include "formula/substitute.hpp"
#include "second/value.hpp"

namespace rankcert::second {

/// Encloses closed formulas at one precision. Values of definitions at exact arguments are remembered between calls. One
/// object serves one thread.
class Evaluator {
 public:
  /// `definitions` and `limits` must outlive the evaluator. Requires: 16 <= bits.
  Evaluator(const Definitions& definitions, mpfr_prec_t bits, const Limits& limits);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  /// The exact value of `formula` with these numbers for its free variables, or an interval that contains it (never a
  /// series); the whole line if it could not be bounded at this precision, or at any.
  /// Requires: check_names accepts the formula with these variables.
  /// Throws UndefinedError if it has no value, UnsupportedError if there is no method for it, LimitError.
  [[nodiscard]] Value evaluate(const Expression& formula, const Assignment& variables = {});

 private:
  friend class Walk;
  struct Memory;
  const Definitions& definitions_;
  mpfr_prec_t bits_;
  const Limits& limits_;
  std::unique_ptr<Memory> memory_;
};

}  // namespace rankcert::second
