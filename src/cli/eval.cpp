#include <fmt/core.h>

#include "checker/prelude.hpp"
#include "claim/claim_library.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "enclosure/evaluate.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "formula/parser.hpp"

namespace rankcert {
namespace {

struct Enclosed {
  std::optional<Rational> exact;
  Interval interval;
  slong precision_bits;
};

/// Doubles the precision until both ends agree to within one unit of the last of `digits` significant digits.
std::optional<Enclosed> enclose(const Expression& formula, const Definitions& definitions, const EvalOptions& options) {
  std::optional<Enclosed> best;
  // Four bits a digit, so that the first precision usually is enough.
  for (slong bits = 64; bits <= options.common.max_precision_bits; bits *= 2) {
    if (static_cast<std::size_t>(bits) < 4 * options.digits && 2 * bits <= options.common.max_precision_bits) continue;
    Evaluator evaluator(definitions, bits, options.common.limits, &stop_flag());
    const Value value = evaluator.enclose(formula);
    if (is_exact(value)) return Enclosed{std::get<Rational>(value), {std::get<Rational>(value), std::get<Rational>(value)}, bits};
    const Ball ball = to_ball(value, bits);
    if (!ball.is_finite()) continue;
    best = Enclosed{std::nullopt, {ball.lower(bits), ball.upper(bits)}, bits};
    const Rational size = std::min(Rational(abs(best->interval.lower)), Rational(abs(best->interval.upper)));
    if ((best->interval.upper - best->interval.lower) * Rational(pow(Integer(10), static_cast<unsigned>(options.digits))) <= size) break;
  }
  return best;
}

}  // namespace

int run_eval(const EvalOptions& options) {
  if (options.digits < 1 || options.digits > 100'000) throw InputError("--digits must lie between 1 and 100000");
  const Assignment values = parse_values(options.set, "eval", options.common.limits);
  std::vector<std::string> names;
  for (const auto& [name, value] : values) names.push_back(name);
  const ExpressionPtr parsed = parse_formula(options.expression, options.common.limits);
  const Definitions definitions = options.claim.empty() ? prelude() : load_claim(options.claim, options.common.limits).definitions;
  check_names(*parsed, options.expression, names, definitions);
  const auto result = enclose(*substitute(parsed, values), definitions, options);
  if (!result) {
    throw LimitError(fmt::format("no bounded enclosure at {} bits: the value is undefined, unbounded, or needs --max-precision", options.common.max_precision_bits));
  }
  const std::string lower = decimal_below(result->interval.lower, options.digits);
  const std::string upper = decimal_above(result->interval.upper, options.digits);
  if (options.common.json) {
    nlohmann::ordered_json json = {{"expression", options.expression}, {"lower", lower}, {"upper", upper}, {"precision_bits", result->precision_bits}};
    if (result->exact) json["exact"] = to_text(*result->exact);
    write_out(document(json));
  } else if (result->exact && lower == upper) {
    write_out(lower + "\n");
  } else {
    const std::string exact = result->exact && bit_size(*result->exact) <= 400 ? "  = " + to_text(*result->exact) : "";
    write_out(fmt::format("[{}, {}]{}\n", lower, upper, exact));
  }
  return 0;
}

}  // namespace rankcert
