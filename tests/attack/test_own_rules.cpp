#include "attack/own_rules.hpp"

#include <doctest/doctest.h>

using namespace rankcert;
using namespace rankcert::attack;
using nlohmann::json;

namespace {

json sides(const char* l, const char* L, const char* relation, const char* r, const char* R) {
  return {{"left", {{"formula", "a"}, {"lower", l}, {"upper", L}}}, {"relation", relation}, {"right", {{"formula", "b"}, {"lower", r}, {"upper", R}}}};
}

json coin_sample(int heads, int tails, const char* alpha) {
  json observations = json::array();
  for (int i = 0; i < heads + tails; ++i) observations.push_back(i < heads ? "1" : "0");
  return {{"alpha", alpha}, {"least", "0"}, {"greatest", "1"}, {"observations", observations}};
}

}  // namespace

TEST_CASE("own rules: the verdict of two intervals, touching ones among them") {
  CHECK(verdict_of(sides("1p0", "1p1", "<", "3p0", "1p2")) == "certified");
  CHECK(verdict_of(sides("1p0", "1p1", "<", "1p1", "1p2")) == "inconclusive");
  CHECK(verdict_of(sides("1p0", "1p1", "<=", "1p1", "1p2")) == "certified");
  CHECK(verdict_of(sides("1p0", "1p1", ">", "1p1", "1p2")) == "refuted");
  CHECK(verdict_of(sides("1p0", "1p1", ">=", "1p1", "1p2")) == "inconclusive");
  CHECK(verdict_of(sides("1p0", "1p0", "=", "1p0", "1p0")) == "certified");
  CHECK(verdict_of(sides("1p0", "1p1", "=", "1p0", "1p1")) == "inconclusive");
  CHECK(verdict_of(sides("1p0", "1p1", "=", "3p0", "1p2")) == "refuted");
  json open = sides("1p0", "1p1", "<", "3p0", "1p2");
  open["right"] = {{"measure", "b"}};
  CHECK(verdict_of(open) == "enclosed");
}

TEST_CASE("own rules: what a sample gives, against capitals in closed form") {
  // All heads: the capital at nu is the mean of (1 + c(1/nu - 1))^n, which at nu = 1/2 is that of (1 + c)^n.
  // n = 10: (1/5)(1.125^10 + 1.25^10 + 1.5^10 + 1.75^10 + 1.9375^10) = 217.01..., so alpha = 2/217 passes and 2/218 does not.
  CHECK(sample_gives(coin_sample(10, 0, "2/217"), Rational(1, 2), 1) == Judgement::holds);
  CHECK(sample_gives(coin_sample(10, 0, "2/218"), Rational(1, 2), 1) == Judgement::fails);
  CHECK(sample_gives(coin_sample(0, 10, "2/217"), 0, Rational(1, 2)) == Judgement::holds);
  CHECK(sample_gives(coin_sample(0, 10, "2/218"), 0, Rational(1, 2)) == Judgement::fails);
  // The whole range needs no observation to speak for it, a point beside the mean finds none.
  CHECK(sample_gives(coin_sample(1, 1, "1/100"), 0, 1) == Judgement::holds);
  CHECK(sample_gives(coin_sample(500, 500, "1/10"), Rational(51, 100), 1) == Judgement::fails);
  CHECK(sample_gives(coin_sample(1, 1, "1/9"), 0, 1) == Judgement::fails);
  CHECK(sample_gives(coin_sample(1, 1, "0"), 0, 1) == Judgement::fails);
  CHECK(sample_gives(coin_sample(0, 0, "1/10"), 0, 1) == Judgement::fails);
  json outside = coin_sample(1, 1, "1/10");
  outside["observations"].push_back("2");
  CHECK(sample_gives(outside, 0, 1) == Judgement::fails);
}

TEST_CASE("own rules: an interval holds, fails or is unclear by what is known of the value") {
  const Base base{.name = "third", .body = {}, .left = Known{Rational(33, 100), Rational(34, 100)}, .right = Known{1, 1}};
  const auto judged = [&](const char* l, const char* L) {
    json body = sides(l, L, "<", "1p0", "1p0");
    body["verdict"] = "certified";
    return judge_numbers(base, body);
  };
  CHECK(judged("1p-2", "1p-1") == Judgement::holds);
  CHECK(judged("3p-3", "1p-1") == Judgement::fails);
  CHECK(judged("0p0", "1p-2") == Judgement::fails);
  CHECK(judged("1p-1", "1p-2") == Judgement::fails);
  CHECK(judged("1p-2", "171p-9") == Judgement::unclear);  // 171/512 = 0.33398 lies within what is known
  CHECK(judged("1p-2", "1p0") == Judgement::fails);       // true, but then "<" is not shown
}
