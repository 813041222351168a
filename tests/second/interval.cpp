// Intervals against exact rational arithmetic, closed forms and MPFR, and the traps of MPFI that Interval closes.
#include <doctest/doctest.h>

#include "evaluation.hpp"
#include "random_sets.hpp"

using namespace rankcert;
using namespace rankcert::second;

namespace {

Interval between(const Rational& lower, const Rational& upper, mpfr_prec_t bits = 64) { return Interval::enclose(lower, upper, bits); }
Interval at(const Rational& value, mpfr_prec_t bits = 64) { return Interval::enclose(value, bits); }
Interval whole(mpfr_prec_t bits = 64) { return Interval::whole_line(bits); }
bool is_whole(const Interval& x) { return !x.is_bounded(); }

using Function = Interval (*)(const Interval&);

/// MPFR's function at a rational point, a few hundred bits, rounded away by one unit.
Interval by_mpfr(int (*function)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t), const Rational& x) {
  Interval argument = Interval::enclose(x, 2000);
  Interval result(400);
  function(&result.raw()->left, argument.left(), MPFR_RNDN);
  mpfr_set(&result.raw()->right, result.left(), MPFR_RNDN);
  for (int i = 0; i < 2; ++i) {
    mpfr_nextbelow(&result.raw()->left);
    mpfr_nextabove(&result.raw()->right);
  }
  return result;
}

}  // namespace

TEST_CASE("a rational number lies in its enclosure, which is one unit wide") {
  RandomSets random(1);
  for (int i = 0; i < 300; ++i) {
    const auto bits = static_cast<mpfr_prec_t>(2 + random.below(150));
    const Rational value = (random.fraction() - Rational(1, 2)) * Rational(Integer(1) << static_cast<unsigned>(random.below(200)));
    const Interval x = at(value, bits);
    CHECK(x.contains(value));
    CHECK(*x.lower() <= value);
    CHECK(*x.upper() >= value);
    if (value != 0) CHECK(is_relatively_sharp(x, static_cast<double>(bits) - 2));
  }
}

TEST_CASE("the four operations, minus, powers: points of the operands go to points of the result") {
  RandomSets random(2);
  for (int i = 0; i < 1'000; ++i) {
    const auto a = random.interval(-10, 10);
    const auto b = random.interval(-10, 10);
    const Rational x = random.point(a);
    const Rational y = random.point(b);
    const Interval ia = between(a.lower, a.upper, static_cast<mpfr_prec_t>(10 + random.below(100)));
    const Interval ib = between(b.lower, b.upper);
    CHECK((ia + ib).contains(x + y));
    CHECK((ia - ib).contains(x - y));
    CHECK((ia * ib).contains(x * y));
    CHECK((-ia).contains(-x));
    CHECK((ia + 7).contains(x + 7));
    CHECK((ia - 7).contains(x - 7));
    CHECK((7 - ia).contains(7 - x));
    CHECK((ia * -7).contains(-7 * x));
    CHECK((ia / -7).contains(x / -7));
    CHECK(square(ia).contains(x * x));
    CHECK(scaled(ia, -3).contains(x / 8));
    CHECK(power(ia, 5).contains(x * x * x * x * x));
    CHECK(power(ia, 4).contains(x * x * x * x));
    if (y != 0) CHECK((ia / ib).contains(x / y));
    if (y != 0) CHECK((3 / ib).contains(3 / y));
    if (y != 0) CHECK(power(ib, -3).contains(1 / (y * y * y)));
    if (y != 0) CHECK(power(ib, -2).contains(1 / (y * y)));
    CHECK(min(ia, ib).contains(std::min(x, y)));
    CHECK(max(ia, ib).contains(std::max(x, y)));
    CHECK(abs(ia).contains(x < 0 ? Rational(-x) : x));
    CHECK(hull(ia, ib).contains(x));
    CHECK(hull(ia, ib).contains(y));
    Interval sum = ia;
    sum += ib;
    CHECK(sum.contains(x + y));
    sum -= ib;
    CHECK(sum.contains(x));
    sum *= ib;
    CHECK(sum.contains(x * y));
    CHECK((less(ia, ib) != Truth::yes || x < y));
    CHECK((less(ia, ib) != Truth::no || x >= y));
    CHECK((less_equal(ia, ib) != Truth::yes || x <= y));
    CHECK((less_equal(ia, ib) != Truth::no || x > y));
  }
}

