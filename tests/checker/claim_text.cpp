#include "checker/claim_text.hpp"

#include <doctest/doctest.h>

#include <regex>

#include "checker/example_claim.hpp"
#include "checker/prelude.hpp"
#include "checker/read_file.hpp"
#include "exact/digest.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string reason_of(const std::string& text) {
  try {
    (void)parse_claim(text, "mine.toml");
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

struct Bad {
  const char* from;
  const char* to;
  const char* word;  ///< must stand in the reason
};

}  // namespace

TEST_CASE("claim text: the example reads, part by part") {
  const Claim claim = parse_claim(test::example_claim_text(), "mine.toml");
  CHECK(claim.id == "example");
  CHECK(claim.digest == sha256(test::example_claim_text()));
  CHECK(claim.text == test::example_claim_text());
  REQUIRE(claim.parameters.size() == 3);
  const Parameter& n = *claim.find_parameter("n");
  CHECK(n.type == Parameter::Type::integer);
  CHECK(n.least == 1);
  CHECK(n.greatest == 1'000'000);
  CHECK(n.unit == "terms");
  CHECK_FALSE(n.fallback);
  CHECK(claim.find_parameter("k")->fallback == Rational(3));
  CHECK(claim.find_parameter("L") == nullptr);
  CHECK(claim.find_hint("L")->candidates == std::vector<Rational>{3, 9});
  CHECK(claim.requirements.size() == 2);
  const Assertion& formulas = *claim.find_assertion("formulas");
  CHECK(formulas.parameters == std::vector<std::string>{"n", "x"});
  CHECK(formulas.hints == std::vector<std::string>{"L"});
  CHECK(formulas.relation == Relation::less_equal);
  CHECK(formulas.expected == Verdict::certified);
  CHECK(formulas.lemmas == std::vector<std::string>{"example#1", "example#2"});
  const Assertion& sample = *claim.find_assertion("sample");
  CHECK(sample.expected == Verdict::supported);
  CHECK(sample.left.is_measured());
  CHECK(sample.left.quantity == "mean");
  CHECK(sample.left.column == "mean");
  CHECK(sample.parameters == std::vector<std::string>{"k", "n"});
  CHECK(claim.threshold->of == "n");
  CHECK(claim.suites.at("quick").front().ranges.at("x") == "0, 1/4");
  CHECK(closed_text(sample.left, {{"n", 5}, {"k", 3}}, {}) == "mean(5, 3 + 1)");
}

TEST_CASE("claim text: the built-in claims and the prelude read") {
  for (const char* name : {"low-rank-separation", "rank-barrier"}) {
    const Claim claim = parse_claim(read_file(std::string(RANKCERT_BOUNDS) + "/" + name + ".toml"), name);
    CHECK(claim.id == name);
    CHECK(claim.suites.contains("quick"));
    CHECK(claim.suites.contains("full"));
    CHECK_FALSE(claim.hypotheses.empty());
  }
  CHECK(prelude_text() == read_file(std::string(RANKCERT_BOUNDS) + "/prelude.toml"));
  CHECK(prelude_digest() == sha256(prelude_text()));
  for (const char* name : {"M", "N", "Dsharp", "sphere_weight", "sign_lambda", "sign_mass"}) {
    CAPTURE(name);
    REQUIRE(prelude().find(name) != nullptr);
    CHECK_FALSE(prelude().find(name)->meaning.empty());
    CHECK_FALSE(prelude().find(name)->source.empty());
  }
}

