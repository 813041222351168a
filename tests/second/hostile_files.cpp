// Files made to crash, hang or mislead the second checker. Each ends with one clear line, soon.
#include <doctest/doctest.h>

#include <ctime>

#include "checker/example_claim.hpp"
#include "exact/digest.hpp"
#include "second/opinion.hpp"

using namespace rankcert;
using nlohmann::json;
using second::Opinion;
using second::Stance;

namespace {

std::string repeated(const std::string& part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// Not confirmed, in one line of printable characters, in under ten seconds with a hundredth of the usual limit on work.
Opinion opinion_of(const std::string& text) {
  second::OpinionOptions options;
  options.limits.max_work /= 100;
  second::SecondChecker checker(options);
  const std::clock_t start = std::clock();  // processor time: a loaded machine moves the clock on the wall
  const Opinion opinion = checker.check(text);
  const std::clock_t used = std::clock() - start;
  CAPTURE(opinion.reason);
  CHECK(opinion.stance != Stance::confirmed);
  CHECK(opinion.reason.starts_with("C"));
  CHECK(opinion.reason.size() < 2'000);
  for (const char c : opinion.reason + opinion.subject) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
  CHECK(used < 10 * CLOCKS_PER_SEC);
  return opinion;
}

std::string refusal_of(const std::string& text) {
  const Opinion opinion = opinion_of(text);
  CAPTURE(opinion.reason);
  CHECK(opinion.stance == Stance::refused);
  return opinion.reason.substr(0, 3);
}

/// The example claim with another left side in its assertion "refuted", the certificate written to match.
std::string with_left_formula(const std::string& formula) {
  json body = test::body_of(test::example_certificate("refuted"));
  const std::string text = replaced(test::example_claim_text(), "left = \"pi\"", "left = \"" + formula + "\"");
  body["claim"]["text"] = text;
  body["claim"]["digest"] = sha256(text);
  body["left"]["formula"] = formula;
  return test::signed_text(body);
}

}  // namespace

TEST_CASE("second hostile: JSON") {
  CHECK(refusal_of("{\"schema\": 1e9999999}") == "C1 ");
  CHECK(refusal_of(repeated("[", 2'000'000)) == "C1 ");
  CHECK(refusal_of(repeated("{\"a\":", 2'000'000)) == "C1 ");
  std::string keys = "{";
  for (int i = 0; i < 1'000'000; ++i) keys += "\"" + std::to_string(i) + "\":\"\",";
  CHECK(refusal_of(keys + "\"x\":\"\"}") == "C1 ");
  CHECK(refusal_of("[" + repeated("\"\",", 3'000'000) + "\"\"]") == "C1 ");
  CHECK(opinion_of("[" + repeated("\"\",", 5'000'000) + "\"\"]").reason == "C1 form: more than 4000000 strings");
  CHECK(refusal_of("{\"" + std::string(5'000'000, 'x') + "\": \"\"}") == "C1 ");
  json body = test::body_of(test::example_certificate("formulas"));
  body["\x1b[2J\r\nall is well"] = "1";
  CHECK(refusal_of(test::signed_text(body)) == "C1 ");
  body = test::body_of(test::example_certificate("formulas"));
  body["assertion"] = "formulas\nconfirmed certified";
  CHECK(refusal_of(test::signed_text(body)) == "C5 ");
  body = test::body_of(test::example_certificate("formulas"));
  for (int i = 0; i < 100'000; ++i) body["parameters"]["p" + std::to_string(i)] = "1";
  CHECK(refusal_of(test::signed_text(body)) == "C6 ");
}

TEST_CASE("second hostile: intervals of absurd size and fineness") {
  json body = test::body_of(test::example_certificate("formulas"));
  body["right"]["upper"] = "1p1000000";
  second::SecondChecker checker;
  CHECK(checker.check(test::signed_text(body)).stance == Stance::confirmed);  // wide, but true
  body["right"]["lower"] = "1p999999";
  CHECK(refusal_of(test::signed_text(body)) == "C8 ");
  body["right"]["lower"] = "1p-1000000";
  body["right"]["upper"] = "3p-1000000";
  CHECK(refusal_of(test::signed_text(body)) == "C8 ");
}

TEST_CASE("second hostile: formulas that nest or explode") {
  for (const std::string& formula : {repeated("(", 100'000) + "1", repeated("-", 100'000) + "1", repeated("sin(", 50'000) + "1", repeated("1+", 20'000) + "1", repeated("2^", 20'000) + "2",
                                     repeated("let a=1;", 5'000) + "a"}) {
    CAPTURE(formula.substr(0, 30));
    CHECK(refusal_of(with_left_formula(formula)) == "C4 ");
  }
  for (const char* formula : {"exp(exp(exp(exp(10))))", "factorial(10^18)", "gamma(10^100)", "sum(l = 1..10^18, 1)", "sum(i = 1..10^6, sum(j = 1..10^6, 1))", "prod(i = 1..10^6, 3)",
                              "let a = 1/(3^300000 + 1); let b = 1/(5^200000 + 1); sum(l = 1..10000000, a + b)"}) {
    CAPTURE(formula);
    (void)opinion_of(with_left_formula(formula));
  }
  // The certificate's formula alone: deep, and longer than a formula of a claim may be.
  json body = test::body_of(test::example_certificate("refuted"));
  body["left"]["formula"] = repeated("(", 100'000) + "pi" + repeated(")", 100'000);
  CHECK(refusal_of(test::signed_text(body)) == "C7 ");
  body["left"]["formula"] = "max(pi" + repeated(",pi", 300'000) + ")";
  CHECK(refusal_of(test::signed_text(body)) == "C7 ");
  body["left"]["formula"] = "max(pi" + repeated(",pi", 5'000'000) + ")";
  CHECK(opinion_of(test::signed_text(body)).reason.starts_with("C7 formulas: left is longer than"));
}

TEST_CASE("second hostile: a long parameter used many times, definitions that double, slow requirements and ranges") {
  json body = test::body_of(test::example_certificate("refuted"));
  std::string text = replaced(test::example_claim_text(), "left = \"pi\"", "left = \"max(n" + repeated(",n", 30'000) + ")\"");
  text = replaced(text, "range = \"1..10^6\"", "range = \"1..10^3000\"");
  body["claim"]["text"] = text;
  body["claim"]["digest"] = sha256(text);
  body["parameters"]["n"] = std::string(2'900, '7');
  CHECK(refusal_of(test::signed_text(body)) == "C7 ");
  body["parameters"]["n"] = std::string(20'000, '7');
  CHECK(refusal_of(test::signed_text(body)) == "C6 ");

  std::string chain = "[[define]]\nname = \"f0(x)\"\nis = \"x + pi\"\nmeaning = \"\"\n";
  for (int i = 1; i < 150; ++i) {
    const std::string before = "f" + std::to_string(i - 1);
    chain += "[[define]]\nname = \"f" + std::to_string(i) + "(x)\"\nis = \"" + before + "(x) + " + before + "(x + pi)\"\nmeaning = \"\"\n";
  }
  json doubling = json::parse(with_left_formula("pi + 0"));
  doubling.erase("digest");
  text = replaced(replaced(doubling["claim"]["text"], "[[assert]]", chain + "\n[[assert]]"), "left = \"pi + 0\"", "left = \"f149(1)\"");
  doubling["claim"]["text"] = text;
  doubling["claim"]["digest"] = sha256(text);
  doubling["left"]["formula"] = "f149(1)";
  CHECK(opinion_of(test::signed_text(doubling)).reason.starts_with("C8 "));

  const std::string claim = test::example_claim_text();
  std::string requirements;
  for (int i = 0; i < 900; ++i) requirements += "[[require]]\ncondition = \"sum(i = 1..3000000, sin(i)) > " + std::to_string(i) + " - n\"\notherwise = \"slow\"\n";
  CHECK(opinion_of(test::with_claim_text(replaced(claim, "[[define]]", requirements + "[[define]]"))).reason.starts_with("C6 "));
  std::string ranges;
  for (int i = 0; i < 900; ++i) ranges += "p" + std::to_string(i) + " = { type = \"integer\", range = \"1..sum(i = 1..200000, i)\", meaning = \"slow\" }\n";
  CHECK(opinion_of(test::with_claim_text(replaced(claim, "[hints]", ranges + "[hints]"))).reason.starts_with("C4 "));
}
