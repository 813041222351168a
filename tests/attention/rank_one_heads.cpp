#include "attention/rank_one_heads.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/mpfr.hpp>
#include <cmath>
#include <random>

#include "exact/error.hpp"

using namespace rankcert;
using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<60>,
                                           boost::multiprecision::et_off>;

namespace {

const Real kPi = boost::multiprecision::acos(Real(-1));

struct Family {
  std::size_t d;
  std::vector<double> queries, keys, weights;
  [[nodiscard]] std::size_t size() const { return weights.size(); }
};

Real cosine(const Family& f, const std::vector<double>& x, std::size_t g, const std::vector<double>& y, std::size_t h) {
  Real xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < f.d; ++i) {
    const Real a(x[g * f.d + i]);
    const Real b(y[h * f.d + i]);
    xy += a * b, xx += a * a, yy += b * b;
  }
  const Real c = xy / boost::multiprecision::sqrt(xx * yy);
  return c > 1 ? Real(1) : c < -1 ? Real(-1) : c;
}

Real overlap_by_gegenbauer(std::size_t dim, const Real& t) {
  const int d = static_cast<int>(dim);
  Real lambda = boost::math::tgamma(Real(0.5)) * boost::math::tgamma(Real(d) / 2) / boost::math::tgamma(Real(d + 1) / 2) / kPi;
  Real dimension = 1, previous = 0, p = 1, sum = 0;
  for (int l = 1; l <= 801; ++l) {
    const Real next = l == 1 ? t : ((2 * l + d - 4) * t * p - (l - 1) * previous) / (l + d - 3);
    previous = p, p = next;
    dimension = dimension * (l + d - 3) / l;
    if (l % 2 == 0) continue;
    sum += dimension * (2 * l + d - 2) / (d - 2) * lambda * lambda * lambda * p;
    lambda = -lambda * l / (l + d);
  }
  return Real(0.5) + sum / 2;
}

Real gram_entry(const Family& f, std::size_t g, std::size_t h) {
  if (g == h) return 1;
  return Real(0.5) + 2 / (kPi * kPi) * boost::multiprecision::asin(cosine(f, f.queries, g, f.queries, h)) *
                         boost::multiprecision::asin(cosine(f, f.keys, g, f.keys, h));
}

// min over a of 1 - 2 a.b + a'Ca + ridge |a|^2 = 1 - b'(C + ridge I)^-1 b by elimination with 60 digits.
Real reference_best(const Family& f, double ridge) {
  const std::size_t n = f.size();
  std::vector<std::vector<Real>> m(n, std::vector<Real>(n + 1));
  std::vector<Real> b(n);
  for (std::size_t g = 0; g < n; ++g) {
    b[g] = m[g][n] = overlap_by_gegenbauer(f.d, cosine(f, f.queries, g, f.keys, g));
    for (std::size_t h = 0; h < n; ++h) m[g][h] = gram_entry(f, g, h) + (g == h ? Real(ridge) : Real(0));
  }
  for (std::size_t p = 0; p < n; ++p) {
    for (std::size_t r = p + 1; r < n; ++r) {
      const Real factor = m[r][p] / m[p][p];
      for (std::size_t c = p; c <= n; ++c) m[r][c] -= factor * m[p][c];
    }
  }
  std::vector<Real> a(n);
  Real best = 1;
  for (std::size_t p = n; p-- > 0;) {
    a[p] = m[p][n];
    for (std::size_t c = p + 1; c < n; ++c) a[p] -= m[p][c] * a[c];
    a[p] /= m[p][p];
    best -= a[p] * b[p];
  }
  return best;
}

// 1 - 2 a.b + a'Ca with the formulas of random-heads (Theorems 3 and 4) at 60 digits; reference tail below 1e-14 for d >= 10.
Real reference_error(const Family& f) {
  Real e = 1;
  for (std::size_t g = 0; g < f.size(); ++g) {
    e -= 2 * Real(f.weights[g]) * overlap_by_gegenbauer(f.d, cosine(f, f.queries, g, f.keys, g));
    for (std::size_t h = 0; h < f.size(); ++h) {
      e += Real(f.weights[g]) * Real(f.weights[h]) * gram_entry(f, g, h);
    }
  }
  return e;
}

