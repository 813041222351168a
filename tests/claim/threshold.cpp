#include "claim/threshold.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <memory>

#include "capture_binding.hpp"
#include "claim/claim_library.hpp"
#include "claim/grid.hpp"
#include "claim/run.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

/// The largest H <= last at which "reaches" is certified, by trying all of them.
std::optional<Integer> brute_force(const Claim& claim, long d, long r, const Rational& error, long last) {
  std::optional<Integer> largest;
  Prover prover{ProverOptions{}};
  for (long heads = 0; heads <= last; ++heads) {
    const Point point{.claim = &claim,
                      .assertion = claim.find_assertion("reaches"),
                      .parameters = {{"d", d}, {"r", r}, {"H", heads}, {"error", error}}};
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
  for (const auto& [d, r, error] : {Case{5, 1, Rational(1, 5)}, Case{6, 2, Rational(1, 10)},
                                    Case{8, 1, Rational(3, 20)}, Case{30, 1, Rational(2, 5)}}) {
    CAPTURE_BINDING(d);
    CAPTURE_BINDING(error);
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

TEST_CASE("threshold: few values are tried, for a number of heads with 25 digits too") {
  const Claim claim = load_claim("low-rank-separation");
  const ThresholdAnswer answer = find_threshold(claim, {{"d", 64}, {"r", 4}, {"error", Rational(3, 100)}}, {});
  REQUIRE(answer.holds);
  REQUIRE(answer.fails);
  // Found by the bisection that this search replaced: 82 halvings of the bracket.
  CHECK(answer.holds->point.parameters.at("H") == *parse_rational("2133201552254267022965630"));
  CHECK(answer.fails->point.parameters.at("H") == *parse_rational("2133201552254267022965631"));
  CHECK(answer.tried <= 40);
}

TEST_CASE(
    "threshold: a grid is its points one by one, whatever the number of threads, vacuous ones with their reason") {
  const Claim claim = load_claim("low-rank-separation");
  const std::map<std::string, std::vector<Rational>> ranges = {
      {"d", {5, 8, 30}}, {"r", {1, 4}}, {"error", {Rational(1, 10), Rational(1, 5)}}};
  std::vector<std::vector<ThresholdPoint>> grids;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    grids.push_back(find_thresholds(claim, ranges, {}));
  }
  const std::vector<Assignment> order = grid_points(ranges);
  for (const auto& grid : grids) {
    REQUIRE(grid.size() == order.size());
    for (std::size_t i = 0; i < grid.size(); ++i) {
      CHECK(grid[i].parameters == order[i]);
      const bool vacuous = order[i].at("r") > order[i].at("d") - 3;
      CHECK(grid[i].refused.starts_with("r <= d - 3 does not hold; vacuous") == vacuous);
      if (vacuous) {
        CHECK_FALSE(grid[i].answer.holds);
        CHECK_FALSE(grid[i].answer.fails);
        continue;
      }
      const ThresholdAnswer alone = find_threshold(claim, order[i], {});
      CHECK(grid[i].answer.tried == alone.tried);
      REQUIRE(grid[i].answer.holds);
      REQUIRE(grid[i].answer.fails);
      CHECK(grid[i].answer.holds->point.parameters == alone.holds->point.parameters);
      CHECK(grid[i].answer.holds->hints == alone.holds->hints);
      CHECK(grid[i].answer.holds->left == alone.holds->left);
      CHECK(grid[i].answer.fails->left == alone.fails->left);
    }
  }
}

TEST_CASE("threshold: a grid refuses what is no point of it") {
  const Claim claim = load_claim("low-rank-separation");
  CHECK_THROWS_AS((void)find_thresholds(claim, {{"d", {8}}, {"r", {1}}}, {}), InputError);
  CHECK_THROWS_AS((void)find_thresholds(claim, {{"d", {8}}, {"r", {1}}, {"error", {Rational(1, 10)}}, {"H", {1}}}, {}),
                  InputError);
  CHECK_THROWS_AS((void)find_thresholds(claim, {{"d", {8}}, {"r", {1}}, {"error", {Rational(1, 10)}}, {"x", {1}}}, {}),
                  InputError);
  CHECK_THROWS_AS((void)find_thresholds(claim, {{"d", {3, 8}}, {"r", {1}}, {"error", {Rational(1, 10)}}}, {}),
                  InputError);
}

TEST_CASE("threshold: both ends of the range, and steps that no interpolation sees") {
  const auto answer_of = [](const std::string& left, const std::string& range) {
    static std::vector<std::unique_ptr<Claim>> claims;
    const std::string sides[] = {"<", ">="};
    std::string text =
        "id = \"step\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"step\"\nhypotheses = "
        "[\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"" +
        range + "\", meaning = \"n\" }\n";
    for (int i = 0; i < 2; ++i) {
      text += std::string("[[assert]]\nname = \"") + (i == 0 ? "holds" : "fails") + "\"\ntitle = \"\"\nleft = \"" +
              left + "\"\nrelation = \"" + sides[i] + "\"\nright = \"2\"\nlemmas = [\"note#1\"]\n";
    }
    text += "[threshold]\nof = \"n\"\nholds = \"holds\"\nfails = \"fails\"\nmeaning = \"n\"\n";
    claims.push_back(std::make_unique<Claim>(parse_claim(text, "step.toml")));
    return find_threshold(*claims.back(), {}, {});
  };
  // A jump: the heights say nothing about where it is, so bisection must take over.
  for (const char* place : {"1", "7", "123456789", "10^30 + 7"}) {
    CAPTURE(place);
    const ThresholdAnswer answer = answer_of("if(n < " + std::string(place) + ", 1, 10^9)", "0..2^200");
    REQUIRE(answer.holds);
    REQUIRE(answer.fails);
    CHECK(answer.fails->point.parameters.at("n") == answer.holds->point.parameters.at("n") + 1);
    CHECK(answer.fails->left->lower == 1'000'000'000);
    CHECK(answer.tried <= 350);
  }
  CHECK_FALSE(answer_of("3 + n", "0..100").holds);
  CHECK_FALSE(answer_of("1 + n/1000", "0..100").fails);
  CHECK(answer_of("1 + n/1000", "0..100").holds->point.parameters.at("n") == 100);
  CHECK(answer_of("n/50", "0..100").holds->point.parameters.at("n") == 99);
  // A line that leaves 2 between 10^40 and the next integer.
  const ThresholdAnswer line = answer_of("1 + n/(10^40 + 1/2)", "0..2^200");
  CHECK(line.holds->point.parameters.at("n") == Rational(pow(Integer(10), 40)));
  CHECK(line.tried <= 30);
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

TEST_CASE("threshold: a first hint with which neither half is bounded is not the last") {
  // With L = 1 both halves divide by an enclosure of 0; with L = 3 the quotient vanishes.
  const std::string left = "n + (sqrt(2)^2 - 2)/(sqrt(2)^2 + L - 3)";
  std::string text =
      "id = \"late\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"late\"\nhypotheses = "
      "[\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"0..9\", meaning = \"n\" }\n"
      "[hints]\nL = { type = \"odd\", range = \"1..9\", candidates = \"1, 3\", meaning = \"L\" }\n";
  for (const auto& [name, relation] : {std::pair{"holds", "<"}, std::pair{"fails", ">="}}) {
    text += std::string("[[assert]]\nname = \"") + name + "\"\ntitle = \"\"\nleft = \"" + left +
            "\"\nrelation = \"" + relation + "\"\nright = \"5/2\"\nlemmas = [\"note#1\"]\n";
  }
  text += "[threshold]\nof = \"n\"\nholds = \"holds\"\nfails = \"fails\"\nmeaning = \"n\"\n";
  const Claim claim = parse_claim(text, "late.toml");
  const ThresholdAnswer answer = find_threshold(claim, {}, {});
  REQUIRE(answer.holds);
  REQUIRE(answer.fails);
  CHECK(answer.holds->point.parameters.at("n") == 2);
  CHECK(answer.fails->point.parameters.at("n") == 3);
  for (const auto* end : {&answer.holds, &answer.fails}) {
    Prover prover{ProverOptions{}};
    CHECK_FALSE(is_certifiable(prover.prove_with((*end)->point, {{"L", 1}}, std::nullopt, "")));
    const Result alone = prover.prove((*end)->point, std::nullopt, "");
    CHECK((*end)->hints == Assignment{{"L", 3}});
    CHECK((*end)->hints == alone.hints);
    CHECK((*end)->left == alone.left);
  }
}

TEST_CASE("threshold: a point without a value does not end its grid") {
  std::string text =
      "id = \"hole\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"hole\"\nhypotheses = "
      "[\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"0..9\", meaning = \"n\" }\n"
      "m = { type = \"integer\", range = \"0..9\", meaning = \"m\" }\n";
  for (const auto& [name, relation] : {std::pair{"holds", "<"}, std::pair{"fails", ">="}}) {
    text += std::string("[[assert]]\nname = \"") + name + "\"\ntitle = \"\"\nleft = \"n/m\"\nrelation = \"" + relation +
            "\"\nright = \"2\"\nlemmas = [\"note#1\"]\n";
  }
  text += "[threshold]\nof = \"n\"\nholds = \"holds\"\nfails = \"fails\"\nmeaning = \"n\"\n";
  const Claim claim = parse_claim(text, "hole.toml");
  CHECK_THROWS_AS((void)find_threshold(claim, {{"m", 0}}, {}), InputError);
  const auto grid = find_thresholds(claim, {{"m", {1, 0, 3, 9}}}, {});
  REQUIRE(grid.size() == 4);
  CHECK(grid[1].failed.find("division by zero") != std::string::npos);
  CHECK(grid[1].refused.empty());
  CHECK(reach(grid[1].answer) == Reach::undecided);
  for (const std::size_t i : {0U, 2U}) {
    CHECK(grid[i].failed.empty());
    CHECK(reach(grid[i].answer) == Reach::decided);
    CHECK(grid[i].answer.holds->point.parameters.at("n") == 2 * grid[i].parameters.at("m") - 1);
  }
  CHECK(reach(grid[3].answer) == Reach::one_end);  // 9/9 < 2
}
