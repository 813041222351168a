#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <vector>

#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "coq/assertion_points.hpp"
#include "coq/coq_file.hpp"
#include "coq/has_coq.hpp"
#include "coq/not_carried.hpp"
#include "coq/preamble.hpp"
#include "coq/run_coq.hpp"

namespace rankcert::test {
namespace {

/// Small points that one run of coqc takes.
constexpr std::size_t points_together = 24;
/// What a large one may take.
constexpr coq::CoqLimits patient{.seconds = 3'600, .memory_mib = 8'192};

std::string name_of(const AssertionPoint& point) { return point.claim + " " + point.assertion + " " + point.values; }

Claim claim_of(const AssertionPoint& point) {
  const bool is_example = point.claim.starts_with("examples/");
  return load_claim(is_example ? std::string(RANKCERT_BOUNDS) + "/" + point.claim : point.claim);
}

/// The certificate that the prover makes at the point, exported.
coq::CoqFile exported(const AssertionPoint& point) {
  const Claim claim = claim_of(point);
  std::map<std::string, std::vector<Rational>> values;
  std::istringstream words(point.values);
  for (std::string word; words >> word;) {
    const std::size_t is = word.find('=');
    values[word.substr(0, is)] = parse_range(word.substr(0, is), word.substr(is + 1));
  }
  const std::vector<Point> points = make_points(claim, {claim.find_assertion(point.assertion)}, values, {});
  REQUIRE(points.size() == 1);
  const std::vector<Result> results = run_points(points, {.seed = 1});
  return coq::coq_file(make_certificate(results.front(), "test"), claim);
}

/// The file without its header, and without the preamble that all files share.
std::string own_part(const std::string& text) {
  const std::string preamble(embedded_coq_preamble().front().text);
  const std::size_t at = text.find(preamble);
  REQUIRE(at != std::string::npos);
  return text.substr(at + preamble.size());
}

/// Several files as one: the preamble, and each in a module of its own.
std::string joined(std::span<const std::string> files) {
  std::string text(embedded_coq_preamble().front().text);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string module = "file_" + std::to_string(i + 1);
    text += "\nModule " + module + ".\n" + own_part(files[i]) + "End " + module + ".\n";
  }
  return text;
}

/// Coq accepts each of the files; where it refuses some together, which one it was.
void check_accepted(std::span<const AssertionPoint* const> points, std::span<const std::string> files) {
  const coq::CoqRun all = coq::run_coq(joined(files));
  if (all.outcome == coq::Outcome::accepted) return;
  CHECK_MESSAGE(false, "together: " << all.reason);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const coq::CoqRun one = coq::run_coq(files[i]);
    CHECK_MESSAGE(one.outcome == coq::Outcome::accepted, name_of(*points[i]) << ": " << one.reason);
  }
}

/// Coq accepts each of the files, one at a time; tells how long it took.
void check_accepted_alone(std::span<const AssertionPoint* const> points, std::span<const std::string> files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    const coq::CoqRun one = coq::run_coq(files[i], patient);
    MESSAGE(name_of(*points[i]) << ": " << one.seconds << " s");
    CHECK_MESSAGE(one.outcome == coq::Outcome::accepted, name_of(*points[i]) << ": " << one.reason);
  }
}

/// Exports every point that is carried, and has Coq check those of this cost.
void check_carried(Cost cost) {
  std::vector<const AssertionPoint*> points;
  std::vector<std::string> files;
  for (const AssertionPoint& point : carried_points()) {
    INFO(name_of(point));
    std::string text;
    CHECK_NOTHROW(text = exported(point).text);
    if (point.cost != cost || text.empty()) continue;
    points.push_back(&point);
    files.push_back(std::move(text));
  }
  if (!has_coq()) return;
  if (cost == Cost::large) return check_accepted_alone(points, files);
  for (std::size_t i = 0; i < files.size(); i += points_together) {
    const std::size_t count = std::min(points_together, files.size() - i);
    check_accepted(std::span(points).subspan(i, count), std::span(files).subspan(i, count));
  }
}

}  // namespace

TEST_CASE("coq every assertion: each is carried or not, and listed once") {
  std::map<std::string, int> listed;
  for (const auto& points : {carried_points(), points_not_carried()}) {
    for (const AssertionPoint& point : points) ++listed[point.claim + " " + point.assertion];
  }
  for (const AssertionPoint& point : carried_points()) CHECK_MESSAGE(point.refusal.empty(), name_of(point));
  for (const AssertionPoint& point : points_not_carried()) CHECK_MESSAGE(!point.refusal.empty(), name_of(point));
  std::size_t known = 0;
  const auto look_for = [&](const std::string& id, const Claim& claim) {
    for (const Assertion& assertion : claim.assertions) {
      CHECK_MESSAGE(listed[id + " " + assertion.name] == 1, id << " " << assertion.name << ": put it into tests/coq/assertion_points.cpp");
      ++known;
    }
  };
  for (const EmbeddedText& text : built_in_claims()) look_for(std::string(text.name), load_claim(text.name));
  for (const char* example : {"examples/johnson-lindenstrauss.toml", "examples/matrix-hoeffding.toml"}) look_for(example, load_claim(std::string(RANKCERT_BOUNDS) + "/" + example));
  CHECK(listed.size() == known);
}

TEST_CASE("coq every assertion: what is not carried is refused with its reason") {
  for (const AssertionPoint& point : points_not_carried()) {
    INFO(name_of(point));
    CHECK_THROWS_WITH_AS((void)exported(point), doctest::Contains(point.refusal.c_str()), coq::NotCarried);
  }
}

TEST_CASE("coq every assertion: what is carried is exported, and Coq accepts what it checks quickly") { check_carried(Cost::small); }

TEST_CASE("coq every assertion: Coq accepts the points that take it long" * doctest::skip()) { check_carried(Cost::large); }

}  // namespace rankcert::test
