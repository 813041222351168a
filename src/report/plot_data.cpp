#include "report/plot_data.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "enclosure/evaluate.hpp"
#include "enclosure/evaluation_error.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "formula/render.hpp"
#include "report/shown.hpp"
#include "report/tally.hpp"

namespace rankcert {
namespace {

constexpr std::size_t digits = 9;
constexpr slong plot_bits = 64;
constexpr std::size_t places_of_a_curve = 65;
constexpr std::size_t most_curves = 16;
/// A hostile claim must not make a report slow: the formulas of a plot share this work, those at its points and those of
/// its curves each. It takes less than a second.
constexpr std::uint64_t most_work_of_a_plot = 4'000'000;
constexpr std::uint64_t most_work_of_a_value = 50'000;
const Rational least_ratio_for_log = 50;

/// A number on an axis, before it is known whether the axis is logarithmic.
struct Mark {
  Rational x;
  Interval y;
  std::size_t point;
  bool operator<(const Mark& other) const { return std::tie(x, y.lower, y.upper) < std::tie(other.x, other.y.lower, other.y.upper); }
};

/// What tells series apart.
struct Key {
  std::string name;
  PlotSeries::Kind kind;
  Assignment group;
  bool operator<(const Key& other) const { return std::tie(name, kind, group) < std::tie(other.name, other.kind, other.group); }
};

class PlotBuilder {
 public:
  PlotBuilder(const ReportedClaim& claim, const Plot& plot, const Limits& limits)
      : claim_(claim), plot_(plot), max_work_(limits.max_work), limits_(limits), evaluator_(claim.claim->definitions, plot_bits, limits_) {}

  PlotData build() {
    share_work(candidates() * (1 + plot_.where.size()));
    for (const DrawnAssertion& drawn : plot_.draw) {
      for (std::size_t i = 0; i < claim_.points.size(); ++i) {
        const Result& result = claim_.points[i].result;
        if (result.point.assertion == drawn.assertion && is_wanted(result.point.parameters)) add_point(drawn, result, i);
      }
    }
    add_curves();
    return finish();
  }

 private:
  /// The points of the assertions that are drawn.
  [[nodiscard]] std::size_t candidates() const {
    std::size_t count = 0;
    for (const ReportedPoint& point : claim_.points) {
      count += static_cast<std::size_t>(std::count_if(plot_.draw.begin(), plot_.draw.end(), [&](const DrawnAssertion& drawn) {
        return drawn.assertion == point.result.point.assertion;
      }));
    }
    return count;
  }

  /// From here on each of `values` formulas may take an equal share of the work. (The evaluator refers to limits_.)
  void share_work(std::size_t values) {
    limits_.max_work = std::min({max_work_, most_work_of_a_value, most_work_of_a_plot / std::max<std::uint64_t>(values, 1)});
  }

  /// Whether every condition of the plot holds, of those that have a value at the point.
  bool is_wanted(const Assignment& parameters) {
    return std::all_of(plot_.where.begin(), plot_.where.end(), [&](const ExpressionPtr& condition) {
      const ExpressionPtr closed = substitute(condition, parameters);
      if (!free_variables(*closed, claim_.claim->definitions).empty()) return true;
      try {
        return compare(evaluator_.enclose(*closed->children[0]), closed->relation, evaluator_.enclose(*closed->children[1]), plot_bits) == Truth::yes;
      } catch (const EvaluationError&) {
        return false;
      } catch (const LimitError&) {
        return false;
      }
    });
  }

  void add_point(const DrawnAssertion& drawn, const Result& result, std::size_t index) {
    const Assertion& assertion = *drawn.assertion;
    if (plot_.y) {
      if (is_decided(standing_of(result))) {
        add_mark(drawn, result, index);
      } else {
        ++left_out_;
      }
      return;
    }
    if (drawn.sides != DrawnAssertion::Sides::right) add_side(drawn, assertion.left, result.left, result, index);
    if (drawn.sides != DrawnAssertion::Sides::left) add_side(drawn, assertion.right, result.right, result, index);
  }

  void add_mark(const DrawnAssertion& drawn, const Result& result, std::size_t index) {
    const auto y = value_of(plot_.y, result.point.parameters);
    if (!y) {
      ++left_out_;
      return;
    }
    const std::string& name = drawn.name.empty() ? drawn.assertion->name : drawn.name;
    add({name, PlotSeries::Kind::mark, group_of(result, *plot_.y)}, result, *y, index);
  }

  void add_side(const DrawnAssertion& drawn, const Side& side, const std::optional<Interval>& interval, const Result& result, std::size_t index) {
    if (!interval) {
      ++left_out_;
      return;
    }
    const bool sampled = result.evidence && result.evidence->sample;
    const auto kind = !side.is_measured() ? PlotSeries::Kind::formula : sampled ? PlotSeries::Kind::estimate : PlotSeries::Kind::enclosure;
    Interval y = *interval;
    if (drawn.per) {
      const auto per = value_of(drawn.per, result.point.parameters);
      if (!per || per->lower <= 0) {
        ++left_out_;
        return;
      }
      const std::array ends{Rational(y.lower / per->lower), Rational(y.lower / per->upper), Rational(y.upper / per->lower), Rational(y.upper / per->upper)};
      y = {*std::min_element(ends.begin(), ends.end()), *std::max_element(ends.begin(), ends.end())};
    }
    add({drawn.name.empty() ? side.text : drawn.name, kind, group_of(result, side)}, result, y, index);
  }

