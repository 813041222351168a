#include "attention/softmax_attention.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <boost/multiprecision/mpfr.hpp>
#include <cmath>

#include "attention/bad_rows.hpp"
#include "capture_binding.hpp"
#include "exact/error.hpp"

using namespace rankcert;
using Real = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<60>,
                                           boost::multiprecision::et_off>;

namespace {

// Softmax by its definition, in MPFR with 60 digits, from vectors whose scores are exact there.
struct Reference {
  std::vector<std::vector<Real>> p;
  std::vector<std::size_t> argmax;
  std::vector<Real> row_ratio;
};

Reference reference(const QueryKeyVectors& v, std::size_t d, const Real& temperature) {
  const std::size_t n = v.keys.size() / d;
  Reference result;
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<Real> score(n, Real(0));
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t l = 0; l < d; ++l) score[j] += Real(v.queries[i * d + l]) * Real(v.keys[j * d + l]);
    }
    const auto best = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
    result.argmax.push_back(best);
    std::vector<Real> sorted = score;
    std::sort(sorted.begin(), sorted.end());
    Real total = 0;
    std::vector<Real> p(n);
    for (std::size_t j = 0; j < n; ++j) total += p[j] = exp(Real((score[j] - score[best]) / temperature));
    for (Real& x : p) x /= total;
    Real distance = 0;  // 1 - p_best is the sum of the others, whose digits it would lose
    for (std::size_t j = 0; j < n; ++j) distance += j == best ? Real(0) : Real(2 * p[j]);
    const Real x = Real(n - 1) * exp(Real((sorted[n - 2] - sorted[n - 1]) / temperature));
    result.row_ratio.push_back(distance / (2 * x / (1 + x)));
    result.p.push_back(std::move(p));
  }
  return result;
}

bool holds(const EnclosedNumber& x, const Real& value, const Real& slack = Real(0)) {
  return Real(x.lower) <= value + slack && Real(x.upper) >= value - slack;
}

void check_against(const SoftmaxAttention& softmax, const Reference& expected) {
  const std::size_t n = expected.p.size();
  Real attention = 0;
  Real difference = 0;
  for (std::size_t i = 0; i < n; ++i) {
    CAPTURE(i);
    CHECK(softmax.rows[i].argmax == expected.argmax[i]);
    Real squares = 0;
    for (std::size_t j = 0; j < n; ++j) {
      const Real& p = expected.p[i][j];
      const Real away = j == expected.argmax[i] ? Real(p - 1) : p;
      attention += pow(Real(p - Real(softmax.attention.matrix(i, j))), 2);
      difference += pow(Real(away - Real(softmax.difference.matrix(i, j))), 2);
      squares += away * away;
    }
    CHECK(holds(softmax.rows[i].loss, Real(1 - expected.p[i][expected.argmax[i]]), Real("1e-50")));
    CHECK(holds(softmax.rows[i].distance, sqrt(squares), Real("1e-50")));
    CHECK(softmax.rows[i].distance.upper <= (1 + 1e-15) * softmax.rows[i].distance.lower + 1e-300);
  }
  CHECK(sqrt(attention) <= Real(softmax.attention.error));
  CHECK(sqrt(difference) <= Real(softmax.difference.error) + Real("1e-50"));
  CHECK(softmax.attention.error <= 2e-16 * std::sqrt(static_cast<double>(n)));
}

}  // namespace

TEST_CASE("softmax attention: every entry, distance and ratio agrees with MPFR") {
  for (const char* temperature : {"1/1000", "1/10", "1", "4", "100000"}) {
    for (const std::size_t n : {2U, 3U, 17U}) {
      CAPTURE(temperature);
      CAPTURE(n);
      const QueryKeyVectors vectors = query_key_vectors({n, 5, 9, 2});
      const Rational t = *parse_rational(temperature);
      const Reference expected = reference(vectors, 5, Real(numerator(t).str()) / Real(denominator(t).str()));
      const SoftmaxAttention softmax = enclose_softmax(vectors, 5, t);
      check_against(softmax, expected);
      for (std::size_t i = 0; i < n; ++i) {
        CHECK(holds(softmax.rows[i].gap_ratio, expected.row_ratio[i], Real("1e-30")));
      }
    }
  }
}

TEST_CASE("softmax attention: the vectors and the argmax are those of the hardmax pattern") {
  const HardmaxInstance instance{200, 6, 4, 1};
  const SoftmaxAttention softmax = enclose_softmax(query_key_vectors(instance), 6, 1);
  const std::vector<std::uint32_t> pattern = hardmax_pattern(instance);
  for (std::size_t i = 0; i < 200; ++i) CHECK(softmax.rows[i].argmax == pattern[i]);
  CHECK(hardmax_rank(softmax) == pattern_rank(pattern, 200));
}

