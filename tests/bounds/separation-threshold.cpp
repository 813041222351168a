// The claim's own definitions against independent values, and the polynomials of its proofs multiplied out.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "bounds/claim_values.hpp"
#include "capture_binding.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "claim/threshold.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("separation-threshold");
  return one;
}

Interval value(const std::string& formula) { return test::enclosed(claim(), formula); }

bool holds(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) {
  return test::result_at(claim(), assertion, values).verdict == Verdict::certified;
}

/// A polynomial in x, p, y with rational coefficients, by exponents.
class Polynomial {
 public:
  using Exponents = std::array<int, 3>;
  Polynomial() = default;
  explicit Polynomial(const Rational& constant) { put({0, 0, 0}, constant); }
  static Polynomial variable(std::size_t which) {
    Polynomial one;
    Exponents exponents{0, 0, 0};
    exponents[which] = 1;
    one.put(exponents, 1);
    return one;
  }
  friend Polynomial operator+(Polynomial a, const Polynomial& b) {
    for (const auto& [exponents, c] : b.terms_) a.put(exponents, c);
    return a;
  }
  friend Polynomial operator-(const Polynomial& a, const Polynomial& b) { return a + Rational(-1) * b; }
  friend Polynomial operator+(const Polynomial& a, const Rational& b) { return a + Polynomial(b); }
  friend Polynomial operator-(const Polynomial& a, const Rational& b) { return a - Polynomial(b); }
  friend Polynomial operator*(const Rational& a, const Polynomial& b) { return Polynomial(a) * b; }
  friend Polynomial operator*(const Polynomial& a, const Polynomial& b) {
    Polynomial product;
    for (const auto& [e, c] : a.terms_) {
      for (const auto& [f, k] : b.terms_) product.put({e[0] + f[0], e[1] + f[1], e[2] + f[2]}, c * k);
    }
    return product;
  }
  /// Whether there is a term, and every coefficient has this sign.
  [[nodiscard]] bool all_of_sign(int sign) const {
    return !terms_.empty() &&
           std::all_of(terms_.begin(), terms_.end(), [&](const auto& term) { return term.second * sign > 0; });
  }
  [[nodiscard]] Rational coefficient(const Exponents& exponents) const {
    const auto found = terms_.find(exponents);
    return found == terms_.end() ? Rational(0) : found->second;
  }
  [[nodiscard]] std::size_t size() const { return terms_.size(); }

 private:
  void put(const Exponents& exponents, const Rational& c) {
    Rational& slot = terms_[exponents];
    slot += c;
    if (slot == 0) terms_.erase(exponents);
  }
  std::map<Exponents, Rational> terms_;
};

struct Fraction {
  Polynomial over;
  Polynomial under;
};

/// Numerator of A(l) - l(l+m-1)/((l+1)(l+m)) A(l+2) - 1/l - 1/(l+m-2), A = 1 + 1/(3(l+a)) + 2/(3(l+m-1+b)),
/// at l = 3+x, m = 2+y.
Polynomial tail_numerator(const Rational& a, const Rational& b) {
  const Polynomial l = Polynomial::variable(0) + 3;
  const Polynomial s = l + 2 + Polynomial::variable(2);  // l + m
  const auto bracket = [&](const Polynomial& u, const Polynomial& v) {
    return Fraction{Rational(3) * u * v + v + Rational(2) * u, Rational(3) * u * v};
  };
  const Polynomial u = l + a, v = s - 1 + b;
  const Fraction now = bracket(u, v);
  const Fraction next = bracket(u + 2, v + 2);
  // Over 3 l (l+1)(l+m)(l+m-2) u (u+2) v (v+2).
  const Polynomial left =
      now.over * l * (l + 1) * s * (s - 2) * (u + 2) * (v + 2) - l * (s - 1) * next.over * l * (s - 2) * u * v;
  return left - Rational(3) * (l + s - 2) * (l + 1) * s * u * (u + 2) * v * (v + 2);
}

