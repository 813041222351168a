#include "enclosure/ball.hpp"

#include <doctest/doctest.h>

#include <type_traits>

#include "evaluation.hpp"
#include "exact/error.hpp"
#include "random_sets.hpp"

using namespace rankcert;

static_assert(!std::is_convertible_v<double, Ball> && !std::is_constructible_v<Ball, double>, "no enclosure from a double");
static_assert(!std::is_constructible_v<Ball, int>);

TEST_CASE("a ball encloses the rational it is made of, and rounding outward keeps it inside") {
  RandomSets random(11);
  for (int i = 0; i < 10'000; ++i) {
    const Rational value = (random.fraction() - random.fraction()) / (random.fraction() + 1) * Rational(1 + random.below(1'000'000));
    const auto bits = static_cast<slong>(2 + random.below(100));
    const Ball ball = Ball::enclose(value, bits);
    CHECK(contains(ball, value));
    CHECK(ball.lower(bits) <= value);
    CHECK(ball.upper(bits) >= value);
    CHECK(ball.lower(8) <= ball.lower(200));
    CHECK(ball.upper(8) >= ball.upper(200));
  }
  CHECK(Ball::enclose(Rational(3, 8), 64).lower(64) == Rational(3, 8));
}

TEST_CASE("a ball between two rationals contains both and everything between") {
  RandomSets random(12);
  for (int i = 0; i < 10'000; ++i) {
    const auto in = random.interval(-10, 10);
    const Ball ball = in.ball(static_cast<slong>(10 + random.below(60)));
    CHECK(contains(ball, in.lower));
    CHECK(contains(ball, in.upper));
    CHECK(contains(ball, random.point(in)));
  }
  CHECK_THROWS_AS((void)Ball::between(2, 1, 64), std::invalid_argument);
}

TEST_CASE("the whole line is not finite, has no ends and is compared with nothing") {
  const Ball line = Ball::whole_line();
  const Ball one = Ball::enclose(1, 64);
  CHECK_FALSE(line.is_finite());
  CHECK(contains(line, 12345));
  CHECK_THROWS_AS((void)line.lower(64), std::invalid_argument);
  CHECK_THROWS_AS((void)line.upper(64), std::invalid_argument);
  CHECK(less(line, one) == Truth::unknown);
  CHECK(less(one, line) == Truth::unknown);
  CHECK(less_equal(line, line) == Truth::unknown);
  Ball infinite;
  arb_pos_inf(infinite.raw());  // what Arb answers to some overflows: no number either
  CHECK(less(one, infinite) == Truth::unknown);
  CHECK(less(infinite, one) == Truth::unknown);
  CHECK(less_equal(one, infinite) == Truth::unknown);
  CHECK(less_equal(infinite, one) == Truth::unknown);
}

TEST_CASE("a comparison is yes for all pairs, no for none, and unknown between") {
  const auto ball = [](int lower, int upper) { return Ball::between(lower, upper, 64); };
  CHECK(less(ball(0, 1), ball(2, 3)) == Truth::yes);
  CHECK(less(ball(2, 3), ball(0, 1)) == Truth::no);
  CHECK(less(ball(0, 2), ball(1, 3)) == Truth::unknown);
  CHECK(less(ball(1, 1), ball(1, 1)) == Truth::no);
  CHECK(less_equal(ball(1, 1), ball(1, 1)) == Truth::yes);
  const Ball below = from_integer_to_next(0);
  const Ball above = from_integer_to_next(1);
  CHECK(less(below, above) == Truth::unknown);
  CHECK(less(above, below) == Truth::no);
  CHECK(less_equal(below, above) == Truth::yes);
  CHECK(less_equal(above, below) == Truth::unknown);
  RandomSets random(13);
  for (int i = 0; i < 10'000; ++i) {
    const auto a = random.interval(-1, 1);
    const auto b = random.interval(-1, 1);
    const Rational x = random.point(a);
    const Rational y = random.point(b);
    const Truth truth = less(a.ball(40), b.ball(40));
    const Truth weak = less_equal(a.ball(40), b.ball(40));
    if (truth == Truth::yes) CHECK(x < y);
    if (truth == Truth::no) CHECK(x >= y);
    if (weak == Truth::yes) CHECK(x <= y);
    if (weak == Truth::no) CHECK(x > y);
  }
}

TEST_CASE("an absurdly large or small end is refused, not written out") {
  CHECK_THROWS_AS((void)to_ball(value_of("exp(10^7)"), 64).upper(64), LimitError);
  CHECK_THROWS_AS((void)to_ball(value_of("exp(-10^7)"), 64).lower(64), LimitError);
}
