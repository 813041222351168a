#include "enclosure/function_rules.hpp"

#include <doctest/doctest.h>

#include <array>
#include <boost/math/special_functions/bessel.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "enclosure/evaluation_error.hpp"
#include "evaluation.hpp"
#include "formula/function_table.hpp"
#include "random_sets.hpp"

using namespace rankcert;

namespace {

constexpr Limits limits{};
constexpr Arithmetic at_64{.precision_bits = 64, .analytic = false, .limits = &limits};
constexpr Arithmetic at_256{.precision_bits = 256, .analytic = false, .limits = &limits};
constexpr Arithmetic analytic{.precision_bits = 64, .analytic = true, .limits = &limits};

Value evaluated(std::string_view name, const std::vector<Value>& arguments, const Arithmetic& arithmetic = at_64) {
  return apply_function(name, arguments, arithmetic);
}

ComplexBall rectangle(const Ball& real, double height) {
  ComplexBall z(real);
  mag_set_d(arb_radref(acb_imagref(z.raw())), height);
  return z;
}

ComplexBall rectangle(const Rational& lower, const Rational& upper, double height) { return rectangle(Ball::between(lower, upper, 64), height); }

struct Domain {
  std::string_view name;
  Rational least;
  Rational greatest;
};

/// Every function of one argument, on an interval of its domain that shows its bends.
const std::vector<Domain>& domains() {
  static const std::vector<Domain> all = {
      {"Phi", -6, 6},  {"Phic", -6, 6},  {"abs", -3, 3},   {"asin", -1, 1},  {"atan", -5, 5},   {"ceil", -4, 4},
      {"cos", -9, 9},  {"cosh", -4, 4},  {"erf", -4, 4},   {"erfc", -4, 4},  {"exp", -9, 9},    {"expm1", -2, 2},
      {"floor", -4, 4}, {"gamma", Rational(1, 10), 9}, {"lgamma", Rational(1, 10), 9}, {"log", Rational(1, 100), 9},
      {"log1p", Rational(-9, 10), 9}, {"max", -2, 2}, {"min", -2, 2}, {"sin", -9, 9}, {"sinh", -4, 4}, {"sqrt", 0, 9}, {"tanh", -4, 4}};
  return all;
}

}  // namespace

TEST_CASE("the language and its reader have the same functions") {
  const auto rules = function_rules();
  const auto table = function_table();
  REQUIRE(rules.size() == table.size());
  for (std::size_t i = 0; i < rules.size(); ++i) CHECK(rules[i].name == table[i].name);
  for (const FunctionSignature& function : table) {
    const bool listed = std::any_of(domains().begin(), domains().end(), [&](const Domain& d) { return d.name == function.name; });
    const bool tested_below = function.name == "besseli" || function.name == "besselie" || function.name == "binomial" || function.name == "factorial";
    CHECK((listed || tested_below));
  }
}

TEST_CASE("a function of a set contains the function at the points of the set, on the line and in the plane") {
  for (const Domain& domain : domains()) {
    CAPTURE(std::string(domain.name));
    RandomSets random(31);
    int finite = 0;
    for (int i = 0; i < 1'000; ++i) {
      const auto in = random.interval(domain.least, domain.greatest);
      const Rational x = random.point(in);
      const Value at_point = evaluated(domain.name, {x}, at_256);
      const Value of_set = evaluated(domain.name, {in.ball(64)});
      CHECK(overlap(of_set, at_point));
      const Value real = evaluated(domain.name, {ComplexBall(in.ball(64))});
      REQUIRE(is_complex(real));
      if (is_finite(real)) {
        CHECK(std::get<ComplexBall>(real).is_real());
        CHECK(overlap(std::get<ComplexBall>(real).real_part(), at_point));
      }
      const Value plane = evaluated(domain.name, {rectangle(in.ball(64), 0.05)}, analytic);
      if (is_finite(plane)) {
        ++finite;
        CHECK(overlap(std::get<ComplexBall>(plane).real_part(), at_point));
        CHECK(arb_contains_zero(acb_imagref(std::get<ComplexBall>(plane).raw())) != 0);
      }
    }
    CHECK(finite > 100);
  }
}

