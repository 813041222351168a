#include "claim/baseline_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "capture_binding.hpp"
#include "checker/read_file.hpp"
#include "claim/baseline_example.hpp"
#include "claim/example.hpp"

using namespace rankcert;
using test::baseline_of;
using test::baseline_point;

namespace {

/// Written by hand from the specification.
const std::string by_hand = R"({
 "claims": {
  "one": {
   "asserted": [
    ["assertion a","n < 9"],
    ["hypothesis","none"]
   ],
   "digest": "sha256:0",
   "other": [
    ["title","T"]
   ],
   "points": [
    {"assertion":"a","expect":"certified","margin":"0.125","parameters":{"n":"2"},"verdict":"certified"},
    {"assertion":"a","expect":"certified","parameters":{"n":"10"},"verdict":"enclosed"}
   ]
  }
 },
 "confidence": "99/100",
 "made_by": "--suite quick",
 "schema": "rankcert-baseline/1",
 "seed": "1"
}
)";

Baseline same_by_value() { return baseline_of({baseline_point(2, Verdict::certified, Rational(1, 8)), baseline_point(10, Verdict::enclosed)}); }

std::string refusal_of(const std::string& text) {
  return test::input_error([&] { (void)parse_baseline(text, "b.json"); });
}

std::string changed(const std::string& before, const std::string& after) {
  std::string text = by_hand;
  const auto at = text.find(before);
  REQUIRE(at != std::string::npos);
  return text.replace(at, before.size(), after);
}

}  // namespace

TEST_CASE("baseline file: written as specified, one point a line") { CHECK(write_baseline(same_by_value()) == by_hand); }

TEST_CASE("baseline file: the page that specifies it shows a baseline that reads") {
  const std::string page = read_file(RANKCERT_BASELINE_PAGE);
  const auto start = page.find("```json\n") + 8;
  const std::string shown = page.substr(start, page.find("```", start) - start);
  CHECK(parse_baseline(shown, "page").claims.size() == 1);
}

TEST_CASE("baseline file: what is written reads back") {
  const Baseline read = parse_baseline(by_hand, "b.json");
  CHECK(read.seed == 1);
  CHECK(read.confidence == Rational(99, 100));
  CHECK(read.made_by == "--suite quick");
  CHECK(read.claims.at("one").digest == "sha256:0");
  CHECK(read.claims.at("one").parts == same_by_value().claims.at("one").parts);
  CHECK(read.claims.at("one").points == same_by_value().claims.at("one").points);
  BaselinePoint odd = baseline_point(3, Verdict::refuted, Rational(-1) / pow(Integer(10), 1000));
  odd.by_estimate = true;
  BaselinePoint empty = baseline_point(4, Verdict::supported, Rational(pow(Integer(10), 1000)));
  empty.vacuous = true;
  empty.parameters["m"] = Rational(-7, 3);
  Baseline strange = baseline_of({odd, empty});
  std::sort(strange.claims.at("one").points.begin(), strange.claims.at("one").points.end(), [](const auto& a, const auto& b) { return a.key() < b.key(); });
  strange.claims["two"] = {};
  strange.claims.at("one").parts.other = {{"title", "\"quoted\" \\ <script> \n \x01 \xCF\x80"}};
  const std::string text = write_baseline(strange);
  CHECK(write_baseline(parse_baseline(text, "b.json")) == text);
  CHECK(parse_baseline(text, "b.json").claims.at("one").points == strange.claims.at("one").points);
}