TEST_CASE("claim text: every mistake is one line with file, line and column") {
  const Bad bads[] = {
      {"id = \"example\"", "", "'id' is missing"},
      {"id = \"example\"", "id = \"Example\"", "small letters"},
      {"id = \"example\"", "id = \"\"", "small letters"},
      {"id = \"example\"", "id = \"a`\"", "small letters"},
      {"id = \"example\"", "id = \"a{\"", "small letters"},
      {"id = \"example\"", "id = \"a:\"", "small letters"},
      {"id = \"example\"", "id = \"a_b\"", "small letters"},
      {"id = \"example\"", "id = \"a/b\"", "small letters"},
      {"id = \"example\"", "id = 1.5", "must be a string in quotes"},
      {"id = \"example\"", "id = true", "must be a string in quotes"},
      {"title = \"An example\"", "", "'title' is missing"},
      {"source = \"Euler\"", "", "'source' is missing"},
      {"note = \"example\"", "notes = \"example\"", "unknown key 'notes'"},
      {"hypotheses = [\"n is a number\"]", "hypotheses = \"n\"", "array of strings"},
      {"hypotheses = [\"n is a number\"]", "hypotheses = [1]", "array of strings"},
      {"hypotheses = [\"n is a number\"]", "parameters = 3", "table"},
      {"hypotheses = [\"n is a number\"]", "hypotheses = []", "what the claim assumes"},
      {"lemmas = [\"example#3\"]", "lemmas = []", "what the assertion relies on"},
      {"lemmas = [\"example#3\"]", "", "what the assertion relies on"},
      {"measure = \"gap(n, 2)\"", "measure = \"gap(n, L)\"", "unknown name 'L'"},
      {"[parameters]", "[[parameters]]", "table"},
      {"[parameters]", "[parameter]", "unknown key 'parameter'"},
      {"type = \"integer\"", "type = \"int\"", "'int' is no type"},
      {"type = \"integer\"", "kind = \"integer\"", "unknown key 'kind'"},
      {"range = \"1..10^6\"", "range = \"10^6..1\"", "the range is empty"},
      {"range = \"1..10^6\"", "range = \"1..sum(i = 1..10^5, 1)\"", "'sum(i = 1..10^5, 1)' takes more steps than a range may"},
      {"range = \"1..10^6\"", "range = \"1..2^20000\"", "no exact rational value"},
      {"range = \"1..10^6\"", "range = \"10\"", "least..greatest"},
      {"range = \"1..10^6\"", "range = 10", "least..greatest"},
      {"range = \"1..10^6\"", "range = \"1..sqrt(2)\"", "no exact rational value"},
      {"range = \"1..10^6\"", "range = \"1..m\"", "unknown name 'm'"},
      {"range = \"1..10^6\"", "range = \"1..(2\"", "expected"},
      {"meaning = \"number of terms\", ", "", "'meaning' is missing"},
      {"n = { type", "sum = { type", "cannot be the name"},
      {"n = { type", "sin = { type", "cannot be the name"},
      {"n = { type", "N = { type", "the prelude defines"},
      {"n = { type", "\"n m\" = { type", "cannot be the name"},
      {"n = { type", "x = { type", "x"},
      {"n = { type = \"integer\", range = \"1..10^6\", meaning = \"number of terms\", unit = \"terms\" }", "n = 5", "must be a table"},
      {"default = \"3\"", "default = \"4\"", "is not odd"},
      {"default = \"3\"", "default = \"11\"", "out of range"},
      {"default = \"3\"", "default = \"3/2\"", "no integer"},
      {"default = \"3\"", "default = 3.0", "string in quotes"},
      {"L = { type", "x = { type", "the name is used twice"},
      {"candidates = \"3, 9\"", "candidates = \"3, 8\"", "is not odd"},
      {"candidates = \"3, 9\"", "candidates = \"3, 101\"", "out of range"},
      {"candidates = \"3, 9\"", "candidates = \"\"", "hint L"},
      {"candidates = \"3, 9\", ", "", "'candidates' is missing"},
      {"condition = \"n >= 2\"", "condition = \"n\"", "must be a comparison"},
      {"condition = \"n >= 2\"", "condition = \"m >= 2\"", "unknown name 'm'"},
      {"condition = \"n >= 2\"", "when = \"n >= 2\"", "unknown key 'when'"},
      {"otherwise = \"one term is no sum\"", "", "'otherwise' is missing"},
      {"name = \"partial(n, L)\"", "name = \"sign_mass(n, L)\"", "defined twice"},
      {"name = \"partial(n, L)\"", "name = \"partial(n, n)\"", "named twice"},
      {"name = \"partial(n, L)\"", "name = \"partial(n, L\"", "expected"},
      {"name = \"partial(n, L)\"", "name = \"exp(n, L)\"", "exp"},
      {"[[assert]]", "[[define]]\nname = \"n\"\nis = \"5\"\nmeaning = \"\"\n\n[[assert]]", "hides the parameter"},
      {"[[assert]]", "[[define]]\nname = \"L(n)\"\nis = \"n\"\nmeaning = \"\"\n\n[[assert]]", "hides the hint"},
      {", 1/l^2", ", 1/q^2", "unknown name 'q'"},
      {"meaning = \"a partial sum\"", "", "'meaning' is missing"},
      {"partial(n, L) * (1 - x)", "partal(n, L) * (1 - x)", "did you mean 'partial'"},
      {"partial(n, L) * (1 - x)", "partial(n) * (1 - x)", "takes 2 arguments, not 1"},
      {"partial(n, L) * (1 - x)", "partial(n, L) * (1 - )", "expected"},
      {"partial(n, L) * (1 - x)", "partial(n, L) < x", "comparison"},
      {"partial(n, L) * (1 - x)", "partial(n, L) * sqr(x)", "did you mean 'sqrt'"},
      {"left = \"partial(n, L) * (1 - x)\"", "left = 1.5", "string in quotes"},
      {"left = \"partial(n, L) * (1 - x)\"", "", "'left' is missing"},
      {"left = \"partial(n, L) * (1 - x)\"", "left = { column = \"a\" }", "'measure' is missing"},
      {"relation = \"<=\"", "relation = \"=<\"", "is no relation"},
      {"relation = \"<=\"", "", "'relation' is missing"},
      {"measure = \"gap(n, 2)\"", "measure = \"gap\"", "a quantity with its arguments"},
      {"measure = \"gap(n, 2)\"", "measure = \"gap(n, z)\"", "unknown name 'z'"},
      {"measure = \"gap(n, 2)\", column = \"gap\"", "measure = \"gap(n, 2)\"", "'column' is missing"},
      {"left = \"pi/n\"", "left = { measure = \"other(n)\", column = \"o\" }", "only one side can be measured"},
      {"expect = \"supported\"", "expect = \"inconclusive\"", "expect must be"},
      {"expect = \"supported\"", "expect = \"yes\"", "expect must be"},
      {"expect = \"supported\"", "expect = \"supported\"\nstatus = \"open\"", "status must be proved or conjecture, not 'open'"},
      {"expect = \"supported\"", "status = true", "must be a string in quotes"},
      {"source = \"Euler\"", "source = \"Euler\"\npublished = 3.0", "must be a string in quotes"},
      {"source = \"Euler\"", "source = \"Euler\"\npublish = \"x\"", "unknown key 'publish'"},
      {"name = \"enclosure\"", "name = \"formulas\"", "two assertions are named"},
      {"name = \"enclosure\"", "name = \"en/closure\"", "small letters"},
      {"lemmas = [\"example#3\"]", "lemmas = \"example#3\"", "array of strings"},
      {"of = \"n\"", "of = \"x\"", "integer parameter"},
      {"of = \"n\"", "of = \"z\"", "integer parameter"},
      {"holds = \"refuted\"", "holds = \"nothing\"", "no assertion 'nothing'"},
      {"holds = \"refuted\"", "holds = \"sample\"", "between formulas"},
      {"assertions = [\"formulas\"]", "assertions = [\"formula\"]", "no assertion 'formula'"},
      {"assertions = [\"formulas\"]", "", "needs assertions"},
      {"set = { n", "set = { m", "no parameter 'm'"},
      {"set = { n = \"2..5\"", "set = { n = 2.5", "string in quotes"},
      {"[[suites.quick]]", "[suites.quick]", "array of tables"},
      {"[[assert]]\nname = \"formulas\"", "[assert]\nname = \"formulas\"", ""},
      {"title = \"An example\"", "title = \"An example", "mine.toml:2:"},
      {"title = \"An example\"", "id = \"twice\"", "mine.toml:2:"},
      {"title = \"An example\"", "\"ti\\ntle\" = \"\"", "unknown key"},
  };
  const std::regex located(R"(^mine\.toml:[1-9][0-9]*:[1-9][0-9]*: .+$)");
  for (const Bad& bad : bads) {
    CAPTURE(bad.from);
    CAPTURE(bad.to);
    const std::string reason = reason_of(replaced(test::example_claim_text(), bad.from, bad.to));
    CAPTURE(reason);
    CHECK(reason.find(bad.word) != std::string::npos);
    CHECK(reason.find('\n') == std::string::npos);
    CHECK(std::regex_match(reason, located));
  }
}

