#include "attention/grid_heads.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "attention/nearest_neighbour_overlap.hpp"
#include "attention/rank_one_heads.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

double middle(const Ball& ball) { return Rational((ball.lower(128) + ball.upper(128)) / 2).convert_to<double>(); }

EnclosedMinimum best(std::size_t d, std::size_t g, const Rational& s, slong width_bits = 64) {
  return enclose_minimum([&](slong bits) { return enclose_grid_heads(d, g, s, bits); }, width_bits, 2048);
}

}  // namespace

TEST_CASE("the overlap at an angle is the positive series' overlap at its cosine") {
  for (const std::size_t d : {3U, 4U, 5U, 10U, 63U, 64U, 1000U}) {
    const NearestNeighbourOverlap series(d);
    std::vector<Ball> angles;
    std::vector<double> cosines;
    for (const double angle : {0.0, 1e-9, 0.1, 0.5, 1.0, 1.5}) {
      angles.push_back(Ball::enclose(from_double(angle), 128));
      cosines.push_back(std::cos(angle));
    }
    std::vector<double> centre(cosines.size());
    std::vector<double> radius(cosines.size());
    series.enclose(cosines, centre, radius);
    const std::vector<Ball> overlaps = enclose_overlaps_at_angles(d, angles, 128);
    for (std::size_t i = 0; i < cosines.size(); ++i) {
      CAPTURE(d);
      CAPTURE(cosines[i]);
      CHECK(std::abs(middle(overlaps[i]) - centre[i]) <= radius[i] + 1e-15);
      CHECK(Rational(overlaps[i].upper(128) - overlaps[i].lower(128)) < Rational(1, Integer(1) << 100));
    }
  }
}

TEST_CASE("d = 3, angle 0: 0.1816901138162093284622325 by an independent quadrature") {
  const std::vector<Ball> zero{Ball()};
  const Ball overlap = enclose_overlaps_at_angles(3, zero, 128).front();
  CHECK(abs(overlap.lower(128) - *parse_rational("0.1816901138162093284622325")) < *parse_rational("1e-24"));
}

TEST_CASE("the work is polled once an angle, and ends where the poll throws") {
  const std::vector<Ball> angles{Ball::enclose(Rational(1, 10), 128), Ball::enclose(Rational(1, 5), 128), Ball::enclose(1, 128)};
  std::size_t polls = 0;
  CHECK(enclose_overlaps_at_angles(10, angles, 128, [&] { ++polls; }).size() == 3);
  CHECK(polls >= 3);
  const auto stop_at_third = [&, left = 3]() mutable {
    if (--left == 0) throw Interrupted();
  };
  CHECK_THROWS_AS((void)enclose_overlaps_at_angles(10, angles, 128, stop_at_third), Interrupted);
  CHECK_THROWS_AS((void)enclose_grid_heads(10, 3, 1, 128, [] { throw Interrupted(); }), Interrupted);
}

TEST_CASE("where double precision suffices, both evaluations of the same heads agree") {
  for (const std::size_t g : {1U, 2U, 5U}) {
    for (const double step : {0.25, 2.0}) {
      const std::size_t d = 12;
      std::vector<double> queries(g * g * d, 0.0);
      std::vector<double> keys(g * g * d, 0.0);
      for (std::size_t h = 0; h < g * g; ++h) {
        queries[h * d] = keys[h * d] = 1;
        queries[h * d + 1] = static_cast<double>(h / g) * step;
        keys[h * d + 1] = static_cast<double>(h % g) * step;
      }
      const RankOneHeads::Enclosure coarse = RankOneHeads(queries, keys, d).enclose_best_error(0, {}).error;
      const EnclosedMinimum fine = best(d, g, from_double(step));
      CHECK(fine.precision_bits > 0);
      CHECK(fine.upper - fine.lower <= Rational(1, Integer(1) << 64));
      CHECK(coarse.lower <= fine.upper);
      CHECK(fine.lower <= coarse.upper);
    }
  }
}

TEST_CASE("a finer step needs more precision, closes all the same, and tends to one head") {
  const EnclosedMinimum one = best(10, 1, 1);
  slong bits = 0;
  Rational before = 0;
  for (const char* step : {"1/10", "1/10^6", "1/10^20", "1/10^40"}) {
    const std::string text(step);
    const Rational s = text == "1/10" ? Rational(1, 10) : Rational(1, pow(Integer(10), static_cast<unsigned>(std::stoi(text.substr(5)))));
    const EnclosedMinimum minimum = best(10, 3, s);
    CAPTURE(text);
    CHECK(minimum.upper - minimum.lower <= Rational(1, Integer(1) << 64));
    CHECK(minimum.precision_bits >= bits);
    CHECK(minimum.lower > before);
    CHECK(minimum.lower <= one.upper);
    bits = minimum.precision_bits;
    before = minimum.upper;
  }
  CHECK(bits > 128);
  CHECK(one.upper - before < *parse_rational("1e-15"));
}
