#include "linalg/exact_rank.hpp"

#include <doctest/doctest.h>

#include <random>

#include "exact/error.hpp"
#include "exact/rational.hpp"

using namespace rankcert;

namespace {

using Dense = std::vector<std::vector<std::int64_t>>;

std::vector<SparseRow> sparse(const Dense& m) {
  std::vector<SparseRow> rows;
  for (const auto& row : m) {
    SparseRow& out = rows.emplace_back();
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (row[c] != 0) out.push_back({static_cast<std::uint32_t>(c), static_cast<std::int32_t>(row[c])});
    }
  }
  return rows;
}

std::size_t rank_of(const Dense& m, RankStages* stages = nullptr) {
  return exact_rank(sparse(m), m.front().size(), [] {}, stages);
}

// Fraction-free elimination (Bareiss) in big integers.
std::size_t bareiss_rank(const Dense& dense) {
  std::vector<std::vector<Integer>> m;
  for (const auto& row : dense) m.emplace_back(row.begin(), row.end());
  Integer previous = 1;
  std::size_t rank = 0;
  for (std::size_t c = 0; c < m.front().size() && rank < m.size(); ++c) {
    std::size_t pivot = rank;
    while (pivot < m.size() && m[pivot][c] == 0) ++pivot;
    if (pivot == m.size()) continue;
    std::swap(m[pivot], m[rank]);
    for (std::size_t r = rank + 1; r < m.size(); ++r) {
      for (std::size_t k = c + 1; k < m[r].size(); ++k) {
        m[r][k] = (m[r][k] * m[rank][c] - m[r][c] * m[rank][k]) / previous;
      }
      m[r][c] = 0;
    }
    previous = m[rank][c];
    ++rank;
  }
  return rank;
}

Dense random_dense(std::mt19937& engine, std::size_t rows, std::size_t columns, std::int64_t largest, unsigned percent) {
  Dense m(rows, std::vector<std::int64_t>(columns, 0));
  for (auto& row : m) {
    for (auto& v : row) {
      if (engine() % 100 < percent) v = static_cast<std::int64_t>(engine() % (2 * largest + 1)) - largest;
    }
  }
  return m;
}

Dense product(const Dense& a, const Dense& b) {
  Dense m(a.size(), std::vector<std::int64_t>(b.front().size(), 0));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t k = 0; k < b.size(); ++k) {
      for (std::size_t j = 0; j < b[k].size(); ++j) m[i][j] += a[i][k] * b[k][j];
    }
  }
  return m;
}

}  // namespace

TEST_CASE("exact rank: random sparse and dense matrices against fraction-free elimination") {
  std::mt19937 engine(1);
  for (int trial = 0; trial < 300; ++trial) {
    const Dense m = random_dense(engine, 1 + engine() % 12, 1 + engine() % 12, 3, 10 + static_cast<unsigned>(engine() % 80));
    CAPTURE(trial);
    CHECK(rank_of(m) == bareiss_rank(m));
  }
}

TEST_CASE("exact rank: products of known inner dimension, tall and wide") {
  std::mt19937 engine(2);
  for (const std::size_t inner : {1U, 3U, 7U}) {
    for (const auto& [rows, columns] : {std::pair<std::size_t, std::size_t>{20, 12}, {12, 20}, {15, 15}}) {
      const Dense m = product(random_dense(engine, rows, inner, 5, 100), random_dense(engine, inner, columns, 5, 100));
      CAPTURE(inner);
      CHECK(rank_of(m) == bareiss_rank(m));
      CHECK(rank_of(m) <= inner);
    }
  }
}

TEST_CASE("exact rank: a triangular matrix goes without arithmetic, equal rows count once") {
  const Dense triangular{{1, 2, 3}, {0, 4, 5}, {0, 0, 6}};
  RankStages stages;
  CHECK(rank_of(triangular, &stages) == 3);
  CHECK(stages.leaves == 3);
  CHECK(stages.primes == 0);
  const Dense equal{{1, 1, 0}, {1, 1, 0}, {1, 1, 0}};
  CHECK(rank_of(equal, &stages) == 1);
  CHECK(rank_of({{0, 0}, {0, 0}}) == 0);
  CHECK(exact_rank({}, 5) == 0);
  CHECK(exact_rank({{}, {}}, 0) == 0);
}

TEST_CASE("exact rank: small relations prove a deficient core from above") {
  // The incidence matrix of the complete bipartite graph K_{4,4}: 8 vertices, one relation.
  Dense m;
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < 4; ++b) {
      m.emplace_back(8, 0);
      m.back()[a] = m.back()[4 + b] = 1;
    }
  }
  RankStages stages;
  CHECK(rank_of(m, &stages) == 7);
  CHECK(stages.relations == 1);
  CHECK(stages.primes == 1);
}

TEST_CASE("exact rank: relations too large to be read need as many primes as Hadamard's inequality asks for") {
  std::mt19937 engine(3);
  Dense m = random_dense(engine, 12, 12, 1'000'000, 100);
  for (std::size_t k = 0; k < 12; ++k) {  // row 11 becomes a combination of the others; entries stay below 2^31
    m[11][k] = 0;
    for (std::size_t r = 0; r < 11; ++r) m[11][k] += (r % 2 == 0 ? 17 : -13) * m[r][k];
  }
  RankStages stages;
  CHECK(rank_of(m, &stages) == 11);
  CHECK(stages.relations == 0);
  CHECK(stages.primes > 1);
  CHECK(bareiss_rank(m) == 11);
}

TEST_CASE("exact rank: a determinant that is the first prime misleads one prime, not the result") {
  // Digits in base 2^20 of the first prime above 2^61, as the determinant of a 4 x 4 matrix with a companion's shape.
  const std::uint64_t prime = 2305843009213693967U;
  const std::int64_t base = std::int64_t{1} << 20;
  const auto digit = [&](unsigned k) { return static_cast<std::int64_t>((prime >> (20 * k)) % (1U << 20)); };
  const Dense m{{base, -1, 0, 0}, {0, base, -1, 0}, {0, 0, base, -1}, {digit(0), digit(1), digit(2), digit(3)}};
  // det = d0 + d1 B + d2 B^2 + d3 B^3 by expansion along the last row, with all signs positive
  REQUIRE(static_cast<std::uint64_t>(((digit(3) * base + digit(2)) * base + digit(1)) * base + digit(0)) == prime);
  RankStages stages;
  CHECK(rank_of(m, &stages) == 4);
  CHECK(bareiss_rank(m) == 4);
  CHECK(stages.leaves == 0);
  CHECK(stages.primes == 2);  // the first one sees rank 3
}

TEST_CASE("exact rank: malformed rows are refused") {
  CHECK_THROWS_AS((void)exact_rank({{{3, 1}}}, 3), InputError);
  CHECK_THROWS_AS((void)exact_rank({{{1, 1}, {0, 1}}}, 3), InputError);
  CHECK_THROWS_AS((void)exact_rank({{{1, 1}, {1, 1}}}, 3), InputError);
  CHECK_THROWS_AS((void)exact_rank({{{1, 0}}}, 3), InputError);
}

TEST_CASE("exact rank: the caller can stop a core that needs more than one prime") {
  const Dense m{{1, 1, 0, 0}, {0, 1, 1, 0}, {0, 0, 1, 1}, {1, 0, 0, 1}};  // a cycle of even length: rank 3
  CHECK(rank_of(m) == 3);
  CHECK_THROWS_AS((void)exact_rank(sparse(m), 4, [] { throw Interrupted(); }), Interrupted);
}
