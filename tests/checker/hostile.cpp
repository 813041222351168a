// Files made to crash, hang or mislead the checker. Each ends with one clear line, soon.
#include <doctest/doctest.h>

#include <ctime>

#include "checker/check_certificate.hpp"
#include "checker/claim_text.hpp"
#include "checker/example_claim.hpp"
#include "exact/digest.hpp"

using namespace rankcert;
using nlohmann::json;

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

/// Refused in one line of printable characters, in under ten seconds with a tenth of the usual limit on work (which is
/// about ten seconds at most, twice for the two sides); returns the reason.
std::string refusal_of(const std::string& text) {
  CheckOptions options;
  options.limits.max_work /= 10;
  Checker checker(options);
  const std::clock_t start = std::clock();  // processor time: a loaded machine moves the clock on the wall
  const CheckReport report = checker.check(text);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  CHECK_FALSE(report.accepted);
  CAPTURE(report.reason);
  CHECK(report.reason.starts_with("C"));
  CHECK(report.reason.size() < 2'000);
  for (const char c : report.reason) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f));
  CHECK(seconds < 10);
  return report.reason;
}

std::string refusal_of_claim(const std::string& text) { return refusal_of(test::with_claim_text(text)); }

/// The example claim with another left side in its first assertion, the certificate written to match.
std::string with_left_formula(const std::string& formula) {
  json body = test::body_of(test::example_certificate("refuted"));
  const std::string text = replaced(test::example_claim_text(), "left = \"pi\"", "left = \"" + formula + "\"");
  body["claim"]["text"] = text;
  body["claim"]["digest"] = sha256(text);
  body["left"]["formula"] = formula;
  return test::signed_text(body);
}

}  // namespace

