// The two-layer network of rank-one heads: what it outputs, on inputs small enough to do by hand and on random ones.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "attention/majority_network.hpp"
#include "exact/error.hpp"
#include "sampling/gaussian_stream.hpp"

using namespace rankcert;

namespace {

std::vector<double> gaussian(std::size_t d, std::uint32_t trial, std::uint32_t row) {
  std::vector<double> out(d);
  fill_standard_normal({77, StreamPurpose::majority_query, trial, row}, out);
  return out;
}

}  // namespace

TEST_CASE("majority network: three heads by hand") {
  const std::vector<double> first{1, 0};
  const std::vector<double> second{0, 1};
  const PointPair points{first, second};
  // scores g_i <g, y> with y = (1, 2): (1,0) selects the first point, (0,1) and (-1,1) the second
  const MajorityNetwork network({1, 0, 0, 1, -1, 1}, 2);
  const std::vector<double> y{1, 2};
  CHECK(network.run(points, y).scratch == -1);
  CHECK(network.run(points, y).output == 1);
  CHECK(network.votes_for_first(points, y) == 1);
  CHECK(nearest_of_two(points, y) == 1);
  // y = (2, 1): (-1,1) selects the point with the larger of -1 * -1 and 1 * -1
  CHECK(network.run(points, std::vector<double>{2, 1}).scratch == 1);
  CHECK(network.run(points, std::vector<double>{2, 1}).output == 0);
}

TEST_CASE("majority network: ties of a head select the first point") {
  const std::vector<double> same{1, 1};
  const PointPair points{same, same};
  const MajorityNetwork network({3, -1, 0, 1, 2, 5}, 2);
  CHECK(network.run(points, std::vector<double>{1, 7}).scratch == 3);
  CHECK(network.votes_for_first(points, std::vector<double>{1, 7}) == 3);
  CHECK(nearest_of_two(points, std::vector<double>{1, 7}) == 0);
  // a query orthogonal to the head gives two scores of 0
  const std::vector<double> second{5, -2};
  CHECK(MajorityNetwork({0, 1}, 2).run({same, second}, std::vector<double>{1, 0}).output == 0);
}

TEST_CASE("majority network: signs that rounding would flip are decided exactly") {
  // <g, x_1> - <g, x_2> = 2^-80 with terms of size 1: any double sum gives 0
  const std::vector<double> g{1, 1, 0x1p-40};
  const std::vector<double> first{1, -1, 0x1p-40};
  const std::vector<double> second{0.5, -0.5, 0};
  for (const double sign : {1.0, -1.0}) {
    std::vector<double> tilted = first;
    tilted[2] *= sign;
    const MajorityNetwork network(g, 3);
    const std::vector<double> y{1, 0, 0};
    CHECK(network.run({tilted, second}, y).output == (sign > 0 ? 0 : 1));
    CHECK(network.votes_for_first({tilted, second}, y) == (sign > 0 ? 1 : 0));
  }
}

TEST_CASE("majority network: the forward pass outputs what the votes prefer") {
  for (const std::size_t d : {1U, 2U, 5U, 40U}) {
    for (const std::size_t heads : {1U, 3U, 21U}) {
      for (std::uint32_t trial = 0; trial < 50; ++trial) {
        const MajorityNetwork network = MajorityNetwork::random(d, heads, {3, trial, 2});
        CHECK(network.heads() == heads);
        const std::vector<double> first = gaussian(d, trial, 0), second = gaussian(d, trial, 1);
        const std::vector<double> y = gaussian(d, trial, 2);
        const std::size_t votes = network.votes_for_first({first, second}, y);
        const MajorityNetwork::Run run = network.run({first, second}, y);
        CHECK(run.scratch == 2 * static_cast<std::int64_t>(votes) - static_cast<std::int64_t>(heads));
        CHECK(run.output == (2 * votes > heads ? 0 : 1));
      }
    }
  }
}

TEST_CASE("majority network: exchanging the points or turning the query exchanges the output") {
  for (std::uint32_t trial = 0; trial < 100; ++trial) {
    const MajorityNetwork network = MajorityNetwork::random(6, 9, {4, trial, 0});
    const std::vector<double> first = gaussian(6, trial, 0), second = gaussian(6, trial, 1), y = gaussian(6, trial, 2);
    std::vector<double> opposite = y;
    for (double& x : opposite) x = -x;
    const std::size_t output = network.run({first, second}, y).output;
    CHECK(network.run({second, first}, y).output == 1 - output);
    CHECK(network.run({first, second}, opposite).output == 1 - output);
    CHECK(nearest_of_two({first, second}, opposite) == 1 - nearest_of_two({first, second}, y));
  }
}

TEST_CASE("majority network: different addresses give different heads") {
  // as many votes as there are heads: equal networks would always agree
  const std::vector<double> first = gaussian(8, 0, 0), second = gaussian(8, 0, 1), y = gaussian(8, 0, 2);
  const auto votes = [&](const MajorityNetwork::Address& address) {
    return MajorityNetwork::random(8, 1001, address).votes_for_first({first, second}, y);
  };
  CHECK(votes({1, 0, 0}) == votes({1, 0, 0}));
  CHECK(votes({1, 0, 0}) != votes({1, 0, 1}));
  CHECK(votes({1, 0, 0}) != votes({1, 1, 0}));
  CHECK(votes({1, 0, 0}) != votes({2, 0, 0}));
}

TEST_CASE("majority network: bad input") {
  CHECK_THROWS_AS(MajorityNetwork({1, 2, 3, 4}, 2), InputError);                // two heads
  CHECK_THROWS_AS(MajorityNetwork({1, 2, 3}, 2), InputError);                   // one and a half
  CHECK_THROWS_AS(MajorityNetwork({}, 2), InputError);                          // none
  CHECK_THROWS_AS(MajorityNetwork({1, 0x1p501}, 2), InputError);                // too large for the bound of a sum
  CHECK_THROWS_AS(MajorityNetwork({1, std::nan("")}, 2), InputError);
  const MajorityNetwork network({1, 2}, 2);
  const std::vector<double> two{1, 2}, three{1, 2, 3};
  CHECK_THROWS_AS((void)network.run({two, three}, two), InputError);
  CHECK_THROWS_AS((void)network.run({two, two}, three), InputError);
  CHECK_THROWS_AS((void)network.votes_for_first({three, two}, two), InputError);
  const std::vector<double> infinite{1, std::numeric_limits<double>::infinity()};
  CHECK_THROWS_AS((void)network.run({two, two}, infinite), InputError);
}
