// What holds for every claim in bounds/examples: it reads as a user's file does, its lemmas exist, its side conditions are
// broken by a test. The claims are not built in.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "bounds/claim_values.hpp"
#include "checker/read_file.hpp"
#include "claim/claim_library.hpp"
#include "claim/plot.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

constexpr const char* kFolder = RANKCERT_BOUNDS "/examples/";

std::string path_of(const std::string& id) { return kFolder + id + ".toml"; }

std::vector<std::string> all_ids() {
  std::vector<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".toml") ids.push_back(entry.path().stem().string());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// A point that breaks one requirement or range of a claim, with what must be said.
struct Broken {
  const char* claim;
  const char* condition;  ///< the requirement's text, or a parameter's name for its range
  const char* assertion;
  Assignment values;
  const char* word;
};

const std::vector<Broken>& broken() {
  const Rational half(1, 2);
  static const std::vector<Broken> all = {
      {"johnson-lindenstrauss", "distortion_bound(n, k, risk) < 1", "closed-form", {{"n", 1000}, {"k", 30}, {"risk", half}}, "take a larger k or risk"},
      {"johnson-lindenstrauss", "distortion_bound(n, k, risk) < 1", "distortion", {{"n", 4096}, {"k", 10}, {"risk", half}}, "take a larger k or risk"},
      {"johnson-lindenstrauss", "n", "published-dimension", {{"n", 1}, {"eps", half}}, "out of range 2..10^9"},
      {"johnson-lindenstrauss", "eps", "published-dimension", {{"n", 2}, {"eps", 1}}, "out of range 1/100..9/10"},
      {"johnson-lindenstrauss", "k", "too-few", {{"n", 2}, {"k", 9}, {"eps", half}, {"delta", half}}, "out of range 10..10^7"},
      {"johnson-lindenstrauss", "delta", "enough", {{"n", 2}, {"k", 10}, {"eps", half}, {"delta", 0}}, "out of range 1/10^9..1/2"},
      {"johnson-lindenstrauss", "share", "share-suffices", {{"n", 2}, {"eps", half}, {"share", 2}}, "out of range 1/100..1"},
      {"johnson-lindenstrauss", "C", "constant", {{"n", 2}, {"eps", half}, {"C", 0}}, "out of range 1/100..8"},
      {"johnson-lindenstrauss", "risk", "closed-form", {{"n", 2}, {"k", 1000}, {"risk", 1}}, "out of range 1/10^9..1/2"},
      {"johnson-lindenstrauss", "batch", "failures-from-above", {{"n", 2}, {"k", 10}, {"eps", half}, {"batch", 0}, {"trials", 1}}, "out of range 1..65536"},
      {"johnson-lindenstrauss", "trials", "failures-from-below", {{"n", 2}, {"k", 10}, {"eps", half}, {"batch", 1}, {"trials", 0}}, "out of range 1..1000000"},
      {"matrix-hoeffding", "t <= sqrt(m*w)", "tail", {{"b", 1}, {"w", 4}, {"m", 1}, {"t", Rational(201, 100)}, {"batch", 1}, {"trials", 1}}, "never has norm above m w"},
      {"matrix-hoeffding", "d", "diagonal", {{"d", 1}, {"m", 4}, {"t", 1}}, "out of range 2..10^9"},
      {"matrix-hoeffding", "b", "norm", {{"b", 0}, {"w", 1}, {"m", 1}, {"risk", half}}, "out of range 1..10^9"},
      {"matrix-hoeffding", "w", "one-block", {{"w", 0}, {"slack", half}}, "out of range 1..10^6"},
      {"matrix-hoeffding", "m", "diagonal", {{"d", 2}, {"m", 4097}, {"t", 1}}, "out of range 1..4096"},
      {"matrix-hoeffding", "t", "diagonal", {{"d", 2}, {"m", 4}, {"t", 0}}, "out of range 1/100..20"},
      {"matrix-hoeffding", "s", "dimension-needed", {{"d", 2}, {"m", 4}, {"s", 1}}, "out of range 1/100..9/10"},
      {"matrix-hoeffding", "slack", "one-block", {{"w", 1}, {"slack", 0}}, "out of range 1/1000..1"},
      {"matrix-hoeffding", "risk", "stays-below", {{"d", 2}, {"m", 4}, {"t", 1}, {"risk", 0}}, "out of range 1/10^9..1/2"},
      {"matrix-hoeffding", "batch", "tail", {{"b", 1}, {"w", 1}, {"m", 1}, {"t", 1}, {"batch", 65'537}, {"trials", 1}}, "out of range 1..65536"},
      {"matrix-hoeffding", "trials", "tail", {{"b", 1}, {"w", 1}, {"m", 1}, {"t", 1}, {"batch", 1}, {"trials", 0}}, "out of range 1..1000000"},
  };
  return all;
}

}  // namespace

TEST_CASE("examples: each is a file of its id, not built in, with a note and a test of the same name") {
  const std::vector<std::string> ids = all_ids();
  CHECK(ids == std::vector<std::string>{"johnson-lindenstrauss", "matrix-hoeffding"});
  for (const std::string& id : ids) {
    CAPTURE(id);
    const Claim claim = load_claim(path_of(id));
    CHECK(claim.id == id);
    for (const auto& built_in : built_in_claims()) CHECK(built_in.name != id);
    CHECK(std::filesystem::exists(std::string(RANKCERT_NOTES) + "/" + claim.note + ".md"));
    CHECK(std::filesystem::exists(std::filesystem::path(RANKCERT_REFERENCE).parent_path() / "bounds/examples" / (id + ".cpp")));
    CHECK_FALSE(claim.published.empty());
    CHECK_FALSE(read_plots(claim, path_of(id)).empty());
  }
}

TEST_CASE("examples: every lemma cited exists in its note") {
  for (const std::string& id : all_ids()) {
    const Claim claim = load_claim(path_of(id));
    for (const Assertion& assertion : claim.assertions) {
      CAPTURE(claim.id + " " + assertion.name);
      CHECK_FALSE(assertion.lemmas.empty());
      for (const std::string& lemma : assertion.lemmas) {
        CAPTURE(lemma);
        const auto hash = lemma.find('#');
        REQUIRE(hash != std::string::npos);
        const std::string text = read_file(std::string(RANKCERT_NOTES) + "/" + lemma.substr(0, hash) + ".md");
        CHECK(std::regex_search(text, std::regex("(^|\n)### (Lemma|Theorem|Corollary|Proposition) " + lemma.substr(hash + 1) + " \\(")));
      }
    }
  }
}

TEST_CASE("examples: the suites make points, every assertion is in one") {
  for (const std::string& id : all_ids()) {
    CAPTURE(id);
    const Claim claim = load_claim(path_of(id));
    std::set<std::string> used;
    for (const char* suite : {"quick", "full"}) {
      for (const Point& point : suite_points(claim, suite, {})) used.insert(point.assertion->name);
    }
    for (const Assertion& assertion : claim.assertions) CHECK_MESSAGE(used.contains(assertion.name), assertion.name);
  }
}

TEST_CASE("examples: every side condition is broken, and refused in its own words") {
  for (const Broken& one : broken()) {
    CAPTURE(one.claim);
    CAPTURE(one.condition);
    const std::string reason = test::refusal_at(load_claim(path_of(one.claim)), one.assertion, one.values);
    CAPTURE(reason);
    CHECK(reason.find(one.word) != std::string::npos);
    CHECK(reason.starts_with(one.condition));
  }
}

TEST_CASE("examples: no requirement and no range is without a point that breaks it") {
  for (const std::string& id : all_ids()) {
    const Claim claim = load_claim(path_of(id));
    const auto is_broken = [&](const std::string& condition) {
      return std::any_of(broken().begin(), broken().end(), [&](const Broken& one) { return claim.id == one.claim && condition == one.condition; });
    };
    for (const Requirement& requirement : claim.requirements) CHECK_MESSAGE(is_broken(requirement.text), claim.id, ": ", requirement.text);
    for (const Parameter& parameter : claim.parameters) CHECK_MESSAGE(is_broken(parameter.name), claim.id, ": ", parameter.name);
  }
}

TEST_CASE("examples: the last allowed value on each side of a condition is allowed") {
  const Claim projection = load_claim(path_of("johnson-lindenstrauss"));
  CHECK(test::refusal_at(projection, "too-few", {{"n", 2}, {"k", 10}, {"eps", Rational(9, 10)}, {"delta", Rational(1, 2)}}).empty());
  CHECK(test::refusal_at(projection, "closed-form", {{"n", 2}, {"k", 1000}, {"risk", Rational(1, 2)}}).empty());
  const Claim series = load_claim(path_of("matrix-hoeffding"));
  CHECK(test::refusal_at(series, "tail", {{"b", 1}, {"w", 4}, {"m", 1}, {"t", 2}, {"batch", 1}, {"trials", 1}}).empty());
}
