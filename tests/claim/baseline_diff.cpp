#include "claim/baseline_diff.hpp"

#include <doctest/doctest.h>

#include "claim/baseline_example.hpp"

using namespace rankcert;
using test::baseline_of;
using test::baseline_point;
using Kind = BaselineChange::Kind;

namespace {

const Rational tenth(1, 10);

std::vector<BaselineChange> changes(const Baseline& old, const Baseline& now, const Rational& share = tenth) {
  const BaselineComparison comparison = compare_with_baseline(old, now, share);
  REQUIRE(comparison.claims.size() == 1);
  return comparison.claims.front().changes;
}

/// The kind of the change from one point to the other, or nothing.
std::optional<Kind> kind_of(const BaselinePoint& old, const BaselinePoint& now, const Rational& share = tenth) {
  const auto all = changes(baseline_of({old}), baseline_of({now}), share);
  REQUIRE(all.size() <= 1);
  if (all.empty()) return std::nullopt;
  CHECK(all.front().assertion == "a");
  CHECK(all.front().parameters == Assignment{{"n", 5}});
  return all.front().kind;
}

std::optional<Kind> margin_change(const Rational& old, const Rational& now, const Rational& share = tenth) {
  return kind_of(baseline_point(5, Verdict::certified, old), baseline_point(5, Verdict::certified, now), share);
}

BaselinePoint refuted(bool by_estimate, const Rational& margin, Verdict expected) {
  BaselinePoint point = baseline_point(5, Verdict::refuted, margin, expected);
  point.by_estimate = by_estimate;
  return point;
}

/// One point a verdict, from the strongest to the weakest for a claim that expects `expected`.
std::vector<BaselinePoint> ladder(Verdict expected) {
  std::vector<BaselinePoint> points = {baseline_point(5, Verdict::certified, 1, expected), baseline_point(5, Verdict::supported, 1, expected),
                                       baseline_point(5, Verdict::enclosed, {}, expected), baseline_point(5, Verdict::inconclusive, {}, expected),
                                       refuted(true, -1, expected), refuted(false, -1, expected)};
  if (expected != Verdict::refuted) return points;
  std::swap(points[0], points[5]);
  std::swap(points[1], points[4]);
  return points;
}

}  // namespace

TEST_CASE("baseline comparison: every verdict against every other, in the documented order") {
  for (const Verdict expected : {Verdict::certified, Verdict::supported, Verdict::refuted}) {
    const auto points = ladder(expected);
    for (std::size_t i = 0; i < points.size(); ++i) {
      for (std::size_t j = 0; j < points.size(); ++j) {
        CAPTURE(i);
        CAPTURE(j);
        const std::optional<Kind> kind = kind_of(points[i], points[j]);
        if (i == j) CHECK_FALSE(kind.has_value());
        else CHECK(kind == (j > i ? Kind::weaker : Kind::stronger));
      }
    }
  }
}

TEST_CASE("baseline comparison: a point that has become vacuous is weaker, whatever its verdict") {
  BaselinePoint vacuous = baseline_point(5, Verdict::certified, 1);
  vacuous.vacuous = true;
  for (const BaselinePoint& old : {baseline_point(5, Verdict::certified, 1), baseline_point(5, Verdict::supported, 1)}) {
    CHECK(kind_of(old, vacuous) == Kind::weaker);
  }
  CHECK(kind_of(vacuous, baseline_point(5, Verdict::certified, 1)) == Kind::stronger);
  CHECK(kind_of(vacuous, baseline_point(5, Verdict::supported, 1)) == Kind::weaker);
  CHECK_FALSE(kind_of(vacuous, vacuous).has_value());
}

