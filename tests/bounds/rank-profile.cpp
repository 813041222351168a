// rank-profile: the quadrature of U against other integrators, the lemmas it rests on, and the lower bound.
#include <acb_hypgeom.h>
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "capture_binding.hpp"
#include "claim/claim_library.hpp"
#include "enclosure/complex_ball.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("rank-profile");
  return one;
}

Interval value(const std::string& formula, long bits = 64) { return test::enclosed(claim(), formula, bits); }

std::string at(const std::string& function, const std::string& n, const std::string& d) {
  return function + "(" + n + ", " + d + ")";
}

}  // namespace

TEST_CASE("rank-profile: U at 50 digits of mpmath lies in its enclosure, which is 10^-6 wide") {
  const std::vector<std::array<const char*, 3>> known = {{"100", "8", "0.40040586824168318206490285"},
                                                         {"1000", "32", "0.4415602059686395658740299235"},
                                                         {"10^4", "64", "0.43545572314476073292"},
                                                         {"10^6", "128", "0.391645485075222911"}};
  for (const auto& [n, d, u] : known) {
    CAPTURE_BINDING(n);
    const Interval below = value(at("profile_below", n, d));
    const Interval above = value(at("profile_above", n, d));
    CHECK(below.upper <= *parse_rational(u));
    CHECK(above.lower >= *parse_rational(u));
    CHECK(above.upper - below.lower <= Rational(1, 1'000'000));
  }
}

TEST_CASE("rank-profile: the inner sum agrees with the integral of g within its error bound") {
  for (const auto& [n, d, i] : {std::array{"100", "8", "150"}, std::array{"1000", "32", "340"}, std::array{"10^6", "40", "900"}, std::array{"64", "4", "90"}}) {
    CAPTURE_BINDING(n);
    const std::string names = std::string("let n = ") + n + "; let d = " + d + "; let i = " + i +
                              "; let h = profile_step(n, d, 3/5); let s = profile_stride(n, d, h); let k = exp(h*i); ";
    const std::string g = "integral(t = -1..1, Phi(k*t)^(n - 1)*mu(d, t))";
    CHECK(value(names + "abs(profile_pick(n, d, h, s, i) - " + g + ") - profile_error(n, d, h, s)", 128).upper <= 0);
    CHECK(value(names + g, 128).lower > 0);
  }
}

TEST_CASE("rank-profile: |Phi(x exp(i theta))| <= Phi(x exp(epsilon)) in the sector (Lemma 5)") {
  const slong bits = 128;
  for (const char* n : {"64", "1000", "10^12"}) {
    CHECK(value(std::string("profile_strip_holds(") + n + ", 3/5)").lower == 1);
    CHECK(value(std::string("profile_strip_holds(") + n + ", 3/20)").lower == 1);
    const Rational reach = value(std::string("profile_reach(") + n + ")").lower;
    const Rational beta = value(std::string("profile_strip(") + n + ", 3/5)").lower;
    for (int x = 1; x <= 40; ++x) {
      for (int a = 1; a <= 4; ++a) {
        const Rational radius = reach * x / 40;
        ComplexBall z;
        const Ball angle = Ball::enclose(beta * a / 4, bits);
        acb_set_arb(z.raw(), angle.raw());
        acb_mul_onei(z.raw(), z.raw());
        acb_exp(z.raw(), z.raw(), bits);
        acb_mul_arb(z.raw(), z.raw(), Ball::enclose(radius, bits).raw(), bits);
        Ball root;
        arb_sqrt_ui(root.raw(), 2, bits);
        acb_div_arb(z.raw(), z.raw(), root.raw(), bits);
        acb_neg(z.raw(), z.raw());
        acb_hypgeom_erfc(z.raw(), z.raw(), bits);
        acb_mul_2exp_si(z.raw(), z.raw(), -1);
        Ball modulus;
        acb_abs(modulus.raw(), z.raw(), bits);
        CHECK(modulus.upper(bits) <= value("Phi(" + to_text(radius) + "*exp(profile_lift(" + n + ", 3/5)))").lower);
      }
    }
  }
}

