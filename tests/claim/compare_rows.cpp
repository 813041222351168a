#include "claim/compare_rows.hpp"

#include <doctest/doctest.h>

#include "checker/read_file.hpp"
#include "claim/claim_library.hpp"
#include "claim/example.hpp"

using namespace rankcert;

namespace {

const Claim& separation() {
  static const Claim claim = load_claim("low-rank-separation");
  return claim;
}

CompareOptions columns(const Assignment& fixed = {{"r", 1}}) {
  return {.columns = {{"d", "dim"}, {"H", "heads"}, {"mse", "error"}}, .fixed = fixed, .assertion = ""};
}

std::vector<RowReport> compare(const std::string& text, const CompareOptions& options = columns()) {
  return compare_rows(parse_comma_separated(text, "t.csv"), "t.csv", separation(), options);
}

std::string reason_of(const CompareOptions& options) {
  return test::input_error([&] { (void)compare("dim,heads,error\n10,1,0.7\n", options); });
}

}  // namespace

TEST_CASE("compare: the published measurements of random heads are consistent, all of them") {
  const std::string path = std::string(RANKCERT_CLAIM_DATA) + "/published_random_heads.csv";
  const auto reports = compare_rows(parse_comma_separated(read_file(path), path), path, separation(), columns());
  CHECK(reports.size() == 12);
  for (const RowReport& report : reports) {
    CAPTURE(report.line);
    CAPTURE(report.reason);
    CHECK(report.verdict == RowVerdict::consistent);
    REQUIRE(report.margin);
    CHECK(*report.margin > 0);
  }
}

TEST_CASE("compare: each verdict, in one table") {
  const auto reports = compare("dim,heads,error\n10,64,0.435\n10,64,0.05\n3,1,0.5\n10,-1,0.5\n10,x,0.5\n10,64\n10,64,\n10,64,+4.35e-1\n10,1.5,0.5\n");
  const RowVerdict expected[] = {RowVerdict::consistent,     RowVerdict::contradicts, RowVerdict::not_comparable, RowVerdict::not_comparable, RowVerdict::unreadable,
                                 RowVerdict::unreadable,     RowVerdict::unreadable,  RowVerdict::consistent,     RowVerdict::not_comparable};
  REQUIRE(reports.size() == std::size(expected));
  for (std::size_t i = 0; i < reports.size(); ++i) {
    CAPTURE(i);
    CAPTURE(reports[i].reason);
    CHECK(reports[i].verdict == expected[i]);
    CHECK(reports[i].line == i + 2);
  }
  CHECK(*reports[1].margin < 0);
  CHECK(reports[2].reason.find("out of range 4..1000000") != std::string::npos);
  CHECK(reports[4].reason == "t.csv:6:4: 'x' is no number");
  CHECK(reports[5].reason.starts_with("t.csv:7:"));
  CHECK(reports[6].reason.starts_with("t.csv:8:7: "));
}

TEST_CASE("compare: a number just above and just below the bound") {
  // LB(10, 1, 64) = 0.09828001931089716...
  const auto reports = compare("dim,heads,error\n10,64,0.098280019310898\n10,64,0.098280\n");
  CHECK(reports[0].verdict == RowVerdict::consistent);
  CHECK(reports[1].verdict == RowVerdict::contradicts);
}

TEST_CASE("compare: vacuous ranks are said to be so") {
  const auto reports = compare("dim,heads,error\n10,64,0.1\n", columns({{"r", 8}}));
  CHECK(reports.front().verdict == RowVerdict::not_comparable);
  CHECK(reports.front().reason.find("vacuous") != std::string::npos);
}

TEST_CASE("compare: the other direction, a mean rank held against the barrier") {
  const Claim barrier = load_claim("rank-barrier");
  const CompareOptions options{.columns = {{"n", "n"}, {"d_h", "heads"}, {"rank", "rank"}}, .fixed = {}, .assertion = ""};
  const auto reports = compare_rows(parse_comma_separated("n,heads,rank\n100,8,39.9\n100,8,64\n", "t.csv"), "t.csv", barrier, options);
  CHECK(reports[0].verdict == RowVerdict::consistent);
  CHECK(reports[1].verdict == RowVerdict::contradicts);
}

TEST_CASE("compare: what is wrong with the whole table") {
  CHECK(reason_of(columns()).empty());
  CHECK(reason_of(columns({})).find("'r' needs a column") != std::string::npos);
  CHECK(reason_of(columns({{"r", 1}, {"d", 10}})).find("has a column and a --set value") != std::string::npos);
  CHECK(reason_of(columns({{"r", 1}, {"q", 10}})).find("uses no 'q'") != std::string::npos);
  CompareOptions options = columns();
  options.columns["H"] = "head";
  CHECK(reason_of(options).find("no column 'head'; the header has dim, heads, error") != std::string::npos);
  options = columns();
  options.columns.erase("mse");
  CHECK(reason_of(options).find("mse=COLUMN") != std::string::npos);
  options = columns();
  options.columns["q"] = "dim";
  CHECK(reason_of(options).find("uses no 'q'") != std::string::npos);
  options = columns();
  options.assertion = "reaches";
  CHECK(reason_of(options).find("no measured assertion 'reaches'") != std::string::npos);
  options.assertion = "scalar-values";
  CHECK(reason_of(options).empty());
}

TEST_CASE("compare: a row that only a larger truncation degree contradicts is found out") {
  const auto reports = compare("dim,heads,error\n16,1000000,0.001\n", columns({{"r", 8}}));
  CHECK(reports.front().verdict == RowVerdict::contradicts);
}

TEST_CASE("compare: a bound of 0 is no bound") {
  const auto reports = compare("dim,heads,error\n10,1329227995784915872903807060280344576,0.3\n");  // 2^120 heads
  CHECK(reports.front().verdict == RowVerdict::not_comparable);
  CHECK(reports.front().reason.find("vacuous") != std::string::npos);
}
