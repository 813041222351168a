// Somebody's table of measurements: read, and compared with a small claim.
#include <string_view>

#include "checker/claim_text.hpp"
#include "claim/compare_rows.hpp"
#include "exact/error.hpp"
#include "fuzz/require_law.hpp"

using namespace rankcert;
using fuzz::require_law;

namespace {

constexpr const char* claim_text = R"toml(id = "table"
title = "A bound and a measurement"
statement = "The measured number stays below $x^2 + 1/n$."
source = "an example"
note = "table"
hypotheses = ["none"]
[parameters]
n = { type = "integer", range = "1..10^6", meaning = "a number" }
x = { type = "rational", range = "-10..10", meaning = "another" }
[[assert]]
name = "below"
title = "Below"
left = { measure = "number(n, x)", column = "y" }
relation = "<="
right = "x^2 + 1/n"
lemmas = ["table#1"]
)toml";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size > fuzz::most_bytes) return 0;
  static const Claim claim = parse_claim(claim_text, "table.toml");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const auto lines = parse_rows(text, "table.csv");
    for (const auto& line : lines) require_law(!line.empty(), "a row has a field");
    const Table table = parse_comma_separated(text, "table.csv");
    require_law(table.rows.size() + 1 == lines.size(), "every line but the first is a row");
    CompareOptions options{.columns = {{"n", "n"}, {"x", "x"}, {"y", "y"}}, .fixed = {}, .assertion = {}};
    options.prover.max_precision_bits = 128;
    const auto reports = compare_rows(table, "table.csv", claim, options);
    require_law(reports.size() == table.rows.size(), "every row is reported");
    for (const RowReport& report : reports) {
      const bool decided = report.verdict == RowVerdict::consistent || report.verdict == RowVerdict::contradicts;
      if (!decided) {
        require_law(!report.reason.empty(), "a row that is not compared says why");
        continue;
      }
      // The bound is rational: the comparison must be that of the numbers.
      const Rational& x = report.parameters.at("x");
      const Rational bound = x * x + 1 / report.parameters.at("n");
      require_law((*report.measured <= bound) == (report.verdict == RowVerdict::consistent), "a row is compared with the bound");
    }
  } catch (const Error& error) {
    require_law(error.what()[0] != '\0', "an error says something");
  }
  return 0;
}