TEST_CASE("the largest and the smallest of sets contain those of their points, in any order") {
  RandomSets random(36);
  for (int i = 0; i < 2'000; ++i) {
    const auto a = random.interval(-2, 2);
    const auto b = random.interval(-2, 2);
    const auto c = random.interval(-2, 2);
    const Rational x = random.point(a);
    const Rational y = random.point(b);
    const Rational z = random.point(c);
    CHECK(contains(evaluated("max", {a.ball(64), b.ball(64), c.ball(64)}), std::max({x, y, z})));
    CHECK(contains(evaluated("min", {a.ball(64), b.ball(64), c.ball(64)}), std::min({x, y, z})));
  }
  for (const char* order : {"(pi, exp(1), 3)", "(exp(1), 3, pi)", "(3, pi, exp(1))"}) {
    CHECK(overlap(value_of(std::string("max") + order), value_of("pi")));
    CHECK(overlap(value_of(std::string("min") + order), value_of("exp(1)")));
  }
}

TEST_CASE("in the plane: the function of a rectangle contains the function at its points, on either side of the axis") {
  for (const Domain& domain : domains()) {
    CAPTURE(std::string(domain.name));
    RandomSets random(32);
    for (int i = 0; i < 300; ++i) {
      const auto in = random.interval(domain.least, domain.greatest);
      const Value wide = evaluated(domain.name, {rectangle(in.ball(64), 0.25)}, analytic);
      if (!is_finite(wide)) continue;
      ComplexBall point(Ball::enclose(random.point(in), 256));
      arb_set(acb_imagref(point.raw()), Ball::enclose((random.fraction() - Rational(1, 2)) / 2, 256).raw());
      const Value at_point = evaluated(domain.name, {point}, at_256);
      REQUIRE(is_finite(at_point));
      CHECK(acb_overlaps(std::get<ComplexBall>(wide).raw(), std::get<ComplexBall>(at_point).raw()) != 0);
    }
  }
}

TEST_CASE("Bessel functions of rectangles contain their values at points, of either kind of order") {
  RandomSets random(36);
  for (const char* name : {"besseli", "besselie"}) {
    for (int i = 0; i < 300; ++i) {
      const Rational order = Rational(random.below(9)) / 2;
      const auto in = random.interval(Rational(1, 2), 6);
      ComplexBall point(Ball::enclose(random.point(in), 256));
      arb_set(acb_imagref(point.raw()), Ball::enclose((random.fraction() - Rational(1, 2)) / 2, 256).raw());
      const Value at_point = evaluated(name, {order, point}, at_256);
      const Value wide = evaluated(name, {order, rectangle(in.ball(64), 0.25)}, analytic);
      REQUIRE(is_finite(at_point));
      if (is_finite(wide)) CHECK(acb_overlaps(std::get<ComplexBall>(wide).raw(), std::get<ComplexBall>(at_point).raw()) != 0);
      const Rational x = random.point(in);
      CHECK(overlap(evaluated(name, {order, in.ball(64)}), evaluated(name, {order, x}, at_256)));
      CHECK(overlap(std::get<ComplexBall>(evaluated(name, {order, ComplexBall(Ball::enclose(x, 64))})).real_part(), evaluated(name, {order, x}, at_256)));
    }
  }
}

TEST_CASE("a smaller set has a smaller image, up to the slack of Arb's error bounds") {
  for (const Domain& domain : domains()) {
    CAPTURE(std::string(domain.name));
    RandomSets random(33);
    for (int i = 0; i < 500; ++i) {
      const auto outer = random.interval(domain.least, domain.greatest);
      const Rational a = random.point(outer);
      const Rational b = random.point(outer);
      const RandomSets::Interval inner{std::min(a, b), std::max(a, b)};
      const Value large = evaluated(domain.name, {outer.ball(64)});
      const Value small = evaluated(domain.name, {inner.ball(64)});
      if (!is_finite(large)) continue;
      REQUIRE(is_finite(small));
      Ball roomy = to_ball(large, 64);
      mag_mul_2exp_si(arb_radref(roomy.raw()), arb_radref(roomy.raw()), 2);
      arb_add_error_2exp_si(roomy.raw(), -50);
      CHECK(arb_contains(roomy.raw(), to_ball(small, 64).raw()) != 0);
    }
  }
}

