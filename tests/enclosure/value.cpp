#include "enclosure/value.hpp"

#include <doctest/doctest.h>

#include "enclosure/evaluation_error.hpp"
#include "evaluation.hpp"
#include "random_sets.hpp"

using namespace rankcert;

namespace {

constexpr Limits limits{};
constexpr Arithmetic at_64{.precision_bits = 64, .analytic = false, .limits = &limits};

using Operation = Value (*)(const Value&, const Value&, const Arithmetic&);

/// On 10,000 random pairs of sets: the exact result at exact points of them lies in the result of the sets, also if one
/// side is exact, also on complex rectangles (real ones and ones around the real axis), where a finite result is given.
void check_containment(Operation operation, const Rational& least, const Rational& greatest, std::uint64_t seed) {
  RandomSets random(seed);
  int finite = 0;
  for (int i = 0; i < 10'000; ++i) {
    const auto a = random.interval(least, greatest);
    const auto b = random.interval(least, greatest);
    const Rational x = random.point(a);
    const Rational y = random.point(b);
    Value exact;
    try {
      exact = operation(x, y, at_64);
    } catch (const EvaluationError&) {
      continue;
    }
    REQUIRE(is_exact(exact));
    const Rational& expected = std::get<Rational>(exact);
    const auto bits = static_cast<slong>(20 + random.below(80));
    const Arithmetic arithmetic{.precision_bits = bits, .analytic = random.below(2) == 0, .limits = &limits};
    const Ball both_a = a.ball(bits);
    const Ball both_b = b.ball(bits);
    CHECK(contains(operation(both_a, both_b, arithmetic), expected));
    CHECK(contains(operation(x, both_b, arithmetic), expected));
    CHECK(contains(operation(both_a, y, arithmetic), expected));
    ComplexBall around(both_a);
    if (random.below(2) == 0) arb_set_d(acb_imagref(around.raw()), 0.0);
    else mag_set_d(arb_radref(acb_imagref(around.raw())), 0.125);
    const Value complex = operation(around, both_b, arithmetic);
    REQUIRE(is_complex(complex));
    const auto& rectangle = std::get<ComplexBall>(complex);
    if (!rectangle.is_finite()) continue;
    ++finite;
    CHECK(contains(rectangle.real_part(), expected));
    CHECK(arb_contains_zero(acb_imagref(rectangle.raw())) != 0);
  }
  CHECK(finite > 1'000);
}

}  // namespace

TEST_CASE("the result of sets contains the exact result at their points") {
  check_containment(add, -10, 10, 21);
  check_containment(subtract, -10, 10, 22);
  check_containment(multiply, -10, 10, 23);
  check_containment(divide, 1, 10, 24);
  check_containment(divide, -10, 10, 25);
}

TEST_CASE("smaller operands, a smaller result") {
  RandomSets random(30);
  for (const Operation operation : {add, subtract, multiply, divide}) {
    for (int i = 0; i < 2'000; ++i) {
      const auto a = random.interval(1, 10);
      const auto b = random.interval(1, 10);
      const Rational x = random.point(a);
      Ball outer = to_ball(operation(a.ball(64), b.ball(64), at_64), 64);
      // Arb bounds the error of a quotient of wide balls generously, and not always alike.
      mag_mul_2exp_si(arb_radref(outer.raw()), arb_radref(outer.raw()), 1);
      arb_add_error_2exp_si(outer.raw(), -50);
      const RandomSets::Interval part{a.lower, x};
      CHECK(arb_contains(outer.raw(), to_ball(operation(part.ball(64), b.ball(64), at_64), 64).raw()) != 0);
    }
  }
}

TEST_CASE("integer powers of sets contain the exact powers of their points") {
  RandomSets random(26);
  for (int i = 0; i < 10'000; ++i) {
    const auto a = random.interval(-3, 3);
    const Rational x = random.point(a);
    const Rational n = static_cast<std::int64_t>(random.below(17)) - 8;
    if (x == 0 && n < 0) continue;
    const Value exact = power(x, n, at_64);
    REQUIRE(is_exact(exact));
    CHECK(contains(power(a.ball(50), n, at_64), std::get<Rational>(exact)));
  }
}

TEST_CASE("exact operands give exact results, up to the size limit") {
  CHECK(std::get<Rational>(add(Rational(1, 3), Rational(1, 6), at_64)) == Rational(1, 2));
  CHECK(std::get<Rational>(power(Rational(2, 3), -3, at_64)) == Rational(27, 8));
  CHECK(std::get<Rational>(power(Rational(9, 4), Rational(1, 2), at_64)) == Rational(3, 2));
  CHECK(std::get<Rational>(power(0, 0, at_64)) == 1);
  CHECK(std::get<Rational>(power(0, Rational(1, 3), at_64)) == 0);
  CHECK(std::get<Rational>(multiply(0, to_ball(value_of("pi"), 64), at_64)) == 0);
  CHECK_FALSE(is_exact(power(2, Rational(1, 2), at_64)));
  CHECK_FALSE(is_exact(power(Rational(9, 2), Rational(1, 2), at_64)));
  CHECK_FALSE(is_exact(power(Rational(2, 9), Rational(1, 2), at_64)));
  CHECK(contains(power(4, Rational(3, 2), at_64), 8));
  CHECK(contains(power(4, Rational(-1, 2), at_64), Rational(1, 2)));
  CHECK(overlap(power(power(4, Rational(1, 3), at_64), 3, at_64), Rational(4)));
  Limits small;
  small.max_exact_bits = 100;
  const Arithmetic few{.precision_bits = 64, .analytic = false, .limits = &small};
  CHECK(is_exact(power(2, 30, few)));
  // An exponent as large as the limit on size allows: 2/1 has three bits.
  for (const int sign : {1, -1}) {
    CHECK(is_exact(power(2, sign * 33, few)));
    CHECK_FALSE(is_exact(power(2, sign * 34, few)));
    for (const Rational& exponent : {Rational(sign, 3), Rational(sign * Integer("1000000000000000000000000000000"))}) {
      CHECK(std::get<Rational>(power(1, exponent, few)) == 1);
    }
  }
  const Value enclosed = power(3, 200, few);
  CHECK_FALSE(is_exact(enclosed));
  CHECK(contains(enclosed, std::get<Rational>(power(3, 200, at_64))));
  CHECK_FALSE(is_exact(multiply(Rational(Integer(1) << 70U), Rational(Integer(1) << 70U), few)));
}

TEST_CASE("operations without a value are refused where operands are exact") {
  CHECK_THROWS_AS((void)divide(1, 0, at_64), EvaluationError);
  CHECK_THROWS_AS((void)divide(to_ball(value_of("pi"), 64), 0, at_64), EvaluationError);
  CHECK_THROWS_AS((void)power(0, -1, at_64), EvaluationError);
  CHECK_THROWS_AS((void)power(-4, Rational(1, 2), at_64), EvaluationError);
  CHECK_THROWS_AS((void)power(-4, Rational(1, 3), at_64), EvaluationError);
  CHECK(is_whole(divide(1, Ball::between(-1, 1, 64), at_64)));
  CHECK(is_whole(power(Ball::between(-1, 1, 64), Rational(1, 2), at_64)));
  CHECK(is_whole(power(Ball::between(-1, 1, 64), -1, at_64)));
}

TEST_CASE("nothing finite comes out of the whole line, and no NaN out of anything") {
  const Value line = Ball::whole_line();
  const Value plane = ComplexBall::whole_plane();
  for (const Value& nothing : {line, plane}) {
    for (const Value& other : {Value(Rational(0)), Value(Rational(2)), Value(Ball::between(1, 2, 64)), Value(ComplexBall(Ball::between(1, 2, 64))), nothing}) {
      const bool is_zero = is_exact(other) && std::get<Rational>(other) == 0;
      for (const Operation operation : {add, subtract, multiply, divide, power}) {
        CHECK(is_whole(operation(other, nothing, at_64)));
        if (operation == divide && is_zero) CHECK_THROWS_AS((void)operation(nothing, other, at_64), EvaluationError);
        else CHECK(is_whole(operation(nothing, other, at_64)));
      }
      CHECK(is_whole(hull(nothing, other, 64)));
      CHECK(is_whole(hull(other, nothing, 64)));
    }
    CHECK(is_whole(power(nothing, 0, at_64)));
    CHECK(is_whole(negate(nothing, at_64)));
    CHECK(compare(nothing, Relation::less_equal, nothing, 64) == Truth::unknown);
  }
}

TEST_CASE("where there is no value, a set in the plane is the plane, and one on the line the line") {
  CHECK(is_complex(unbounded(true)));
  CHECK_FALSE(is_complex(unbounded(false)));
  CHECK(is_complex(add(ComplexBall::whole_plane(), Rational(1), at_64)));
  CHECK_FALSE(is_complex(add(Ball::whole_line(), Rational(1), at_64)));
}

TEST_CASE("compare") {
  const Value one = Ball::enclose(1, 64);
  CHECK(compare(1, Relation::equal, 1, 64) == Truth::yes);
  CHECK(compare(1, Relation::less, 1, 64) == Truth::no);
  CHECK(compare(1, Relation::greater, 1, 64) == Truth::no);
  CHECK(compare(1, Relation::less_equal, 1, 64) == Truth::yes);
  CHECK(compare(1, Relation::greater_equal, 1, 64) == Truth::yes);
  CHECK(compare(Rational(1, 3), Relation::less, Rational(1, 2), 64) == Truth::yes);
  CHECK(compare(Rational(1, 3), Relation::greater_equal, Rational(1, 2), 64) == Truth::no);
  CHECK(compare(one, Relation::equal, one, 64) == Truth::unknown);
  CHECK(compare(one, Relation::equal, 2, 64) == Truth::no);
  CHECK(compare(one, Relation::greater, 2, 64) == Truth::no);
  CHECK(compare(one, Relation::less, 2, 64) == Truth::yes);
  // Sets that share an end decide only what the end decides.
  const Value below = from_integer_to_next(0);
  const Value above = from_integer_to_next(1);
  CHECK(compare(one, Relation::less, one, 64) == Truth::no);
  CHECK(compare(one, Relation::greater, one, 64) == Truth::no);
  CHECK(compare(one, Relation::less_equal, one, 64) == Truth::yes);
  CHECK(compare(one, Relation::greater_equal, one, 64) == Truth::yes);
  CHECK(compare(below, Relation::less_equal, above, 64) == Truth::yes);
  CHECK(compare(below, Relation::less, above, 64) == Truth::unknown);
  CHECK(compare(below, Relation::greater, above, 64) == Truth::no);
  CHECK(compare(below, Relation::greater_equal, above, 64) == Truth::unknown);
  CHECK(compare(below, Relation::equal, above, 64) == Truth::unknown);
  CHECK(compare(above, Relation::greater_equal, below, 64) == Truth::yes);
  CHECK(compare(above, Relation::greater, below, 64) == Truth::unknown);
  CHECK(compare(above, Relation::less, below, 64) == Truth::no);
  CHECK(compare(above, Relation::less_equal, below, 64) == Truth::unknown);
  RandomSets random(28);
  for (int i = 0; i < 10'000; ++i) {
    const auto a = random.interval(-1, 1);
    const auto b = random.interval(-1, 1);
    const Rational x = random.point(a);
    const Rational y = random.point(b);
    const auto relation = static_cast<Relation>(random.below(5));
    ComplexBall off_axis(a.ball(40));
    mag_set_d(arb_radref(acb_imagref(off_axis.raw())), 3.0);
    const bool holds = compare(x, relation, y, 64) == Truth::yes;
    for (const Value& left : {Value(a.ball(40)), Value(off_axis)}) {
      const Truth truth = compare(left, relation, b.ball(40), 40);
      if (truth == Truth::yes) CHECK(holds);
      if (truth == Truth::no) CHECK_FALSE(holds);
    }
  }
}

TEST_CASE("a hull contains both values") {
  RandomSets random(29);
  for (int i = 0; i < 2'000; ++i) {
    const auto a = random.interval(-1, 1);
    const auto b = random.interval(5, 9);
    const Value both = hull(a.ball(30), b.ball(30), 30);
    CHECK(contains(both, random.point(a)));
    CHECK(contains(both, random.point(b)));
  }
}

TEST_CASE("a power that is no integer is not analytic where its base meets the negative axis") {
  const Arithmetic analytic{.precision_bits = 64, .analytic = true, .limits = &limits};
  const auto rectangle = [](int lower, int upper, double height) {
    ComplexBall z(Ball::between(lower, upper, 64));
    mag_set_d(arb_radref(acb_imagref(z.raw())), height);
    return z;
  };
  for (const Rational& exponent : {Rational(1, 2), Rational(-1, 2), Rational(1, 3), Rational(5, 2)}) {
    CHECK(is_whole(power(rectangle(-1, 1, 0.5), exponent, analytic)));
    CHECK(is_whole(power(rectangle(0, 1, 0.5), exponent, analytic)));
    CHECK(is_whole(power(rectangle(-2, -1, 0.5), exponent, analytic)));
    CHECK_FALSE(is_whole(power(rectangle(1, 2, 0.5), exponent, analytic)));
    CHECK(is_whole(power(rectangle(-2, -1, 0), exponent, at_64)));
  }
  CHECK_FALSE(is_whole(power(rectangle(-1, 1, 0.5), 3, analytic)));
  CHECK(is_whole(power(rectangle(-1, 1, 0.5), -3, analytic)));
  // Off the axis nothing is cut off.
  const ComplexBall off_axis = std::get<ComplexBall>(power(rectangle(1, 2, 0.5), Rational(1, 2), at_64));
  CHECK(arb_is_zero(acb_imagref(off_axis.raw())) == 0);
  // The end rule: a real base that touches the negative numbers is cut off at zero.
  const Value touching = power(rectangle(-1, 4, 0), Rational(1, 2), at_64);
  CHECK(contains(std::get<ComplexBall>(touching).real_part(), 0));
  CHECK(contains(std::get<ComplexBall>(touching).real_part(), 2));
  CHECK(is_whole(power(rectangle(-1, 4, 0), Rational(-1, 2), at_64)));
}
