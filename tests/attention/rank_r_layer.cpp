#include "attention/rank_r_layer.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "attention/rank_one_heads.hpp"
#include "exact/error.hpp"
#include "sampling/gaussian_stream.hpp"

using namespace rankcert;
using Vector = std::vector<double>;
using Sample = RankRHeads::Sample;

namespace {

constexpr std::uint64_t kSeed = 11;

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += a[j] * b[j];
  return sum;
}

std::span<const double> row(std::span<const double> rows, std::size_t i, std::size_t d) { return rows.subspan(i * d, d); }

// <K_h^T x, Q_h^T y>
double score(const RankRHeads& layer, std::size_t h, std::span<const double> x, std::span<const double> y) {
  double sum = 0;
  for (std::size_t k = h * layer.rank(); k < (h + 1) * layer.rank(); ++k) {
    sum += dot(row(layer.keys(), k, layer.dimension()), x) * dot(row(layer.queries(), k, layer.dimension()), y);
  }
  return sum;
}

Vector point(Sample sample, std::uint32_t which, std::size_t i, std::size_t d) {
  Vector v(d);
  const std::uint32_t trial = static_cast<std::uint32_t>(sample) + which;
  fill_standard_normal({kSeed, StreamPurpose::rank_head_point, trial, static_cast<std::uint32_t>(i)}, v);
  return v;
}

double mean(const std::vector<Rational>& values) {
  Rational sum = 0;
  for (const Rational& v : values) sum += v;
  return Rational(sum / static_cast<std::int64_t>(values.size())).convert_to<double>();
}

// |NN - T|^2 with the vectors themselves: x_1, x_2 orthonormal with x_1 - x_2 along w.
double error_of_vectors(const RankRHeads& layer, std::span<const std::int64_t> weights, Vector w, const Vector& y, Vector s) {
  const std::size_t d = w.size();
  const double length = std::sqrt(dot(w, w));
  for (double& v : w) v /= length;
  const double along = dot(s, w);
  for (std::size_t j = 0; j < d; ++j) s[j] -= along * w[j];
  const double rest = std::sqrt(dot(s, s));
  Vector x1(d), x2(d), difference(d);
  for (std::size_t j = 0; j < d; ++j) {
    x1[j] = (s[j] / rest + w[j]) / std::sqrt(2.0);
    x2[j] = (s[j] / rest - w[j]) / std::sqrt(2.0);
  }
  const Vector& nearest = dot(x1, y) >= dot(x2, y) ? x1 : x2;
  for (std::size_t j = 0; j < d; ++j) difference[j] = nearest[j];
  for (std::size_t h = 0; h < layer.size(); ++h) {
    const Vector& selected = score(layer, h, x1, y) >= score(layer, h, x2, y) ? x1 : x2;
    for (std::size_t j = 0; j < d; ++j) difference[j] -= static_cast<double>(weights[h]) / static_cast<double>(kWeightScale) * selected[j];
  }
  return dot(difference, difference);
}

}  // namespace