TEST_CASE("more bits give an enclosure that agrees and is narrower") {
  for (const Domain& domain : domains()) {
    CAPTURE(std::string(domain.name));
    RandomSets random(34);
    for (int i = 0; i < 100; ++i) {
      const Rational x = domain.least + (domain.greatest - domain.least) * random.fraction();
      Value coarse;
      for (slong bits = 32; bits <= 512; bits *= 2) {
        const Arithmetic arithmetic{.precision_bits = bits, .analytic = false, .limits = &limits};
        const Value fine = evaluated(domain.name, {x}, arithmetic);
        if (bits > 32) CHECK(overlap(coarse, fine));
        if (bits > 32) CHECK(width(fine) <= width(coarse));
        CHECK(is_sharp(fine, bits / 2));
        coarse = fine;
      }
    }
  }
}

TEST_CASE("branch cuts, poles, kinks and jumps are never called analytic") {
  struct Cut {
    std::string_view name;
    Rational lower;
    Rational upper;
    double height;
  };
  for (const Cut& cut : std::initializer_list<Cut>{
           {"sqrt", -1, 1, 0.5}, {"sqrt", -2, -1, 0.5}, {"sqrt", 0, 1, 0}, {"log", -1, 1, 0.5}, {"log", -2, -1, 0.1}, {"log", 0, 1, 0.1},
           {"log1p", -2, 0, 0.1}, {"log1p", -3, -2, 0.1}, {"lgamma", -1, 1, 0.1}, {"lgamma", Rational(-5, 2), Rational(-9, 4), 0.1},
           {"asin", 0, 2, 0.1}, {"asin", -3, -2, 0.1}, {"asin", 1, 1, 0.1}, {"atan", -1, 1, 1.5}, {"atan", 0, 0, 1}, {"abs", -1, 1, 0.1},
           {"abs", 0, 1, 0.1}, {"floor", Rational(1, 2), Rational(3, 2), 0.1}, {"floor", 1, 1, 0.1}, {"ceil", Rational(1, 2), 1, 0.1},
           {"gamma", -1, 1, 0.1}, {"gamma", Rational(-5, 2), Rational(-3, 2), 0.1}, {"gamma", 0, 0, 0.1}, {"tanh", -1, 1, 2}, {"tanh", 0, 0, 1.6}}) {
    CAPTURE(std::string(cut.name));
    CAPTURE(to_text(cut.lower));
    CHECK(is_whole(evaluated(cut.name, {rectangle(cut.lower, cut.upper, cut.height)}, analytic)));
  }
  CHECK(is_whole(evaluated("max", {rectangle(-1, 1, 0.1), Rational(0)}, analytic)));
  CHECK(is_whole(evaluated("min", {Rational(2), rectangle(-1, 1, 0.1), Rational(0)}, analytic)));
  CHECK_FALSE(is_whole(evaluated("max", {rectangle(1, 2, 0.1), Rational(0)}, analytic)));
  for (const double height : {2.5, -2.5}) {  // the cuts of atan, away from its poles
    ComplexBall z = rectangle(Rational(-1, 10), Rational(1, 10), 0.5);
    arf_set_d(arb_midref(acb_imagref(z.raw())), height);
    CHECK(is_whole(evaluated("atan", {z}, analytic)));
    arf_set_d(arb_midref(acb_realref(z.raw())), 1);
    CHECK_FALSE(is_whole(evaluated("atan", {z}, analytic)));
  }
  CHECK_FALSE(is_whole(evaluated("log1p", {rectangle(0, 1, 0.1)}, analytic)));
  CHECK(is_whole(evaluated("asin", {rectangle(Rational(1, 2), 2, 0)}, analytic)));
  CHECK(arb_is_zero(acb_imagref(std::get<ComplexBall>(evaluated("asin", {rectangle(0, Rational(1, 2), 0.1)})).raw())) == 0);
  for (const int end : {-1, 1}) {
    const Value quarter = evaluated("asin", {ComplexBall(Ball::enclose(end, 64))});
    REQUIRE(is_finite(quarter));
    CHECK(overlap(std::get<ComplexBall>(quarter).real_part(), value_of(end < 0 ? "-pi/2" : "pi/2", 128)));
  }
  // One real argument of two makes no real function.
  CHECK(arb_is_zero(acb_imagref(std::get<ComplexBall>(evaluated("besseli", {Rational(1), rectangle(1, 2, 0.1)})).raw())) == 0);
  for (const char* name : {"besseli", "besselie"}) {
    CHECK(is_whole(evaluated(name, {Rational(1, 2), rectangle(-1, 1, 0.1)}, analytic)));
    CHECK(is_whole(evaluated(name, {Rational(1, 2), rectangle(-2, -1, 0.1)}, analytic)));
    CHECK(is_whole(evaluated(name, {rectangle(0, 1, 0.1), rectangle(0, 1, 0.1)}, analytic)));
    CHECK_FALSE(is_whole(evaluated(name, {Rational(1), rectangle(-1, 1, 0.1)}, analytic)));
    CHECK_FALSE(is_whole(evaluated(name, {Rational(1, 2), rectangle(1, 2, 0.1)}, analytic)));
  }
}