double on_grid(double a) { return std::nearbyint(a * 0x1p30) * 0x1p-30; }

Family random_family(std::size_t d, std::size_t heads, unsigned seed, double spread) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> normal;
  Family f{d, {}, {}, {}};
  for (std::size_t h = 0; h < heads; ++h) {
    for (std::size_t i = 0; i < d; ++i) {
      // spread < 1: all heads near the first one
      const double q = normal(engine);
      const double k = normal(engine);
      f.queries.push_back(h == 0 || spread >= 1 ? q : f.queries[i] + spread * q);
      f.keys.push_back(h == 0 || spread >= 1 ? k : f.keys[i] - spread * k);
    }
    f.weights.push_back(on_grid(normal(engine)));
  }
  return f;
}

Real real(const Rational& x) { return Real(numerator(x).str()) / Real(denominator(x).str()); }

double width(const RankOneHeads::Enclosure& e) { return Rational(e.upper - e.lower).convert_to<double>(); }

void check_contains_reference(const Family& f, double widest) {
  const RankOneHeads::Enclosure e = RankOneHeads(f.queries, f.keys, f.d).enclose_squared_error(f.weights);
  const Real truth = reference_error(f);
  double size = 1;
  for (const double a : f.weights) size += std::abs(a);
  const Real tail = Real(1e-14) * size;
  CHECK(real(e.lower) <= truth + tail);
  CHECK(real(e.upper) >= truth - tail);
  CHECK(width(e) <= widest);
}

}  // namespace

TEST_CASE("the enclosure contains the 60-digit value: generic heads") {
  for (const std::size_t d : {10U, 16U, 33U, 64U}) {
    for (const std::size_t heads : {1U, 2U, 7U, 16U}) {
      check_contains_reference(random_family(d, heads, static_cast<unsigned>(100 * d + heads), 1), 1e-10);
    }
  }
}

TEST_CASE("the enclosure contains the 60-digit value: near-parallel, equal and opposite heads") {
  for (const double spread : {1e-1, 1e-4, 1e-7, 1e-10, 1e-15, 0.0}) {
    CAPTURE(spread);
    check_contains_reference(random_family(12, 9, 7, spread), 1e-3);
  }
  Family f = random_family(12, 4, 8, 1);
  for (std::size_t i = 0; i < 12; ++i) {
    f.queries[12 + i] = -3 * f.queries[i];
    f.keys[12 + i] = 0.1 * f.keys[i];
    f.keys[24 + i] = f.queries[24 + i];   // t = 1
    f.keys[36 + i] = -f.queries[36 + i];  // t = -1
  }
  check_contains_reference(f, 1e-3);
}

TEST_CASE("a simulation of the heads themselves agrees") {
  const std::size_t d = 6;
  const Family f = random_family(d, 5, 77, 1);
  const RankOneHeads::Enclosure e = RankOneHeads(f.queries, f.keys, d).enclose_squared_error(f.weights);
  std::mt19937_64 engine(78);
  std::normal_distribution<double> normal;
  using Vector = std::vector<double>;
  const auto dot = [&](const double* a, const Vector& b) {
    double s = 0;
    for (std::size_t i = 0; i < d; ++i) s += a[i] * b[i];
    return s;
  };
  double sum = 0, squares = 0;
  constexpr int kSamples = 200'000;
  for (int sample = 0; sample < kSamples; ++sample) {
    Vector x1(d), x2(d), y(d);
    for (std::size_t i = 0; i < d; ++i) x1[i] = normal(engine), x2[i] = normal(engine), y[i] = normal(engine);
    const double n1 = std::sqrt(dot(x1.data(), x1));
    for (double& v : x1) v /= n1;
    const double overlap = dot(x1.data(), x2);
    for (std::size_t i = 0; i < d; ++i) x2[i] -= overlap * x1[i];
    const double n2 = std::sqrt(dot(x2.data(), x2));
    for (double& v : x2) v /= n2;
    Vector difference = dot(y.data(), x1) > dot(y.data(), x2) ? x1 : x2;
    for (std::size_t h = 0; h < f.size(); ++h) {
      const double qy = dot(f.queries.data() + h * d, y);
      const bool first = dot(f.keys.data() + h * d, x1) * qy > dot(f.keys.data() + h * d, x2) * qy;
      for (std::size_t i = 0; i < d; ++i) difference[i] -= f.weights[h] * (first ? x1[i] : x2[i]);
    }
    const double error = dot(difference.data(), difference);
    sum += error, squares += error * error;
  }
  const double mean = sum / kSamples;
  const double standard_error = std::sqrt((squares / kSamples - mean * mean) / kSamples);
  CHECK(std::abs(mean - e.lower.convert_to<double>()) < 5 * standard_error);
}