TEST_CASE("rank-r heads: signs are those of the scores, over the edges of tasks and tiles") {
  struct Shape {
    std::size_t d, r, heads, points;
  };
  for (const Shape& shape : {Shape{5, 3, 7, 130}, Shape{4, 1, 2'050, 65}, Shape{9, 9, 300, 70}, Shape{3, 2, 1, 1}}) {
    const RankRHeads layer = RankRHeads::random(shape.d, shape.r, shape.heads, kSeed);
    const SampledSigns signs = layer.signs(Sample::test, shape.points, kSeed);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < shape.points; ++i) {
      const Vector w = point(Sample::test, 0, i, shape.d);
      const Vector y = point(Sample::test, 1, i, shape.d);
      if ((signs.target[i] > 0) != (dot(w, y) > 0)) ++wrong;
      for (std::size_t h = 0; h < shape.heads; ++h) {
        const double s = score(layer, h, w, y);
        REQUIRE(std::abs(s) > 1e-12);  // far from a tie, so that the plain sum is right
        if ((signs.head[h * shape.points + i] > 0) != (s > 0)) ++wrong;
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("rank-r heads: scores next to zero are decided exactly, zero selects the first point") {
  const double tiny = 0x1p-60;
  // <K^T w, Q^T y> = (w_1 y_1)(1) - (w_2 y_2)(1), rank 2, K = Q = I
  const RankRHeads layer({1, 0, 0, 1}, {1, 0, 0, -1}, 2, 2);
  const Vector w{3, 1, 3, 1, 3, 1};
  const Vector y{1, 3 + tiny, 1, 3, 1, std::nextafter(3.0, 4.0)};
  const SampledSigns signs = layer.signs_at(w, y);
  CHECK(signs.head == std::vector<float>{1, 1, -1});  // 3 + 2^-60 is 3
  // two products of 1e20 that cancel, and a 1 that rounding loses
  const RankRHeads wide({1, 0, 0, 0, 1, 0, 0, 0, 1}, {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3);
  for (const double last : {1.0, -1.0}) {
    CHECK(wide.signs_at(Vector{1e10, 1, 1e10}, Vector{1e10, last, -1e10}).head == std::vector<float>{last > 0 ? 1.0F : -1.0F});
  }
}

TEST_CASE("rank-r heads: the error at a point is that of the vectors") {
  const std::size_t d = 6;
  std::mt19937_64 bits(2);
  std::normal_distribution<double> normal;
  for (const std::size_t r : {std::size_t{1}, std::size_t{3}, std::size_t{6}}) {
    const RankRHeads layer = RankRHeads::random(d, r, 9, kSeed);
    std::vector<std::int64_t> weights;
    for (std::size_t h = 0; h < layer.size(); ++h) weights.push_back(std::llround(normal(bits) * kWeightScale));
    const SampledSigns signs = layer.signs(Sample::training, 50, kSeed);
    const std::vector<Rational> errors = squared_errors(signs, weights);
    const Rational largest = largest_squared_error(weights);
    for (std::size_t i = 0; i < 50; ++i) {
      Vector s(d);
      for (double& v : s) v = normal(bits);
      CHECK(errors[i] <= largest);
      const double expected = error_of_vectors(layer, weights, point(Sample::training, 0, i, d), point(Sample::training, 1, i, d), s);
      CHECK(errors[i].convert_to<double>() == doctest::Approx(expected).epsilon(1e-9));
    }
  }
}

TEST_CASE("rank-r heads: errors of layers by hand, and the largest one is reached") {
  // one head of weight 1: errors 0 and 2; the best constant layer, two opposite heads of weight 1/2: always 1/2
  SampledSigns signs{1, 2, {1, -1}, {1, 1}};
  CHECK(squared_errors(signs, std::vector<std::int64_t>{kWeightScale}) == std::vector<Rational>{0, 2});
  CHECK(largest_squared_error(std::vector<std::int64_t>{kWeightScale}) == 2);
  const SampledSigns opposite{2, 2, {1, -1, -1, 1}, {1, 1}};
  const std::vector<std::int64_t> halves{kWeightScale / 2, kWeightScale / 2};
  CHECK(squared_errors(opposite, halves) == std::vector<Rational>(2, Rational(1, 2)));
  CHECK(largest_squared_error(halves) == 2);
}

TEST_CASE("rank-r heads: no change of one weight lowers the trained objective") {
  const RankRHeads layer = RankRHeads::random(8, 2, 40, kSeed);
  const SampledSigns signs = layer.signs(Sample::training, 640, kSeed);
  std::vector<std::int64_t> weights = approx_trained_weights(signs);
  // twice the summed squared error, and the ridge 4 H |a|^2
  const auto objective = [&](const std::vector<std::int64_t>& a) {
    double sum = 0;
    for (const Rational& e : squared_errors(signs, a)) sum += 2 * e.convert_to<double>();
    for (const std::int64_t one : a) sum += 4.0 * 40 * std::pow(static_cast<double>(one) / static_cast<double>(kWeightScale), 2);
    return sum;
  };
  const double best = objective(weights);
  for (std::size_t h = 0; h < weights.size(); ++h) {
    for (const std::int64_t step : {std::int64_t{50}, std::int64_t{-50}, std::int64_t{3'000}}) {
      weights[h] += step;
      CHECK(objective(weights) > best);
      weights[h] -= step;
    }
  }
}

TEST_CASE("rank-r heads: at rank one the test error is the exact population error of the same heads") {
  for (const std::size_t heads : {std::size_t{1}, std::size_t{20}, std::size_t{100}}) {
    const std::size_t d = 10;
    const RankRHeads layer = RankRHeads::random(d, 1, heads, kSeed);
    const std::vector<std::int64_t> weights = approx_trained_weights(layer.signs(Sample::training, 8'000, kSeed));
    const std::vector<Rational> errors = squared_errors(layer.signs(Sample::test, 40'000, kSeed), weights);
    Vector exact_weights;
    for (const std::int64_t a : weights) exact_weights.push_back(static_cast<double>(a) / static_cast<double>(kWeightScale));
    const RankOneHeads::Enclosure population = RankOneHeads(layer.queries(), layer.keys(), d).enclose_squared_error(exact_weights);
    double squares = 0;
    for (const Rational& e : errors) squares += std::pow(e.convert_to<double>(), 2);
    const double average = mean(errors);
    const double six_errors = 6 * std::sqrt((squares / 40'000 - average * average) / 40'000);
    CAPTURE(heads);
    CHECK(six_errors < 0.02);
    CHECK(average > population.lower.convert_to<double>() - six_errors);
    CHECK(average < population.upper.convert_to<double>() + six_errors);
  }
}

TEST_CASE("rank-r heads: training error below test error, by less the more points there are") {
  const RankRHeads layer = RankRHeads::random(10, 2, 100, kSeed);
  const auto optimism = [&](std::size_t points) {
    const SampledSigns training = layer.signs(Sample::training, points, kSeed);
    const std::vector<std::int64_t> weights = approx_trained_weights(training);
    return mean(squared_errors(layer.signs(Sample::test, 20'000, kSeed), weights)) - mean(squared_errors(training, weights));
  };
  const double few = optimism(500);
  CHECK(few > 0.05);
  CHECK(optimism(20'000) < few / 5);
}

TEST_CASE("rank-r heads: equal for every number of threads, and a prefix of a longer sample") {
  const RankRHeads layer = RankRHeads::random(7, 3, 50, kSeed);
  const auto with_threads = [&](std::size_t threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    return approx_trained_weights(layer.signs(Sample::training, 300, kSeed));
  };
  CHECK(with_threads(1) == with_threads(4));
  const SampledSigns longer = layer.signs(Sample::test, 200, kSeed);
  const SampledSigns shorter = layer.signs(Sample::test, 90, kSeed);
  CHECK(std::equal(shorter.target.begin(), shorter.target.end(), longer.target.begin()));
  for (std::size_t h = 0; h < 50; ++h) {
    const auto part = std::span(shorter.head).subspan(90 * h, 90);
    CHECK(std::equal(part.begin(), part.end(), std::span(longer.head).subspan(200 * h, 90).begin()));
  }
  CHECK(layer.signs(Sample::training, 90, kSeed).target != shorter.target);
}

TEST_CASE("rank-r heads: shapes that do not fit are refused") {
  CHECK_THROWS_AS(RankRHeads(Vector(6), Vector(6), 2, 3), InputError);
  CHECK_THROWS_AS(RankRHeads(Vector(6), Vector(6), 3, 0), InputError);
  CHECK_THROWS_AS(RankRHeads(Vector(6), Vector(3), 3, 1), InputError);
  CHECK_THROWS_AS(RankRHeads(Vector(7), Vector(7), 3, 1), InputError);
}

TEST_CASE("rank-r heads: entries that could over- or underflow are refused") {
  const Vector ones(4, 1.0);
  const auto with = [&](double entry) {
    Vector v = ones;
    v[2] = entry;
    return v;
  };
  for (const double bad : {0x1.fp-201, -0x1.fp-201, 0x1.1p200, -0x1.1p200, HUGE_VAL, std::nan("")}) {
    CHECK_THROWS_AS(RankRHeads(with(bad), ones, 2, 2), InputError);
    CHECK_THROWS_AS(RankRHeads(ones, with(bad), 2, 2), InputError);
  }
  for (const double good : {0.0, -0.0, 0x1p-200, -0x1p-200, 0x1p200, -0x1p200}) {
    CHECK(RankRHeads(with(good), with(good), 2, 2).size() == 1);
  }
}

TEST_CASE("rank-r heads: training and errors are polled, and end where the poll throws") {
  const SampledSigns signs = RankRHeads::random(5, 1, 300, kSeed).signs(Sample::training, 64, kSeed);
  const auto stop = [] { throw Interrupted(); };
  CHECK_THROWS_AS((void)approx_trained_weights(signs, stop), Interrupted);
  std::size_t polls = 0;
  const std::vector<std::int64_t> weights(300, 0);
  CHECK(squared_errors(signs, weights, [&] { ++polls; }) == squared_errors(signs, weights));
  CHECK(polls == 300);
  CHECK_THROWS_AS((void)squared_errors(signs, weights, stop), Interrupted);
}