/// Numerator of R(l) - q_j(l) R(l+2) - 1 of Theorem 5, R = 1 + (l+p+a)^2/((m-p-1)(2l+m+p+c)),
/// at l = 3+x, r = 1+p, m = p+3+y.
Polynomial cover_numerator(int j, const Rational& a, int c) {
  const Polynomial x = Polynomial::variable(0), p = Polynomial::variable(1), y = Polynomial::variable(2);
  const Polynomial l = x + 3, m = p + 3 + y, r = p + 1;
  const auto excess = [&](const Polynomial& k) {
    return Fraction{(k + p + a) * (k + p + a), (m - p - 1) * (Rational(2) * k + m + p + c)};
  };
  const Fraction now = excess(l);
  const Fraction next = excess(l + 2);
  const Fraction q{l * l * (l + r - j) * (l + r + 1 - j), (l + m) * (l + m) * (l + 1 - j) * (l + 2 - j)};
  return now.over * q.under * next.under - q.over * (next.over + next.under) * now.under;
}

}  // namespace

TEST_CASE("separation-threshold: the polynomials of the tail bounds have one sign") {
  const Polynomial above = tail_numerator(-1, -2);
  CHECK(above.all_of_sign(1));
  CHECK(above.size() == 20);
  CHECK(above.coefficient({0, 0, 0}) == 2880);
  CHECK(above.coefficient({4, 0, 1}) == 7);
  const Polynomial below = tail_numerator(Rational(-1, 2), Rational(-1, 2));
  CHECK(below.all_of_sign(-1));
  CHECK(below.coefficient({0, 0, 0}) * 16 == -112320);
  CHECK(below.coefficient({3, 0, 2}) * 16 == -264);
  // What is not claimed: the same bracket with a = -4/5 has both signs.
  CHECK_FALSE(tail_numerator(Rational(-4, 5), 0).all_of_sign(-1));
}

TEST_CASE("separation-threshold: the polynomials of what heads cover have one sign") {
  CHECK(cover_numerator(0, 0, 0).all_of_sign(1));
  CHECK(cover_numerator(1, 0, 0).all_of_sign(1));
  CHECK(cover_numerator(2, Rational(-1, 2), -2).all_of_sign(-1));
  CHECK_FALSE(cover_numerator(2, 0, 0).all_of_sign(1));
}

TEST_CASE("separation-threshold: tails of the reference table") {
  struct Row {
    const char* point;
    const char* tail;
    const char* below;
    const char* above;
  };
  for (const auto& [point, tail, below, above] :
       {Row{"(9, 3)", "0.32708740234375", "0.242155226073914", "0.467896195080124"},
        Row{"(9, 11)", "0.106940587051212788", "0.0962227297101898", "0.113481496125880"},
        Row{"(9, 101)", "0.0134631417187143785", "0.0132579653696810", "0.0136383327467414"},
        Row{"(63, 3)", "0.358307800648546362", "0.285259710197964", "0.502422773335655"},
        Row{"(63, 11)", "0.150360384927350414", "0.140572370892891", "0.157757190062434"},
        Row{"(63, 101)", "0.0314035923449690129", "0.0310458284410830", "0.0315870491276731"}}) {
    CAPTURE_BINDING(point);
    CHECK(test::agrees(value("tail" + std::string(point)), tail));
    CHECK(test::agrees(value("closed_tail_below" + std::string(point)), below));
    CHECK(test::agrees(value("closed_tail_above" + std::string(point)), above));
    CHECK(value("sharp_tail_below" + std::string(point)).upper < value("tail" + std::string(point)).lower);
    CHECK(value("sharp_tail_above" + std::string(point)).lower > value("tail" + std::string(point)).upper);
  }
  CHECK(test::agrees(value("tail(9, 1)"), "1"));
}

TEST_CASE("separation-threshold: the bounds of S against its sum, far enough for the rest not to matter") {
  for (const char* point : {"(9, 1, X)", "(9, 3, X)", "(20, 1, X)", "(20, 12, X)", "(64, 4, X)", "(64, 62, X)"}) {
    const std::string m = std::string(point).substr(1, std::string(point).find(',') - 1);
    const std::string r = std::string(point).substr(m.size() + 3, std::string(point).rfind(',') - m.size() - 3);
    CAPTURE(point);
    for (const char* degree : {"3", "5", "17", "61"}) {
      const std::string terms = "sum(l = " + std::string(degree) + "..4001 step 2, sign_mass(" + m + ", l)*Dsharp(" +
                                r + ", l)/N(" + m + ", l))";
      const std::string rest = "rate_above(" + m + ", " + r + ", 0, 4003)";
      CHECK(value(terms).lower < value("rate_above(" + m + ", " + r + ", 0, " + degree + ")").upper);
      CHECK(value(terms + " + " + rest).upper > value("rate_below(" + m + ", " + r + ", 0, " + degree + ")").lower);
    }
  }
}