TEST_CASE("claim text: the published statement, and which assertions are conjectures") {
  const Claim plain = parse_claim(test::example_claim_text(), "mine.toml");
  CHECK(plain.published.empty());
  for (const Assertion& assertion : plain.assertions) CHECK_FALSE(assertion.conjectured);
  std::string text = replaced(test::example_claim_text(), "source = \"Euler\"", "source = \"Euler\"\npublished = \"E 41: $\\\\pi^2/6$\"");
  text = replaced(text, "expect = \"supported\"", "expect = \"supported\"\nstatus = \"conjecture\"");
  text = replaced(text, "name = \"formulas\"", "name = \"formulas\"\nstatus = \"proved\"");
  const Claim claim = parse_claim(text, "mine.toml");
  CHECK(claim.published == "E 41: $\\pi^2/6$");
  CHECK(claim.find_assertion("sample")->conjectured);
  CHECK_FALSE(claim.find_assertion("formulas")->conjectured);
}

TEST_CASE("claim text: a claim without assertions, and an empty file") {
  CHECK(reason_of("").find("mine.toml:") == 0);
  const std::string example = test::example_claim_text();
  CHECK(reason_of(example.substr(0, example.find("[[assert]]"))).find("at least one [[assert]]") != std::string::npos);
}

TEST_CASE("claim text: ids of all letters and digits, up to 64") {
  const std::string example = test::example_claim_text();
  const auto named = [&](const std::string& id) { return reason_of(replaced(example, "id = \"example\"", "id = \"" + id + "\"")); };
  CHECK(named("abcdefghijklmnopqrstuvwxyz-0123456789").empty());
  CHECK(named(std::string(64, 'z')).empty());
  CHECK(named(std::string(65, 'z')).find("small letters") != std::string::npos);
}

