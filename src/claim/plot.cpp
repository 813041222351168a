#include "claim/plot.hpp"

#include <algorithm>

#include "checker/toml_reader.hpp"
#include "exact/error.hpp"
#include "formula/parser.hpp"

namespace rankcert {
namespace {

class PlotReader {
 public:
  PlotReader(const Claim& claim, std::string_view where, const Limits& limits) : reader_(claim.text, where), claim_(claim), limits_(limits) {
    for (const Parameter& parameter : claim.parameters) names_.push_back(parameter.name);
  }

  std::vector<Plot> read() const {
    std::vector<Plot> plots;
    const toml::array* tables = reader_.root().get_as<toml::array>("plot");
    if (tables != nullptr && tables->size() > max_plots) reader_.fail(*tables, "more than " + std::to_string(max_plots) + " plots");
    reader_.for_each_table(reader_.root(), "plot", [&](const toml::table& entry) { plots.push_back(read_plot(entry)); });
    return plots;
  }

 private:
  Plot read_plot(const toml::table& entry) const {
    reader_.check_keys(entry, {"title", "x", "y", "where", "by", "draw", "curve", "x_scale", "y_scale", "y_label"});
    Plot plot{.title = reader_.string(entry, "title"), .x = reader_.string(entry, "x")};
    check_parameter(entry, "x", plot.x);
    plot.y = formula(entry, "y");
    if (entry.contains("where")) {
      for (const std::string& text : reader_.strings(entry, "where")) plot.where.push_back(condition(entry, text));
    }
    if (entry.contains("by")) plot.by = reader_.strings(entry, "by");
    for (const std::string& name : plot.by) check_parameter(entry, "by", name);
    read_draw(entry, plot);
    plot.x_scale = scale(entry, "x_scale");
    plot.y_scale = scale(entry, "y_scale");
    plot.y_label = reader_.string_or(entry, "y_label", "");
    reader_.for_each_table(entry, "curve", [&](const toml::table& curve) {
      reader_.check_keys(curve, {"name", "is"});
      const std::string name = reader_.string(curve, "name");
      static_cast<void>(reader_.string(curve, "is"));
      plot.curves.push_back({name, formula(curve, "is")});
    });
    return plot;
  }

  void check_parameter(const toml::table& entry, const std::string& key, const std::string& name) const {
    if (claim_.find_parameter(name) == nullptr) reader_.fail(entry, key + ": there is no parameter '" + name + "'");
  }

  void read_draw(const toml::table& entry, Plot& plot) const {
    const toml::array* draw = entry.get_as<toml::array>("draw");
    if (draw == nullptr || draw->empty()) reader_.fail(entry, "draw must list what is drawn, as in [\"upper\", \"bracket.left\"]");
    if (draw->size() > max_plots) reader_.fail(entry, "draw: more than " + std::to_string(max_plots) + " entries");
    for (const toml::node& one : *draw) {
      if (const auto* text = one.as_string()) {
        plot.draw.push_back(drawn(one, text->get()));
      } else if (const auto* table = one.as_table()) {
        plot.draw.push_back(named(*table));
      } else {
        reader_.fail(one, "draw: an entry is \"ASSERTION\", \"ASSERTION.left\" or { what = \"ASSERTION.left\", name = \"in the legend\" }");
      }
      check_drawn(one, plot, plot.draw.back());
    }
  }

  DrawnAssertion named(const toml::table& table) const {
    reader_.check_keys(table, {"what", "per", "name"});
    DrawnAssertion one = drawn(table, reader_.string(table, "what"));
    one.per = formula(table, "per");
    one.name = reader_.string_or(table, "name", "");
    return one;
  }

  DrawnAssertion drawn(const toml::node& at, const std::string& text) const {
    const auto dot = text.find('.');
    DrawnAssertion one{.assertion = claim_.find_assertion(text.substr(0, dot))};
    if (one.assertion == nullptr) reader_.fail(at, "draw: there is no assertion '" + text.substr(0, dot) + "'");
    if (dot == std::string::npos) return one;
    const std::string side = text.substr(dot + 1);
    if (side != "left" && side != "right") reader_.fail(at, "draw: a side is .left or .right, not '." + side + "'");
    one.sides = side == "left" ? DrawnAssertion::Sides::left : DrawnAssertion::Sides::right;
    return one;
  }

  void check_drawn(const toml::node& at, const Plot& plot, const DrawnAssertion& one) const {
    const std::vector<std::string>& has = one.assertion->parameters;
    if (std::find(has.begin(), has.end(), plot.x) == has.end()) {
      reader_.fail(at, "draw: the assertion '" + one.assertion->name + "' does not depend on " + plot.x);
    }
    for (const ExpressionPtr& formula : {plot.y, one.per}) {
      if (!formula) continue;
      for (const std::string& name : free_variables(*formula, claim_.definitions)) {
        if (std::find(has.begin(), has.end(), name) == has.end()) {
          reader_.fail(at, "draw: the assertion '" + one.assertion->name + "' has no parameter " + name + ", which '" + (formula == plot.y ? "y" : "per") + "' names");
        }
      }
    }
    const bool both = one.sides == DrawnAssertion::Sides::both;
    if (plot.y && (!both || one.per)) reader_.fail(at, "draw: a plot with 'y' marks points; it draws no side, and divides none");
    if (!plot.y && both && !one.name.empty()) reader_.fail(at, "draw: a name is for one side, " + one.assertion->name + ".left or .right");
  }

  ExpressionPtr formula(const toml::table& entry, std::string_view key) const {
    if (!entry.contains(key)) return nullptr;
    const std::string text = reader_.string(entry, key);
    ExpressionPtr parsed;
    reader_.located(entry, std::string(key), [&] {
      parsed = parse_formula(text, limits_);
      check_names(*parsed, text, names_, claim_.definitions);
    });
    return parsed;
  }

  ExpressionPtr condition(const toml::table& entry, const std::string& text) const {
    ExpressionPtr parsed;
    reader_.located(entry, "where", [&] {
      parsed = parse_formula(text, limits_);
      if (parsed->kind != Expression::Kind::compare) throw InputError("a condition must be a comparison such as d = 64");
      for (const ExpressionPtr& side : parsed->children) check_names(*side, text, names_, claim_.definitions);
    });
    return parsed;
  }

  Scale scale(const toml::table& entry, std::string_view key) const {
    const std::string text = reader_.string_or(entry, key, "");
    if (text.empty()) return Scale::automatic;
    if (text != "log" && text != "linear") reader_.fail(entry, std::string(key) + " must be log or linear, not '" + text + "'");
    return text == "log" ? Scale::log : Scale::linear;
  }

  TomlReader reader_;
  const Claim& claim_;
  const Limits& limits_;
  std::vector<std::string> names_;
};

}  // namespace

std::vector<Plot> read_plots(const Claim& claim, std::string_view where, const Limits& limits) { return PlotReader(claim, where, limits).read(); }

}  // namespace rankcert