TEST_CASE("outside its domain a function is refused, or bounded by nothing") {
  for (const auto& [name, x] : std::initializer_list<std::pair<const char*, Rational>>{
           {"sqrt", -1}, {"log", 0}, {"log", -1}, {"log1p", -1}, {"log1p", -2}, {"asin", 2}, {"asin", Rational(-11, 10)}, {"gamma", 0},
           {"gamma", -3}, {"lgamma", 0}, {"lgamma", Rational(-1, 2)}, {"factorial", -1}, {"factorial", Rational(1, 2)}}) {
    const std::string function = name;
    CAPTURE(function);
    CHECK_THROWS_AS((void)evaluated(name, {x}), EvaluationError);
    const Ball around = Ball::between(x - Rational(1, 100), x + Rational(1, 100), 64);
    CHECK(is_whole(evaluated(name, {around})));
  }
  for (const char* pole : {"0", "-3"}) {
    CHECK_THROWS_WITH_AS((void)evaluated("gamma", {*parse_rational(pole)}), (std::string("gamma has a pole at ") + pole).c_str(), EvaluationError);
  }
  CHECK_THROWS_WITH_AS((void)evaluated("binomial", {Rational(5), Rational(1, 2)}), doctest::Contains("not 1/2"), EvaluationError);
  CHECK(is_whole(evaluated("binomial", {Rational(5), Ball::between(1, 2, 64)})));
  CHECK(is_whole(value_of("binomial(5, pi)")));
  for (const int sign : {1, -1}) {  // a power of two, so that its enclosure is a number too
    CHECK(is_whole(evaluated("binomial", {to_ball(value_of("pi"), 64), Rational(sign * (Integer(1) << 100U))})));
  }
  CHECK(is_whole(evaluated("besseli", {Rational(1, 2), Rational(-1)})));
  CHECK(is_whole(evaluated("factorial", {to_ball(value_of("pi"), 64)})));
  CHECK_THROWS_AS((void)evaluated("binomial", {rectangle(1, 2, 0), Rational(2)}), EvaluationError);
  CHECK_THROWS_AS((void)evaluated("factorial", {rectangle(1, 2, 0)}), EvaluationError);
}

TEST_CASE("on the real line inside an integrand: the end rule, and refusal of what lies outside") {
  const auto image = [](const char* name, const Rational& lower, const Rational& upper) {
    return std::get<ComplexBall>(evaluated(name, {rectangle(lower, upper, 0)}));
  };
  CHECK(is_whole(image("sqrt", -2, -1)));
  CHECK(is_whole(image("asin", 2, 3)));
  CHECK(is_whole(image("asin", -3, -2)));
  CHECK(is_whole(image("log", 0, 1)));
  for (const char* name : {"log", "log1p", "lgamma"}) CHECK(is_whole(image(name, Rational(-13, 4), Rational(-25, 8))));
  CHECK(is_whole(image("lgamma", -1, 1)));
  CHECK(contains(image("sqrt", -1, 4).real_part(), 2));
  CHECK(contains(image("sqrt", -1, 4).real_part(), 0));
  CHECK(overlap(image("asin", Rational(1, 2), 2).real_part(), value_of("pi/2")));
  CHECK(overlap(image("asin", Rational(1, 2), 2).real_part(), value_of("pi/6")));
  CHECK(overlap(image("asin", -5, 5).real_part(), value_of("-pi/2")));
}

TEST_CASE("nothing finite comes out of an argument that is the whole line") {
  for (const FunctionSignature& function : function_table()) {
    CAPTURE(std::string(function.name));
    for (std::size_t at = 0; at < function.min_arity; ++at) {
      std::vector<Value> arguments(function.min_arity, Rational(1));
      arguments[at] = Ball::whole_line();
      CHECK(is_whole(evaluated(function.name, arguments)));
      arguments[at] = ComplexBall::whole_plane();
      CHECK(is_whole(evaluated(function.name, arguments)));
      CHECK(is_whole(evaluated(function.name, arguments, analytic)));
    }
  }
}