TEST_CASE("claim text: as many parameters and hints as the limit says, and no more") {
  const std::string example = test::example_claim_text();
  const auto with = [&](const std::string& head, const std::string& keys, std::size_t already) {
    const auto entries = [&](std::size_t count) {
      std::string text = head + "\n";
      for (std::size_t i = 0; i < count; ++i) text += "q" + std::to_string(i) + " = { type = \"integer\", range = \"1..2\", meaning = \"one of many\"" + keys + " }\n";
      return reason_of(replaced(example, head + "\n", text));
    };
    CHECK(entries(max_claim_entries - already).empty());
    CHECK(entries(max_claim_entries - already + 1).find("more than " + std::to_string(max_claim_entries) + " entries") != std::string::npos);
  };
  const Claim claim = parse_claim(example, "mine.toml");
  with("[parameters]", "", claim.parameters.size());
  with("[hints]", ", candidates = \"1\"", claim.hints.size());
}

TEST_CASE("claim text: as many definitions, candidates and bytes as the limit says, and no more") {
  const std::string example = test::example_claim_text();
  const std::string too_many = "more than " + std::to_string(max_claim_entries);
  const auto definitions = [&](std::size_t count) {
    std::string text = example;
    for (std::size_t i = 0; i < count; ++i) text += "[[define]]\nname = \"q" + std::to_string(i) + "\"\nis = \"1\"\nmeaning = \"one of many\"\n";
    return reason_of(text);
  };
  CHECK(definitions(max_claim_entries - 1).empty());  // the example has one
  CHECK(definitions(max_claim_entries).find(too_many + " entries of [[define]]") != std::string::npos);
  const auto candidates = [&](std::size_t count) {
    std::string list = "1";
    for (std::size_t i = 1; i < count; ++i) list += ", 1";
    return reason_of(replaced(example, "[hints]\n", "[hints]\nQ = { type = \"integer\", range = \"1..1\", meaning = \"many\", candidates = \"" + list + "\" }\n"));
  };
  CHECK(candidates(max_claim_entries).empty());
  CHECK(candidates(max_claim_entries + 1).find(too_many + " candidates") != std::string::npos);
  const std::string full = example + "#" + std::string(max_claim_bytes - example.size() - 1, 'x');
  CHECK(reason_of(full).empty());
  CHECK(reason_of(full + "x").find("a claim of more than ") != std::string::npos);
}

TEST_CASE("claim text: vacuous_at is a number, and what is not said is not there") {
  const std::string example = test::example_claim_text();
  CHECK_FALSE(parse_claim(example, "mine.toml").find_assertion("formulas")->vacuous_at.has_value());
  const std::string text = replaced(example, "name = \"formulas\"\n", "name = \"formulas\"\nvacuous_at = \"3/4\"\n");
  CHECK(parse_claim(text, "mine.toml").find_assertion("formulas")->vacuous_at == Rational(3, 4));
}

TEST_CASE("claim text: a mistake in a parameter or a hint is told with its name") {
  const auto with = [](const char* head) { return reason_of(replaced(test::example_claim_text(), head, std::string(head) + "\nq = { type = \"integer\", range = \"2..1\", meaning = \"none\" }")); };
  CHECK(with("[parameters]").find("parameter q") != std::string::npos);
  CHECK(with("[hints]").find("hint q") != std::string::npos);
}

TEST_CASE("claim text: a claim without requirements, and what is no list of tables") {
  std::string text = test::example_claim_text();
  const auto first = text.find("[[require]]");
  text.erase(first, text.find("[[define]]") - first);
  const Claim claim = parse_claim(text, "mine.toml");
  CHECK(claim.requirements.empty());
  CHECK_FALSE(refusal(claim, *claim.find_assertion("formulas"), {{"n", 1}, {"x", 1}}, {{"L", 3}}, {}).has_value());
  const auto with = [&](const std::string& entry) { return reason_of(replaced(text, "note = \"example\"", "note = \"example\"\n" + entry)); };
  CHECK(with("require = 1").find("'require' must be an array of tables") != std::string::npos);
  CHECK(with("require = [1]").find("'require' must hold tables only") != std::string::npos);
  CHECK(with("require = [{ condition = \"n >= 1\", otherwise = \"none\" }, []]").find("'require' must hold tables only") != std::string::npos);
}