TEST_CASE("softmax attention: ties, one key, no temperature too small") {
  // Two keys are equal: the first of them is the argmax, and both get the same weight.
  const QueryKeyVectors tied{{1, 1, 1}, {2, 2, -1}};
  for (const char* temperature : {"1/1000000000", "1", "1000000000"}) {
    CAPTURE(temperature);
    const SoftmaxAttention softmax = enclose_softmax(tied, 1, *parse_rational(temperature));
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(softmax.rows[i].argmax == 0);
      CHECK(softmax.attention.matrix(i, 0) == softmax.attention.matrix(i, 1));
      CHECK(softmax.rows[i].gap_ratio.upper <= 1);
    }
  }
  const SoftmaxAttention cold = enclose_softmax(tied, 1, *parse_rational("1/1000000000"));
  CHECK(cold.attention.matrix(0, 0) == 0.5);
  CHECK(cold.attention.matrix(0, 2) == 0.0);
  CHECK(cold.rows[0].loss.upper >= 0.5);

  const SoftmaxAttention single = enclose_softmax({{3}, {-2}}, 1, 1);
  CHECK(single.attention.matrix(0, 0) == 1);
  CHECK(single.difference.matrix(0, 0) == 0);
  CHECK(single.rows[0].distance.upper == 0);
}

TEST_CASE("softmax attention: what underflows is enclosed by something that is not zero") {
  const SoftmaxAttention softmax = enclose_softmax({{1, 1}, {4096, 0}}, 1, *parse_rational("1/1000"));  // e^-4096000
  CHECK(softmax.rows[0].loss.lower == 0);
  CHECK(softmax.rows[0].loss.upper > 0);
  CHECK(softmax.difference.error > 0);
  CHECK(softmax.difference.error < 1e-140);
}

TEST_CASE("softmax attention: two keys have the row bound as an equality") {
  for (const char* temperature : {"1/1000000", "1/100", "1", "1000"}) {
    for (const SoftmaxRow& row : enclose_softmax(query_key_vectors({2, 16, 1, 0}), 16, *parse_rational(temperature)).rows) {
      CHECK(row.gap_ratio.lower == 1);
      CHECK(row.gap_ratio.upper == 1);
    }
  }
}

TEST_CASE("softmax attention: does not depend on the threads, refuses bad input") {
  std::vector<SoftmaxAttention> results;
  for (const std::size_t threads : {1U, 2U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    results.push_back(enclose_softmax(query_key_vectors({100, 8, 1, 0}), 8, *parse_rational("1/3")));
  }
  CHECK(results[0].attention.matrix.entries == results[1].attention.matrix.entries);
  CHECK(results[0].attention.error == results[1].attention.error);
  CHECK(results[0].difference.error == results[1].difference.error);
  CHECK_THROWS_AS((void)enclose_softmax({{1}, {1}}, 1, 0), InputError);
  CHECK_THROWS_AS((void)enclose_softmax({{1}, {1, 2}}, 1, 1), InputError);
  CHECK_THROWS_AS((void)enclose_softmax({{NAN}, {1}}, 1, 1), InputError);
}

TEST_CASE("bad rows: the least number that must be left out") {
  const auto exactly = [](std::vector<double> x) {
    std::vector<EnclosedNumber> norms;
    for (const double v : x) norms.push_back({v, v});
    return norms;
  };
  const auto count = [](const std::vector<EnclosedNumber>& norms, const char* tolerance) {
    const EnclosedCount bad = enclose_bad_rows(norms, *parse_rational(tolerance));
    CHECK(bad.least <= bad.greatest);
    return bad;
  };
  const std::vector<EnclosedNumber> norms = exactly({3, 0.5, 4, 0.25, 12});
  // kept: 0.25 (0.25), 0.5 (0.559), 3 (3.05), 4 (5.03), 12 (13.0)
  for (const auto& [tolerance, left] : {std::pair{"1/10", 5U}, std::pair{"1/2", 4U}, std::pair{"1", 3U}, std::pair{"5", 2U},
                                        std::pair{"6", 1U}, std::pair{"14", 0U}}) {
    CAPTURE_BINDING(tolerance);
    CHECK(count(norms, tolerance).least == left);
    CHECK(count(norms, tolerance).greatest == left);
  }
  // 3-4-5: a sum that equals the tolerance is within rounding of it, so both answers remain
  CHECK(count(exactly({3, 4}), "5").least == 0);
  CHECK(count(exactly({3, 4}), "5").greatest == 1);
  // a norm that is only enclosed
  const std::vector<EnclosedNumber> wide{{0.1, 2}, {0.1, 0.2}};
  CHECK(count(wide, "1").least == 0);
  CHECK(count(wide, "1").greatest == 1);
  CHECK(count(exactly({0, 0, 0}), "1/1000000000").greatest == 0);
}