TEST_CASE("hostile: JSON") {
  for (const std::string& end : {std::string(1, '\0'), std::string("\0x", 2), std::string("\0{}", 3)}) {
    CHECK(refusal_of(test::signed_text(test::body_of(test::example_certificate("formulas"))) + end).starts_with("C1 "));
  }
  CHECK(refusal_of("{\"schema\": 1e9999999}").starts_with("C1 "));
  CHECK(refusal_of("1e9999999").starts_with("C1 "));
  CHECK(refusal_of("{\"schema\": " + std::string(1'000'000, '9') + "}").starts_with("C1 "));
  CHECK(refusal_of(repeated("[", 2'000'000)).starts_with("C1 "));
  CHECK(refusal_of(repeated("{\"a\":", 2'000'000)).starts_with("C1 "));
  std::string keys = "{";
  for (int i = 0; i < 1'000'000; ++i) keys += "\"" + std::to_string(i) + "\":0,";
  CHECK(refusal_of(keys + "\"x\":0}").starts_with("C1 "));
  CHECK(refusal_of("{\"" + std::string(5'000'000, 'x') + "\": 0}").starts_with("C1 "));
  json body = test::body_of(test::example_certificate("formulas"));
  body["parameters"]["n"] = std::string(5'000'000, '1');
  CHECK(refusal_of(test::signed_text(body)).starts_with("C1 "));
  body = test::body_of(test::example_certificate("formulas"));
  body["\x1b[2J\r\nall is well"] = 1;
  CHECK(refusal_of(test::signed_text(body)).starts_with("C1 "));
  body = test::body_of(test::example_certificate("formulas"));
  body["assertion"] = "formulas\naccepted certified";
  CHECK(refusal_of(test::signed_text(body)).starts_with("C5 "));
  body = test::body_of(test::example_certificate("formulas"));
  for (int i = 0; i < 100'000; ++i) body["parameters"]["p" + std::to_string(i)] = "1";
  CHECK(refusal_of(test::signed_text(body)).starts_with("C6 "));
  body = test::body_of(test::example_certificate("formulas"));
  body["parameters"]["n\n\x1b[1m"] = "1";
  CHECK(refusal_of(test::signed_text(body)).starts_with("C6 "));
}

TEST_CASE("hostile: intervals of absurd size and fineness are compared, not believed") {
  json body = test::body_of(test::example_certificate("formulas"));
  body["right"]["upper"] = "1p1000000";
  Checker checker;
  CHECK(checker.check(test::signed_text(body)).accepted);  // wide, but true
  body["right"]["lower"] = "1p999999";
  CHECK(refusal_of(test::signed_text(body)).starts_with("C8 "));
  body["right"]["lower"] = "1p-1000000";
  body["right"]["upper"] = "3p-1000000";
  CHECK(refusal_of(test::signed_text(body)).starts_with("C8 "));
}

TEST_CASE("hostile: TOML that nests") {
  // A dotted key of a million parts would be a million tables one in another.
  CHECK(refusal_of_claim(repeated("a.", 400'000) + "a = 1\n").starts_with("C4 "));
  CHECK(refusal_of_claim("[" + repeated("a.", 400'000) + "a]\n").starts_with("C4 "));
  CHECK(refusal_of_claim("[[" + repeated("a.", 400'000) + "a]]\n").starts_with("C4 "));
  CHECK(refusal_of_claim(repeated("\"a\" . ", 100'000) + "a = 1\n").starts_with("C4 "));
  CHECK(refusal_of_claim("a = " + repeated("[", 400'000) + "\n").starts_with("C4 "));
  CHECK(refusal_of_claim("a = " + repeated("{ a = ", 100'000) + "\n").starts_with("C4 "));
  CHECK(refusal_of_claim("a = " + repeated("{ a.a.a.a.a.a.a = [\n", 50'000) + "\n").starts_with("C4 "));
  // The same behind strings that hide where a key begins.
  const std::string chain = repeated("a.", 400'000) + "a = 1\n";
  for (const std::string before : {"x = \"\"\"y\"\"\"\"\"\n", "x = '''y'''''\n", "x = \"\\\"\"\n", "x = '\\'\n", "x = \"\"\"\\\"\"\"\"\n", "# \"\n", "x = \"#\"\n",
                                   "x = \"\" # '''\n", "x = ''\n"}) {
    CAPTURE(before);
    CHECK(refusal_of_claim(before + chain).starts_with("C4 "));
  }
}

TEST_CASE("hostile: TOML of odd keys and values") {
  const std::string claim = test::example_claim_text();
  for (const std::string line : {"\"\" = 1", "\"\\u0000\" = 1", "\"a\\nb\" = 1", "\"\\u202e\" = 1", "\xCE\xB1 = 1", "x = 99999999999999999999", "x = 1e9999999", "x = nan",
                                 "x = 1979-05-27", "id = \"b\"", "x = \"\\uD800\"", "x = \"\x01\""}) {
    CAPTURE(line);
    CHECK(refusal_of_claim(line + "\n" + claim).starts_with("C4 "));
  }
}

TEST_CASE("hostile: a claim's own formulas cannot hang the reader") {
  const std::string claim = test::example_claim_text();
  const std::string range = "range = \"1..10^6\"";
  for (const std::string bad : {"1..sum(i = 1..9999999, sum(j = 1..9999999, i))", "1..2^(2^(2^100))", "1..10^10^10^10", "1..factorial(10^9)", "0..1/0", "1..log(-1)", "1..pi",
                                "5..1", "1", "..", "1..", "..1", "1..n", "1..binomial(10^9, 5*10^8)", "1..integral(t = 0..1, sin(1/t))"}) {
    CAPTURE(bad);
    CHECK(refusal_of_claim(replaced(claim, range, "range = \"" + bad + "\"")).starts_with("C4 "));
  }
  // Many slow ranges together.
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += "p" + std::to_string(i) + " = { type = \"integer\", range = \"1..sum(i = 1..200000, i)\", meaning = \"slow\" }\n";
  CHECK(refusal_of_claim(replaced(claim, "[hints]", many + "[hints]")).starts_with("C4 "));
  std::string requirements;
  for (int i = 0; i < 2'000; ++i) requirements += "[[require]]\ncondition = \"sum(i = 1..3000000, i) > " + std::to_string(i) + " - n\"\notherwise = \"slow\"\n";
  (void)refusal_of_claim(replaced(claim, "[[define]]", requirements + "[[define]]"));
}

TEST_CASE("hostile: formulas that nest or explode end with a limit") {
  for (const std::string& formula :
       {repeated("(", 100'000) + "1", repeated("-", 100'000) + "1", repeated("sin(", 50'000) + "1", repeated("1+", 20'000) + "1", repeated("2^", 20'000) + "2",
        repeated("if(1<2,", 5'000) + "1", repeated("let a=1;", 5'000) + "a", repeated("integral(t=0..1,", 3'000) + "t"}) {
    CAPTURE(formula.substr(0, 30));
    CHECK(refusal_of(with_left_formula(formula)).starts_with("C4 "));
  }
  for (const std::string formula : {"2^2^2^2^2^2^2", "exp(exp(exp(exp(10))))", "factorial(10^18)", "gamma(10^100)", "sum(l = 1..10^18, 1)",
                                    "sum(i = 1..10^6, sum(j = 1..10^6, 1))", "prod(i = 1..10^6, 3)", "besseli(10^9, 10^9)"}) {
    CAPTURE(formula);
    (void)refusal_of(with_left_formula(formula));
  }
}

TEST_CASE("hostile: a long parameter used many times") {
  json body = test::body_of(test::example_certificate("refuted"));
  std::string text = replaced(test::example_claim_text(), "left = \"pi\"", "left = \"max(n" + repeated(",n", 30'000) + ")\"");
  text = replaced(text, "range = \"1..10^6\"", "range = \"1..10^3000\"");
  body["claim"]["text"] = text;
  body["claim"]["digest"] = sha256(text);
  body["parameters"]["n"] = std::string(2'900, '7');
  CHECK(refusal_of(test::signed_text(body)).starts_with("C7 "));
  body["parameters"]["n"] = std::string(20'000, '7');
  CHECK(refusal_of(test::signed_text(body)).starts_with("C6 "));
}

TEST_CASE("hostile: definitions that double at every step") {
  std::string chain = "[[define]]\nname = \"f0(x)\"\nis = \"x + pi\"\nmeaning = \"\"\n";
  for (int i = 1; i < 150; ++i) {
    chain += "[[define]]\nname = \"f" + std::to_string(i) + "(x)\"\nis = \"f" + std::to_string(i - 1) + "(x) + f" + std::to_string(i - 1) + "(x + pi)\"\nmeaning = \"\"\n";
  }
  json body = test::body_of(test::example_certificate("refuted"));
  std::string text = replaced(test::example_claim_text(), "[[assert]]", chain + "\n[[assert]]");
  text = replaced(text, "left = \"pi\"", "left = \"f149(1)\"");
  body["claim"]["text"] = text;
  body["claim"]["digest"] = sha256(text);
  body["left"]["formula"] = "f149(1)";
  CHECK(refusal_of(test::signed_text(body)).starts_with("C8 "));
}

TEST_CASE("hostile: sums of long fractions are paid for by their length") {
  // Each addition has two numbers of half a million bits to bring to a common denominator.
  CHECK(refusal_of(with_left_formula("let a = 1/(3^300000 + 1); let b = 1/(5^200000 + 1); sum(l = 1..10000000, a + b)")).starts_with("C8 "));
}