TEST_CASE("baseline file: what is malformed is refused, with the file and the reason") {
  const std::vector<std::array<std::string, 3>> cases = {
      {"\"1\"\n}", "\"1\"\n", "no JSON at line 23"},
      {" \"claims\"", "<<<<<<< mine\n \"claims\"", "no JSON at line 2"},
      {"rankcert-baseline/1", "rankcert-baseline/2", "the schema is 'rankcert-baseline/2', this program reads rankcert-baseline/1"},
      {" \"schema\": \"rankcert-baseline/1\",\n", "", "'schema' is missing"},
      {"\"seed\": \"1\"", "\"seed\": 1", "'seed' must be a string"},
      {"\"seed\": \"1\"", "\"seed\": \"-1\"", "the seed must be an integer"},
      {"\"seed\": \"1\"", "\"seed\": \"1/2\"", "the seed must be an integer"},
      {"\"seed\": \"1\"", "\"seed\": \"18446744073709551616\"", "the seed must be an integer"},
      {"\"99/100\"", "\"often\"", "the confidence is no exact number: 'often'"},
      {"\"99/100\"", "\"0.99\"", "line 18 is not written as --bless writes it"},
      {"\"0.125\"", "\"1/8\"", "line 13 is not written as --bless writes it"},
      {"\"0.125\"", "0.125", "'margin' must be a string"},
      {"\"0.125\"", "\"-0.125\"", "wrong sign"},
      {"\"0.125\"", "\"0.1234567\"", "too many digits"},
      {"\"0.125\"", "\"1e-99999999\"", "a margin is no exact number"},
      {"\"margin\":\"0.125\",", "", "a margin belongs to a decided verdict"},
      {"\"expect\":\"certified\",\"parameters\"", "\"expect\":\"certified\",\"margin\":\"1\",\"parameters\"", "a margin belongs to a decided verdict"},
      {"\"verdict\":\"enclosed\"", "\"verdict\":\"proved\"", "'proved' is no verdict"},
      {"\"verdict\":\"enclosed\"", "\"vacuous\":false,\"verdict\":\"enclosed\"", "line 14 is not written as --bless writes it"},
      {"{\"assertion\":\"a\",\"expect\":\"certified\",\"margin\"", "{\"assertion\":\"a\",\"basis\":\"estimate\",\"expect\":\"certified\",\"margin\"", "'basis' belongs to a refuted point"},
      {"{\"n\":\"10\"}", "{\"n\":\"2\"}", "not sorted, or one stands twice"},
      {"{\"n\":\"10\"}", "{\"n\":\"1\"}", "not sorted, or one stands twice"},
      {"{\"n\":\"10\"}", "{\"n\":\"ten\"}", "a parameter is no exact number"},
      {"{\"n\":\"10\"}", "{\"n\":10}", "a parameter must be a string"},
      {"{\"n\":\"10\"}", "{\"n\":\"10\",\"n\":\"10\"}", "line 14 is not written as --bless writes it"},
      {"{\"n\":\"10\"}", "[]", "'parameters' must be an object"},
      {"[\"title\",\"T\"]", "[\"title\"]", "'other' must hold pairs of strings"},
      {"    [\"assertion a\",\"n < 9\"],\n    [\"hypothesis\",\"none\"]", "    [\"hypothesis\",\"none\"],\n    [\"assertion a\",\"n < 9\"]", "'asserted' is not sorted"},
      {"\"points\": [", "\"points\": [[],", "'assertion' is looked for in what is no object"},
      {"\"digest\": \"sha256:0\"", "\"digest\": \"sha256:0\",\n   \"more\": \"1\"", "line 9 is not written as --bless writes it"},
      {"{\n \"claims\"", "{ \"claims\"", "line 1 is not written as --bless writes it"},
      {"\"sha256:0\"", "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", "nested more than 8 deep"},
      {"\"sha256:0\"", "1e999999", "a number too large"},
  };
  for (const auto& [before, after, reason] : cases) {
    CAPTURE_BINDING(after);
    const std::string refusal = refusal_of(changed(before, after));
    CAPTURE(refusal);
    CHECK(refusal.starts_with("b.json: malformed baseline: "));
    CHECK(refusal.find(reason) != std::string::npos);
  }
  CHECK(refusal_of("").find("no JSON at line 1") != std::string::npos);
  std::string many = "[";
  for (int i = 0; i <= 1'000'000; ++i) many += "{},";
  CHECK(refusal_of(many + "{}]").find("more than 1000000 objects and arrays") != std::string::npos);
  CHECK(refusal_of("[]").find("malformed") != std::string::npos);
  CHECK(refusal_of(std::string(max_baseline_bytes + 1, ' ')).find("larger than 16777216 bytes") != std::string::npos);
  CHECK(refusal_of(by_hand + "\n").find("is not written as --bless writes it") != std::string::npos);
  CHECK(refusal_of(by_hand + std::string("\0{}", 3)).find("is not written as --bless writes it") != std::string::npos);
  const std::string hostile = refusal_of(changed("\"enclosed\"", "\"\\u001b[2J\\n\""));
  CHECK(hostile.find('\x1b') == std::string::npos);
  CHECK(hostile.find('\n') == std::string::npos);
}

TEST_CASE("baseline file: every cut and every changed byte is refused or reads as what it says") {
  for (std::size_t size = 0; size < by_hand.size(); ++size) CHECK_FALSE(refusal_of(by_hand.substr(0, size)).empty());
  for (std::size_t at = 0; at < by_hand.size(); ++at) {
    std::string text = by_hand;
    text[at] = static_cast<char>(text[at] ^ 1);
    if (refusal_of(text).empty()) CHECK(write_baseline(parse_baseline(text, "b.json")) == text);
  }
}

TEST_CASE("baseline file: many points are read, none of the brackets in strings count") {
  Baseline large = same_by_value();
  BaselineClaim& claim = large.claims.at("one");
  claim.parts.other = {{"title", R"(\" [[[[[[[[[[[[{{{{{{{{{{{{ \)"}};
  claim.points.clear();
  for (int n = 0; n < 50'000; ++n) claim.points.push_back(baseline_point(n, Verdict::certified, n));
  CHECK(parse_baseline(write_baseline(large), "b.json").claims.at("one").points == claim.points);
}

TEST_CASE("baseline file: more than can be read is not written") {
  Baseline large = same_by_value();
  large.claims.at("one").parts.other = {{"title", std::string(max_baseline_bytes, 'x')}};
  CHECK(test::input_error([&] { (void)write_baseline(large); }).find("a baseline of more than 16777216 bytes") != std::string::npos);
}