TEST_CASE("a result has the larger precision of its operands") {
  const Interval a = at(Rational(1, 3), 64);
  const Interval b = at(Rational(1, 7), 200);
  CHECK((a + b).bits() == 200);
  CHECK((b * a).bits() == 200);
  Interval sum = a;
  sum += b;
  CHECK(sum.bits() == 200);
  CHECK(a.rounded(20).bits() == 20);
  CHECK(a.rounded(20).contains(a));
}

TEST_CASE("functions agree with MPFR at points, and intervals contain the values at their points") {
  struct Named {
    Function ours;
    int (*mpfr)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
    Rational least;
    Rational greatest;
  };
  RandomSets random(3);
  for (const Named& f : std::initializer_list<Named>{
           {exp, mpfr_exp, -50, 50}, {expm1, mpfr_expm1, -2, 2}, {log, mpfr_log, Rational(1, 1000), 1000}, {log1p, mpfr_log1p, Rational(-99, 100), 3},
           {sin, mpfr_sin, -20, 20}, {cos, mpfr_cos, -20, 20}, {atan, mpfr_atan, -20, 20}, {asin, mpfr_asin, -1, 1}, {sinh, mpfr_sinh, -9, 9},
           {cosh, mpfr_cosh, -9, 9}, {tanh, mpfr_tanh, -9, 9}, {sqrt, mpfr_sqrt, 0, 9}}) {
    for (int i = 0; i < 200; ++i) {
      const auto set = random.interval(f.least, f.greatest);
      const Rational x = random.point(set);
      const Interval expected = by_mpfr(f.mpfr, x);
      const Interval image = f.ours(between(set.lower, set.upper));
      REQUIRE(image.is_bounded());
      CHECK(overlap(image, expected));
      for (const mpfr_prec_t bits : {20, 64, 128, 300}) {
        const Interval value = f.ours(at(x, bits));
        CHECK(overlap(value, expected));
        CHECK(is_sharp(value, static_cast<double>(bits) - 9 - at(x).approx_log2_magnitude() * (at(x).approx_log2_magnitude() > 0 ? 1 : 0)));
        // Inclusion: a point's value lies in the image of an interval that holds the point.
        if (image.bits() <= bits) CHECK(hull(image, expected).contains(value));
      }
    }
  }
}