TEST_CASE("rank-profile: n E g(kappa) = 1") {
  for (const auto& [n, d] : {std::pair{"100", "16"}, std::pair{"10^4", "64"}, std::pair{"10^8", "1000"}}) {
    const Interval total = value(at("total_weight", n, d));
    CHECK(total.lower > 1 - Rational(1, 100'000));
    CHECK(total.upper < 1 + Rational(1, 100'000));
  }
}

TEST_CASE("rank-profile: U does not decrease in d_h and stays below the barrier (Theorem 4)") {
  Rational last = 0;
  for (const char* d : {"1", "2", "4", "5", "8", "12", "16", "24", "40", "41", "200", "3000"}) {
    CAPTURE(std::string(d));
    const Interval below = value(at("profile_below", "200", d));
    const Interval above = value(at("profile_above", "200", d));
    CHECK(below.lower <= above.upper);
    CHECK(above.upper >= last);
    CHECK(above.upper <= value("barrier(200)/200").upper);
    last = std::max(last, below.lower);
  }
  CHECK(last > Rational(6, 10));
}

TEST_CASE("rank-profile: the lower bound is below Theorem 3's own value, and near it where two queries seldom meet") {
  // Theorem 3 evaluated by an independent program.
  const std::vector<std::array<const char*, 3>> known = {{"200", "4", "0.1391"}, {"200", "8", "0.3026"}, {"200", "32", "0.5212"}, {"200", "128", "0.6016"}, {"1000", "64", "0.5213"}};
  for (const auto& [n, d, bound] : known) {
    CAPTURE_BINDING(n);
    CAPTURE_BINDING(d);
    CHECK(value(at("mean_rank_below", n, d)).upper <= *parse_rational(bound));
  }
  CHECK(value(at("mean_rank_below", "1000", "64")).lower > Rational(519, 1000));
  CHECK(value(at("mean_rank_below", "10^12", "6819")).lower > Rational(60048, 100'000));
  CHECK(value(at("mean_rank_below", "200", "2")).lower >= Rational(49, 10'000));
}

TEST_CASE("rank-profile: bounds on two queries hold (Lemma 11)") {
  const long bits = 192;
  const Rational rounding(1, Integer(1) << 150U);
  for (const char* d : {"5", "12", "65"}) {
    const std::string n = std::to_string(std::stoi(d) - 1);
    for (const char* z : {"1/50", "1/5", "1/2", "9/10"}) {
      CHECK(value("pair_beyond(" + std::string(d) + ", " + z + ") - integral(t = " + z + "..1, mu(" + n + ", t))", bits).lower >= -rounding);
      CHECK(value("pair_beyond(" + std::string(d) + ", -" + z + ") - integral(t = -" + z + "..1, mu(" + n + ", t))", bits).lower >= -rounding);
    }
  }
  for (const char* v : {"1/2", "5", "20"}) {
    for (const auto& [p, q] : {std::pair{"0", "1/16"}, std::pair{"1/4", "1/2"}, std::pair{"9/10", "1"}}) {
      const std::string integral = std::string("integral(r = ") + p + ".." + q + ", exp(-" + v + "/(1 + r))*(1 - r^2)^(-1/2))/(2*pi)";
      CHECK(value(std::string("pair_slice(") + v + ", " + p + ", " + q + ") - " + integral).lower >= 0);
    }
  }
}

TEST_CASE("rank-profile: masses of cells cover the inner sum (Lemma 12)") {
  for (const auto& [n, d, i] : {std::array{"200", "32", "300"}, std::array{"10^4", "64", "520"}}) {
    const std::string names = std::string("let n = ") + n + "; let d = " + d + "; let i = " + i +
                              "; let h = profile_step(n, d, 3/5); let s = profile_stride(n, d, h); ";
    const std::string sum = "pair_mass(n, d, h, s, i, pair_base(n, d, h) - s, i)";
    CHECK(value(names + sum + " - profile_pick(n, d, h, s, i) + Phi(exp(h*pair_base(n, d, h)))^(n - 1) + profile_error(n, d, h, s)").lower >= 0);
    CHECK(value(names + sum + "/profile_pick(n, d, h, s, i)").upper < Rational(11, 10));
  }
}

TEST_CASE("rank-profile: cells and the mass beyond them leave no level out, at a stride of two") {
  const std::string names = "let n = 100; let d = 64; let h = profile_step(n, d, 3/5); let s = profile_stride(n, d, h); "
                            "let z = pair_low(n, d, h) + pair_cells(d)*s*pair_width(n, d, h, s); ";
  CHECK(value(names + "s").lower == 2);
  for (const char* k : {"340", "341"}) {
    const std::string node = std::string("let k = ") + k + "; ";
    const std::string part = "s*h*profile_sphere(d)*sum(j = 1..k - z, if(k - s*j + s > z, profile_weight(d, s*h*(j - 1/2))*profile_max(n, h, k + s/2 - s*j), 0))";
    CHECK(value(names + node + "pair_mass(n, d, h, s, k, z - s + 1, k) - " + part).lower >= 0);
  }
}

TEST_CASE("rank-profile: U is enclosed to 10^-6 at the largest head dimension, whatever the length") {
  for (const char* n : {"100", "10^5", "10^12"}) {
    CHECK(value(at("profile_above", n, "10^5")).upper - value(at("profile_below", n, "10^5")).lower <= Rational(1, 1'000'000));
  }
}

TEST_CASE("rank-profile: where the quadrature fails, the bounds that remain are the trivial ones or those of larger heads") {
  CHECK(value(at("profile_quadrature", "10^12", "4")).upper < Rational(1, 100));
  CHECK(value(at("profile_below", "10^12", "4")).lower >= 0);
  CHECK(value(at("mean_rank_below", "10^12", "4")).lower >= Rational(999, Integer(1000) * Integer("1000000000000")));
}

TEST_CASE("rank-profile: at head dimension one both bounds are the exact mean") {
  for (const char* function : {"share_above", "share_below"}) {
    CHECK(test::is_exactly(value(at(function, "100", "1"), 256), 2 * (1 - Rational(1) / Rational(Integer(1) << 100U)) / 100));
  }
}

TEST_CASE("rank-profile: the measured mean rank lies between the bounds") {
  const std::map<std::string, std::vector<Rational>> where = {{"n", {100}}, {"d_h", {16}}, {"trials", {400}}, {"tolerance", {Rational(1, 20)}}};
  for (const char* name : {"upper", "lower"}) {
    CHECK(test::result_at(claim(), name, where).verdict == Verdict::supported);
  }
}