  void add(Key key, const Result& result, const Interval& y, std::size_t index) {
    const Rational& x = result.point.parameters.at(plot_.x);
    x_values_.insert(x);
    parameters_.insert(result.point.parameters);
    // A side that does not depend on what tells two points apart is there once.
    series_[std::move(key)].insert({x, y, index});
  }

  /// The parameters besides x that the side depends on, or those that the plot asks for.
  [[nodiscard]] Assignment group_of(const Result& result, const Side& side) const {
    std::set<std::string> names;
    const auto collect = [&](const ExpressionPtr& formula) {
      for (const std::string& name : free_variables(*formula, claim_.claim->definitions)) names.insert(name);
    };
    if (side.formula) collect(side.formula);
    for (const ExpressionPtr& argument : side.arguments) collect(argument);
    return group_of(result, [&](const std::string& name) { return names.contains(name); });
  }

  /// Of a mark: the parameters besides x that its height does not show, or those that the plot asks for.
  [[nodiscard]] Assignment group_of(const Result& result, const Expression& y) const {
    const std::vector<std::string> shown_by_y = free_variables(y, claim_.claim->definitions);
    return group_of(result, [&](const std::string& name) { return std::find(shown_by_y.begin(), shown_by_y.end(), name) == shown_by_y.end(); });
  }

  [[nodiscard]] Assignment group_of(const Result& result, const std::function<bool(const std::string&)>& tells_apart) const {
    const std::set<std::string> by(plot_.by.begin(), plot_.by.end());
    Assignment group;
    for (const auto& [name, value] : result.point.parameters) {
      if (name != plot_.x && (by.empty() ? tells_apart(name) : by.contains(name))) group.emplace(name, value);
    }
    return group;
  }

  void add_curves() {
    std::vector<std::pair<const ReferenceCurve*, Assignment>> curves;
    for (const ReferenceCurve& curve : plot_.curves) {
      for (const Assignment& group : groups_of(curve)) {
        if (curves.size() < most_curves) curves.emplace_back(&curve, group);
      }
    }
    const std::set<Rational> places = places_of_curve();
    share_work(curves.size() * places.size());
    for (const auto& [curve, group] : curves) {
      std::set<Mark> marks;
      for (const Rational& x : places) {
        Assignment values = group;
        values[plot_.x] = x;
        if (const auto y = value_of(curve->formula, values)) marks.insert({x, *y, PlotPoint::no_point});
      }
      if (!marks.empty()) series_.emplace(Key{curve->name, PlotSeries::Kind::curve, group}, std::move(marks));
    }
  }

  /// The values that the curve's parameters besides x have at the points drawn.
  [[nodiscard]] std::set<Assignment> groups_of(const ReferenceCurve& curve) const {
    const std::vector<std::string> names = free_variables(*curve.formula, claim_.claim->definitions);
    std::set<Assignment> groups;
    for (const Assignment& parameters : parameters_) {
      Assignment group;
      for (const std::string& name : names) {
        const auto given = parameters.find(name);
        if (name != plot_.x && given != parameters.end()) group.emplace(name, given->second);
      }
      groups.insert(std::move(group));
    }
    return groups;
  }

  /// The x of the points, and places between the ends: in equal steps, or in equal ratios on a logarithmic axis. Where x
  /// is an integer, so are they.
  [[nodiscard]] std::set<Rational> places_of_curve() const {
    if (x_values_.size() < 2) return x_values_;
    const bool integers = claim_.claim->find_parameter(plot_.x)->type != Parameter::Type::rational;
    const Rational first = *x_values_.begin();
    const Rational last = *x_values_.rbegin();
    const bool log = is_log(plot_.x_scale, first, last);
    std::set<Rational> places = x_values_.size() <= places_of_a_curve ? x_values_ : std::set<Rational>{first, last};
    for (std::size_t i = 1; i + 1 < places_of_a_curve; ++i) {
      const Rational place = log ? geometric_place(first, last, i) : Rational(first + (last - first) * Rational(i, places_of_a_curve - 1));
      places.insert(integers ? Rational(Integer(numerator(place) / denominator(place))) : place);
    }
    return places;
  }

  /// Where a curve is drawn is free, so rounding does not matter here.
  static Rational geometric_place(const Rational& first, const Rational& last, std::size_t step) {
    const double low = std::log(first.convert_to<double>());
    const double high = std::log(last.convert_to<double>());
    const double part = static_cast<double>(step) / static_cast<double>(places_of_a_curve - 1);
    const double place = std::exp(low + (high - low) * part);
    return std::isfinite(place) ? std::clamp(from_double(place), first, last) : first;  // beyond a double: no place of its own
  }

