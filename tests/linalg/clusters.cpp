#include "linalg/clusters.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "linalg/named_matrices.hpp"

using namespace rankcert;
using namespace rankcert::test;

TEST_CASE("clusters: overlapping enclosures join, separate ones do not") {
  const std::vector<Cluster> found = clusters({{5, 4.9, 3, 2, 2, 0}, {0.06, 0.06, 0.5, 0.1, 0.1, 0.1}});
  REQUIRE(found.size() == 4);
  CHECK(found[0].first == 0);
  CHECK(found[0].last == 1);
  CHECK(found[0].lower <= 4.84);
  CHECK(found[0].lower > 4.83999);
  CHECK(found[0].upper >= 5.06);
  CHECK(found[1].first == 2);
  CHECK(found[1].last == 2);
  CHECK(found[2].first == 3);
  CHECK(found[2].last == 4);
  CHECK(found[3].lower == 0);
  CHECK(clusters({{}, {}}).empty());
}

TEST_CASE("clusters: a wide enclosure reaches over a narrow one between") {
  // the third value's enclosure [0, 6] covers the second and touches the first
  const std::vector<Cluster> found = clusters({{5, 4, 3}, {0.01, 0.01, 3}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].last == 2);
  CHECK(found[0].lower == 0);
  CHECK(found[0].upper >= 6);
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<Cluster> open = clusters({{0, 0}, {infinity, infinity}});
  REQUIRE(open.size() == 1);
  CHECK(open[0].upper == infinity);
}

TEST_CASE("clusters: multiplicities of a known spectrum") {
  const std::vector<Cluster> found = clusters(enclose_singular_values(matrix_with({3, 3, 2, 1, 1, 1, 0, 0}, 10, 8, 2)));
  std::vector<std::size_t> sizes;
  for (const Cluster& cluster : found) sizes.push_back(cluster.last - cluster.first + 1);
  CHECK(sizes == std::vector<std::size_t>{2, 1, 3, 2});
  for (std::size_t i = 0; i + 1 < found.size(); ++i) CHECK(found[i].lower > found[i + 1].upper);
}
