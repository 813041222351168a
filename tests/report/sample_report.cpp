#include "report/sample_report.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "claim/run.hpp"
#include "cli/process.hpp"
#include "exact/digest.hpp"

namespace rankcert::test {
namespace {

const char* const sample_text = R"toml(id = "sample"
title = "A sample"
statement = "For every $n$: $n<n+1$."
published = "Some $n$ are small."
source = "Peano, 1889"
note = "sample"
hypotheses = ["n is a natural number"]
[parameters]
n = { type = "integer", range = "1..100", meaning = "a number" }
[[assert]]
name = "next"
title = "The next number is larger"
left = "n"
relation = "<"
right = "n + 1"
lemmas = ["sample#1"]
[[assert]]
name = "guess"
title = "Nobody has proved this one"
status = "conjecture"
left = "n"
relation = "<="
right = "n^2"
lemmas = ["sample#1"]
[[assert]]
name = "wrong"
title = "A reading that fails"
expect = "refuted"
left = "n"
relation = ">"
right = "n + 1"
lemmas = ["sample#1"]
[[assert]]
name = "broken"
title = "What should hold and does not"
left = "n"
relation = ">"
right = "n + 2"
lemmas = ["sample#1"]
[[assert]]
name = "open"
title = "Equal, which no enclosure can show"
left = "n"
relation = "<="
right = "exp(log(n))"
lemmas = ["sample#1"]
[[assert]]
name = "rank"
title = "The mean rank is at most n"
left = { measure = "hardmax_rank(n, 2, 10)", column = "rank" }
relation = "<="
right = "n"
expect = "supported"
lemmas = ["sample#1"]
[[assert]]
name = "heads"
title = "A bound that was not compared"
left = "1/n"
relation = "<="
right = { measure = "random_heads_best_mse(n, 10)", column = "mse" }
lemmas = ["sample#1"]
)toml";

/// As a run would have measured it.
Result supported_rank(const Claim& claim) {
  return {.point = {.claim = &claim, .assertion = claim.find_assertion("rank"), .parameters = {{"n", 3}}},
          .hints = {},
          .left = Interval{2, Rational(5, 2)},
          .right = Interval{3, 3},
          .evidence = Evidence{.seed = "7", .method = "exact ranks", .sample = Evidence::Sample{.observations = {2, 2, 3, 2}, .least = 1, .greatest = 3, .alpha = Rational(1, 100)}},
          .note = "",
          .verdict = Verdict::supported};
}

Result unmeasured_heads(const Claim& claim) {
  return {.point = {.claim = &claim, .assertion = claim.find_assertion("heads"), .parameters = {{"n", 3}}},
          .hints = {},
          .left = Interval{Rational(1, 3), Rational(1, 3)},
          .right = std::nullopt,
          .evidence = std::nullopt,
          .note = "not measured: too large",
          .verdict = Verdict::enclosed};
}

Result proved(const Claim& claim, const std::string& assertion) {
  Prover prover({});
  return prover.prove({.claim = &claim, .assertion = claim.find_assertion(assertion), .parameters = {{"n", 3}}}, std::nullopt, "");
}

SampleReport with(const std::vector<std::string>& assertions) {
  SampleReport sample;
  sample.claims.push_back(std::make_unique<Claim>(parse_claim(sample_text, "sample.toml")));
  const Claim& claim = *sample.claims.front();
  ReportedClaim reported{.claim = &claim, .plots = {}, .points = {}};
  for (const std::string& name : assertions) {
    Result result = name == "rank" ? supported_rank(claim) : name == "heads" ? unmeasured_heads(claim) : proved(claim, name);
    reported.points.push_back({.result = std::move(result), .file = name + ".json", .digest = sha256(name), .alpha = std::nullopt, .replayed = false});
  }
  sample.report.claims.push_back(std::move(reported));
  sample.report.tools = {"test 1"};
  return sample;
}

std::string toml_string(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) < 0x20) quoted += c == '\n' ? "\\n" : "\\u001B";
    else quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

SampleReport sample_report() { return with({"next", "guess", "wrong", "broken", "open", "rank", "heads"}); }

SampleReport good_report() { return with({"next", "guess", "wrong", "rank"}); }

SampleReport hostile_report(const std::string& text) {
  SampleReport sample;
  const std::string quoted = toml_string(text);
  sample.claims.push_back(std::make_unique<Claim>(parse_claim("id = \"hostile\"\ntitle = " + quoted + "\nstatement = " + quoted + "\npublished = " + quoted +
                                                                  "\nsource = " + quoted + "\nnote = \"hostile\"\nhypotheses = [" + quoted + "]\n[parameters]\n" +
                                                                  "n = { type = \"integer\", range = \"1..100\", meaning = \"a number\" }\n" +
                                                                  "[[assert]]\nname = \"next\"\ntitle = " + quoted +
                                                                  "\nleft = \"n\"\nrelation = \"<\"\nright = \"n + 1\"\nlemmas = [\"hostile#1\"]\n",
                                                              "hostile.toml")));
  const Claim& claim = *sample.claims.front();
  ReportedClaim reported{.claim = &claim, .plots = {}, .points = {}};
  reported.points.push_back({.result = proved(claim, "next"), .file = text, .digest = sha256(text), .alpha = std::nullopt, .replayed = false});
  sample.report.claims.push_back(std::move(reported));
  sample.report.refused.push_back({.file = text, .reason = text});
  return sample;
}

std::optional<std::string> python(const std::string& program, const std::string& input) {
  if (std::system("python3 -c '' 2>/dev/null") != 0) return std::nullopt;
  const Folder folder;
  const std::string script = folder.write("program.py", program);
  const Outcome outcome = run("/usr/bin/env", {"python3", script, folder.write("input", input)});
  CAPTURE(outcome.err);
  REQUIRE(outcome.code == 0);
  return outcome.out;
}

}  // namespace rankcert::test