TEST_CASE("separation-threshold: L(eps) of the reference, and counts by logarithms") {
  CHECK(value("top_degree(64, 1/20)").lower == 7);
  CHECK(value("top_degree(128, 1/50)").lower == 33);
  CHECK(value("top_degree(2001, 1/50)").lower == 39);
  CHECK(value("top_degree(2001, 1/50)").upper == 39);
  for (const char* point : {"(15, 2, 5)", "(63, 4, 11)", "(15, 1, 1)", "(100, 30, 7)"}) {
    CAPTURE(point);
    const std::string arguments = std::string(point).substr(1, std::string(point).size() - 2);
    const auto comma = arguments.find(", "), last = arguments.rfind(", ");
    const std::string m = arguments.substr(0, comma), r = arguments.substr(comma + 2, last - comma - 2),
                      l = arguments.substr(last + 2);
    const Interval quotient =
        value("exp(log_count" + std::string(point) + ")*Dsharp(" + r + ", " + l + ")/N(" + m + ", " + l + ")");
    CHECK(quotient.lower < 1);
    CHECK(quotient.upper > 1);
    CHECK(quotient.upper - quotient.lower < Rational(1, 1'000'000'000'000));
  }
  CHECK(test::agrees(value("N(15, 5)/Dsharp(2, 5)"), "521.333333333"));
  CHECK(test::agrees(value("N(63, 11)/Dsharp(4, 11)"), "2823357770.76823"));
  const Result product = test::result_at(claim(), "count-product", {{"d", {64}}, {"r", {4}}, {"L", {11}}});
  CHECK(product.left->lower == 2'075'745'492);
  CHECK(test::agrees(*test::result_at(claim(), "count-closed-form", {{"d", {64}}, {"r", {4}}, {"L", {11}}}).left,
                     "16641370.0098157"));
}

TEST_CASE("separation-threshold: bound and ceiling enclose the bound of low-rank-separation") {
  struct Row {
    const char* arguments;  // d, r, log H, where to look
    const char* bound;
  };
  for (const auto& [arguments, bound] :
       {Row{"10, 1, log(64)", "0.0982800193108971659"}, Row{"64, 1, log(1024)", "0.174050525319516778"},
        Row{"64, 4, log(1024)", "0.124477528559146899"}, Row{"128, 8, log(10^6)", "0.101354641370633875"}}) {
    CAPTURE_BINDING(arguments);
    const Rational reference = *parse_rational(bound);
    const Rational rounding(1, pow(Integer(10), 18));  // of the reference
    for (const char* look : {"1/10", "1/5", "1/30"}) {
      CHECK(value("head_bound(" + std::string(arguments) + ", " + look + ")").lower <= reference + rounding);
      CHECK(value("head_ceiling(" + std::string(arguments) + ", " + look + ")").upper >= reference - rounding);
    }
    const std::string near = std::string("(") + arguments + ", " + bound + ")";
    CHECK(reference - value("head_bound" + near).lower < Rational(1, 10'000));
    CHECK(value("head_ceiling" + near).upper - reference < Rational(1, 10'000));
  }
}

TEST_CASE("separation-threshold: bounds for ranks close to d against the bound of low-rank-separation") {
  struct Row {
    const char* arguments;  // d, r
    const char* heads;
    const char* least;     // of the bound: its sum over the degrees up to 20001, and the share beyond missed as there
    const char* greatest;  // all of the mass beyond missed
  };
  for (const auto& [arguments, heads, least, greatest] :
       {Row{"64, 61", "1/2", "0.0516558118441284419", "0.0516561139081864748"},
        Row{"64, 61", "1", "0.0110878392436585294", "0.0110884433717745952"},
        Row{"64, 60", "2", "0.0146659180845555630", "0.0146659216980768090"},
        Row{"30, 27", "1/2", "0.0769486478328508765", "0.0769487375093870481"}}) {
    CAPTURE_BINDING(arguments);
    CAPTURE_BINDING(heads);
    const std::string y = ", log(" + std::string(heads) + ")";
    CHECK(value("head_bound(" + std::string(arguments) + y + ", 1/20)").lower <= *parse_rational(greatest));
    CHECK(value("head_ceiling(" + std::string(arguments) + y + ", 1/20)").upper >= *parse_rational(least));
    // All degrees up to 1001 one by one: from below, with the rest by g_X tau_X.
    const std::string d = std::string(arguments).substr(0, 2), m = d + " - 1", r = std::string(arguments).substr(4);
    const std::string rest = "tail(" + m + ", 1001)";
    const Interval far = value("bound_between(" + m + ", " + r + y + ", 1, 1001, " + rest + ", " + rest + ")");
    CHECK(far.lower <= *parse_rational(greatest));
    CHECK(far.lower >= *parse_rational(least) * Rational(98, 100));
  }
}

TEST_CASE("separation-threshold: a share of N/D leaves its share of the tail up to r = d - 3") {
  for (const int r : {1, 30, 60, 61}) {
    for (const int degree : {3, 59, 61, 63, 20'001}) {
      for (const Rational& theta : {Rational(1, 100), Rational(99, 100)}) {
        CAPTURE(r);
        CAPTURE(degree);
        CHECK(holds("share-of-tail", {{"d", {64}}, {"r", {r}}, {"L", {degree}}, {"theta", {theta}}}));
      }
    }
  }
  for (const Rational& target : {Rational(1, 4), Rational(6, 25), Rational(1, 77), Rational(1, 100'000)}) {
    for (const int r : {1, 990, 997}) {
      CAPTURE(r);
      CHECK(holds("half-count", {{"d", {1000}}, {"r", {r}}, {"target", {target}}}));
    }
  }
}

TEST_CASE("separation-threshold: the degree of an error where its lower bound does not decide") {
  // 4 target lies between the sharp lower bound of tau_101 and tau_101 itself: the degree found is 99, not L(target).
  const Rational target = *parse_rational("0.0078507");
  CHECK(value("sharp_tail_below(63, 101)").upper < 4 * target);
  CHECK(value("tail(63, 101)").lower > 4 * target);
  CHECK(value("top_degree(64, 0.0078507)").lower == 99);
  CHECK(holds("top-degree", {{"d", {64}}, {"target", {target}}}));
  CHECK_FALSE(holds("top-degree-passed", {{"d", {64}}, {"target", {target}}}));
  CHECK(holds("half-count", {{"d", {64}}, {"r", {61}}, {"target", {target}}}));
}

TEST_CASE("separation-threshold: the threshold agrees with that of low-rank-separation") {
  const Claim separation = load_claim("low-rank-separation");
  for (const auto& [d, r, error] : {std::tuple{64, 4, Rational(1, 10)}, std::tuple{16, 1, Rational(1, 20)},
                                    std::tuple{32, 6, Rational(1, 20)}, std::tuple{8, 1, Rational(1, 10)}}) {
    CAPTURE_BINDING(d);
    const Assignment others{{"d", d}, {"r", r}, {"error", error}};
    const ThresholdAnswer bits = find_threshold(claim(), others, {});
    const ThresholdAnswer heads = find_threshold(separation, others, {});
    REQUIRE(bits.holds);
    REQUIRE(bits.fails);
    REQUIRE(heads.holds);
    const double count = std::log2(heads.holds->point.parameters.at("H").convert_to<double>());
    const double next = std::log2(heads.fails->point.parameters.at("H").convert_to<double>());
    // 2^(h/100) is real: the largest whole number of heads lies just below it.
    CHECK(bits.holds->point.parameters.at("h").convert_to<double>() / 100 < next);
    CHECK(bits.fails->point.parameters.at("h").convert_to<double>() / 100 > count);
  }
}

TEST_CASE("separation-threshold: the two closed counts at their corners") {
  CHECK(holds("high-dimension", {{"d", {10'000}}, {"r", {1}}, {"coarse", {Rational(423, 10'000)}}}));
  CHECK(holds("high-dimension", {{"d", {5}}, {"r", {1}}, {"coarse", {Rational(4, 100)}}}));
  CHECK(holds("high-accuracy", {{"d", {5}}, {"r", {2}}, {"fine", {Rational(2, 100)}}}));
  CHECK(holds("power-of-two", {{"d", {10'000}}, {"r", {9'997}}, {"fine", {Rational(1, 10'000)}}}));
  CHECK(value("2*pi^(3/2)*8979/100000").upper < 1);  // the rounded constant of the text is the smaller one
  // c_2 < 0.005376 and c_3 > 0.00179.
  CHECK(value("1/(6*pi^3)").upper < Rational(5'376, 1'000'000));
  CHECK(value("1/(18*pi^3)").lower > Rational(179, 100'000));
}

TEST_CASE("separation-threshold: the published count with constants 1 is refuted by the construction") {
  for (const Rational& error : {Rational(2, 25), Rational(1, 10), Rational(2, 5)}) {
    for (const int d : {5, 1000}) {
      CAPTURE(d);
      const auto result = test::result_at(claim(), "published-literal", {{"d", {d}}, {"large", {error}}});
      CHECK(result.verdict == Verdict::refuted);
    }
  }
  // Outside its range the comparison goes the other way: there the published count says less than the construction's.
  CHECK(value("log_matching_count(1000, matching_degree(1/50)) - 50*log(1000)").lower > 0);
  // binomial(1006, 7) heads of degree 7.
  CHECK(value("matching_degree(1/10)").lower == 7);
  const Interval count = value("exp(log_matching_count(1000, 7)) - binomial(1006, 7)");
  CHECK(count.lower <= 0);
  CHECK(count.upper >= 0);
}

TEST_CASE("separation-threshold: the compared counts at the corners of their conditions") {
  CHECK(holds("published-accuracy", {{"d", {12}}, {"r", {1}}, {"small", {Rational(1, 100)}}}));
  CHECK(holds("published-accuracy", {{"d", {64}}, {"r", {8}}, {"small", {Rational(1, 224)}}}));
  CHECK(holds("published-accuracy", {{"d", {1'000'000}}, {"r", {125'000}}, {"small", {Rational(1, 28'000)}}}));
  CHECK(holds("published-dimension", {{"d", {1000}}, {"r", {1}}, {"medium", {Rational(1, 200)}}}));
  CHECK(holds("published-dimension", {{"d", {1000}}, {"r", {10}}, {"medium", {Rational(1, 50)}}}));
  CHECK(holds("published-dimension", {{"d", {1'000'000}}, {"r", {10'000}}, {"medium", {Rational(1, 100'000)}}}));
  CHECK(holds("exponent-from-below", {{"d", {1000}}, {"modest", {Rational(1, 28)}}}));
  CHECK(holds("exponent-from-below", {{"d", {10'000}}, {"modest", {Rational(1, 50)}}}));
  CHECK(holds("exponent-from-below", {{"d", {1'000'000}}, {"modest", {Rational(1, 150)}}}));
  // The numbers in the proofs of Corollaries 18 and 19.
  CHECK(value("28*tail_scale/sqrt(12)").lower > 4);
  CHECK(value("7/8*log(4)").lower > Rational(1213, 1000));
  CHECK(value("2*log(4) + log(8)").upper < Rational(4853, 1000));
  CHECK(value("213/1000*12 + log(12)").lower > Rational(4853, 1000));
  CHECK(value("2/pi^3").upper < Rational(6451, 100'000));
  for (const Rational& end : {Rational(2, 25), Rational(2, 5)}) {
    CHECK(2 * end * end - end + Rational(6451, 100'000) < 0);
  }
}

TEST_CASE("separation-threshold: between neighbouring degrees, and where that fails") {
  for (const int d : {5, 16, 1000}) {
    CAPTURE(d);
    CHECK(holds("between-neighbouring-degrees", {{"d", {d}}, {"J", {1}}}));
  }
  CHECK(holds("between-neighbouring-degrees", {{"d", {9}}, {"J", {7}}}));
  // d = 5, degree 7: 330 heads, 144 harmonics of degree 11, and nothing of the mass from there on is a quarter missed.
  CHECK(value("matching_count(5, 7)").lower == 330);
  CHECK(value("N(4, 11)").lower == 144);
  CHECK(value("scalar_bound(5, 330, 47) - tail(4, 11)/4").upper < 0);
}

TEST_CASE("separation-threshold: the layer that was built") {
  const Result layer = test::result_at(claim(), "matching-layer", {{"d", {5}}, {"K", {3}}});
  CHECK(layer.verdict == Verdict::certified);
  CHECK(holds("below-the-matching-layer", {{"d", {5}}, {"K", {3}}}));
  // d = 5: masses 225/256*... by Legendre-type ratios: lambda_1^2 = 9/64, N = 5, 30; lambda_3^2/lambda_1^2 = 1/36.
  const Rational error = (1 - Rational(9, 64) * (5 + Rational(30, 36))) / 2;
  CHECK(layer.left->lower <= error);
  CHECK(layer.left->upper >= error);
}
