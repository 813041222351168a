#include "second/verdict.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace rankcert;
using second::Bounds;
using second::Verdict;
using second::verdict_of;

namespace {

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

/// By definition, over all pairs of numbers on a grid of quarters; the ends below are integers, so the quarters show every
/// order that real numbers of two intervals can have.
Verdict by_definition(const Bounds& left, Relation relation, const Bounds& right, bool estimated) {
  bool always = true;
  bool never = true;
  for (Rational a = left.lower; a <= left.upper; a += Rational(1, 4)) {
    for (Rational b = right.lower; b <= right.upper; b += Rational(1, 4)) (holds(a, relation, b) ? never : always) = false;
  }
  if (always) return estimated ? Verdict::supported : Verdict::certified;
  return never ? Verdict::refuted : Verdict::inconclusive;
}

}  // namespace

TEST_CASE("second verdict: all pairs of small intervals, by definition") {
  for (const Relation relation : {Relation::less, Relation::less_equal, Relation::greater, Relation::greater_equal, Relation::equal}) {
    for (int a = 0; a < 4; ++a) {
      for (int b = a; b < 4; ++b) {
        for (int c = 0; c < 4; ++c) {
          for (int d = c; d < 4; ++d) {
            for (const bool estimated : {false, true}) CHECK(verdict_of(Bounds{a, b}, relation, Bounds{c, d}, estimated) == by_definition({a, b}, relation, {c, d}, estimated));
          }
        }
      }
    }
    CHECK(verdict_of(std::nullopt, relation, Bounds{0, 1}, false) == Verdict::enclosed);
    CHECK(verdict_of(Bounds{0, 1}, relation, std::nullopt, true) == Verdict::enclosed);
  }
}

TEST_CASE("second verdict: words") {
  for (const Verdict verdict : {Verdict::certified, Verdict::supported, Verdict::refuted, Verdict::inconclusive, Verdict::enclosed}) CHECK(second::read_verdict(to_text(verdict)) == verdict);
  for (const char* bad : {"", "Certified", "certified ", "proved"}) CHECK_FALSE(second::read_verdict(bad));
}

TEST_CASE("second verdict: exit codes as the note documents them") {
  using enum Verdict;
  struct Case {
    Verdict verdict;
    Verdict expected;
    int code;
    bool decided;
  };
  for (const auto& [verdict, expected, code, decided] : {Case{certified, certified, 0, true}, Case{supported, supported, 0, true}, Case{refuted, refuted, 0, true}, Case{certified, supported, 0, true},
                                                         Case{supported, certified, 3, false}, Case{refuted, certified, 1, true}, Case{refuted, supported, 1, true}, Case{certified, refuted, 1, true},
                                                         Case{supported, refuted, 1, true}, Case{inconclusive, certified, 3, false}, Case{inconclusive, refuted, 3, false},
                                                         Case{enclosed, certified, 0, false}, Case{enclosed, supported, 0, false}}) {
    const std::string words = std::string(to_text(verdict)) + " for " + std::string(to_text(expected));
    CAPTURE(words);
    CHECK(exit_code_of(verdict, expected) == code);
    CHECK(is_decided(verdict, expected) == decided);
  }
  constexpr std::array order = {70, 2, 5, 1, 3, 0};
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t k = i; k < order.size(); ++k) {
      CHECK(second::graver(order[i], order[k]) == order[i]);
      CHECK(second::graver(order[k], order[i]) == order[i]);
    }
  }
}