TEST_CASE("baseline comparison: margins, at the share and beyond it, at 0 and below") {
  CHECK_FALSE(margin_change(1, 1).has_value());
  CHECK_FALSE(margin_change(1, Rational(9, 10)).has_value());
  CHECK(margin_change(1, Rational(899, 1000)) == Kind::smaller);
  CHECK(margin_change(1, 0) == Kind::smaller);
  CHECK_FALSE(margin_change(1, Rational(11, 10)).has_value());
  CHECK(margin_change(1, 2) == Kind::larger);
  CHECK(margin_change(1, Rational(999999, 1000000), 0) == Kind::smaller);
  CHECK_FALSE(margin_change(1, 1, 0).has_value());
  CHECK_FALSE(margin_change(0, 0).has_value());
  CHECK(margin_change(0, 1) == Kind::larger);
  // A claim that is refuted where it should hold: further below 0 is worse.
  const auto contradiction = [](const Rational& old, const Rational& now) {
    return kind_of(refuted(false, old, Verdict::certified), refuted(false, now, Verdict::certified));
  };
  CHECK(contradiction(-1, -2) == Kind::smaller);
  CHECK(contradiction(-2, -1) == Kind::larger);
  CHECK(contradiction(0, -1) == Kind::smaller);
  CHECK_FALSE(contradiction(-1, Rational(-11, 10)).has_value());
  // A refutation that is expected: further below 0 is better.
  const auto wanted = [](const Rational& old, const Rational& now) {
    return kind_of(refuted(false, old, Verdict::refuted), refuted(false, now, Verdict::refuted));
  };
  CHECK(wanted(-2, -1) == Kind::smaller);
  CHECK(wanted(-1, -2) == Kind::larger);
  CHECK(wanted(-1, 0) == Kind::smaller);
}

TEST_CASE("baseline comparison: the law of the share for many margins") {
  for (int old = 0; old <= 40; ++old) {
    for (int now = 0; now <= 40; ++now) {
      const auto kind = margin_change(old, now);
      CHECK((kind == Kind::smaller) == (10 * now < 9 * old));
      CHECK((kind == Kind::larger) == (10 * old < 9 * now));
    }
  }
}

TEST_CASE("baseline comparison: points that are gone and points that are new") {
  const Baseline old = baseline_of({baseline_point(1, Verdict::certified, 1), baseline_point(2, Verdict::certified, 1), baseline_point(3, Verdict::certified, 1)});
  const Baseline now = baseline_of({baseline_point(2, Verdict::certified, 1), baseline_point(4, Verdict::supported, 2)});
  const BaselineComparison comparison = compare_with_baseline(old, now, tenth);
  const auto& all = comparison.claims.front().changes;
  REQUIRE(all.size() == 3);
  CHECK(comparison.claims.front().unchanged == 1);
  CHECK(all[0].kind == Kind::added);
  CHECK(all[0].what == "a n=4");
  CHECK(all[0].before.empty());
  CHECK(all[0].after == "supported, margin 2");
  CHECK(all[1].kind == Kind::gone);
  CHECK(all[1].what == "a n=1");
  CHECK(all[1].before == "certified, margin 1");
  CHECK(all[1].after.empty());
  CHECK(all[2].what == "a n=3");
  CHECK(comparison.count(is_failure) == 2);
  CHECK(comparison.count(is_weakening) == 2);
}

TEST_CASE("baseline comparison: parts of the claim, old and new") {
  const Baseline old = baseline_of({});
  Baseline now = old;
  BaselineClaim& claim = now.claims.at("one");
  CHECK(changes(old, now).empty());
  claim.digest = "sha256:1";
  REQUIRE(changes(old, now).size() == 1);
  CHECK(changes(old, now)[0].kind == Kind::reworded);
  CHECK(changes(old, now)[0].what == "comments, layout or plots");
  claim.parts.other[0].text = "Another";
  REQUIRE(changes(old, now).size() == 1);
  CHECK(changes(old, now)[0].what == "title");
  CHECK(changes(old, now)[0].before == "T");
  CHECK(changes(old, now)[0].after == "Another");
  claim.parts.asserted = {{"assertion a", "n < 8"}, {"hypothesis", "none"}, {"hypothesis", "one"}};
  const auto all = changes(old, now);
  REQUIRE(all.size() == 3);
  CHECK(all[0].kind == Kind::reworded);
  CHECK(all[1].kind == Kind::restated);
  CHECK(all[1].what == "assertion a");
  CHECK(all[1].before == "n < 9");
  CHECK(all[1].after == "n < 8");
  CHECK(all[2].what == "hypothesis");
  CHECK(all[2].before.empty());
  CHECK(all[2].after == "one");
  // A definition of the prelude may change what is asserted though the claim's text is the same.
  claim.digest = "sha256:0";
  CHECK(changes(old, now).size() == 3);
}

