// Formulas: read, check the names, write, read again, evaluate at two precisions.
#include <arb.h>

#include <string_view>

#include "checker/prelude.hpp"
#include "enclosure/evaluate.hpp"
#include "exact/error.hpp"
#include "formula/definitions.hpp"
#include "formula/parser.hpp"
#include "formula/render.hpp"
#include "fuzz/require_law.hpp"

using namespace rankcert;
using fuzz::require_law;

namespace {

const Limits& limits() {
  static const Limits tight = [] {
    Limits some;
    some.max_text_bytes = fuzz::most_bytes;
    some.max_depth = 60;
    some.max_number_digits = 300;
    some.max_exact_bits = 1U << 14U;
    some.max_call_depth = 200;
    some.max_terms = 1'000;
    some.max_work = 2'000;
    return some;
  }();
  return tight;
}

std::optional<Value> value_of(const Expression& formula, slong bits) {
  try {
    return Evaluator(prelude(), bits, limits()).enclose(formula);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Both stand for one number: equal if both are exact, overlapping if not.
bool agree(const Value& a, const Value& b) {
  if (is_exact(a) && is_exact(b)) return std::get<Rational>(a) == std::get<Rational>(b);
  const Rational* exact = is_exact(a) ? &std::get<Rational>(a) : is_exact(b) ? &std::get<Rational>(b) : nullptr;
  if (exact == nullptr) return arb_overlaps(std::get<Ball>(a).raw(), std::get<Ball>(b).raw()) != 0;
  constexpr slong ample_bits = 1 << 15;
  return arb_overlaps(to_ball(a, ample_bits).raw(), to_ball(b, ample_bits).raw()) != 0;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const ExpressionPtr formula = parse_formula(text, limits());
    const std::string written = render_text(*formula);
    Limits longer = limits();  // a decimal may come back as a quotient, which is deeper and longer
    longer.max_text_bytes *= 8, longer.max_depth *= 2, longer.max_number_digits *= 4;
    const ExpressionPtr again = parse_formula(written, longer);
    require_law(render_text(*again) == written, "a formula that is written reads back to the same text");
    check_names(*formula, text, {}, prelude());
    require_law(!render_latex(*formula).empty(), "a formula has a LaTeX form");
    require_law(free_variables(*formula, prelude()).empty(), "a formula whose names are checked without variables is closed");
    const auto coarse = value_of(*formula, 64);
    const auto fine = value_of(*again, 192);
    if (coarse && fine) require_law(agree(*coarse, *fine), "enclosures at two precisions overlap");
  } catch (const Error& error) {
    require_law(error.what()[0] != '\0', "an error says something");
  }
  return 0;
}
