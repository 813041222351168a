// The special functions against values computed elsewhere (tests/reference, mpmath), MPFR, closed forms and each other.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "evaluation.hpp"
#include "random_sets.hpp"
#include "second/bernoulli.hpp"
#include "second/bessel.hpp"
#include "second/error_function.hpp"
#include "second/evaluation_error.hpp"
#include "second/gamma.hpp"

using namespace rankcert;
using namespace rankcert::second;

namespace {

Interval between(const Rational& lower, const Rational& upper, mpfr_prec_t bits = 64) { return Interval::enclose(lower, upper, bits); }
Interval at(const Rational& value, mpfr_prec_t bits = 64) { return Interval::enclose(value, bits); }

/// Within one unit of the last digit of the reference: 4.2e1 is the interval [41, 43].
Interval around(const std::string& reference) {
  constexpr std::size_t most_digits = 1'000'000;
  const Rational value = parse_rational(reference, most_digits).value();
  const std::size_t exponent = reference.find('e');
  const std::string mantissa = reference.substr(0, exponent);
  const std::size_t dot = mantissa.find('.');
  Rational step = *parse_rational("1e-" + std::to_string(dot == std::string::npos ? 0 : mantissa.size() - dot - 1));
  if (exponent != std::string::npos) step *= *parse_rational("1" + reference.substr(exponent), most_digits);
  if (value == 0) step = 0;
  return between(value - step, value + step, 512);
}

/// MPFR's value at the rational point, one unit to either side; an independent algorithm.
Interval by_mpfr(int (*function)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t), const Rational& x, mpfr_prec_t bits) {
  const Interval argument = Interval::enclose(x, 4000);
  Interval result(bits);
  function(&result.raw()->left, argument.left(), MPFR_RNDD);
  function(&result.raw()->right, argument.right(), MPFR_RNDU);
  mpfr_nextbelow(&result.raw()->left);
  mpfr_nextabove(&result.raw()->right);
  return result;
}

int mpfr_phic(mpfr_ptr result, mpfr_srcptr x, mpfr_rnd_t round) {
  mpfr_t u;
  mpfr_init2(u, 4000);
  mpfr_sqrt_ui(u, 2, MPFR_RNDN);
  mpfr_div(u, x, u, MPFR_RNDN);
  const int direction = mpfr_erfc(result, u, round);
  mpfr_clear(u);
  mpfr_div_2ui(result, result, 1, round);
  return direction;
}

}  // namespace

TEST_CASE("reference values") {
  std::ifstream file(RANKCERT_REFERENCE_FOLDER "/functions.csv");
  REQUIRE(file.good());
  std::string line;
  std::getline(file, line);
  int rows = 0;
  while (std::getline(file, line)) {
    ++rows;
    const std::size_t first = line.find(',');
    const std::size_t last = line.rfind(',');
    std::istringstream arguments(line.substr(first + 1, last - first - 1));
    std::string list;
    for (std::string argument; arguments >> argument;) list += (list.empty() ? "" : ", ") + argument;
    const std::string formula = line.substr(0, first) + "(" + list + ")";
    CAPTURE(formula);
    const Interval expected = around(line.substr(last + 1));
    for (mpfr_prec_t bits = 64; bits <= 256; bits *= 2) {
      const Value value = value_of(formula, bits);
      CHECK(overlap(value, expected));
      if (is_exact(value)) continue;
      const Interval interval = to_interval(value, bits);
      // A number next to the end of the domain is known to lie inside it once the precision tells them apart.
      if (bits < 256 && !interval.is_bounded()) continue;
      CHECK((is_relatively_sharp(interval, static_cast<double>(bits) / 2) || is_sharp(interval, static_cast<double>(bits) / 2)));
    }
  }
  CHECK(rows > 200);
}