TEST_CASE("baseline comparison: claims that are gone or new are told as a whole, the largest damage last") {
  Baseline old = baseline_of({baseline_point(1, Verdict::certified, 10)});
  Baseline now = baseline_of({baseline_point(1, Verdict::certified, 5)});
  old.claims["all-well"] = old.claims.at("one");
  now.claims["all-well"] = old.claims.at("one");
  old.claims["a-worse-one"] = old.claims.at("one");
  now.claims["a-worse-one"] = baseline_of({baseline_point(1, Verdict::certified, 2)}).claims.at("one");
  old.claims["a-lost-one"] = old.claims.at("one");
  now.claims["a-new-one"] = old.claims.at("one");
  old.claims["a-broken-one"] = old.claims.at("one");
  now.claims["a-broken-one"] = baseline_of({baseline_point(1, Verdict::refuted, -1)}).claims.at("one");
  const BaselineComparison comparison = compare_with_baseline(old, now, tenth);
  std::vector<std::string> order;
  for (const ClaimComparison& claim : comparison.claims) order.push_back(claim.claim);
  CHECK(order == std::vector<std::string>{"all-well", "a-new-one", "one", "a-worse-one", "a-lost-one", "a-broken-one"});
  CHECK(comparison.claims[1].changes.front().after == "1 point");
  CHECK(comparison.claims[4].changes.front().before == "1 point");
  CHECK(comparison.count(is_failure) == 4);
}

TEST_CASE("baseline comparison: which changes fail and which weaken") {
  for (const Kind kind : {Kind::added, Kind::larger, Kind::stronger}) CHECK_FALSE(is_failure(kind));
  for (const Kind kind : {Kind::reworded, Kind::smaller, Kind::gone, Kind::restated, Kind::weaker}) CHECK(is_failure(kind));
  for (const Kind kind : {Kind::added, Kind::larger, Kind::stronger, Kind::reworded}) CHECK_FALSE(is_weakening(kind));
  for (const Kind kind : {Kind::smaller, Kind::gone, Kind::restated, Kind::weaker}) CHECK(is_weakening(kind));
}

TEST_CASE("baseline: small losses do not add up unseen") {
  Baseline recorded = baseline_of({baseline_point(1, Verdict::certified, 100)});
  for (const int margin : {95, 91, 90}) {
    const Baseline run = baseline_of({baseline_point(1, Verdict::certified, margin)});
    CHECK(changes(recorded, run).empty());
    recorded = blessed(recorded, run, tenth);
    CHECK(recorded.claims.at("one").points.front().margin == Rational(100));
  }
  CHECK_FALSE(changes(recorded, baseline_of({baseline_point(1, Verdict::certified, 89)})).empty());
  // What is larger, of another verdict, or beyond the share is recorded as it is.
  const auto recorded_after = [&](const BaselinePoint& point) { return blessed(recorded, baseline_of({point}), tenth).claims.at("one").points.front(); };
  CHECK(recorded_after(baseline_point(1, Verdict::certified, 101)).margin == Rational(101));
  CHECK(recorded_after(baseline_point(1, Verdict::certified, 80)).margin == Rational(80));
  CHECK(recorded_after(baseline_point(1, Verdict::supported, 95)).margin == Rational(95));
  CHECK(recorded_after(baseline_point(2, Verdict::certified, 95)).margin == Rational(95));
  CHECK_FALSE(recorded_after(baseline_point(1, Verdict::inconclusive)).margin.has_value());
}
