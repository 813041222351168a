#include "attention/multihead_rank.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "attention/hardmax_pattern.hpp"
#include "exact/error.hpp"
#include "exact/rational.hpp"

using namespace rankcert;

namespace {

using Dense = std::vector<std::vector<Rational>>;

// Gaussian elimination in rationals.
std::size_t rational_rank(Dense m) {
  std::size_t rank = 0;
  const std::size_t columns = m.empty() ? 0 : m.front().size();
  for (std::size_t c = 0; c < columns && rank < m.size(); ++c) {
    std::size_t pivot = rank;
    while (pivot < m.size() && m[pivot][c] == 0) ++pivot;
    if (pivot == m.size()) continue;
    std::swap(m[pivot], m[rank]);
    for (std::size_t r = rank + 1; r < m.size(); ++r) {
      const Rational factor = m[r][c] / m[rank][c];
      for (std::size_t k = c; k < columns; ++k) m[r][k] -= factor * m[rank][k];
    }
    ++rank;
  }
  return rank;
}

Dense concatenated(const HeadPatterns& patterns) {
  const std::size_t n = patterns.front().size();
  Dense m(n, std::vector<Rational>(n * patterns.size()));
  for (std::size_t l = 0; l < patterns.size(); ++l) {
    for (std::size_t i = 0; i < n; ++i) m[i][l * n + patterns[l][i]] = 1;
  }
  return m;
}

Dense summed(const HeadPatterns& patterns) {
  const std::size_t n = patterns.front().size();
  Dense m(n, std::vector<Rational>(n));
  for (const auto& pattern : patterns) {
    for (std::size_t i = 0; i < n; ++i) m[i][pattern[i]] += 1;
  }
  return m;
}

HeadPatterns random_patterns(std::mt19937& engine, std::size_t n, std::size_t heads, std::size_t keys) {
  HeadPatterns patterns(heads, std::vector<std::uint32_t>(n));
  for (auto& pattern : patterns) {
    for (auto& j : pattern) j = static_cast<std::uint32_t>(engine() % keys);
  }
  return patterns;
}

}  // namespace

TEST_CASE("two heads over three tokens: all 729 pairs of patterns, against rational elimination") {
  for (std::uint32_t code = 0; code < 729; ++code) {
    HeadPatterns patterns(2, std::vector<std::uint32_t>(3));
    std::uint32_t digits = code;
    for (auto& pattern : patterns) {
      for (auto& j : pattern) j = digits % 3, digits /= 3;
    }
    CAPTURE(code);
    CHECK(concatenated_rank(patterns) == rational_rank(concatenated(patterns)));
    CHECK(summed_rank(patterns) == rational_rank(summed(patterns)));
  }
}

TEST_CASE("random heads, few keys and many, against rational elimination") {
  std::mt19937 engine(7);
  for (int trial = 0; trial < 300; ++trial) {
    const std::size_t n = 1 + engine() % 16;
    const HeadPatterns patterns = random_patterns(engine, n, 1 + engine() % 6, 1 + engine() % n);
    CAPTURE(trial);
    CHECK(concatenated_rank(patterns) == rational_rank(concatenated(patterns)));
    CHECK(summed_rank(patterns) == rational_rank(summed(patterns)));
  }
}

TEST_CASE("heads whose keys lie apart: the sum inherits the relations, h - 1 are missing") {
  std::mt19937 engine(8);
  HeadPatterns patterns(5, std::vector<std::uint32_t>(40));
  for (std::uint32_t l = 0; l < 5; ++l) {
    for (auto& j : patterns[l]) j = 3 * l + static_cast<std::uint32_t>(engine() % 3);
  }
  CHECK(summed_rank(patterns) == rational_rank(summed(patterns)));
  CHECK(summed_rank(patterns) == 15 - 4);
  CHECK(concatenated_rank(patterns) == 15 - 4);
}

TEST_CASE("laws: one head, a repeated head, renamed keys, more heads") {
  std::mt19937 engine(9);
  for (int trial = 0; trial < 40; ++trial) {
    const std::size_t n = 150;
    HeadPatterns patterns = random_patterns(engine, n, 3, 20 + engine() % 130);
    const HeadPatterns first{patterns[0]};
    CHECK(concatenated_rank(first) == pattern_rank(patterns[0], n));
    CHECK(summed_rank(first) == pattern_rank(patterns[0], n));
    CHECK(concatenated_rank({patterns[0], patterns[0]}) == pattern_rank(patterns[0], n));
    CHECK(summed_rank({patterns[0], patterns[0], patterns[0]}) == pattern_rank(patterns[0], n));

    const std::size_t rank = concatenated_rank(patterns);
    std::size_t bound = 0;
    for (const auto& pattern : patterns) bound += pattern_rank(pattern, n);
    CHECK(rank <= bound - 2);
    CHECK(rank >= concatenated_rank({patterns[0], patterns[1]}));
    CHECK(rank >= summed_rank(patterns));  // the sum is a product of the concatenation with a fixed matrix

    std::vector<std::uint32_t> names(n);
    std::iota(names.begin(), names.end(), 0U);
    std::shuffle(names.begin(), names.end(), engine);
    const std::size_t sum = summed_rank(patterns);
    for (auto& pattern : patterns) {
      for (auto& j : pattern) j = names[j];
    }
    CHECK(concatenated_rank(patterns) == rank);
    CHECK(summed_rank(patterns) == sum);
  }
}

TEST_CASE("two heads: vertices minus components of the bipartite graph") {
  std::mt19937 engine(10);
  for (const std::size_t n : {50U, 400U}) {
    const HeadPatterns patterns = random_patterns(engine, n, 2, n);
    // components by repeated relabelling: slow and plain
    std::vector<std::size_t> label(2 * n);
    std::iota(label.begin(), label.end(), std::size_t{0});
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < n; ++i) {
        std::size_t& a = label[patterns[0][i]];
        std::size_t& b = label[n + patterns[1][i]];
        if (a != b) a = b = std::min(a, b), changed = true;
      }
    }
    std::set<std::size_t> vertices, components;
    for (std::size_t i = 0; i < n; ++i) {
      vertices.insert(patterns[0][i]);
      vertices.insert(n + patterns[1][i]);
      components.insert(label[patterns[0][i]]);
    }
    CHECK(concatenated_rank(patterns) == vertices.size() - components.size());
  }
}

TEST_CASE("patterns that are no patterns are refused") {
  CHECK_THROWS_AS((void)concatenated_rank({}), InputError);
  CHECK_THROWS_AS((void)summed_rank({}), InputError);
  CHECK_THROWS_AS((void)concatenated_rank({{0, 1}, {0}}), InputError);
  CHECK_THROWS_AS((void)summed_rank({{0, 2}}), InputError);
}

TEST_CASE("heads of one instance are different, and do not depend on the number of threads") {
  std::vector<HeadPatterns> all;
  for (const std::size_t threads : {1U, 3U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    all.push_back(multihead_patterns({600, 8, 3, 1, 0}));
  }
  CHECK(all[0] == all[1]);
  CHECK(all[0].size() == 3);
  CHECK(all[0][0] != all[0][1]);
  CHECK(all[0][1] != all[0][2]);
  CHECK(multihead_patterns({600, 8, 2, 1, 0})[1] == all[0][1]);  // a prefix of more heads
  CHECK(multihead_patterns({600, 8, 1, 1, 1})[0] != all[0][0]);
}
