#include "report/render_html.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "exact/digest.hpp"
#include "report/findings.hpp"
#include "report/html_text.hpp"
#include "report/lemma_titles.hpp"
#include "report/page_assets.hpp"
#include "report/report_json.hpp"
#include "report/sample_report.hpp"

using namespace rankcert;
using test::good_report;
using test::hostile_report;
using test::sample_report;

namespace {

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

/// Between the first `from` and the next `to` after it.
std::string between(std::string_view text, std::string_view from, std::string_view to) {
  const auto begin = text.find(from);
  REQUIRE(begin != std::string_view::npos);
  const auto end = text.find(to, begin + from.size());
  REQUIRE(end != std::string_view::npos);
  return std::string(text.substr(begin + from.size(), end - begin - from.size()));
}

/// The page without what is the same in every report: style, script and notices.
std::string own_text(const Report& report) {
  std::string page = render_html(report, "rankcert test");
  for (const std::string_view name : {"report_page", "report_style"}) {
    const std::string_view asset = page_asset(name);
    const auto at = page.find(asset);
    REQUIRE(at != std::string::npos);
    page.erase(at, asset.size());
  }
  return page;
}

nlohmann::json data_of(const Report& report) {
  return nlohmann::json::parse(between(own_text(report), "<script type=\"application/json\" id=\"data\">", "</script>"));
}

/// The number on the first screen beside the word.
std::string number_beside(const std::string& page, const std::string& word) {
  return between(between(page, "data-verdict=\"" + word + "\"", "</div>"), "class=\"big\">", "<");
}

}  // namespace

TEST_CASE("HTML: the first screen counts each verdict") {
  const auto sample = sample_report();
  const std::string page = own_text(sample.report);
  CHECK(number_beside(page, "certified") == "2");  // next, guess
  CHECK(number_beside(page, "supported") == "1");  // rank
  CHECK(number_beside(page, "refuted") == "2");    // wrong, broken
  CHECK(number_beside(page, "undecided") == "1");  // open
  CHECK(page.find("4 of 5 decided points came out as their claims say") != std::string::npos);
  CHECK(page.find("At 1 point the bound alone is enclosed") != std::string::npos);
  CHECK(page.find("1 point contradicts its claim") != std::string::npos);
}

TEST_CASE("HTML: a report in which all came out as claimed says so, and raises no alarm") {
  const auto good = good_report();
  const std::string page = own_text(good.report);
  CHECK(page.find("All 4 decided points came out as their claims say") != std::string::npos);
  CHECK(page.find("class=\"alarms") == std::string::npos);
}

TEST_CASE("HTML: the columns proved, enclosed, measured and conjectured count each point once") {
  const auto sample = sample_report();
  const std::string row = between(own_text(sample.report), "<tr data-claim=", "</tr>");
  // next, wrong, broken and open are formulas; heads is measured by an enclosure, rank by a sample; guess has no proof.
  const std::array<std::string, 4> expected = {"4", "1", "1", "1"};
  std::size_t at = 0;
  for (const std::string& number : expected) {
    const auto cell = row.find("<td class=\"number\" data-value=\"", at);
    REQUIRE(cell != std::string::npos);
    CHECK(between(row.substr(cell), "data-value=\"", "\"") == number);
    at = cell + 1;
  }
  CHECK(row.find("<td class=\"number\"", at) == std::string::npos);
}

TEST_CASE("HTML: every claim, assertion and point is in the page") {
  const auto sample = sample_report();
  const std::string page = own_text(sample.report);
  std::size_t points = 0;
  const auto data = data_of(sample.report);
  for (const auto& assertion : data["claims"][0]["assertions"]) {
    points += assertion["count"].get<std::size_t>();
    CHECK(page.find("<h5><code>" + assertion["name"].get<std::string>() + "</code>") != std::string::npos);
  }
  CHECK(points == sample.report.claims.front().points.size());
  CHECK(count(page, "<article id=\"claim-sample\"") == 1);
  CHECK(page.find("Peano, 1889") != std::string::npos);
  CHECK(page.find("n is a natural number") != std::string::npos);
  CHECK(page.find("Some <span class=\"tex\">n</span> are small.") != std::string::npos);
}

TEST_CASE("HTML: the status of an assertion is that of its gravest point, a claim is not certified as a whole") {
  const auto sample = sample_report();
  const ReportedClaim& claim = sample.report.claims.front();
  const auto status = [&](const std::string& name) {
    const Assertion* assertion = claim.claim->find_assertion(name);
    return status_of(*assertion, points_of(claim, *assertion));
  };
  CHECK(status("next") == Status::certified);
  CHECK(status("guess") == Status::conjectured);
  CHECK(status("wrong") == Status::refuted);
  CHECK(status("broken") == Status::contradicted);
  CHECK(status("open") == Status::undecided);
  CHECK(status("rank") == Status::supported);
  CHECK(status("heads") == Status::not_compared);
  CHECK(status_of(claim) == Status::contradicted);
  const auto good = good_report();
  CHECK(status_of(good.report.claims.front()) == Status::as_claimed);
}