TEST_CASE("one head: the proposed weight is b and the error 1 - b^2, up to ridge and grid") {
  for (const std::size_t d : {10U, 50U}) {
    const RankOneHeads heads = RankOneHeads::random(d, 1, 5);
    const std::vector<double> a = heads.approx_best_weights();
    const double e = heads.enclose_squared_error(a).upper.convert_to<double>();
    CHECK(std::abs(e - (1 - a[0] * a[0])) < 4e-9);
  }
}

TEST_CASE("scaling a head changes nothing, the zero layer has error 1") {
  const Family f = random_family(11, 6, 9, 1);
  Family g = f;
  for (std::size_t i = 0; i < g.queries.size(); ++i) g.queries[i] *= 0x1p100, g.keys[i] *= 0x1p-200;
  const RankOneHeads::Enclosure e = RankOneHeads(f.queries, f.keys, 11).enclose_squared_error(f.weights);
  const RankOneHeads::Enclosure s = RankOneHeads(g.queries, g.keys, 11).enclose_squared_error(f.weights);
  CHECK(e.lower == s.lower);
  CHECK(e.upper == s.upper);
  const RankOneHeads::Enclosure zero =
      RankOneHeads(f.queries, f.keys, 11).enclose_squared_error(std::vector<double>(6, 0.0));
  CHECK(zero.lower <= 1);
  CHECK(zero.upper >= 1);
  CHECK(width(zero) < 1e-20);
}

TEST_CASE("proposed weights are no worse than disturbed ones") {
  const RankOneHeads heads = RankOneHeads::random(12, 40, 3);
  const std::vector<double> best = heads.approx_best_weights();
  const Rational least = heads.enclose_squared_error(best).lower;
  std::mt19937_64 engine(4);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<double> a = best;
    for (double& v : a) v = on_grid(v + 1e-3 * normal(engine));
    CHECK(heads.enclose_squared_error(a).upper > least);
  }
}

TEST_CASE("equal for one and several threads, around the tile's edges") {
  for (const std::size_t heads : {191U, 192U, 193U, 255U, 257U, 500U}) {
    std::vector<RankOneHeads::Enclosure> results;
    std::vector<RankOneHeads::BestError> best;
    for (const std::size_t threads : {1U, 2U, 4U}) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      const RankOneHeads layer = RankOneHeads::random(20, heads, 6);
      results.push_back(layer.enclose_squared_error(layer.approx_best_weights()));
      best.push_back(layer.enclose_best_error(0, {}));
    }
    for (const std::size_t i : {1U, 2U}) {
      CHECK(results[0].lower == results[i].lower);
      CHECK(results[0].upper == results[i].upper);
      CHECK(best[0].error.lower == best[i].error.lower);
      CHECK(best[0].error.upper == best[i].error.upper);
      CHECK(best[0].weights == best[i].weights);
    }
  }
}

