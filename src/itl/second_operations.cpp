#include "itl/apply_operation.hpp"
#include "second/evaluation_error.hpp"
#include "second/function_rules.hpp"

namespace rankcert::itl {
namespace {

Truth translated(second::Truth truth) {
  return truth == second::Truth::yes ? Truth::yes : truth == second::Truth::no ? Truth::no : Truth::unknown;
}

struct Second {
  using Value = second::Value;
  Limits limits{};
  second::Arithmetic arithmetic{};

  explicit Second(mpfr_prec_t bits) : arithmetic{.bits = bits, .limits = &limits} {}
  Second(const Second&) = delete;
  Second& operator=(const Second&) = delete;

  [[nodiscard]] Value value_of(const Bounds& bounds) const {
    if (!bounds.is_bounded()) return second::Interval::whole_line(arithmetic.bits);
    return second::Interval::enclose(*bounds.lower, *bounds.upper, arithmetic.bits);
  }
  [[nodiscard]] Bounds bounds_of(const Value& value) const {
    if (const auto* exact = std::get_if<Rational>(&value)) return {.lower = *exact, .upper = *exact};
    const second::Interval interval = to_interval(value, arithmetic.bits);
    return {.lower = interval.lower(), .upper = interval.upper()};
  }
  [[nodiscard]] Value add(const Value& a, const Value& b) const { return second::add(a, b, arithmetic); }
  [[nodiscard]] Value subtract(const Value& a, const Value& b) const { return second::subtract(a, b, arithmetic); }
  [[nodiscard]] Value multiply(const Value& a, const Value& b) const { return second::multiply(a, b, arithmetic); }
  [[nodiscard]] Value divide(const Value& a, const Value& b) const { return second::divide(a, b, arithmetic); }
  [[nodiscard]] Value negate(const Value& a) const { return second::negate(a, arithmetic); }
  [[nodiscard]] Value power(const Value& a, const Value& b) const { return second::power(a, b, arithmetic); }
  [[nodiscard]] Value hull(const Value& a, const Value& b) const { return second::hull(a, b, arithmetic); }
  [[nodiscard]] Truth compare(const Value& a, Relation relation, const Value& b) const { return translated(second::compare(a, relation, b, arithmetic)); }
  [[nodiscard]] Value function(std::string_view name, const std::vector<Value>& arguments) const { return second::apply_function(name, arguments, arithmetic); }
};

bool is_exactly(const second::Interval& interval, const Bounds& bounds) { return interval.lower() == bounds.lower && interval.upper() == bounds.upper; }

/// What only this arithmetic has. The operands must be had exactly: larger ones have another intersection.
std::optional<Answer> ask_about_sets(const Question& q) {
  if ((q.operation != "intersection" && q.operation != "subset") || q.operands.size() != 2 || q.as_numbers) return std::nullopt;
  if (!q.operands[0].is_bounded() || !q.operands[1].is_bounded()) return Answer{};
  const auto a = second::Interval::enclose(*q.operands[0].lower, *q.operands[0].upper, q.bits);
  const auto b = second::Interval::enclose(*q.operands[1].lower, *q.operands[1].upper, q.bits);
  if (!is_exactly(a, q.operands[0]) || !is_exactly(b, q.operands[1])) return Answer{};
  if (q.operation == "subset") return Answer{.kind = Answer::Kind::truth, .truth = b.contains(a) ? Truth::yes : Truth::no};
  const auto common = intersection(a, b);
  if (!common) return Answer{.kind = Answer::Kind::set, .set = {.empty = true}};
  return Answer{.kind = Answer::Kind::set, .set = {.lower = common->lower(), .upper = common->upper()}};
}

}  // namespace

Answer ask_second(const Question& question) {
  if (const auto answer = ask_about_sets(question)) return *answer;
  if (!is_supported(question)) return {};
  try {
    return apply_operation(Second(question.bits), question);
  } catch (const second::UndefinedError&) {
    return {.kind = Answer::Kind::undefined};
  } catch (const second::UnsupportedError&) {
    return {};
  }
}

}  // namespace rankcert::itl