TEST_CASE("exact arguments give exact values where there are any") {
  const auto exact = [](const char* text) { return std::get<Rational>(value_of(text)); };
  CHECK(exact("factorial(20)") == Rational(Integer("2432902008176640000")));
  CHECK(exact("gamma(6)") == 120);
  CHECK(exact("binomial(10, 3)") == 120);
  CHECK(exact("binomial(3, 10)") == 0);
  CHECK(exact("binomial(-2, 3)") == -4);
  CHECK(exact("binomial(1/2, 2)") == Rational(-1, 8));
  CHECK(exact("binomial(7, -1)") == 0);
  CHECK(exact("binomial(7, 0)") == 1);
  CHECK(exact("binomial(0, 10^12)") == 0);
  CHECK(exact("binomial(10^6, 10^6 - 3)") == exact("10^6*(10^6 - 1)*(10^6 - 2)/6"));
  CHECK(overlap(value_of("binomial(-pi, 2)"), value_of("pi*(pi + 1)/2", 128)));
  CHECK(width(value_of("binomial(-pi, 2)")) < Rational(1, 1'000'000));
  CHECK(contains(value_of("binomial(pi, -3)"), 0));
  CHECK(width(value_of("binomial(pi, -3)")) == 0);
  CHECK(exact("floor(-7/2)") == -4);
  CHECK(exact("ceil(-7/2)") == -3);
  CHECK(exact("floor(3)") == 3);
  // An enclosure that decides the integer gives the exact integer, of which a sum can end; one that does not stays an enclosure.
  CHECK(exact("floor(pi)") == 3);
  CHECK(exact("ceil(-pi)") == -3);
  CHECK(exact("sum(k = 1..floor(10*pi), 1)") == 31);
  CHECK_FALSE(is_exact(value_of("floor(sqrt(2)^2)")));
  CHECK(contains(value_of("floor(sqrt(2)^2)"), 2));
  CHECK(contains(value_of("floor(sqrt(2)^2)"), 1));
  CHECK_FALSE(is_exact(value_of("floor(10^40*pi)")));
  CHECK(exact("floor(10^15*pi)") == Rational(Integer("3141592653589793")));
  CHECK(exact("max(1/3, 1/2, -5)") == Rational(1, 2));
  CHECK(exact("min(1/3, 1/2, -5)") == -5);
  CHECK(exact("abs(-2/3)") == Rational(2, 3));
  CHECK(exact("sqrt(9/4)") == Rational(3, 2));
  CHECK(exact("log(1) + exp(0) + cos(0) + sin(0) + lgamma(1) + lgamma(2) + erfc(0)") == 3);
  CHECK_FALSE(is_exact(value_of("sqrt(2)")));
  CHECK(is_exact(value_of("factorial(10000)")));
  CHECK_FALSE(is_exact(value_of("factorial(10001)")));
  // Up to the length that an exact number may have.
  CHECK(exact("binomial(4000, 2000)*factorial(2000)^2/factorial(4000)") == 1);
  CHECK(is_exact(value_of("binomial(10^300, 1000)")));
  CHECK_FALSE(is_exact(value_of("binomial(10^300, 5000)")));
  CHECK_FALSE(is_exact(value_of("binomial(1/3, 2000)")));
}

