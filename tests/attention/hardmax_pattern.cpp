#include "attention/hardmax_pattern.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <numeric>
#include <stdexcept>

#include "attention/exact_argmax.hpp"
#include "sampling/gaussian_stream.hpp"

using namespace rankcert;

TEST_CASE("the pattern is the row-wise argmax of the streams' matrices") {
  const HardmaxInstance instance{150, 6, 9, 4};
  std::vector<float> q(150 * 6), k(150 * 6);
  for (std::uint32_t i = 0; i < 150; ++i) {
    fill_standard_normal({9, StreamPurpose::hardmax_query, 4, i}, std::span(q).subspan(i * 6, 6));
    fill_standard_normal({9, StreamPurpose::hardmax_key, 4, i}, std::span(k).subspan(i * 6, 6));
  }
  const std::vector<std::uint32_t> pattern = hardmax_pattern(instance);
  for (std::size_t i = 0; i < 150; ++i) {
    double best = -1e300;
    std::uint32_t winner = 0;
    for (std::uint32_t j = 0; j < 150; ++j) {
      double s = 0;
      for (std::size_t l = 0; l < 6; ++l) s += static_cast<double>(q[6 * i + l]) * static_cast<double>(k[6 * j + l]);
      if (s > best) best = s, winner = j;
    }
    CHECK(pattern[i] == winner);
  }
}

TEST_CASE("the causal pattern is the argmax over the keys up to the row, of the same matrices") {
  const std::size_t n = 300;
  std::vector<float> q(n * 6), k(n * 6);
  for (std::uint32_t i = 0; i < n; ++i) {
    fill_standard_normal({9, StreamPurpose::hardmax_query, 4, i}, std::span(q).subspan(i * 6, 6));
    fill_standard_normal({9, StreamPurpose::hardmax_key, 4, i}, std::span(k).subspan(i * 6, 6));
  }
  const std::vector<std::uint32_t> pattern = causal_hardmax_pattern({n, 6, 9, 4});
  for (std::size_t i = 0; i < n; ++i) {
    double best = -1e300;
    std::uint32_t winner = 0;
    for (std::uint32_t j = 0; j <= i; ++j) {
      double s = 0;
      for (std::size_t l = 0; l < 6; ++l) s += static_cast<double>(q[6 * i + l]) * static_cast<double>(k[6 * j + l]);
      if (s > best) best = s, winner = j;
    }
    CHECK(pattern[i] == winner);
  }
}

TEST_CASE("the pattern does not depend on the number of threads") {
  std::vector<std::vector<std::uint32_t>> patterns;
  for (const std::size_t threads : {1U, 2U, 3U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    patterns.push_back(hardmax_pattern({3000, 16, 1, 0}));
  }
  CHECK(patterns[0] == patterns[1]);
  CHECK(patterns[0] == patterns[2]);
}

TEST_CASE("counts and rank") {
  const std::vector<std::uint32_t> pattern{2, 0, 2, 2};
  CHECK(column_counts(pattern, 4) == std::vector<std::uint32_t>{1, 0, 3, 0});
  CHECK(pattern_rank(pattern, 4) == 2);
  const std::vector<std::uint32_t> counts = column_counts(hardmax_pattern({700, 8, 2, 0}), 700);
  CHECK(std::accumulate(counts.begin(), counts.end(), 0U) == 700);
  CHECK(pattern_rank(hardmax_pattern({1, 5, 3, 0}), 1) == 1);
}

TEST_CASE("an exception of the caller ends the computation") {
  CHECK_THROWS_AS((void)hardmax_pattern({2000, 8, 1, 0}, [](std::size_t) { throw std::runtime_error("stop"); }),
                  std::runtime_error);
}
