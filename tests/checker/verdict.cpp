#include "checker/verdict.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

#include "formula/expression.hpp"

using namespace rankcert;

namespace {

constexpr std::array relations = {Relation::less, Relation::less_equal, Relation::greater, Relation::greater_equal, Relation::equal};
constexpr std::array verdicts = {Verdict::certified, Verdict::supported, Verdict::refuted, Verdict::inconclusive, Verdict::enclosed};

bool holds(const Rational& a, Relation relation, const Rational& b) {
  switch (relation) {
    case Relation::less: return a < b;
    case Relation::less_equal: return a <= b;
    case Relation::greater: return a > b;
    case Relation::greater_equal: return a >= b;
    case Relation::equal: return a == b;
  }
  return false;
}

Truth negated(Truth truth) { return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : Truth::unknown; }

Interval random_interval(std::mt19937& random) {
  std::uniform_int_distribution<int> small(-3, 3);
  const int a = small(random);
  const int b = small(random);
  return {Rational(std::min(a, b)), Rational(std::max(a, b))};
}

}  // namespace

TEST_CASE("compare: against all pairs of numbers of a lattice that holds the ends") {
  // The relations only see order, and the ends are lattice points, so the lattice of halves decides every case.
  std::mt19937 random(1);
  for (int round = 0; round < 4000; ++round) {
    const Interval a = random_interval(random);
    const Interval b = random_interval(random);
    for (const Relation relation : relations) {
      bool always = true;
      bool ever = false;
      for (Rational x = a.lower; x <= a.upper; x += Rational(1, 2)) {
        for (Rational y = b.lower; y <= b.upper; y += Rational(1, 2)) {
          (holds(x, relation, y) ? ever : always) = holds(x, relation, y);
        }
      }
      const Truth expected = always ? Truth::yes : !ever ? Truth::no : Truth::unknown;
      REQUIRE_MESSAGE(compare(a, relation, b) == expected, a.lower, "..", a.upper, " ", to_text(relation), " ", b.lower, "..", b.upper);
      if (relation != Relation::equal) REQUIRE(compare(a, opposite(relation), b) == negated(expected));
    }
  }
}

TEST_CASE("decide: words from intervals") {
  const Interval low{0, 1};
  const Interval high{2, 3};
  const Interval across{1, 2};
  CHECK(decide(low, Relation::less, high, false) == Verdict::certified);
  CHECK(decide(low, Relation::less, high, true) == Verdict::supported);
  CHECK(decide(high, Relation::less, low, false) == Verdict::refuted);
  CHECK(decide(high, Relation::less, low, true) == Verdict::refuted);
  CHECK(decide(low, Relation::less, across, false) == Verdict::inconclusive);
  CHECK(decide(low, Relation::less_equal, across, false) == Verdict::certified);
  CHECK(decide(across, Relation::greater_equal, low, true) == Verdict::supported);
  CHECK(decide(across, Relation::greater, low, true) == Verdict::inconclusive);
  CHECK(decide(low, Relation::equal, low, false) == Verdict::inconclusive);
  CHECK(decide(Interval{1, 1}, Relation::equal, Interval{1, 1}, false) == Verdict::certified);
  CHECK(decide(low, Relation::equal, high, false) == Verdict::refuted);
  CHECK(decide(std::nullopt, Relation::less, high, false) == Verdict::enclosed);
  CHECK(decide(low, Relation::less, std::nullopt, true) == Verdict::enclosed);
}

TEST_CASE("verdict: words read back") {
  for (const Verdict verdict : verdicts) CHECK(parse_verdict(to_text(verdict)) == verdict);
  for (const char* text : {"", "Certified", "certified ", "accepted", "undecided"}) CHECK_FALSE(parse_verdict(text));
}

TEST_CASE("standing and exit code: the whole table") {
  struct Row {
    Verdict verdict, expected;
    Standing standing;
    int code;
  };
  using enum Verdict;
  const Row table[] = {{certified, certified, Standing::as_expected, 0},   {certified, supported, Standing::as_expected, 0},
                       {certified, refuted, Standing::contradiction, 1},   {supported, certified, Standing::undecided, 3},
                       {supported, supported, Standing::as_expected, 0},   {supported, refuted, Standing::contradiction, 1},
                       {refuted, certified, Standing::contradiction, 1},   {refuted, supported, Standing::contradiction, 1},
                       {refuted, refuted, Standing::as_expected, 0},       {inconclusive, certified, Standing::undecided, 3},
                       {inconclusive, supported, Standing::undecided, 3},  {inconclusive, refuted, Standing::undecided, 3},
                       {enclosed, certified, Standing::not_compared, 0},   {enclosed, supported, Standing::not_compared, 0},
                       {enclosed, refuted, Standing::not_compared, 0}};
  CHECK(std::size(table) == verdicts.size() * 3);
  for (const Row& row : table) {
    CAPTURE(to_text(row.verdict));
    CAPTURE(to_text(row.expected));
    CHECK(standing(row.verdict, row.expected) == row.standing);
    CHECK(exit_code_of(row.standing) == row.code);
  }
}

TEST_CASE("is_decided: what holds as expected, and what contradicts") {
  CHECK(is_decided(Standing::as_expected));
  CHECK(is_decided(Standing::contradiction));
  CHECK_FALSE(is_decided(Standing::undecided));
  CHECK_FALSE(is_decided(Standing::not_compared));
}

TEST_CASE("worse_exit_code: a maximum in the order of gravity") {
  constexpr std::array order = {130, 70, 6, 2, 5, 1, 3, 0};
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = 0; j < order.size(); ++j) CHECK(worse_exit_code(order[i], order[j]) == order[std::min(i, j)]);
  }
}