TEST_CASE("a call costs more for more terms of either argument") {
  for (const char* name : {"besseli", "besselie"}) {
    const std::uint64_t few = function_cost(name, std::vector<Value>{Rational(1), Rational(1)});
    CHECK(function_cost(name, std::vector<Value>{Rational(10'000'000), Rational(1)}) > few + 1'000);
    CHECK(function_cost(name, std::vector<Value>{Rational(1), Rational(10'000'000)}) > few + 1'000);
    CHECK(function_cost(name, std::vector<Value>{Rational(10'000'000), Rational(10'000'000)}) > few + 2'000);
  }
}

TEST_CASE("what a call costs follows the factors or terms that it takes") {
  const auto cost = [](std::string_view name, const std::vector<Value>& arguments) { return function_cost(name, arguments); };
  const auto number = [](const char* text) -> Value { return *parse_rational(text); };
  const std::uint64_t usual = cost("exp", {number("10000")});
  const Value enclosed = to_ball(value_of("pi"), 64);
  for (const char* name : {"factorial", "gamma"}) {
    CHECK(cost(name, {number("10000")}) >= 100 * usual);
    CHECK(cost(name, {number("5000")}) < cost(name, {number("10000")}));
    // Not multiplied out:
    for (const char* argument : {"1000000", "19999/2", "1e30"}) CHECK(cost(name, {number(argument)}) == usual);
    CHECK(cost(name, {enclosed}) == usual);
  }
  CHECK(cost("binomial", {number("1e6"), number("3")}) < 2 * usual);
  for (const char* k : {"3", "1000", "400000"}) {
    const Rational all = 1'000'000;
    CHECK(cost("binomial", {all, number(k)}) == cost("binomial", {all, Value(Rational(all - *parse_rational(k)))}));
  }
  CHECK(cost("binomial", {number("1e6"), number("1000")}) >= 1000);
  CHECK(cost("binomial", {number("1e300"), number("1000")}) > 10 * cost("binomial", {number("1e6"), number("1000")}));
  CHECK(cost("binomial", {number("1/3"), number("1000")}) >= 1000);
  CHECK(cost("binomial", {number("1/3"), number("2000")}) > cost("binomial", {number("1/3"), number("1000")}));
  CHECK(cost("binomial", {number("1/3"), number("1e30")}) >= cost("binomial", {number("1/3"), number("1e9")}));
  for (const auto& other : {enclosed, number("7")}) CHECK(cost("binomial", {enclosed, other}) == usual);
  for (const char* name : {"besseli", "besselie"}) {
    const std::uint64_t small = cost(name, {number("1"), number("1")});
    CHECK(small > usual);
    for (const char* large : {"1e6", "-1e6", "1e30"}) {
      CHECK(cost(name, {number(large), number("1")}) >= small + 500);
      CHECK(cost(name, {number("1"), number(large)}) >= small + 500);
    }
    CHECK(cost(name, {number("1e6"), number("1")}) == cost(name, {number("-1e6"), number("1")}));
  }
}

TEST_CASE("large factorials and binomial coefficients are enclosed, and agree with their logarithms") {
  for (const char* pair : {"binomial(10^12, 10^6) - exp(lgamma(10^12 + 1) - lgamma(10^6 + 1) - lgamma(10^12 - 10^6 + 1))",
                           "factorial(20000) - gamma(20001)", "binomial(100000, 50000) - factorial(100000)/factorial(50000)^2",
                           "binomial(1/3, 2000) - gamma(4/3)/gamma(2001)/gamma(4/3 - 2000)", "binomial(pi, 3) - pi*(pi - 1)*(pi - 2)/6"}) {
    CAPTURE(std::string(pair));
    const Value value = value_of(pair, 512);
    CHECK(is_finite(value));
    CHECK(overlap(value, Rational(0)));
  }
}

TEST_CASE("values agree with Boost.Math in double precision") {
  const auto near = [](const Value& value, double expected, double units) {
    const Ball ball = to_ball(value, 128);
    REQUIRE(ball.is_finite());
    const Rational reach = abs(from_double(expected)) * from_double(units * 2.3e-16) + from_double(1e-300);
    return ball.lower(128) >= from_double(expected) - reach && ball.upper(128) <= from_double(expected) + reach;
  };
  const auto value = [](const std::string& name, const std::vector<Value>& arguments) {
    return apply_function(name, arguments, {.precision_bits = 128, .analytic = false, .limits = &limits});
  };
  RandomSets random(35);
  for (int i = 0; i < 200; ++i) {
    const double x = static_cast<double>(random.below(8001)) / 1024.0 + 1.0 / 1024.0;
    const Rational exact = from_double(x);
    CHECK(near(value("gamma", {exact}), boost::math::tgamma(x), 20));
    CHECK(near(value("erfc", {exact}), boost::math::erfc(x), 50));
    CHECK(near(value("erf", {exact}), boost::math::erf(x), 20));
    CHECK(near(value("Phic", {exact}), 0.5 * boost::math::erfc(x / std::sqrt(2.0)), 200));
    CHECK(near(value("Phi", {exact}), 0.5 * boost::math::erfc(-x / std::sqrt(2.0)), 50));
    const double nu = static_cast<double>(random.below(40)) / 4.0;
    CHECK(near(value("besseli", {from_double(nu), exact}), boost::math::cyl_bessel_i(nu, x), 200));
    CHECK(near(value("besselie", {from_double(nu), exact}), boost::math::cyl_bessel_i(nu, x) * std::exp(-x), 200));
  }
}
