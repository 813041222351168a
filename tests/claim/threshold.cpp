#include "claim/threshold.hpp"

#include <doctest/doctest.h>

#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

/// The largest H <= last at which "reaches" is certified, by trying all of them.
std::optional<Integer> brute_force(const Claim& claim, long d, long r, const Rational& error, long last) {
  std::optional<Integer> largest;
  Prover prover{ProverOptions{}};
  for (long heads = 0; heads <= last; ++heads) {
    const Point point{.claim = &claim, .assertion = claim.find_assertion("reaches"), .parameters = {{"d", d}, {"r", r}, {"H", heads}, {"error", error}}};
    if (prover.prove(point, std::nullopt, "").verdict == Verdict::certified) largest = heads;
  }
  return largest;
}

}  // namespace

TEST_CASE("threshold: agrees with trying every number of heads, certified at both ends") {
  const Claim claim = load_claim("low-rank-separation");
  struct Case {
    long d, r;
    Rational error;
  };
  for (const auto& [d, r, error] : {Case{5, 1, Rational(1, 5)}, Case{6, 2, Rational(1, 10)}, Case{8, 1, Rational(3, 20)}, Case{30, 1, Rational(2, 5)}}) {
    CAPTURE(d);
    CAPTURE(error);
    const ThresholdAnswer answer = find_threshold(claim, {{"d", d}, {"r", r}, {"error", error}}, {});
    const auto largest = brute_force(claim, d, r, error, 9);
    REQUIRE(answer.holds.has_value() == largest.has_value());
    REQUIRE(answer.fails);
    CHECK(answer.fails->verdict == Verdict::certified);
    if (!largest) continue;
    REQUIRE(*largest < 9);
    CHECK(answer.holds->verdict == Verdict::certified);
    CHECK(answer.holds->point.parameters.at("H") == Rational(*largest));
    CHECK(answer.fails->point.parameters.at("H") == Rational(*largest + 1));
  }
}

TEST_CASE("threshold: a large one, still one apart") {
  const Claim claim = load_claim("low-rank-separation");
  const ThresholdAnswer answer = find_threshold(claim, {{"d", 64}, {"r", 4}, {"error", Rational(1, 10)}}, {});
  REQUIRE(answer.holds);
  REQUIRE(answer.fails);
  CHECK(answer.holds->verdict == Verdict::certified);
  CHECK(answer.fails->verdict == Verdict::certified);
  CHECK(answer.fails->point.parameters.at("H") == answer.holds->point.parameters.at("H") + 1);
  CHECK(answer.holds->point.parameters.at("H") > 1024);  // LB(64, 4, 1024) is 0.124
}

TEST_CASE("threshold: bad input") {
  const Claim claim = load_claim("low-rank-separation");
  CHECK_THROWS_AS((void)find_threshold(claim, {{"d", 10}, {"r", 1}}, {}), InputError);
  CHECK_THROWS_AS((void)find_threshold(claim, {{"d", 10}, {"r", 1}, {"error", 0}}, {}), InputError);
  CHECK_THROWS_AS((void)find_threshold(claim, {{"d", 10}, {"r", 8}, {"error", Rational(1, 10)}}, {}), InputError);
}

TEST_CASE("threshold: an undecided value above a decided failure does not keep the search going") {
  // Holds below 10, fails from 10 on but for 25, where neither is certified.
  const Claim claim = parse_claim(R"toml(id = "gap"
title = ""
statement = ""
source = ""
note = "gap"
hypotheses = ["none"]
[parameters]
n = { type = "integer", range = "0..1000", meaning = "n" }
[[assert]]
name = "holds"
title = ""
left = "if(n = 25, sqrt(2)^2, if(n < 10, 1, 3))"
relation = "<"
right = "2"
lemmas = ["note#1"]
[[assert]]
name = "fails"
title = ""
left = "if(n = 25, sqrt(2)^2, if(n < 10, 1, 3))"
relation = ">"
right = "2"
lemmas = ["note#1"]
[threshold]
of = "n"
holds = "holds"
fails = "fails"
meaning = "largest n below 10"
)toml",
                                  "gap.toml");
  const ThresholdAnswer answer = find_threshold(claim, {}, {});
  REQUIRE(answer.holds);
  REQUIRE(answer.fails);
  CHECK(answer.holds->point.parameters.at("n") == 9);
  CHECK(answer.fails->point.parameters.at("n") == 10);
}
