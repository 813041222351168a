#include "bounds/claim_values.hpp"

#include <doctest/doctest.h>

#include "checker/read_file.hpp"
#include "claim/comma_separated.hpp"
#include "claim/run.hpp"
#include "enclosure/evaluate.hpp"
#include "formula/parser.hpp"

namespace rankcert::test {

Interval enclosed(const Claim& claim, const std::string& formula, long bits) {
  const Limits limits;
  const ExpressionPtr parsed = parse_formula(formula);
  check_names(*parsed, formula, {}, claim.definitions);
  const Ball ball = to_ball(Evaluator(claim.definitions, bits, limits).enclose(*parsed), bits);
  REQUIRE(ball.is_finite());
  return {ball.lower(bits), ball.upper(bits)};
}

bool agrees(const Interval& value, const std::string& reference) {
  const Rational expected = *parse_rational(reference);
  std::size_t digits = 0;
  // Zeros in front are no digits of the value.
  for (const char c : reference.substr(0, reference.find('e'))) digits += (c >= '1' && c <= '9') || (c == '0' && digits > 0) ? 1 : 0;
  const bool exact = reference.find_first_of(".e") == std::string::npos;
  const Rational unit = exact ? Rational(1) / pow(Integer(10), 60) : Rational(Rational(10) / pow(Integer(10), static_cast<unsigned>(digits)));
  const Rational slack = abs(expected) * unit;
  return value.lower >= expected - slack && value.upper <= expected + slack;
}

bool is_exactly(const Interval& value, const Rational& expected) {
  const Rational slack = abs(expected) / pow(Integer(10), 60);
  return value.lower <= expected && expected <= value.upper && value.upper - value.lower <= slack;
}

std::vector<std::map<std::string, std::string>> reference_rows(const std::string& name) {
  const std::string path = std::string(RANKCERT_REFERENCE) + "/" + name;
  const Table table = parse_comma_separated(read_file(path), path);
  std::vector<std::map<std::string, std::string>> rows;
  for (const auto& row : table.rows) {
    REQUIRE(row.size() == table.header.size());
    auto& fields = rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) fields[table.header[i].text] = row[i].text;
  }
  return rows;
}

std::vector<Result> results_at(const Claim& claim, const char* assertion, const std::map<std::string, std::vector<Rational>>& ranges) {
  RunOptions options;
  options.seed = 3;
  return run_points(make_points(claim, {claim.find_assertion(assertion)}, ranges, {}), options);
}

Result result_at(const Claim& claim, const char* assertion, const std::map<std::string, std::vector<Rational>>& ranges) {
  return results_at(claim, assertion, ranges).front();
}

std::string refusal_at(const Claim& claim, const std::string& assertion, const Assignment& values) {
  const Assertion& found = *claim.find_assertion(assertion);
  Assignment hints;
  for (const std::string& name : found.hints) hints[name] = claim.find_hint(name)->candidates.front();
  return refusal(claim, found, values, hints, {}).value_or("");
}

}  // namespace rankcert::test