TEST_CASE("erf, erfc, Phi, Phic agree with MPFR's error function, relatively, at every size of the argument") {
  RandomSets random(11);
  for (int i = 0; i < 150; ++i) {
    const Rational x = (random.fraction() * 2 - 1) * (i % 3 == 0 ? 60 : i % 3 == 1 ? 10 : 1);
    CAPTURE(to_text(x));
    for (const mpfr_prec_t bits : {16, 64, 100, 192, 500}) {
      const mpfr_prec_t more = bits + 100;
      const double sharp = static_cast<double>(bits) - 15;  // x^2 is as large as 3600
      for (const auto& [ours, reference, point] : std::initializer_list<std::tuple<Interval, Interval, Rational>>{
               {erf(at(x, bits)), by_mpfr(mpfr_erf, x, more), x}, {erfc(at(x, bits)), by_mpfr(mpfr_erfc, x, more), x},
               {normal_tail(at(x, bits)), by_mpfr(mpfr_phic, x, more), x}, {normal_cdf(at(x, bits)), by_mpfr(mpfr_phic, -x, more), x}}) {
        CHECK(overlap(ours, reference));
        CHECK(is_relatively_sharp(ours, sharp));
      }
    }
  }
}

TEST_CASE("the two series of the error function meet where they change over") {
  for (const mpfr_prec_t bits : {32, 64, 128}) {
    for (int k = 1; k < 120; ++k) {
      const Rational x = Rational(k, 6);
      CHECK(overlap(normal_tail(at(x, bits)), by_mpfr(mpfr_phic, x, 300)));
      CHECK(overlap(normal_cdf(at(x, bits)), by_mpfr(mpfr_phic, -x, 300)));
      CHECK(overlap(erfc(at(x, bits)), by_mpfr(mpfr_erfc, x, 300)));
      CHECK(overlap(erf(at(x, bits)), by_mpfr(mpfr_erf, x, 300)));
    }
  }
}

