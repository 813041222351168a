#include "report/report_json.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "claim/claim_library.hpp"
#include "exact/decimal.hpp"
#include "report/clean_text.hpp"
#include "report/findings.hpp"
#include "report/shown.hpp"
#include "report/standing_text.hpp"
#include "report/trust.hpp"

namespace rankcert {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t margin_digits = 3;
constexpr std::size_t digest_digits = 30;  // of 64: enough to find a certificate by, and to tell it from any other
constexpr std::size_t plot_digits = 6;     // of what is drawn

/// Few distinct words stand once.
Json packed(const std::vector<std::string>& column) {
  std::vector<std::string> words;
  std::map<std::string, std::size_t> index;
  for (const std::string& text : column) {
    if (index.emplace(text, words.size()).second) words.push_back(text);
  }
  if (words.size() == 1) return {{"w", words}};
  if (2 * words.size() > column.size()) return column;
  auto places = Json::array();
  for (const std::string& text : column) places.push_back(index.at(text));
  return {{"w", words}, {"i", places}};
}

/// A column of nothing is left out.
bool is_empty(const Json& column) { return column.is_object() && column.contains("w") && column["w"].size() == 1 && column["w"][0] == ""; }

Json packed_column(const PointList& points, const std::function<std::string(const ReportedPoint&)>& text_of) {
  std::vector<std::string> column;
  for (const ReportedPoint* point : points) column.push_back(clean_text(text_of(*point)));
  return packed(column);
}

/// Names that `rankcert check` gives are made of the parameters, as the page has them: then only what comes before them
/// stands here. Other names stand as they are.
Json file_column(const PointList& points, const std::vector<std::string>& names) {
  std::string head;
  auto own = Json::array();
  bool all_made = true;
  for (const ReportedPoint* point : points) {
    std::string made;
    for (const std::string& name : names) made += (made.empty() ? "" : ",") + name + "=" + short_number(point->result.point.parameters.at(name));
    made += ".json";
    const std::string file = clean_text(point->file);
    const bool fits = file.ends_with(made) && (own.empty() || file.substr(0, file.size() - made.size()) == head);
    if (own.empty() && fits) head = file.substr(0, file.size() - made.size());
    all_made = all_made && fits;
    own.push_back(fits ? Json() : Json(file));
  }
  Json column = {{"head", head}};
  if (!all_made) column["own"] = own;
  return column;
}

std::string hints_text(const Result& result) {
  std::string text;
  for (const auto& [name, value] : result.hints) text += (text.empty() ? "" : " ") + name + "=" + short_number(value);
  return text;
}

std::string shown_margin(const Result& result) {
  const auto distance = margin(result);
  return distance ? margin_text(*distance, margin_digits) : "";
}

std::string sample_text(const ReportedPoint& point) {
  const auto& evidence = point.result.evidence;
  if (!evidence || !evidence->sample) return "";
  return fmt::format("{} observations, confidence {}", evidence->sample->observations.size(), decimal_below(1 - evidence->sample->alpha, 6));
}

Json assertion_json(const Assertion& assertion, const PointList& points) {
  Json json = {{"name", assertion.name}, {"measured", assertion.measured_side() != nullptr}, {"count", points.size()}, {"parameters", assertion.parameters}};
  auto values = Json::array();
  for (const std::string& name : assertion.parameters) {
    values.push_back(packed_column(points, [&](const ReportedPoint& point) { return short_number(point.result.point.parameters.at(name)); }));
  }
  json["values"] = values;
  const auto add = [&](const char* name, const std::function<std::string(const ReportedPoint&)>& text_of) {
    const Json column = packed_column(points, text_of);
    if (!is_empty(column)) json[name] = column;
  };
  add("predicted", [](const ReportedPoint& point) { return predicted_text(point.result); });
  add("compared", [](const ReportedPoint& point) { return compared_text(point.result); });
  add("margin", [](const ReportedPoint& point) { return shown_margin(point.result); });
  add("verdict", [](const ReportedPoint& point) { return verdict_text(point.result); });
  add("standing", [](const ReportedPoint& point) { return std::string(to_text(standing_of(point.result))); });
  add("hints", [](const ReportedPoint& point) { return hints_text(point.result); });
  add("method", [](const ReportedPoint& point) { return point.result.evidence ? point.result.evidence->method : ""; });
  add("sample", [](const ReportedPoint& point) { return sample_text(point); });
  add("replayed", [](const ReportedPoint& point) { return point.result.evidence ? point.replayed ? "repeated for this report" : "recorded, not repeated" : ""; });
  add("trust", [](const ReportedPoint& point) { return std::string(to_text(trust_of(point))); });
  add("seed", [](const ReportedPoint& point) { return point.result.evidence ? point.result.evidence->seed : ""; });
  add("reason", [](const ReportedPoint& point) { return point.result.note; });
  json["file"] = file_column(points, assertion.parameters);
  add("digest", [](const ReportedPoint& point) { return base64_of_hex(point.digest.substr(point.digest.find(':') + 1, digest_digits)); });
  return json;
}

/// Decimals that a double holds, as the numbers that a reader of JSON makes of them; whole ones without a point.
Json number(const std::string& decimal) {
  const double value = std::strtod(decimal.c_str(), nullptr);
  constexpr double exact = 9e15;
  if (std::abs(value) < exact && value == static_cast<double>(static_cast<std::int64_t>(value))) return static_cast<std::int64_t>(value);
  return value;
}

/// Rounded outward once more: fewer digits are enough to draw.
std::string rounded_for_drawing(const std::string& decimal, bool up) {
  const auto value = parse_rational(decimal);
  return !value ? decimal : up ? decimal_above(*value, plot_digits) : decimal_below(*value, plot_digits);
}

Json ends(const std::vector<PlotPoint>& points, bool up) {
  auto json = Json::array();
  for (const PlotPoint& point : points) json.push_back(number(rounded_for_drawing(up ? point.upper : point.lower, up)));
  return json;
}

Json places(const std::vector<PlotPoint>& points) {
  auto json = Json::array();
  for (const PlotPoint& point : points) json.push_back(number(point.x));
  return json;
}

Json series_json(const PlotSeries& series) {
  Json json = {{"name", clean_text(series.name)}, {"group", clean_text(series.group)}, {"kind", to_text(series.kind)},
               {"x", places(series.points)}, {"upper", ends(series.points, true)}};
  const bool wide = std::any_of(series.points.begin(), series.points.end(), [](const PlotPoint& point) { return point.lower != point.upper; });
  if (wide) json["lower"] = ends(series.points, false);
  if (series.kind == PlotSeries::Kind::curve) return json;
  auto indices = Json::array();
  for (const PlotPoint& point : series.points) indices.push_back(point.point);
  json["point"] = indices;
  return json;
}

Json plot_json(const DrawnPlot& drawn) {
  const PlotData& data = drawn.data;
  auto series = Json::array();
  for (const PlotSeries& one : data.series) series.push_back(series_json(one));
  return {{"title", clean_text(data.title)}, {"x", drawn.plot->x}, {"x_label", clean_text(data.x_label)}, {"y", clean_text(data.y_label)},
          {"x_log", data.x_log}, {"y_log", data.y_log}, {"left_out", data.left_out}, {"series", series}};
}

bool is_worth_drawing(const PlotData& data) {
  constexpr std::size_t fewest_points = 3;
  std::size_t points = 0;
  for (const PlotSeries& series : data.series) points += series.kind == PlotSeries::Kind::curve ? 0 : series.points.size();
  return points >= fewest_points;
}

Json claim_json(const ReportedClaim& reported, const std::vector<DrawnPlot>& drawn) {
  const Claim& claim = *reported.claim;
  auto assertions = Json::array();
  for (const Assertion& assertion : claim.assertions) {
    const PointList points = points_of(reported, assertion);
    if (!points.empty()) assertions.push_back(assertion_json(assertion, points));
  }
  auto plots = Json::array();
  for (const DrawnPlot& plot : drawn) plots.push_back(plot_json(plot));
  return {{"id", claim.id}, {"command", claim_argument(claim)}, {"assertions", assertions}, {"plots", plots}};
}

}  // namespace