TEST_CASE("the least error over all weights: contains the 60-digit value, with and without a ridge") {
  for (const std::size_t d : {10U, 33U}) {
    for (const std::size_t heads : {1U, 2U, 7U, 24U}) {
      for (const double spread : {1.0, 1e-1, 1e-3}) {
        for (const double ridge : {0.0, 0x1p-2, 0x1p-12}) {
          CAPTURE(d);
          CAPTURE(heads);
          CAPTURE(spread);
          CAPTURE(ridge);
          const Family f = random_family(d, heads, static_cast<unsigned>(d + heads), spread);
          const RankOneHeads layer(f.queries, f.keys, d);
          const RankOneHeads::BestError best = layer.enclose_best_error(ridge, {});
          const Real truth = reference_best(f, ridge);
          CHECK(real(best.error.lower) <= truth + Real(1e-12));
          CHECK(real(best.error.upper) >= truth - Real(1e-12));
          CHECK(width(best.error) <= (spread < 1 ? 1e-3 : 1e-9));
          CHECK(best.least_eigenvalue > 0);
          // any weights give an interval that contains it
          const RankOneHeads::BestError other = layer.enclose_best_error(ridge, f.weights);
          CHECK(real(other.error.lower) <= truth + Real(1e-12));
          CHECK(real(other.error.upper) >= truth - Real(1e-12));
        }
      }
    }
  }
}

TEST_CASE("equal and opposite heads: no lower end without a ridge, a full enclosure with one") {
  Family f = random_family(12, 4, 8, 1);
  for (std::size_t i = 0; i < 12; ++i) {
    f.queries[12 + i] = -3 * f.queries[i];
    f.keys[12 + i] = -0.5 * f.keys[i];  // the same head again
  }
  const RankOneHeads layer(f.queries, f.keys, 12);
  const RankOneHeads::BestError bare = layer.enclose_best_error(0, {});
  CHECK(bare.least_eigenvalue == 0);
  CHECK(bare.error.lower == 0);
  const RankOneHeads::BestError ridged = layer.enclose_best_error(0x1p-20, {});
  CHECK(real(ridged.error.lower) <= reference_best(f, 0x1p-20) + Real(1e-12));
  CHECK(real(ridged.error.upper) >= reference_best(f, 0x1p-20) - Real(1e-12));
  CHECK(width(ridged.error) < 1e-6);
  CHECK(abs(ridged.error.upper - bare.error.upper) < Rational(1, 100'000));
}

TEST_CASE("the least error falls as heads are added and as the ridge does") {
  const RankOneHeads few = RankOneHeads::random(16, 60, 3);
  const RankOneHeads many = RankOneHeads::random(16, 300, 3);  // the same heads first
  CHECK(many.enclose_best_error(0, {}).error.upper < few.enclose_best_error(0, {}).error.lower);
  Rational before = few.enclose_best_error(0, {}).error.upper;
  for (const double ridge : {0x1p-20, 0x1p-10, 0x1p-3}) {
    const RankOneHeads::Enclosure e = few.enclose_best_error(ridge, {}).error;
    CHECK(e.lower > before);
    before = e.upper;
  }
}

TEST_CASE("what the lemmas exclude is refused") {
  const std::vector<double> fine{1, 2, 3};
  CHECK_THROWS_AS(RankOneHeads(std::vector<double>{0, 0, 0}, fine, 3), InputError);
  CHECK_THROWS_AS(RankOneHeads(std::vector<double>{1, 1e-200, 0}, fine, 3), InputError);
  CHECK_THROWS_AS(RankOneHeads(fine, std::vector<double>{1, std::nan(""), 0}, 3), InputError);
  CHECK_THROWS_AS(RankOneHeads(fine, fine, 2), InputError);
  CHECK_THROWS_AS(RankOneHeads(fine, fine, 0), InputError);
  const RankOneHeads one(fine, fine, 3);
  CHECK_THROWS_AS((void)one.enclose_squared_error(std::vector<double>{0x1p-61}), InputError);
  CHECK_THROWS_AS((void)one.enclose_squared_error(std::vector<double>{0x1p21}), InputError);
  CHECK_THROWS_AS((void)one.enclose_squared_error(std::vector<double>{0.5, 0.5}), InputError);
  CHECK_THROWS_AS((void)one.enclose_squared_error(std::vector<double>{std::nan("")}), InputError);
}