TEST_CASE("HTML: foreign text is escaped wherever it is shown") {
  for (const std::string text : {"<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' x='", "</script><!--", "&lt;b&gt;", "\xe2\x80\xae" "turned", "$</span><b>$", "`</code><b>`", "*</em><b>*"}) {
    CAPTURE(text);
    auto hostile = hostile_report(text);
    hostile.report.refused.push_back({text + "a\x01\x1b[31m\x7f b", "\xff\xfe"});
    const std::string page = own_text(hostile.report);
    CHECK(count(page, "<script") == 2);  // the data, and the place of the script that own_text took out
    CHECK(count(page, "</script") == 2);
    CHECK(page.find("<b>") == std::string::npos);
    CHECK(page.find(" onmouseover=\"") == std::string::npos);
    CHECK(page.find("<!--") == std::string::npos);
    CHECK(std::none_of(page.begin(), page.end(), [](unsigned char byte) { return (byte < 0x20 && byte != '\n') || byte == 0x7f; }));
    CHECK(page.find("\xe2\x80\xae") == std::string::npos);
    CHECK(page.find('\xff') == std::string::npos);
    CHECK_NOTHROW(static_cast<void>(data_of(hostile.report)));
  }
}

TEST_CASE("HTML: data in a script element cannot end it, and keeps its value") {
  const std::string text = "</script> & <!-- \u2028 \u2029";
  const nlohmann::json json = {{"a", text}};
  const std::string script = script_json(json.dump());
  CHECK(script.find_first_of("<>&") == std::string::npos);
  CHECK(script.find("\u2028") == std::string::npos);
  CHECK(nlohmann::json::parse(script) == json);
}

TEST_CASE("HTML: the page loads nothing, and its policy names its own script and style") {
  const auto good = good_report();
  const std::string page = render_html(good.report, "rankcert test");
  const std::string policy = between(page, "Content-Security-Policy\" content=\"", "\"");
  CHECK(policy.starts_with("default-src 'none';"));
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(policy.find("http") == std::string::npos);
  for (const std::string_view name : {"report_page", "report_style"}) {
    const std::string digest = sha256(page_asset(name)).substr(7);
    CHECK(policy.find("'sha256-" + base64_of_hex(digest) + "'") != std::string::npos);
  }
  const std::string own = own_text(good.report);
  for (const std::string_view tag : {"<link", "<img", "<iframe", " src=", " style=", " onclick", "<form action"}) CHECK(own.find(tag) == std::string::npos);
}

TEST_CASE("HTML: digests in base 64") {
  // RFC 4648, section 10, and the digest of the empty text as policies write it.
  CHECK(base64_of_hex("") == "");
  CHECK(base64_of_hex("66") == "Zg==");
  CHECK(base64_of_hex("666f") == "Zm8=");
  CHECK(base64_of_hex("666f6f") == "Zm9v");
  CHECK(base64_of_hex("666f6f62") == "Zm9vYg==");
  for (const char* other : {"next", "AB", "6/", "6:", "6g", "6`"}) CHECK_THROWS_AS((void)base64_of_hex(other), std::invalid_argument);
  CHECK(base64_of_hex("666f6f6261") == "Zm9vYmE=");
  CHECK(base64_of_hex("666f6f626172") == "Zm9vYmFy");
  CHECK(base64_of_hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

TEST_CASE("HTML: the same report gives the same bytes") {
  const auto first = sample_report();
  const auto second = sample_report();
  CHECK(render_html(first.report, "rankcert test") == render_html(second.report, "rankcert test"));
}

TEST_CASE("HTML: what the page costs beside its points") {
  // A full run of about 6,000 points must stay below 2 MB; what does not depend on them may cost half.
  const auto good = good_report();
  CHECK(render_html(good.report, "rankcert test").size() < 900'000);
}

TEST_CASE("HTML: titles of lemmas come from the notes, of unknown notes there is the number alone") {
  CHECK(lemma_title("causal-barrier#5") == "Theorem 5 (causal barrier)");
  CHECK(lemma_title("causal-barrier#9999") == "result 9999");
  CHECK(lemma_title("nobody#7") == "result 7");
  CHECK(note_of("causal-barrier#5") == "causal-barrier");
}

TEST_CASE("HTML: a shell takes a file's name for one word") {
  CHECK(shell_word("a/b--c=1,2.json") == "a/b--c=1,2.json");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("$(rm -rf .)") == "'$(rm -rf .)'");
  CHECK(shell_word("it's") == "'it'\\''s'");
}

TEST_CASE("HTML: numbers of people") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(counted(1, "point") == "1 point");
  CHECK(counted(0, "point") == "0 points");
}
