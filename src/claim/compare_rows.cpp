#include "claim/compare_rows.hpp"

#include <algorithm>

#include "exact/error.hpp"

namespace rankcert {
namespace {

constexpr std::size_t max_number_digits = 1'000;

/// The assertion to hold the table against, and the name of its measured column among the options.
const Assertion& chosen_assertion(const Claim& claim, const CompareOptions& options) {
  if (!options.assertion.empty()) {
    const Assertion* assertion = claim.find_assertion(options.assertion);
    if (assertion == nullptr || assertion->measured_side() == nullptr) throw InputError(claim.id + " has no measured assertion '" + options.assertion + "'");
    if (!options.columns.contains(assertion->measured_side()->column)) {
      throw InputError("--columns must name the measured column, " + assertion->measured_side()->column + "=COLUMN");
    }
    return *assertion;
  }
  std::string known;
  for (const Assertion& assertion : claim.assertions) {
    if (assertion.measured_side() == nullptr) continue;
    const std::string& column = assertion.measured_side()->column;
    if (options.columns.contains(column)) return assertion;
    if (known.find(column) == std::string::npos) known += (known.empty() ? "" : " or ") + column + "=COLUMN";
  }
  throw InputError("--columns must name the measured column, " + known);
}

class RowComparer {
 public:
  RowComparer(const Table& table, const std::string& where, const Claim& claim, const CompareOptions& options)
      : table_(table), where_(where), claim_(claim), options_(options), assertion_(chosen_assertion(claim, options)), prover_(options.prover) {
    const std::string& measured = assertion_.measured_side()->column;
    for (const auto& [name, column] : options.columns) {
      const bool used = name == measured || needs(name);
      if (!used) throw InputError("--columns " + name + "=" + column + ": " + claim.id + " " + assertion_.name + " uses no '" + name + "'");
      places_.emplace(name, place_of(column));
    }
    for (const std::string& name : bound_parameters()) {
      if (options.fixed.contains(name) && places_.contains(name)) throw InputError("the parameter '" + name + "' has a column and a --set value");
      if (options.fixed.contains(name) || places_.contains(name)) continue;
      throw InputError("the parameter '" + name + "' needs a column (--columns " + name + "=...) or a value (--set " + name + "=...)");
    }
    for (const auto& [name, value] : options.fixed) {
      if (!needs(name)) throw InputError("--set " + name + ": " + claim.id + " " + assertion_.name + " uses no '" + name + "'");
    }
  }

  RowReport compare_row(const std::vector<Field>& row) {
    RowReport report{.line = row.front().line, .verdict = RowVerdict::unreadable, .reason = {}, .parameters = options_.fixed,
                     .predicted = {}, .measured = {}, .margin = {}};
    for (const auto& [name, place] : places_) {
      const auto value = number_at(row, place, report);
      if (!value) return report;
      if (name == assertion_.measured_side()->column) report.measured = value;
      else report.parameters[name] = *value;
    }
    compare_point(report);
    return report;
  }

 private:
  /// Parameters that the formula side or the measured quantity use; those with a default that only the quantity uses
  /// (the number of trials, say) need no value here, for nothing is measured.
  std::vector<std::string> bound_parameters() const {
    std::vector<std::string> names;
    for (const std::string& name : assertion_.parameters) {
      if (!claim_.find_parameter(name)->fallback) names.push_back(name);
    }
    return names;
  }

  bool needs(const std::string& name) const {
    return std::find(assertion_.parameters.begin(), assertion_.parameters.end(), name) != assertion_.parameters.end();
  }

  std::size_t place_of(const std::string& column) const {
    for (std::size_t i = 0; i < table_.header.size(); ++i) {
      if (table_.header[i].text == column) return i;
    }
    std::string known;
    for (const Field& field : table_.header) known += (known.empty() ? "" : ", ") + field.text;
    throw InputError(where_ + ": no column '" + column + "'; the header has " + known);
  }

  std::optional<Rational> number_at(const std::vector<Field>& row, std::size_t place, RowReport& report) const {
    const auto at = [&](std::size_t line, std::size_t column) { return where_ + ":" + std::to_string(line) + ":" + std::to_string(column) + ": "; };
    if (place >= row.size()) {
      report.reason = at(row.back().line, row.back().column) + "the row has " + std::to_string(row.size()) + " fields, the column '" +
                      table_.header[place].text + "' is number " + std::to_string(place + 1);
      return std::nullopt;
    }
    const Field& field = row[place];
    const auto value = parse_rational(field.text.starts_with('+') ? std::string_view(field.text).substr(1) : field.text, max_number_digits);
    if (!value) report.reason = at(field.line, field.column) + "'" + field.text.substr(0, 40) + "' is no number";
    return value;
  }

  void compare_point(RowReport& report) {
    report.verdict = RowVerdict::not_comparable;
    Point point{.claim = &claim_, .assertion = &assertion_, .parameters = report.parameters};
    for (const std::string& name : assertion_.parameters) {
      const auto& fallback = claim_.find_parameter(name)->fallback;
      if (fallback) point.parameters.try_emplace(name, *fallback);
    }
    if (const auto reason = refusal(claim_, assertion_, point.parameters, first_hints(claim_, assertion_), options_.prover.limits)) {
      report.reason = *reason;
      return;
    }
    const Measured row{.interval = {*report.measured, *report.measured}, .evidence = {}};
    const Result result = prover_.prove(point, row, "");
    report.predicted = predicted(result);
    report.margin = margin(result);
    if (is_vacuous(result)) report.reason = "vacuous: the bound says nothing there";
    else if (result.verdict == Verdict::certified) report.verdict = RowVerdict::consistent;
    else if (result.verdict == Verdict::refuted) report.verdict = RowVerdict::contradicts;
    else report.reason = result.note;
  }

  const Table& table_;
  const std::string& where_;
  const Claim& claim_;
  const CompareOptions& options_;
  const Assertion& assertion_;
  Prover prover_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace

std::string_view to_text(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::consistent: return "consistent";
    case RowVerdict::contradicts: return "contradicts";
    case RowVerdict::not_comparable: return "not comparable";
    case RowVerdict::unreadable: return "unreadable";
  }
  return "";
}

std::vector<RowReport> compare_rows(const Table& table, const std::string& where, const Claim& claim, const CompareOptions& options) {
  RowComparer comparer(table, where, claim, options);
  std::vector<RowReport> reports;
  reports.reserve(table.rows.size());
  for (const auto& row : table.rows) reports.push_back(comparer.compare_row(row));
  return reports;
}

}  // namespace rankcert
