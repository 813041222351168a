#include "report/render_csv.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "claim/comma_separated.hpp"
#include "report/sample_report.hpp"

using namespace rankcert;
using nlohmann::json;

namespace {

/// The file as Python's csv module reads it, strictly: a list of rows.
json read_by_python(const std::string& csv) {
  const auto text = test::python("import csv, json, sys\nwith open(sys.argv[1], newline='', encoding='utf-8') as f:\n    print(json.dumps(list(csv.reader(f, strict=True))))\n", csv);
  return text ? json::parse(*text) : json();
}

std::string field(const json& rows, std::size_t row, const std::string& column) {
  const auto& header = rows.at(0);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == column) return rows.at(row).at(i);
  }
  return "no column " + column;
}

}  // namespace

TEST_CASE("csv: one row a point, numbers exact where they are") {
  const json rows = read_by_python(render_csv(test::sample_report().report));
  if (rows.is_null()) return;
  REQUIRE(rows.size() == 8);
  for (const json& row : rows) CHECK(row.size() == rows.at(0).size());
  CHECK(field(rows, 1, "claim") == "sample");
  CHECK(field(rows, 1, "assertion") == "next");
  CHECK(field(rows, 1, "knowledge") == "proved");
  CHECK(json::parse(field(rows, 1, "parameters")) == json{{"n", "3"}});
  CHECK(json::parse(field(rows, 1, "hints")) == json::object());
  CHECK(field(rows, 1, "predicted_lower") == "3");
  CHECK(field(rows, 1, "compared_upper") == "4");
  CHECK(field(rows, 1, "relation") == "<");
  CHECK(field(rows, 1, "margin") == "1");
  CHECK(field(rows, 1, "kind") == "formula");
  CHECK(field(rows, 2, "knowledge") == "conjectured");
  CHECK(field(rows, 3, "standing") == "as expected");
  CHECK(field(rows, 4, "standing") == "contradiction");
  CHECK(field(rows, 4, "margin") == "-2");
  CHECK(field(rows, 5, "standing") == "undecided");
  CHECK(field(rows, 5, "margin").empty());
}

TEST_CASE("csv: a measured side has its evidence, and the relation is turned to it") {
  const json rows = read_by_python(render_csv(test::sample_report().report));
  if (rows.is_null()) return;
  CHECK(field(rows, 6, "knowledge") == "measured");
  CHECK(field(rows, 6, "relation") == ">=");  // predicted 3 >= measured [2, 2.5]
  CHECK(field(rows, 6, "compared_lower") == "2");
  CHECK(field(rows, 6, "compared_upper") == "2.5");
  CHECK(field(rows, 6, "kind") == "estimate");
  CHECK(field(rows, 6, "confidence") == "0.99");
  CHECK(field(rows, 6, "samples") == "4");
  CHECK(field(rows, 6, "seed") == "7");
  CHECK(field(rows, 6, "replayed") == "false");
  CHECK(field(rows, 7, "standing") == "not compared");
  CHECK(field(rows, 7, "compared_lower").empty());
  CHECK(field(rows, 7, "predicted_lower") == "0.33333333333333333");
  CHECK(field(rows, 7, "predicted_upper") == "0.33333333333333334");
}

TEST_CASE("csv: lines end as RFC 4180 says, and the program's own reader takes it") {
  const std::string csv = render_csv(test::sample_report().report);
  CHECK(csv.ends_with("\r\n"));
  for (std::size_t at = 0; (at = csv.find('\n', at)) != std::string::npos; ++at) CHECK(csv[at - 1] == '\r');
  CHECK(parse_comma_separated(csv, "report.csv").rows.size() == 7);
}

TEST_CASE("csv: hostile text stays in its field and is no formula") {
  for (const char* text : {"=1+1", "+1", "-1", "@x", "a,b", "a\"b", "a\nb", "\t=1"}) {
    const json rows = read_by_python(render_csv(test::hostile_report(text).report));
    if (rows.is_null()) return;
    REQUIRE(rows.size() == 2);
    const std::string file = field(rows, 1, "file");
    CAPTURE(file);
    CHECK(file.find_first_of("=+-@") != 0);
    CHECK(file.size() >= std::string(text).size());
  }
}