TEST_CASE("far arguments") {
  CHECK(erfc(at(Rational(Integer(1) << 60U))).is_nonnegative());
  CHECK(erfc(at(Rational(Integer(1) << 60U))).is_within(0, Rational(1, 1'000'000)));
  CHECK(erf(at(Rational(Integer(1) << 60U))).contains(1));
  CHECK(erfc(at(-Rational(Integer(1) << 60U))).contains(2));
  CHECK(normal_cdf(at(-1'000'000'000)).is_within(0, Rational(1, 1'000'000)));
  CHECK(is_sharp(normal_cdf(at(1'000'000'000)), 60));
  CHECK(is_relatively_sharp(erf(scaled(at(1), -5000)), 60));
  CHECK(normal_cdf(at(0)).contains(Rational(1, 2)));
}

TEST_CASE("Bernoulli numbers") {
  CHECK(bernoulli_number(1) == Rational(1, 6));
  CHECK(bernoulli_number(2) == Rational(-1, 30));
  CHECK(bernoulli_number(3) == Rational(1, 42));
  CHECK(bernoulli_number(6) == Rational(-691, 2730));
  CHECK(bernoulli_number(15) == Rational(Integer("8615841276005"), 14322));
  // The sum over p - 1 | 2k of 1/p makes it an integer (DLMF 24.10.1).
  for (const std::size_t k : {10UL, 80UL, 81UL, 300UL}) {
    Rational sum = bernoulli_number(k);
    for (std::size_t p = 2; p <= 2 * k + 1; ++p) {
      if (2 * k % (p - 1) == 0 && mpz_probab_prime_p(Integer(p).backend().data(), 30) != 0) sum += Rational(1, p);
    }
    CHECK(is_integer(sum));
  }
  CHECK_THROWS_AS((void)bernoulli_number(most_bernoulli_numbers + 1), std::out_of_range);
}

TEST_CASE("lgamma and gamma agree with MPFR's") {
  RandomSets random(12);
  for (int i = 0; i < 150; ++i) {
    const Rational x = (random.fraction() + Rational(1, 1'000'000)) * (i % 3 == 0 ? 100'000 : i % 3 == 1 ? 100 : 3);
    CAPTURE(to_text(x));
    for (const mpfr_prec_t bits : {20, 64, 128, 400}) {
      CHECK(overlap(lgamma(at(x, bits)), by_mpfr(mpfr_lngamma, x, bits + 60)));
      CHECK(is_sharp(lgamma(at(x, bits)), static_cast<double>(bits) - 7));
    }
    if (x > 1000) continue;
    const Rational negative = -x - Rational(1, 7);
    CHECK(overlap(gamma(at(x)), by_mpfr(mpfr_gamma, x, 200)));
    CHECK(overlap(gamma(at(negative, 128)), hull(by_mpfr(mpfr_gamma, negative, 200), by_mpfr(mpfr_gamma, negative, 150))));
    CHECK(is_relatively_sharp(gamma(at(x, 128)), 100));
    CHECK(is_relatively_sharp(gamma(at(negative, 128)), 90));
  }
}

TEST_CASE("gamma: closed forms and functional equations") {
  const Interval root_pi = sqrt(Interval::pi(200));
  CHECK(overlap(gamma(at(Rational(1, 2), 200)), root_pi));
  CHECK(overlap(gamma(at(Rational(-3, 2), 200)), root_pi * 4 / 3));
  CHECK(overlap(gamma(at(Rational(-5, 2), 200)), root_pi * -8 / 15));
  for (const mpfr_prec_t bits : {64, 300, 1500, 4096}) {
    const Interval x = at(Rational(1, 3), bits);
    // Legendre's duplication formula, DLMF 5.5.5.
    const Interval half = scaled(at(1, bits), -1);
    CHECK(overlap(lgamma(2 * x), (2 * x - 1) * log(at(2, bits)) + lgamma(x) + lgamma(x + half) - log(Interval::pi(bits)) * half));
    CHECK(is_sharp(lgamma(x), static_cast<double>(bits) - 8));
  }
  CHECK(lgamma(at(1)).contains(0));
  CHECK(lgamma(at(2)).contains(0));
  CHECK(is_sharp(lgamma(at(1)), 60));
}

TEST_CASE("lgamma on intervals: around its least value, across it, far out") {
  CHECK(lgamma(between(1, 2)).contains(0));
  CHECK(lgamma(between(1, 2)).contains(Rational(-12148629, 100'000'000)));
  CHECK(lgamma(between(1, 2)).is_within(Rational(-12149, 100'000), Rational(1, 1'000'000)));
  CHECK(lgamma(between(Rational(14616, 10'000), Rational(14617, 10'000))).is_within(Rational(-121487, 1'000'000), Rational(-121486, 1'000'000)));
  CHECK(lgamma(between(3, 5)).contains(*log(at(2)).lower()));
  CHECK(lgamma(between(3, 5)).contains(*log(at(24)).upper()));
  CHECK_FALSE(lgamma(between(0, 1)).is_bounded());
  CHECK_FALSE(gamma(between(Rational(-1, 2), Rational(1, 2))).is_bounded());
  CHECK_FALSE(gamma(between(Rational(-5, 2), Rational(-3, 2))).is_bounded());
  CHECK(gamma(between(Rational(-3, 2), Rational(-5, 4))).contains(*gamma(at(Rational(-4, 3))).lower()));
  CHECK_FALSE(gamma(at(Rational(Integer(1) << 70U))).is_bounded());
}

TEST_CASE("on intervals: a point's value lies in the interval's, and parts go into the whole") {
  RandomSets random(13);
  using Function = Interval (*)(const Interval&);
  const Function i_0 = [](const Interval& x) { return bessel_i(0, x); };
  const Function i_half = [](const Interval& x) { return bessel_i_scaled(Rational(1, 2), x); };
  for (const auto& [function, least, greatest] : std::initializer_list<std::tuple<Function, Rational, Rational>>{
           {erf, -4, 4}, {erfc, -4, 12}, {normal_cdf, -12, 6}, {normal_tail, -6, 12}, {lgamma, Rational(1, 100), 10}, {gamma, Rational(1, 100), 10},
           {gamma, Rational(-39, 10), Rational(-31, 10)}, {i_0, -5, 5}, {i_half, Rational(1, 10), 9}}) {
    for (int i = 0; i < 150; ++i) {
      const auto outer = random.interval(least, greatest);
      const Rational x = random.point(outer);
      const Rational y = random.point(outer);
      const Interval image = function(between(outer.lower, outer.upper));
      REQUIRE(image.is_bounded());
      // Sharper than the image is rounded, so that the value itself must lie inside.
      CHECK(image.contains(*function(at(x, 300)).middle().lower()));
      const Interval part = function(between(std::min(x, y), std::max(x, y)));
      // Slopes overestimate in the second order of the width.
      const Interval slack = (abs(image) + 1) * between(Rational(-1, Integer(1) << 18U), Rational(1, Integer(1) << 18U));
      CHECK((image + slack).contains(part));
    }
  }
}

TEST_CASE("Bessel functions of half-integer order are elementary") {
  for (const mpfr_prec_t bits : {64, 128, 400}) {
    for (const Rational& z : {Rational(1, 1000), Rational(1), Rational(7, 2), Rational(40), Rational(3000)}) {
      const Interval x = at(z, bits);
      const Interval front = sqrt(2 / (Interval::pi(bits) * x));
      // DLMF 10.49(ii): I_(1/2), I_(-1/2), and from them I_(3/2) = I_(-1/2) - I_(1/2)/z, I_(-3/2) = I_(1/2) - I_(-1/2)/z (DLMF 10.29.1).
      const Interval plus = front * sinh(x);
      const Interval minus = front * cosh(x);
      CHECK(overlap(bessel_i(Rational(1, 2), x), plus));
      CHECK(overlap(bessel_i(Rational(-1, 2), x), minus));
      CHECK(overlap(bessel_i(Rational(3, 2), x), minus - plus / x));
      CHECK(overlap(bessel_i(Rational(-3, 2), x), plus - minus / x));
      CHECK(overlap(bessel_i_scaled(Rational(1, 2), x), front * scaled(1 - exp(-2 * x), -1)));
      CHECK(is_relatively_sharp(bessel_i_scaled(Rational(1, 2), x), static_cast<double>(bits) - 20));
      CHECK(is_relatively_sharp(bessel_i(Rational(-3, 2), x), static_cast<double>(bits) - 20));
    }
  }
}

TEST_CASE("the series and the expansion of the Bessel function meet; far out it is 1/sqrt(2 pi z)") {
  for (const Rational& nu : {Rational(0), Rational(1, 3), Rational(-1, 3), Rational(5, 2), Rational(9)}) {
    for (long z = 20; z <= 420; z += 25) {
      // The precision decides between the two.
      const Interval sharp = bessel_i_scaled(nu, at(z, 700));
      for (const mpfr_prec_t bits : {20, 64, 100}) {
        CHECK(overlap(bessel_i_scaled(nu, at(z, bits)), sharp));
        CHECK(is_relatively_sharp(bessel_i_scaled(nu, at(z, bits)), static_cast<double>(bits) - 12));
      }
    }
    const Interval z = at(Rational(Integer(1) << 80U), 64);
    const Interval limit = 1 / sqrt(2 * Interval::pi(64) * z);
    CHECK((bessel_i_scaled(nu, z) / limit).is_within(1 - Rational(1, 1'000'000), 1 + Rational(1, 1'000'000)));
  }
}

TEST_CASE("Bessel functions: recurrence, integer orders of either sign, arguments of either sign, refusals") {
  RandomSets random(14);
  for (int i = 0; i < 60; ++i) {
    const Rational nu = Rational(random.below(400), 7) + Rational(1, 3);
    const Interval z = at(random.fraction() * 50 + Rational(1, 10), 128);
    // I_(nu-1) - I_(nu+1) = 2 nu/z I_nu (DLMF 10.29.1)
    CHECK(overlap(bessel_i(nu - 1, z) - bessel_i(nu + 1, z), 2 * at(nu, 128) / z * bessel_i(nu, z)));
    const Rational n = static_cast<long>(random.below(9));
    CHECK(overlap(bessel_i(-n, z), bessel_i(n, z)));
    CHECK(overlap(bessel_i(n, -z), (n == 0 || is_integer(n / 2) ? z / z : -z / z) * bessel_i(n, z)));
  }
  CHECK(bessel_i(0, at(0)).contains(1));
  CHECK(bessel_i(3, at(0)).contains(0));
  CHECK_FALSE(bessel_i(Rational(1, 2), between(-1, 1)).is_bounded());
  CHECK_THROWS_AS((void)bessel_i(10'000, at(1'000'000)), UnsupportedError);
  CHECK_THROWS_AS((void)bessel_i(Rational(Integer(1) << 70U), at(1)), UnsupportedError);
  CHECK_THROWS_AS((void)bessel_i(Rational(-100'001, 2), at(1)), UnsupportedError);
}