TEST_CASE("sine and cosine attain their extremes inside") {
  const Interval pi = Interval::pi(64);
  CHECK(sin(hull(at(1), at(2))).contains(1));
  CHECK(sin(hull(at(4), at(5))).contains(-1));
  CHECK(cos(hull(at(-1), at(1))).contains(1));
  CHECK(cos(hull(at(3), at(4))).contains(-1));
  CHECK(cos(hull(at(0), at(100))).contains(-1));
  CHECK(cos(hull(at(0), at(100))).contains(1));
  CHECK(sin(pi).contains(0));
  CHECK(sin(scaled(at(1), 100'000)).is_within(-1, 1));
  CHECK(cosh(hull(at(-1), at(2))).contains(1));
}

TEST_CASE("a divisor or a domain that is left gives the whole line, and so does all that reads one") {
  CHECK(is_whole(at(1) / between(-1, 1)));
  CHECK(is_whole(at(1) / between(0, 1)));
  CHECK(is_whole(at(0) / at(0)));
  CHECK(is_whole(at(3) / 0));
  CHECK(is_whole(3 / between(-1, 0)));
  CHECK(is_whole(sqrt(between(-1, 1))));
  CHECK(is_whole(log(between(0, 1))));
  CHECK(is_whole(log(at(-1))));
  CHECK(is_whole(log1p(between(-1, 1))));
  CHECK(is_whole(asin(between(0, 2))));
  CHECK(is_whole(power(between(-1, 1), -1)));
  CHECK(is_whole(power(at(0), at(Rational(1, 3)))));
  CHECK(is_whole(power(at(-2), at(Rational(1, 3)))));
  CHECK(is_whole(exp(scaled(at(1), 100))));
  for (Function f : {static_cast<Function>(exp), static_cast<Function>(expm1), static_cast<Function>(log), static_cast<Function>(log1p),
                     static_cast<Function>(sin), static_cast<Function>(cos), static_cast<Function>(atan), static_cast<Function>(asin),
                     static_cast<Function>(sinh), static_cast<Function>(cosh), static_cast<Function>(tanh), static_cast<Function>(sqrt),
                     static_cast<Function>(abs), static_cast<Function>(square), static_cast<Function>(floor), static_cast<Function>(ceil)}) {
    CHECK(is_whole(f(whole())));
  }
  const Interval one = at(1);
  for (const Interval& result : {one + whole(), whole() - one, one * whole(), at(0) * whole(), one / whole(), whole() / one, -whole(), whole() + 1,
                                 whole() * 0, whole() / 2, min(one, whole()), max(whole(), one), hull(one, whole()), power(whole(), 0),
                                 power(whole(), 2), power(one, whole()), power(whole(), one), scaled(whole(), 3)}) {
    CHECK(is_whole(result));
  }
  CHECK(less(whole(), one) == Truth::unknown);
  CHECK(less_equal(one, whole()) == Truth::unknown);
  CHECK_FALSE(whole().lower().has_value());
  CHECK_FALSE(whole().upper().has_value());
  CHECK_FALSE(whole().is_positive());
  CHECK_FALSE(whole().is_negative());
  CHECK(whole().contains_zero());
  CHECK_FALSE(whole().is_within(-1, 1));
}

TEST_CASE("floor and ceil") {
  CHECK(floor(at(Rational(-7, 2))).contains(-4));
  CHECK(ceil(at(Rational(-7, 2))).contains(-3));
  CHECK(floor(between(Rational(1, 2), Rational(5, 2))).contains(0));
  CHECK(floor(between(Rational(1, 2), Rational(5, 2))).contains(2));
  CHECK(floor(at(3)).is_point());
  CHECK(ceil(at(3)).is_point());
}

TEST_CASE("powers: exponents of any length, results beyond all exponents") {
  CHECK(power(at(2), Integer(10)).contains(1024));
  CHECK(power(between(-2, 3), Integer(2)).is_within(0, 9));
  CHECK(power(between(-2, 3), Integer(3)).is_within(-8, 27));
  CHECK(power(at(0), 0).contains(1));
  const Integer huge = Integer(1) << 1000U;
  CHECK(is_whole(power(at(2), huge)));
  CHECK(power(at(Rational(1, 2)), huge).is_within(0, Rational(1, 1'000'000)));
  CHECK(power(at(-1), Integer(huge + 1)).contains(-1));
  CHECK(power(at(-1), huge).contains(1));
  CHECK(power(between(Rational(-1, 2), Rational(1, 2)), huge).contains(0));
  CHECK(power(at(2), Integer(-1'000'000'000'000)).is_within(0, Rational(1, 1'000'000)));
  // (1 + 1/n)^n is just below e.
  const Rational n = 1'000'000'000;
  const Interval e = power(at(1 + 1 / n, 128), Integer(1'000'000'000));
  CHECK(less(e, exp(at(1, 128))) == Truth::yes);
  CHECK(less(exp(at(1 - 1 / n, 128)), e) == Truth::yes);
  CHECK(power(at(2), at(Rational(1, 2))).contains(*sqrt(at(2, 200)).lower()));
  CHECK(is_relatively_sharp(power(at(3), at(1'000'000)), 60));
}

TEST_CASE("ends beyond 2^(+-exponent_limit) are rounded outward, not written out") {
  const Interval tiny = exp(scaled(at(-1), 28));
  CHECK(tiny.is_positive());
  CHECK(*tiny.lower() == 0);
  CHECK(*tiny.upper() > 0);
  CHECK(bit_size(*tiny.upper()) < 5'000'000);
  const Interval huge = exp(scaled(at(1), 28));
  REQUIRE(huge.is_bounded());
  CHECK_FALSE(huge.upper().has_value());
  CHECK(*huge.lower() > 1'000'000);
  CHECK(*(-huge).upper() < -1'000'000);
  CHECK_FALSE((-huge).lower().has_value());
  CHECK(*(-tiny).upper() == 0);
  CHECK(*(-tiny).lower() < 0);
}

TEST_CASE("parts of an interval") {
  const Interval x = between(1, 3);
  CHECK(x.lower_point().contains(1));
  CHECK(x.lower_point().is_point());
  CHECK(x.upper_point().contains(3));
  CHECK(x.middle().contains(2));
  CHECK(x.width().contains(2));
  CHECK(x.approx() == 2.0);
  CHECK(x.approx_log2_magnitude() == 2.0);
  CHECK(intersection(x, between(2, 5))->is_within(2, 3));
  CHECK_FALSE(intersection(x, between(4, 5)).has_value());
  CHECK(intersection(x, whole())->contains(x));
  CHECK(clipped(between(-2, Rational(1, 2)), -1, 1)->is_within(-1, Rational(1, 2)));
  CHECK(clipped(between(-2, 2), -1, 1)->contains(1));
  CHECK_FALSE(clipped(between(2, 3), -1, 1).has_value());
  CHECK_FALSE(clipped(whole(), -1, 1).has_value());
  CHECK(clipped_below(between(-2, 2), 0)->is_within(0, 2));
  CHECK_FALSE(clipped_below(between(-2, -1), 0).has_value());
}