  static bool is_log(Scale scale, const Rational& least, const Rational& greatest) {
    if (least <= 0) return scale == Scale::log;
    return scale == Scale::log || (scale == Scale::automatic && greatest >= least * least_ratio_for_log);
  }

  std::optional<Interval> value_of(const ExpressionPtr& formula, const Assignment& values) {
    const ExpressionPtr closed = substitute(formula, values);
    if (!free_variables(*closed, claim_.claim->definitions).empty()) return std::nullopt;
    try {
      return interval_of(evaluator_.enclose(*closed), plot_bits);
    } catch (const EvaluationError&) {
      return std::nullopt;
    } catch (const LimitError&) {
      return std::nullopt;
    }
  }

  /// On a logarithmic axis nothing at 0 or below has a place, and nothing beyond what a double holds anywhere.
  [[nodiscard]] static bool has_place(const Mark& mark, bool x_log, bool y_log) {
    static const Rational far = Rational(pow(Integer(10), 300U));
    static const Rational near = 1 / far;
    if (abs(mark.x) > far || abs(mark.y.lower) > far || abs(mark.y.upper) > far) return false;
    return (!x_log || mark.x >= near) && (!y_log || mark.y.upper >= near);
  }

  PlotData finish() {
    PlotData data;
    data.title = plot_.title;
    data.x_label = parameter_label(plot_.x);
    data.y_label = y_label();
    if (!x_values_.empty()) data.x_log = is_log(plot_.x_scale, *x_values_.begin(), *x_values_.rbegin());
    data.y_log = is_log_in_y();
    const std::set<std::string> varying = varying_names();
    for (const auto& [key, marks] : series_) {
      PlotSeries series{.name = key.name, .group = group_label(key.group, varying), .kind = key.kind, .points = {}};
      for (const Mark& mark : marks) {
        if (has_place(mark, data.x_log, data.y_log)) {
          series.points.push_back({decimal_below(mark.x, digits), decimal_below(mark.y.lower, digits), decimal_above(mark.y.upper, digits), mark.point});
        } else if (key.kind != PlotSeries::Kind::curve) {
          ++left_out_;
        }
      }
      if (!series.points.empty()) data.series.push_back(std::move(series));
    }
    data.left_out = left_out_;
    return data;
  }

  [[nodiscard]] bool is_log_in_y() const {
    std::optional<Rational> least;
    std::optional<Rational> greatest;
    for (const auto& [key, marks] : series_) {
      for (const Mark& mark : marks) {
        least = least ? std::min(*least, mark.y.upper) : mark.y.upper;
        greatest = greatest ? std::max(*greatest, mark.y.upper) : mark.y.upper;
      }
    }
    return least && is_log(plot_.y_scale, *least, *greatest);
  }

  /// Names whose value tells two groups of this plot apart.
  [[nodiscard]] std::set<std::string> varying_names() const {
    std::map<std::string, std::set<Rational>> values;
    for (const auto& [key, marks] : series_) {
      for (const auto& [name, value] : key.group) values[name].insert(value);
    }
    std::set<std::string> varying;
    for (const auto& [name, seen] : values) {
      if (seen.size() > 1) varying.insert(name);
    }
    return varying;
  }

  static std::string group_label(const Assignment& group, const std::set<std::string>& varying) {
    std::string label;
    for (const auto& [name, value] : group) {
      if (varying.contains(name)) label += (label.empty() ? "" : " ") + name + "=" + short_number(value);
    }
    return label;
  }

  [[nodiscard]] std::string parameter_label(const std::string& name) const {
    const Parameter& parameter = *claim_.claim->find_parameter(name);
    return name + ", " + parameter.meaning;
  }

  [[nodiscard]] std::string y_label() const {
    if (!plot_.y_label.empty()) return plot_.y_label;
    if (plot_.y) return plot_.y->kind == Expression::Kind::variable ? parameter_label(plot_.y->name) : render_text(*plot_.y);
    return "value";
  }

  const ReportedClaim& claim_;
  const Plot& plot_;
  std::uint64_t max_work_;
  Limits limits_;
  Evaluator evaluator_;
  std::map<Key, std::set<Mark>> series_;
  std::set<Rational> x_values_;
  std::set<Assignment> parameters_;
  std::size_t left_out_ = 0;
};

}  // namespace

std::string_view to_text(PlotSeries::Kind kind) {
  switch (kind) {
    case PlotSeries::Kind::formula: return "formula";
    case PlotSeries::Kind::enclosure: return "enclosure";
    case PlotSeries::Kind::estimate: return "estimate";
    case PlotSeries::Kind::curve: return "curve";
    case PlotSeries::Kind::mark: return "mark";
  }
  return "";
}

PlotData plot_data(const ReportedClaim& claim, const Plot& plot, const Limits& limits) { return PlotBuilder(claim, plot, limits).build(); }

}  // namespace rankcert
