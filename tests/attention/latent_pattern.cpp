#include "attention/latent_pattern.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>

#include "capture_binding.hpp"
#include "sampling/gaussian_stream.hpp"

using namespace rankcert;

namespace {

std::vector<double> rows(StreamPurpose purpose, std::size_t count, std::size_t width) {
  std::vector<double> all;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::vector<float> row(width);
    fill_standard_normal({5, purpose, 2, i}, std::span(row));
    all.insert(all.end(), row.begin(), row.end());
  }
  return all;
}

}  // namespace

TEST_CASE("the latent pattern is the argmax of Q (Z W)^T, computed with the keys themselves") {
  const std::size_t n = 120;
  for (const auto& [d, c] : {std::pair<std::size_t, std::size_t>{6, 3}, {3, 6}, {5, 5}, {4, 1}, {1, 4}}) {
    CAPTURE_BINDING(d);
    CAPTURE_BINDING(c);
    const std::vector<double> q = rows(StreamPurpose::latent_query, n, d);
    const std::vector<double> z = rows(StreamPurpose::latent_key, n, c);
    const std::vector<double> w = rows(StreamPurpose::latent_up, c, d);
    const std::vector<std::uint32_t> pattern = latent_pattern({n, d, c, 5, 2});
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<double> scores;
      for (std::size_t j = 0; j < n; ++j) {
        double score = 0;
        for (std::size_t a = 0; a < d; ++a) {
          double key = 0;  // entry a of the key z_j W
          for (std::size_t l = 0; l < c; ++l) key += z[c * j + l] * w[d * l + a];
          score += q[d * i + a] * key;
        }
        scores.push_back(score);
      }
      // Rounding the absorbed queries may exchange keys whose scores differ by some 1e-6 of their size, none here.
      CHECK(pattern[i] == static_cast<std::uint32_t>(std::max_element(scores.begin(), scores.end()) - scores.begin()));
    }
  }
}

TEST_CASE("a latent of width one lets two keys be selected") {
  for (std::uint32_t trial = 0; trial < 20; ++trial) CHECK(pattern_rank(latent_pattern({60, 8, 1, 3, trial}), 60) <= 2);
}

TEST_CASE("the latent pattern does not depend on the number of threads") {
  std::vector<std::vector<std::uint32_t>> patterns;
  for (const std::size_t threads : {1U, 3U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    patterns.push_back(latent_pattern({1500, 8, 12, 1, 0}));
  }
  CHECK(patterns[0] == patterns[1]);
}
