#include "report/render_csv.hpp"

#include <array>
#include <string_view>

#include "exact/decimal.hpp"
#include "report/clean_text.hpp"
#include "report/shown.hpp"
#include "report/standing_text.hpp"
#include "report/tally.hpp"
#include "report/trust.hpp"

namespace rankcert {
namespace {

constexpr std::size_t digits = 17;
constexpr std::string_view line_end = "\r\n";

constexpr auto columns = std::to_array<std::string_view>({"claim",
                                                          "claim_digest",
                                                          "assertion",
                                                          "knowledge",
                                                          "parameters",
                                                          "hints",
                                                          "predicted_lower",
                                                          "predicted_upper",
                                                          "relation",
                                                          "compared_lower",
                                                          "compared_upper",
                                                          "margin",
                                                          "verdict",
                                                          "expected",
                                                          "standing",
                                                          "vacuous",
                                                          "kind",
                                                          "confidence",
                                                          "samples",
                                                          "seed",
                                                          "method",
                                                          "replayed",
                                                          "trust",
                                                          "file",
                                                          "digest",
                                                          "note"});

/// One line of the file, field by field.
class Row {
 public:
  /// What this program wrote itself: numbers and words.
  Row& own(std::string_view text) {
    if (!first_) line_ += ',';
    first_ = false;
    if (text.find_first_of("\",") == std::string_view::npos) {
      line_ += text;
      return *this;
    }
    line_ += '"';
    for (const char c : text) line_ += c == '"' ? std::string(2, c) : std::string(1, c);
    line_ += '"';
    return *this;
  }

  /// Text of a file that nobody vouches for.
  Row& foreign(std::string_view text) {
    const std::string clean = clean_text(text);
    const bool formula = clean.find_first_of("=+-@") == 0;
    return own(formula ? "'" + clean : clean);
  }

  [[nodiscard]] std::string text() const { return line_ + std::string(line_end); }

 private:
  std::string line_;
  bool first_ = true;
};

std::string integer_or(const Rational& value, const std::string& rounded) {
  constexpr std::size_t longest_integer = 40;
  const std::string exact = is_integer(value) ? to_text(value) : "";
  return exact.empty() || exact.size() > longest_integer ? rounded : exact;
}

void add_interval(Row& row, const std::optional<Interval>& interval, std::string_view between) {
  row.own(interval ? integer_or(interval->lower, decimal_below(interval->lower, digits)) : "");
  row.own(interval ? integer_or(interval->upper, decimal_above(interval->upper, digits)) : "");
  if (!between.empty()) row.own(between);
}

/// {"H": "64", "d": "3"}: names of parameters need no escaping.
std::string json_of(const Assignment& values) {
  std::string text;
  for (const auto& [name, value] : values) {
    text += text.empty() ? "{" : ", ";
    text += '"' + name + "\": \"" + to_text(value) + '"';
  }
  return text.empty() ? "{}" : text + "}";
}

/// The relation as it reads with the prediction on the left.
std::string_view turned(Relation relation) {
  switch (relation) {
    case Relation::less: return ">";
    case Relation::less_equal: return ">=";
    case Relation::greater: return "<";
    case Relation::greater_equal: return "<=";
    case Relation::equal: break;
  }
  return "=";
}

void add_evidence(Row& row, const ReportedPoint& point) {
  const Assertion& assertion = *point.result.point.assertion;
  const auto& evidence = point.result.evidence;
  const bool estimate = evidence && evidence->sample;
  row.own(assertion.measured_side() == nullptr ? "formula" : !evidence ? "" : estimate ? "estimate" : "enclosure");
  row.own(estimate ? decimal_below(1 - evidence->sample->alpha, digits) : "");
  row.own(estimate ? std::to_string(evidence->sample->observations.size()) : "");
  row.foreign(evidence ? evidence->seed : "").foreign(evidence ? evidence->method : "");
  row.own(!evidence ? "" : point.replayed ? "true" : "false");
}

std::string row_of(const Claim& claim, const ReportedPoint& point) {
  const Result& result = point.result;
  const Assertion& assertion = *result.point.assertion;
  Row row;
  row.foreign(claim.id).own(claim.digest).foreign(assertion.name).own(to_text(knowledge_of(assertion)));
  row.own(json_of(result.point.parameters)).own(json_of(result.hints));
  add_interval(row, predicted(result),
               assertion.left.is_measured() ? turned(assertion.relation) : to_text(assertion.relation));
  add_interval(row, compared(result), "");
  const auto distance = margin(result);
  row.own(distance ? integer_or(*distance, margin_text(*distance, digits)) : "");
  row.own(to_text(result.verdict)).own(to_text(assertion.expected));
  row.own(to_text(standing_of(result))).own(is_vacuous(result) ? "true" : "false");
  add_evidence(row, point);
  row.own(to_text(trust_of(point)));
  row.foreign(point.file).own(point.digest).foreign(result.note);
  return row.text();
}

}  // namespace

std::string render_csv(const Report& report) {
  Row header;
  for (const std::string_view column : columns) header.own(column);
  std::string text = header.text();
  for (const ReportedClaim& claim : report.claims) {
    for (const ReportedPoint& point : claim.points) text += row_of(*claim.claim, point);
  }
  return text;
}

}  // namespace rankcert
