#include "claim/claim_library.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "checker/read_file.hpp"
#include "claim/example.hpp"
#include "claim/plot.hpp"
#include "claim/run.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

std::string with_quantity(const std::string& measure, const std::string& expect) {
  return R"(id = "q"
title = ""
statement = ""
source = ""
note = "q"
hypotheses = ["none"]
[[assert]]
name = "a"
title = ""
left = { measure = ")" + measure + R"(", column = "c" }
relation = "<="
right = "5"
lemmas = ["note#1"]
expect = ")" + expect + "\"\n";
}

std::string reason_of(const std::string& text) {
  const auto path = std::filesystem::temp_directory_path() / ("rankcert-claim-" + std::to_string(std::hash<std::string>()(text)) + ".toml");
  std::ofstream(path) << text;
  const std::string reason = test::input_error([&] { (void)load_claim(path.string()); });
  std::filesystem::remove(path);
  return reason;
}

}  // namespace

TEST_CASE("claim library: built-in claims by id, sorted, each under its own name") {
  const auto all = built_in_claims();
  CHECK(all.size() >= 2);
  CHECK(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const auto& one : all) CHECK(load_claim(one.name).id == one.name);
}

TEST_CASE("claim library: an unknown id names the known ones, a file must be one") {
  const std::string reason = test::input_error([] { (void)load_claim("rank-barier"); });
  CHECK(reason.find("unknown claim 'rank-barier'") != std::string::npos);
  CHECK(reason.find("rank-barrier") != std::string::npos);
  CHECK(test::input_error([] { (void)load_claim("no-such.toml"); }).find("no such file") != std::string::npos);
  CHECK_FALSE(test::input_error([] { (void)load_claim(""); }).empty());
}

TEST_CASE("claim library: quantities exist, are called right, and promise no more than they give") {
  CHECK(reason_of(with_quantity("hardmax_rank(5, 2, 10)", "supported")).empty());
  CHECK(reason_of(with_quantity("hardmax_rnk(5, 2, 10)", "supported")).find("unknown quantity 'hardmax_rnk'; known: ") != std::string::npos);
  CHECK(reason_of(with_quantity("hardmax_rank(5, 2)", "supported")).find("wrong number of arguments; it is hardmax_rank(") != std::string::npos);
  CHECK(reason_of(with_quantity("hardmax_rank(5, 2, 10)", "certified")).find("expect = \"supported\"") != std::string::npos);
  CHECK(reason_of(with_quantity("hardmax_spectrum_deviation(5, 2)", "certified")).empty());
}

TEST_CASE("the page on claims: its example reads and holds, and it names every quantity and type") {
  const std::string page = read_file(RANKCERT_CLAIMS_PAGE);
  const auto start = page.find("```toml\n") + 8;
  const Claim claim = parse_claim(page.substr(start, page.find("```", start) - start), "CLAIMS.md");
  CHECK(read_plots(claim, "CLAIMS.md").size() == 1);
  const auto results = run_points(suite_points(claim, "quick", {}), {});
  CHECK(results.size() == 6);
  for (const Result& result : results) CHECK(result.verdict == Verdict::certified);
  for (const Quantity& quantity : all_quantities()) {
    CAPTURE(quantity.name);
    CHECK(page.find("| `" + std::string(quantity.signature) + "` | " + (quantity.kind == Quantity::Kind::sample ? "sample" : "enclosure")) != std::string::npos);
  }
}