TEST_CASE("claim text: a threshold is between formulas") {
  for (const char* place : {"holds = \"refuted\"", "fails = \"inconclusive\""}) {
    for (const char* measured : {"sample", "enclosure"}) {  // its left side is measured, or its right
      const std::string other = std::string(place).substr(0, 9) + measured + "\"";
      CHECK(reason_of(replaced(test::example_claim_text(), place, other)).find("a threshold needs assertions between formulas") != std::string::npos);
    }
  }
}

TEST_CASE("claim text: an unknown key is answered with the known ones") {
  const std::string reason = reason_of(replaced(test::example_claim_text(), "[hints]", "[hints]\nK = { kind = \"integer\" }\n"));
  CHECK(reason.ends_with("unknown key 'kind'; known here: type, range, meaning, candidates"));
}

TEST_CASE("claim text: the line and column are those of the mistake") {
  const std::string text = replaced(test::example_claim_text(), "note = \"example\"", "note = 1.5");
  CHECK(reason_of(text).starts_with("mine.toml:5:8: "));
}

TEST_CASE("parameter: range and type in the refusal") {
  const Claim claim = parse_claim(test::example_claim_text(), "mine.toml");
  const auto reason = [&](const char* name, const Rational& value) { return refusal(*claim.find_parameter(name), value).value_or(""); };
  CHECK(reason("n", 1).empty());
  CHECK(reason("n", 1'000'000).empty());
  CHECK(reason("n", 0) == "n = 0 is out of range 1..10^6");
  CHECK(reason("n", 1'000'001) == "n = 1000001 is out of range 1..10^6");
  CHECK(reason("n", Rational(3, 2)) == "n = 3/2 is no integer");
  CHECK(reason("x", Rational(3, 2)) == "x = 3/2 is out of range 0..1");
  CHECK(reason("x", Rational(1, 3)).empty());
  CHECK(reason("x", Rational(1, Integer(1) << (max_parameter_bits - 2))).empty());
  CHECK(reason("x", Rational(1, Integer(1) << max_parameter_bits)) == "x has more than 16384 bits");
  CHECK(reason("k", 4) == "k = 4 is not odd");
  CHECK(reason("k", 9).empty());
}

TEST_CASE("requirement: refused in its own words, and unless it is certified") {
  const Claim claim = parse_claim(test::example_claim_text(), "mine.toml");
  const Assertion& formulas = *claim.find_assertion("formulas");
  const auto reason = [&](const Assignment& values, const Assignment& hints) { return refusal(claim, formulas, values, hints, {}).value_or(""); };
  CHECK(reason({{"n", 2}, {"x", 0}}, {{"L", 3}}).empty());
  CHECK(reason({{"n", 1}, {"x", 0}}, {{"L", 3}}) == "n >= 2 does not hold; one term is no sum");
  CHECK(reason({{"n", 2}, {"x", Rational(708, 1000)}}, {{"L", 3}}) == "x^2 < 1/2 does not hold; the weight is too large");
  CHECK(reason({{"n", 2}}, {{"L", 3}}) == "the parameter 'x' has no value");
  // However many there are.
  std::string many = test::example_claim_text();
  for (int i = 3; i < 40; ++i) many += "[[require]]\ncondition = \"n >= " + std::to_string(i) + "\"\notherwise = \"too few\"\n";
  const Claim strict = parse_claim(many, "mine.toml");
  CHECK_FALSE(refusal(strict, *strict.find_assertion("formulas"), {{"n", 39}, {"x", 0}}, {{"L", 3}}, {}).has_value());
  CHECK(refusal(strict, *strict.find_assertion("formulas"), {{"n", 38}, {"x", 0}}, {{"L", 3}}, {}) == "n >= 39 does not hold; too few");
  CHECK(reason({{"n", 2}, {"x", 0}, {"k", 3}}, {{"L", 3}}) == "the parameter 'k' is not used here");
  CHECK(reason({{"n", 2}, {"x", 0}}, {}) == "the hint 'L' has no value");
  CHECK(reason({{"n", 2}, {"x", 0}}, {{"L", 3}, {"x", 0}}) == "the hint 'x' is not used here");
}
