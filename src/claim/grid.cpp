#include "claim/grid.hpp"

#include "checker/prelude.hpp"
#include "enclosure/evaluate.hpp"
#include "exact/error.hpp"
#include "formula/parser.hpp"

namespace rankcert {
namespace {

constexpr slong working_bits = 64;

/// Where `mark` stands in `text` outside all brackets.
std::size_t find_outside_brackets(std::string_view text, std::string_view mark) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (depth == 0 && text.substr(i).starts_with(mark)) return i;
  }
  return std::string_view::npos;
}

class RangeReader {
 public:
  RangeReader(std::string_view name, const Limits& limits) : name_(name), limits_(limits) {}

  void read_item(std::string_view text, std::vector<Rational>& values) const {
    const auto dots = find_outside_brackets(text, "..");
    if (dots == std::string_view::npos) return values.push_back(exact(text));
    const std::string_view first = text.substr(0, dots);
    std::string_view last = text.substr(dots + 2);
    Rational step = 1;
    const auto word = find_outside_brackets(last, "step");
    if (word != std::string_view::npos) {
      step = exact(last.substr(word + 4));
      if (step <= 0) fail("the step must be positive");
      last = last.substr(0, word);
    }
    const ExpressionPtr low = parsed(first);
    const ExpressionPtr high = parsed(last);
    if (low->kind == Expression::Kind::power && high->kind == Expression::Kind::power) return read_powers(*low, *high, step, values);
    append(exact(first), exact(last), step, values, [](const Rational& value) { return value; });
  }

 private:
  [[noreturn]] void fail(const std::string& message) const { throw InputError("--set " + name_ + ": " + message); }

  ExpressionPtr parsed(std::string_view text) const {
    try {
      ExpressionPtr formula = parse_formula(text, limits_);
      check_names(*formula, text, {}, prelude());
      return formula;
    } catch (const InputError& error) {
      fail("'" + std::string(text.substr(0, 60)) + "' is no number: " + error.what());
    }
  }

  Rational exact(const Expression& formula) const {
    const Value value = Evaluator(prelude(), working_bits, limits_).enclose(formula);
    if (!is_exact(value)) fail("a value is not an exact number, or is too large");
    return std::get<Rational>(value);
  }
  Rational exact(std::string_view text) const { return exact(*parsed(text)); }

  void read_powers(const Expression& low, const Expression& high, const Rational& step, std::vector<Rational>& values) const {
    const Rational base = exact(*low.children[0]);
    if (base != exact(*high.children[0])) fail("both ends of a range of powers must have the same base, as in 2^0..2^20");
    append(exact(*low.children[1]), exact(*high.children[1]), step, values, [&](const Rational& exponent) {
      const Value value = power(base, exponent, {.precision_bits = working_bits, .analytic = false, .limits = &limits_});
      if (!is_exact(value)) fail("a power in the range is not an exact number, or is too large");
      return std::get<Rational>(value);
    });
  }

  template <class Map>
  void append(const Rational& first, const Rational& last, const Rational& step, std::vector<Rational>& values, const Map& map) const {
    if (last < first) fail("the range is empty: its end is below its start");
    if ((last - first) / step >= Rational(max_grid_points)) fail("the range has more than " + std::to_string(max_grid_points) + " values");
    std::size_t bits = 0;
    for (Rational at = first; at <= last; at += step) {
      values.push_back(map(at));
      bits += bit_size(values.back());
      if (bits > 100 * limits_.max_exact_bits) fail("the values of the range are too large to hold");
    }
  }

  std::string name_;
  const Limits& limits_;
};

}  // namespace

std::vector<Rational> parse_range(std::string_view name, std::string_view text, const Limits& limits) {
  const RangeReader reader(name, limits);
  std::vector<Rational> values;
  while (true) {
    const auto comma = find_outside_brackets(text, ",");
    reader.read_item(text.substr(0, comma), values);
    if (values.size() > max_grid_points) throw InputError("--set " + std::string(name) + ": more than " + std::to_string(max_grid_points) + " values");
    if (comma == std::string_view::npos) return values;
    text.remove_prefix(comma + 1);
  }
}

std::vector<Assignment> grid_points(const std::map<std::string, std::vector<Rational>>& values) {
  std::size_t count = 1;
  for (const auto& [name, list] : values) {
    if (list.empty()) return {};
    if (count > max_grid_points / list.size()) throw InputError("the grid has more than " + std::to_string(max_grid_points) + " points");
    count *= list.size();
  }
  std::vector<Assignment> points(1);
  for (const auto& [name, list] : values) {
    std::vector<Assignment> next;
    next.reserve(points.size() * list.size());
    for (const Assignment& point : points) {
      for (const Rational& value : list) {
        next.push_back(point);
        next.back()[name] = value;
      }
    }
    points = std::move(next);
  }
  return points;
}

}  // namespace rankcert
