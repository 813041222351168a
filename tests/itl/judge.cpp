// The judge sees what is wrong, and only that.
#include "itl/judge.hpp"

#include <doctest/doctest.h>

using namespace rankcert;
using namespace rankcert::itl;

namespace {

Bounds between(const Rational& lower, const Rational& upper) { return {.lower = lower, .upper = upper}; }
Answer set_answer(const Bounds& set) { return {.kind = Answer::Kind::set, .set = set}; }
Answer truth_answer(Truth truth) { return {.kind = Answer::Kind::truth, .truth = truth}; }
const Rational little = Rational(1) / Rational(Integer(1) << 80);

}  // namespace

TEST_CASE("judge: exact sets are not cut by however little") {
  const Term expected = between(1, 2);
  CHECK(judge(set_answer(between(1, 2)), expected, true) == Judgement::tight);
  CHECK(judge(set_answer(between(1 - little, 2 + little)), expected, true) == Judgement::loose);
  CHECK(judge(set_answer({}), expected, true) == Judgement::unbounded);
  CHECK(judge(set_answer(between(1 + little, 2)), expected, true) == Judgement::wrong);
  CHECK(judge(set_answer(between(1, 2 - little)), expected, true) == Judgement::wrong);
  CHECK(judge(set_answer({.empty = true}), expected, true) == Judgement::wrong);
  CHECK(judge(set_answer(between(1, 2)), Term(Bounds{}), true) == Judgement::wrong);
  CHECK(judge(set_answer(between(1, 2)), Term(Bounds{.lower = Rational(1)}), true) == Judgement::wrong);
}

TEST_CASE("judge: rounded sets are compared with what rounds to them") {
  const Term expected = between(1, 2);
  CHECK(judge(set_answer(between(1 + little, 2 - little)), expected, false) == Judgement::tight);
  const Rational ulp = Rational(1) / Rational(Integer(1) << 52);
  CHECK(judge(set_answer(between(1 + ulp, 2)), expected, false) == Judgement::wrong);
  CHECK(judge(set_answer(between(1, 2 - ulp)), expected, false) == Judgement::wrong);
  CHECK(judge(set_answer(between(1 - ulp, 2)), expected, false) == Judgement::loose);
  // Overflow: the table's infinity is a rounded end.
  const Rational beyond = Rational(Integer(1) << 1030);
  CHECK(judge(set_answer(between(1, beyond)), Term(Bounds{.lower = Rational(1)}), false) == Judgement::tight);
}

TEST_CASE("judge: no value where there is none, truth values") {
  const Term none = Bounds{.empty = true};
  CHECK(judge({.kind = Answer::Kind::undefined}, none, true) == Judgement::tight);
  CHECK(judge(set_answer({}), none, true) == Judgement::unbounded);
  CHECK(judge(set_answer(between(0, 1)), none, true) == Judgement::wrong);
  CHECK(judge({.kind = Answer::Kind::undefined}, Term(between(0, 1)), true) == Judgement::wrong);
  CHECK(judge(truth_answer(Truth::yes), Term(true), true) == Judgement::tight);
  CHECK(judge(truth_answer(Truth::unknown), Term(true), true) == Judgement::loose);
  CHECK(judge(truth_answer(Truth::no), Term(true), true) == Judgement::wrong);
  CHECK(judge(truth_answer(Truth::no), Term(false), true) == Judgement::tight);
  CHECK(judge(truth_answer(Truth::yes), Term(false), true) == Judgement::wrong);
  CHECK(judge(truth_answer(Truth::yes), none, true) == Judgement::wrong);
}

TEST_CASE("score: statements are counted once, by what they are about") {
  const auto statements = parse_itl(
      "testcase a { add [1] [2] = [3]; add [empty] [2] = [empty]; tan [1] = [1, 2]; mid [1, 2] = 1.5; add [1] [2] = [4]; sqrt [-1] = [empty];"
      " pow [-8] [3] = [empty]; pown [2] 3 = [8]; pown [2] 99999999999 = [8]; add [nai] [1] = [nai]; precedes [1] [1] = true; }",
      "t.itl");
  for (const auto ask : {ask_kernel, ask_second}) {
    const Score score = score_of(statements, ask, {.exact = true});
    CHECK(score.wrong == 1);
    CHECK(score.set_aside == 3);
    CHECK(score.unsupported == std::map<std::string, std::size_t>{{"pow", 1}, {"pown", 1}, {"tan", 1}});
    CHECK(score.passed() == 4);
    REQUIRE(score.violations.size() == 2);  // as an enclosure and as a number
    CHECK(score.violations[0].line == 1);
    CHECK(score.violations[0].text == "a: add [1, 1] [2, 2] = [4, 4] gives [3, 3]");
  }
}
