#include "attack/campaign.hpp"

#include <doctest/doctest.h>

#include <set>

#include "attack/base_certificates.hpp"
#include "attack/checkers.hpp"

using namespace rankcert;
using namespace rankcert::attack;

TEST_CASE("campaign: a checker that believes everything is found out, and so is one that believes nothing") {
  const auto bases = example_bases();
  const auto credulous = run_campaign(bases, 100, 3, {{"credulous", [](const std::string&) { return Answer::accepted; }}});
  CHECK(credulous.survivors.size() == credulous.refused);
  CHECK(credulous.refused > 50);
  const auto sceptical = run_campaign(bases, 100, 3, {{"sceptical", [](const std::string&) { return Answer::refused; }}});
  CHECK(sceptical.survivors.size() == sceptical.accepted);
  CHECK(sceptical.accepted >= bases.size());
  CHECK(sceptical.refused == credulous.refused);
}

TEST_CASE("campaign: a checker that leaves out one condition is found out") {
  // The kernel, but a file with the verdict supported passes: a hole of C9 and C10.
  const CheckerUnderAttack whole = kernel();
  const CheckerUnderAttack holed{"holed", [&](const std::string& file) {
                                   const bool hole = file.find("\"verdict\": \"supported\"") != std::string::npos && file.find("\"digest\": \"sha256:") != std::string::npos;
                                   return hole ? Answer::accepted : whole.check(file);
                                 }};
  CHECK(run_campaign(example_bases(), 300, 4, {whole}).survivors.empty());
  CHECK(!run_campaign(example_bases(), 300, 4, {holed}).survivors.empty());
}

TEST_CASE("campaign: the same seed makes the same mutants, another seed others") {
  const auto texts = [](std::uint64_t seed) {
    std::vector<std::string> seen;
    (void)run_campaign(example_bases(), 60, seed, {{"recorder", [&](const std::string& file) {
                                                       seen.push_back(file);
                                                       return Answer::no_opinion;
                                                     }}});
    return seen;
  };
  CHECK(texts(5) == texts(5));
  CHECK(texts(5) != texts(6));
}

TEST_CASE("campaign: every field of the format and every rule of what stays true is met") {
  std::set<std::string> fields;
  std::set<std::string> rules;
  const auto result = run_campaign(example_bases(), 4'000, 7, {});
  for (const auto& [change, tally] : result.by_change) {
    fields.insert(change.substr(0, change.find(':')));
    if (tally.to_be_refused == 0) rules.insert(change.substr(change.find(':') + 2, 2));
  }
  for (const char* field : {"schema", "tool", "claim/id", "claim/text", "claim/digest", "prelude", "assertion", "lemmas/*", "parameters/n", "hints/L", "left/formula", "left/lower",
                            "left/upper", "right/measure", "relation", "verdict", "left/evidence/seed", "left/evidence/method", "left/evidence/witness", "left/evidence/sample",
                            "left/evidence/sample/alpha", "left/evidence/sample/least", "left/evidence/sample/greatest", "left/evidence/sample/observations", "file"}) {
    CAPTURE(field);
    CHECK(fields.contains(field));
  }
  for (const char* rule : {"A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"}) {
    CAPTURE(rule);
    CHECK(rules.contains(rule));
  }
}
