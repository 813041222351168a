#include "attack/compare_formulas.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <variant>

#include "attack/float_value.hpp"
#include "enclosure/evaluate.hpp"
#include "enclosure/evaluation_error.hpp"
#include "exact/error.hpp"
#include "formula/definitions.hpp"
#include "formula/parser.hpp"
#include "formula/render.hpp"
#include "second/evaluate.hpp"
#include "second/evaluation_error.hpp"

namespace rankcert::attack {
namespace {

constexpr slong bits = 96;

struct Nothing {};    ///< not bounded, or a limit, or not supported
struct Undefined {};  ///< proved to have no value
struct Range {
  Rational lower;
  Rational upper;
};
using Outcome = std::variant<Nothing, Undefined, Rational, Range>;

const Definitions& no_definitions() {
  static const Definitions none;
  return none;
}

Outcome by_kernel(const Expression& formula, const Limits& limits) {
  try {
    const Value value = Evaluator(no_definitions(), bits, limits).enclose(formula);
    if (rankcert::is_exact(value)) return std::get<Rational>(value);
    if (!is_finite(value)) return Nothing{};
    const Ball ball = to_ball(value, bits);
    return Range{ball.lower(bits), ball.upper(bits)};
  } catch (const EvaluationError&) {
    return Undefined{};
  } catch (const Error&) {
    return Nothing{};
  }
}

Outcome by_second(const Expression& formula, const Limits& limits) {
  try {
    const second::Value value = second::Evaluator(no_definitions(), bits, limits).evaluate(formula);
    if (second::is_exact(value)) return std::get<Rational>(value);
    const second::Interval interval = second::to_interval(value, bits);
    const auto lower = interval.lower(), upper = interval.upper();
    if (!lower || !upper) return Nothing{};
    return Range{*lower, *upper};
  } catch (const second::UndefinedError&) {
    return Undefined{};
  } catch (const Error&) {
    return Nothing{};
  }
}

std::optional<Range> range_of(const Outcome& outcome) {
  if (const auto* exact = std::get_if<Rational>(&outcome)) return Range{*exact, *exact};
  if (const auto* range = std::get_if<Range>(&outcome)) return *range;
  return std::nullopt;
}

std::string words(const Outcome& outcome) {
  if (std::holds_alternative<Nothing>(outcome)) return "no value found";
  if (std::holds_alternative<Undefined>(outcome)) return "undefined";
  const Range range = *range_of(outcome);
  const auto shown = [](const Rational& number) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.17g", static_cast<double>(number));
    return std::string(buffer.data());
  };
  return range.lower == range.upper ? "exactly " + rankcert::to_text(range.lower).substr(0, 60) : "[" + shown(range.lower) + ", " + shown(range.upper) + "]";
}

/// Further from the range than a millionth of its size. Only a range that is tight itself can tell.
bool is_far(double number, const Range& range) {
  const double lower = static_cast<double>(range.lower), upper = static_cast<double>(range.upper);
  const double size = std::max(std::abs(lower), std::abs(upper));
  if (!std::isfinite(number) || !std::isfinite(size) || upper - lower > 1e-7 * size || size < 1e-250) return false;
  return number < lower - 1e-6 * size || number > upper + 1e-6 * size;
}

Agreement agreement_of(const Outcome& kernel, const Outcome& other, const Expression& formula, double in_double) {
  const auto a = range_of(kernel), b = range_of(other);
  const bool undefined = std::holds_alternative<Undefined>(kernel) || std::holds_alternative<Undefined>(other);
  if (undefined) return a || b ? Agreement::undefined_for_one : Agreement::no_value;
  if (!a && !b) return Agreement::no_value;
  if (!a || !b) {
    const Range& only = a ? *a : *b;
    const double longer = static_cast<double>(approx_in_long_double(formula));
    const bool settled = std::abs(in_double - longer) <= 1e-9 * std::abs(longer);
    return settled && is_far(in_double, only) ? Agreement::float_against_one : Agreement::one_sided;
  }
  if (std::holds_alternative<Rational>(kernel) && std::holds_alternative<Rational>(other) && a->lower != b->lower) return Agreement::unequal;
  if (a->upper < b->lower || b->upper < a->lower) return Agreement::disjoint;
  return is_far(in_double, *a) ? Agreement::float_off : Agreement::agree;
}

Comparison compare_trees(const Expression& formula) {
  const Limits limits = comparison_limits();
  const Outcome kernel = by_kernel(formula, limits);
  const Outcome other = by_second(formula, limits);
  const bool any = range_of(kernel) || range_of(other);
  Comparison result{.agreement = Agreement::no_value, .kernel = words(kernel), .second = words(other), .in_double = any ? approx_in_double(formula) : std::nan("")};
  result.agreement = agreement_of(kernel, other, formula, result.in_double);
  return result;
}

bool is_closed(const Expression& formula) {
  try {
    const std::string text = render_text(formula);
    check_names(*parse_formula(text), text, {}, no_definitions());
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// `root` with its node number `at` (parents first) replaced; counts down.
ExpressionPtr replaced(const ExpressionPtr& root, std::size_t& at, const ExpressionPtr& by) {
  if (at-- == 0) return by;
  Expression copy = *root;
  for (auto& child : copy.children) {
    if (at == static_cast<std::size_t>(-1)) break;
    child = replaced(child, at, by);
  }
  return make_node(std::move(copy));
}

std::vector<ExpressionPtr> nodes_of(const ExpressionPtr& root) {
  std::vector<ExpressionPtr> all = {root};
  for (std::size_t i = 0; i < root->children.size(); ++i) {
    const auto below = nodes_of(root->children[i]);
    all.insert(all.end(), below.begin(), below.end());
  }
  return all;
}

/// The first simpler tree that fails in the same way, or nothing.
ExpressionPtr simpler(const ExpressionPtr& formula, Agreement failure) {
  const auto nodes = nodes_of(formula);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    std::vector<ExpressionPtr> candidates = nodes[i]->children;
    if (nodes[i]->kind != Expression::Kind::number) candidates.insert(candidates.end(), {make_number(1), make_number(Rational(1, 2))});
    for (const ExpressionPtr& candidate : candidates) {
      std::size_t at = i;
      const ExpressionPtr tree = replaced(formula, at, candidate);
      if (is_closed(*tree) && compare_trees(*tree).agreement == failure) return tree;
    }
  }
  return nullptr;
}

}  // namespace

const char* to_text(Agreement agreement) {
  switch (agreement) {
    case Agreement::agree: return "agree";
    case Agreement::float_off: return "agree, floating point is off";
    case Agreement::one_sided: return "one reader has no value";
    case Agreement::no_value: return "no value";
    case Agreement::disjoint: return "DISJOINT";
    case Agreement::unequal: return "UNEQUAL";
    case Agreement::undefined_for_one: return "UNDEFINED FOR ONE";
    case Agreement::float_against_one: return "FLOATING POINT AGAINST THE ONLY ENCLOSURE";
  }
  return "";
}

bool is_failure(Agreement agreement) { return agreement >= Agreement::disjoint; }

Limits comparison_limits() {
  Limits limits;
  limits.max_work = 30'000;
  limits.max_terms = 1'000;
  limits.max_exact_bits = 1U << 14U;
  return limits;
}

Comparison compare_readers(const std::string& text) {
  const ExpressionPtr formula = parse_formula(text);
  check_names(*formula, text, {}, no_definitions());
  return compare_trees(*formula);
}

std::string shrunk(const std::string& text) {
  ExpressionPtr formula = parse_formula(text);
  const Agreement failure = compare_trees(*formula).agreement;
  constexpr int most_steps = 200;
  for (int step = 0; step < most_steps; ++step) {
    const ExpressionPtr next = simpler(formula, failure);
    if (!next) break;
    formula = next;
  }
  return render_text(*formula);
}

}  // namespace rankcert::attack