std::vector<std::vector<DrawnPlot>> drawn_plots(const Report& report) {
  std::vector<std::vector<DrawnPlot>> plots;
  for (const ReportedClaim& claim : report.claims) {
    plots.emplace_back();
    for (const Plot& plot : claim.plots) {
      PlotData data = plot_data(claim, plot);
      if (is_worth_drawing(data)) plots.back().push_back({&plot, std::move(data)});
    }
  }
  return plots;
}

std::string report_json(const Report& report, const std::vector<std::vector<DrawnPlot>>& plots) {
  auto claims = Json::array();
  for (std::size_t i = 0; i < report.claims.size(); ++i) claims.push_back(claim_json(report.claims[i], plots[i]));
  return Json{{"claims", claims}}.dump();
}

std::string claim_argument(const Claim& claim) {
  const std::vector<EmbeddedText> known = built_in_claims();
  const bool built_in = std::any_of(known.begin(), known.end(), [&](const EmbeddedText& one) { return one.name == claim.id && one.text == claim.text; });
  return claim.id + (built_in ? "" : ".toml");
}

std::string relative_text(const Result& result) {
  const auto relative = relative_margin(result);
  return relative ? percent_text(*relative) : "";
}

std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto nibble = [](char c) {
    const auto value = std::string_view("0123456789abcdef").find(c);
    if (value == std::string_view::npos) throw std::invalid_argument("a digest that is not hexadecimal");
    return static_cast<unsigned>(value);
  };
  std::string text;
  // Three hexadecimal digits are two letters; what is missing at the end counts as zeros.
  for (std::size_t at = 0; at < hex.size(); at += 3) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < 3; ++i) bits = bits * 16 + (at + i < hex.size() ? nibble(hex[at + i]) : 0);
    text += letters[bits / 64];
    if (4 * (hex.size() - at) > 6) text += letters[bits % 64];
  }
  while (text.size() % 4 != 0) text += '=';
  return text;
}

}  // namespace rankcert
