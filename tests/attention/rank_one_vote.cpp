#include "attention/rank_one_vote.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "exact/error.hpp"
#include "exact/rational.hpp"
#include "sampling/gaussian_stream.hpp"

using namespace rankcert;

namespace {

// argmax of the exact scores g_i <g, y>, the smallest index of several
std::size_t brute_force(const std::vector<double>& g, const std::vector<double>& y, std::size_t points) {
  Rational product = 0;
  for (std::size_t j = 0; j < g.size(); ++j) product += from_double(g[j]) * from_double(y[j]);
  std::size_t best = 0;
  for (std::size_t i = 1; i < points; ++i) {
    if (from_double(g[i]) * product > from_double(g[best]) * product) best = i;
  }
  return best;
}

}  // namespace

TEST_CASE("selected_point: the largest exact score, ties to the smaller index") {
  std::mt19937_64 bits(3);
  std::uniform_int_distribution<int> small(-2, 2);
  for (int repetition = 0; repetition < 3'000; ++repetition) {
    const std::size_t d = 1 + static_cast<std::size_t>(repetition) % 6;
    std::vector<double> g(d), y(d);
    for (double& v : g) v = small(bits);
    for (double& v : y) v = small(bits);
    for (std::size_t points = 1; points <= d; ++points) CHECK(selected_point(g, y, points) == brute_force(g, y, points));
  }
  // <g, y> = 1e-30 and not 0, as double arithmetic has it
  const std::vector<double> g{1, 2, 1e-30}, y{2, -1, 1};
  CHECK(selected_point(g, y, 2) == 1);
  CHECK(selected_point(g, std::vector<double>{2, -1, -1}, 2) == 0);
  CHECK(selected_point(g, std::vector<double>{2, -1, 0}, 2) == 0);
}

TEST_CASE("nearest_point: the largest coordinate among the points") {
  const std::vector<double> y{1, 3, 3, 7};
  CHECK(nearest_point(y, 1) == 0);
  CHECK(nearest_point(y, 3) == 1);
  CHECK(nearest_point(y, 4) == 3);
}

TEST_CASE("plurality_is_right: counts the votes of its own streams") {
  const std::size_t points = 3;
  const std::size_t heads = 600;  // more than two rows of heads
  for (const std::size_t d : {std::size_t{3}, std::size_t{9}}) {
    std::size_t right = 0;
    for (std::uint32_t trial = 0; trial < 60; ++trial) {
      std::vector<double> y(d);
      fill_standard_normal({5, StreamPurpose::context_query, trial, 0}, y);
      double squares = 0;
      for (std::size_t j = points; j < d; ++j) squares += y[j] * y[j];
      y.resize(points);
      if (d > points) y.push_back(std::sqrt(squares));
      std::vector<std::size_t> votes(points);
      for (std::size_t h = 0; h < heads; ++h) {
        std::vector<double> row(256 * y.size());
        fill_standard_normal({5, StreamPurpose::context_head, trial, static_cast<std::uint32_t>(h / 256)}, row);
        const auto begin = row.begin() + static_cast<std::ptrdiff_t>(h % 256 * y.size());
        ++votes[brute_force({begin, begin + static_cast<std::ptrdiff_t>(y.size())}, y, points)];
      }
      const std::size_t nearest = nearest_point(y, points);
      bool expected = true;
      for (std::size_t i = 0; i < points; ++i) expected = expected && (i == nearest || votes[i] < votes[nearest]);
      CHECK(plurality_is_right({points, d, heads, 5, trial}) == expected);
      right += expected ? 1 : 0;
    }
    CHECK(right > 10);
    CHECK(right < 60);
  }
}

TEST_CASE("plurality_is_right: polled once a block of 256 heads, ends where the poll throws") {
  std::size_t polls = 0;
  (void)plurality_is_right({3, 4, 600, 5, 0}, [&] { ++polls; });
  CHECK(polls == 3);
  const auto stop_at_second = [left = 2]() mutable {
    if (--left == 0) throw Interrupted();
  };
  CHECK_THROWS_AS((void)plurality_is_right({3, 4, 600, 5, 0}, stop_at_second), Interrupted);
}
