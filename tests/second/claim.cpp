#include "second/claim.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "checker/claim_text.hpp"
#include "checker/example_claim.hpp"
#include "checker/prelude.hpp"
#include "exact/error.hpp"
#include "second/prelude.hpp"

using namespace rankcert;
using second::Domain;
using second::read_claim;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string reason_of(const std::string& text) {
  try {
    (void)read_claim(text, {});
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("second claim: the example reads, part by part") {
  const second::Claim claim = read_claim(test::example_claim_text(), {});
  CHECK(claim.id == "example");
  CHECK(claim.hypotheses == std::vector<std::string>{"n is a number"});
  REQUIRE(claim.parameters.size() == 3);
  CHECK(claim.parameters.at("n").least == 1);
  CHECK(claim.parameters.at("n").greatest == 1'000'000);
  CHECK(claim.parameters.at("k").type == Domain::Type::odd);
  CHECK(claim.hints.at("L").greatest == 99);
  CHECK(claim.requirements.size() == 2);
  CHECK(claim.requirements[1].names == std::vector<std::string>{"x"});
  CHECK(claim.definitions.find("partial") != nullptr);
  CHECK(claim.definitions.find("sign_mass") != nullptr);
  const second::Assertion& formulas = claim.assertions.at("formulas");
  CHECK(formulas.parameters == std::set<std::string>{"n", "x"});
  CHECK(formulas.hints == std::set<std::string>{"L"});
  CHECK(formulas.relation == Relation::less_equal);
  CHECK(formulas.lemmas == std::vector<std::string>{"example#1", "example#2"});
  const second::Assertion& sample = claim.assertions.at("sample");
  CHECK(sample.left.measured);
  CHECK_FALSE(sample.right.measured);
  CHECK(sample.expected == second::Verdict::supported);
  CHECK(sample.parameters == std::set<std::string>{"k", "n"});
}

TEST_CASE("second claim: the prelude is the kernel's, byte for byte, and every built-in claim reads") {
  CHECK(second::prelude_text() == prelude_text());
  CHECK(second::prelude_digest() == prelude_digest());
  CHECK(second::prelude_definitions().in_order().size() == prelude().in_order().size());
  std::size_t claims = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(RANKCERT_BOUNDS)) {
    if (entry.path().extension() != ".toml" || entry.path().filename() == "prelude.toml") continue;
    CAPTURE(entry.path().filename().string());
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const second::Claim claim = read_claim(text.str(), {});
    const Claim other = parse_claim(text.str(), "claim");
    CHECK(claim.id == other.id);
    CHECK(claim.assertions.size() == other.assertions.size());
    for (const Assertion& assertion : other.assertions) {
      const second::Assertion& same = claim.assertions.at(assertion.name);
      CHECK(std::vector(same.parameters.begin(), same.parameters.end()) == assertion.parameters);
      CHECK(std::vector(same.hints.begin(), same.hints.end()) == assertion.hints);
    }
    ++claims;
  }
  CHECK(claims >= 16);
}

TEST_CASE("second claim: every mistake is refused with its place, as the kernel refuses it") {
  struct Bad {
    const char* from;
    const char* to;
  };
  const Bad bads[] = {
      {"id = \"example\"", ""},
      {"id = \"example\"", "id = \"Example\""},
      {"id = \"example\"", "id = 1.5"},
      {"title = \"An example\"", ""},
      {"title = \"An example\"", "title = \"An example"},
      {"title = \"An example\"", "id = \"twice\""},
      {"note = \"example\"", "notes = \"example\""},
      {"hypotheses = [\"n is a number\"]", "hypotheses = []"},
      {"hypotheses = [\"n is a number\"]", "hypotheses = [1]"},
      {"[parameters]", "[[parameters]]"},
      {"[parameters]", "[parameter]"},
      {"type = \"integer\"", "type = \"int\""},
      {"type = \"integer\"", "kind = \"integer\""},
      {"range = \"1..10^6\"", "range = \"10^6..1\""},
      {"range = \"1..10^6\"", "range = \"10\""},
      {"range = \"1..10^6\"", "range = \"1..sqrt(2)\""},
      {"range = \"1..10^6\"", "range = \"1..m\""},
      {"range = \"1..10^6\"", "range = \"1..(2\""},
      {"range = \"1..10^6\"", "range = \"1..1/0\""},
      {"n = { type", "sum = { type"},
      {"n = { type", "N = { type"},
      {"n = { type = \"integer\", range = \"1..10^6\", meaning = \"number of terms\", unit = \"terms\" }", "n = 5"},
      {"default = \"3\"", "default = \"4\""},
      {"default = \"3\"", "default = \"11\""},
      {"L = { type", "x = { type"},
      {"candidates = \"3, 9\"", "candidates = \"3, 101\""},
      {"candidates = \"3, 9\"", "candidates = \"\""},
      {"candidates = \"3, 9\", ", ""},
      {"condition = \"n >= 2\"", "condition = \"n\""},
      {"condition = \"n >= 2\"", "condition = \"m >= 2\""},
      {"otherwise = \"one term is no sum\"", ""},
      {"name = \"partial(n, L)\"", "name = \"sign_mass(n, L)\""},
      {"name = \"partial(n, L)\"", "name = \"partial(n, n)\""},
      {"[[assert]]", "[[define]]\nname = \"n\"\nis = \"5\"\nmeaning = \"\"\n\n[[assert]]"},
      {"[[assert]]", "[[define]]\nname = \"L(n)\"\nis = \"n\"\nmeaning = \"\"\n\n[[assert]]"},
      {", 1/l^2", ", 1/q^2"},
      {"meaning = \"a partial sum\"", ""},
      {"partial(n, L) * (1 - x)", "partial(n) * (1 - x)"},
      {"partial(n, L) * (1 - x)", "partial(n, L) < x"},
      {"left = \"partial(n, L) * (1 - x)\"", "left = { column = \"a\" }"},
      {"relation = \"<=\"", "relation = \"=<\""},
      {"measure = \"gap(n, 2)\"", "measure = \"gap(n, L)\""},
      {"measure = \"gap(n, 2)\"", "measure = \"gap\""},
      {"left = \"pi/n\"", "left = { measure = \"other(n)\", column = \"o\" }"},
      {"expect = \"supported\"", "expect = \"inconclusive\""},
      {"expect = \"supported\"", "expect = \"supported\"\nstatus = \"open\""},
      {"name = \"enclosure\"", "name = \"formulas\""},
      {"name = \"enclosure\"", "name = \"en/closure\""},
      {"lemmas = [\"example#3\"]", "lemmas = []"},
      {"of = \"n\"", "of = \"x\""},
      {"holds = \"refuted\"", "holds = \"nothing\""},
      {"holds = \"refuted\"", "holds = \"sample\""},
      {"assertions = [\"formulas\"]", "assertions = [\"formula\"]"},
      {"set = { n", "set = { m"},
      {"[[suites.quick]]", "[suites.quick]"},
  };
  for (const Bad& bad : bads) {
    CAPTURE(bad.from);
    CAPTURE(bad.to);
    const std::string text = replaced(test::example_claim_text(), bad.from, bad.to);
    const std::string reason = reason_of(text);
    CAPTURE(reason);
    CHECK(reason.starts_with("line "));
    CHECK(reason.find('\n') == std::string::npos);
    CHECK_THROWS_AS((void)parse_claim(text, "claim"), InputError);
  }
}

TEST_CASE("second claim: domains") {
  const second::Claim claim = read_claim(test::example_claim_text(), {});
  const auto allows = [&](const char* name, const Rational& value) { return !claim.parameters.at(name).refusal(value); };
  CHECK(allows("n", 1));
  CHECK(allows("n", 1'000'000));
  CHECK_FALSE(allows("n", 0));
  CHECK_FALSE(allows("n", 1'000'001));
  CHECK_FALSE(allows("n", Rational(3, 2)));
  CHECK(allows("x", Rational(1, 3)));
  CHECK_FALSE(allows("x", Rational(-1, 3)));
  CHECK(allows("k", 9));
  CHECK_FALSE(allows("k", 4));
  const Rational fine = Rational(1) / Rational(Integer(1) << static_cast<unsigned>(second::max_value_bits));
  CHECK_FALSE(allows("x", fine));
  CHECK(allows("x", fine * 4));
}

TEST_CASE("second claim: TOML that nests, hides a key or ends a line in an odd way") {
  const auto repeated = [](const std::string& part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
  };
  const std::string chain = repeated("a.", 400'000) + "a = 1\n";
  for (const std::string& text : {chain, "[" + repeated("a.", 400'000) + "a]\n", repeated("\"a\" . ", 100'000) + "a = 1\n", "a = " + repeated("[", 400'000) + "\n", "a = " + repeated("{ a = ", 100'000) + "\n",
                                  "a = " + repeated("{ a.a.a.a.a.a.a = [\n", 40'000) + "\n"}) {
    CHECK(reason_of(text).starts_with("line "));
  }
  for (const std::string before : {"x = \"\"\"y\"\"\"\"\"\n", "x = '''y'''''\n", "x = \"\\\"\"\n", "x = '\\'\n", "x = \"\"\"\\\"\"\"\"\n", "# \"\n", "x = \"#\"\n", "x = \"\" # '''\n", "x = ''\n", "x = \"\"\"a\\\n \"\"\"\n",
                                   "x = \"\"\"\n\"\" \\\\\"\"\"\n"}) {
    CAPTURE(before);
    CHECK(reason_of(before + chain).starts_with("line "));
    CHECK(reason_of(before + chain).find("dots") != std::string::npos);
  }
  for (const std::string odd : {"\v", "\f", "\r", "\xC2\x85", "\xE2\x80\xA8"}) CHECK(reason_of("# c" + odd + chain).find("control character") != std::string::npos);
  CHECK(reason_of(std::string(second::max_claim_bytes + 1, '#')).find("bytes") != std::string::npos);
  CHECK(reason_of(replaced(test::example_claim_text(), "\n", "\r\n")).empty());
  std::string many;
  for (std::size_t i = 0; i <= second::max_entries; ++i) many += "p" + std::to_string(i) + " = { type = \"integer\", range = \"1..2\", meaning = \"\" }\n";
  CHECK(reason_of(replaced(test::example_claim_text(), "[hints]", many + "[hints]")).find("1000 entries") != std::string::npos);
}

TEST_CASE("second claim: a range that is too much work is a limit, one that is too large no exact number") {
  for (const char* bad : {"1..sum(i = 1..9999999, sum(j = 1..9999999, i))", "1..2^(2^(2^100))", "1..10^10^10^10", "1..factorial(10^9)", "0..log(-1)", "1..pi"}) {
    CAPTURE(bad);
    CHECK_FALSE(reason_of(replaced(test::example_claim_text(), "range = \"1..10^6\"", std::string("range = \"") + bad + "\"")).empty());
  }
}
