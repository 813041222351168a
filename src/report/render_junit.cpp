#include "report/render_junit.hpp"

#include <fmt/core.h>

#include "checker/printable.hpp"
#include "report/clean_text.hpp"
#include "report/point_label.hpp"
#include "report/shown.hpp"
#include "report/tally.hpp"
#include "report/trust.hpp"

namespace rankcert {
namespace {

/// Text between tags or in a quoted attribute.
std::string xml_text(std::string_view text) {
  std::string escaped;
  for (const char c : clean_text(text)) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  Counts& operator+=(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    return *this;
  }
  [[nodiscard]] std::string attributes() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}" time="0")", tests, failures, errors, skipped);
  }
};

std::string property(std::string_view name, std::string_view value) {
  return fmt::format("        <property name=\"{}\" value=\"{}\"/>\n", name, xml_text(value));
}

std::string properties(const ReportedPoint& point) {
  const Result& result = point.result;
  const Assertion& assertion = *result.point.assertion;
  constexpr std::size_t margin_digits = 6;
  const auto distance = margin(result);
  std::string text = property("predicted", predicted_text(result));
  text += property(assertion.measured_side() != nullptr ? "measured" : "compared", compared_text(result));
  text += property("margin", distance ? margin_text(*distance, margin_digits) : "-");
  text += property("verdict", verdict_text(result)) + property("expected", to_text(assertion.expected));
  text += property("knowledge", to_text(knowledge_of(assertion)));
  text += property("trust", to_text(trust_of(point)));
  if (!point.file.empty()) text += property("file", point.file);
  if (!point.digest.empty()) text += property("digest", point.digest);
  return "      <properties>\n" + text + "      </properties>\n";
}

/// What was to hold, in words and numbers.
std::string comparison(const Result& result) {
  const Assertion& assertion = *result.point.assertion;
  const bool turned = assertion.left.is_measured();
  const std::string formula = predicted_text(result);
  const std::string other = compared_text(result);
  return fmt::format("{}: {} {} {}", verdict_text(result), turned ? other : formula, to_text(assertion.relation),
                     turned ? formula : other);
}

std::string outcome(const Result& result, bool strict, Counts& counts) {
  const Assertion& assertion = *result.point.assertion;
  const std::string reason = result.note.empty() ? "" : " (" + result.note + ")";
  const std::string words = xml_text(comparison(result) + reason);
  switch (standing_of(result)) {
    case Standing::as_expected: return "";
    case Standing::contradiction:
      ++counts.failures;
      return fmt::format("      <failure type=\"contradiction\" message=\"{}; expected {}\">{}</failure>\n", words,
                         to_text(assertion.expected), xml_text(assertion.title + ": " + check_command(result.point)));
    case Standing::undecided:
      ++(strict ? counts.errors : counts.skipped);
      return strict ? fmt::format("      <error type=\"undecided\" message=\"{}\">{}</error>\n", words,
                                  xml_text(assertion.title))
                    : fmt::format("      <skipped message=\"undecided, {}\"/>\n", words);
    case Standing::not_compared:
      ++counts.skipped;
      return fmt::format("      <skipped message=\"the bound is enclosed, nothing was compared{}\"/>\n", xml_text(reason));
  }
  return "";
}

std::string suite(const std::string& name, const Counts& counts, const std::string& cases) {
  return fmt::format("  <testsuite name=\"{}\" {}>\n{}  </testsuite>\n", xml_text(name), counts.attributes(), cases);
}

std::string claim_suite(const Report& report, const ReportedClaim& claim, bool strict, Counts& all) {
  const std::string label = claim_label(report, *claim.claim);
  Counts counts;
  std::string cases;
  for (const ReportedPoint& point : claim.points) {
    ++counts.tests;
    cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"0\">\n",
                         xml_text(label + "." + point.result.point.assertion->name),
                         xml_text(exact_label(point.result.point)));
    cases += properties(point) + outcome(point.result, strict, counts) + "    </testcase>\n";
  }
  all += counts;
  return suite(label, counts, cases);
}

std::string refused_suite(const Report& report, Counts& all) {
  if (report.refused.empty()) return "";
  const Counts counts{.tests = report.refused.size(), .errors = report.refused.size()};
  std::string cases;
  for (const RefusedFile& file : report.refused) {
    cases += fmt::format(
        "    <testcase classname=\"rankcert.refused\" name=\"{}\" time=\"0\">\n      <error type=\"refused\" message=\"{}\"/>\n    </testcase>\n",
        xml_text(file.file), xml_text(printable(file.reason)));
  }
  all += counts;
  return suite("refused files", counts, cases);
}

}  // namespace

std::string render_junit(const Report& report, bool strict) {
  Counts all;
  std::string suites;
  for (const ReportedClaim& claim : report.claims) suites += claim_suite(report, claim, strict, all);
  suites += refused_suite(report, all);
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"rankcert\" {}>\n{}</testsuites>\n",
                     all.attributes(), suites);
}

}  // namespace rankcert
