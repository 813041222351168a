#include "sampling/gaussian_stream.hpp"

#include <Random123/philox.h>
#include <doctest/doctest.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

using namespace rankcert;

namespace {

std::vector<double> matrix(std::size_t rows, std::size_t columns, StreamPurpose purpose, std::uint32_t trial) {
  std::vector<double> x(rows * columns);
  for (std::size_t i = 0; i < rows; ++i) {
    fill_standard_normal({20240718, purpose, trial, static_cast<std::uint32_t>(i)},
                         std::span(x).subspan(i * columns, columns));
  }
  return x;
}

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

}  // namespace

TEST_CASE("moments of a million normals lie within five standard errors") {
  const std::vector<double> x = matrix(1000, 1000, StreamPurpose::hardmax_query, 0);
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
  for (const double v : x) {
    m1 += v, m2 += v * v, m3 += v * v * v, m4 += v * v * v * v;
  }
  const double n = static_cast<double>(x.size());
  CHECK(std::abs(m1 / n) < 5 / std::sqrt(n));
  CHECK(std::abs(m2 / n - 1) < 5 * std::sqrt(2 / n));
  CHECK(std::abs(m3 / n) < 5 * std::sqrt(15 / n));
  CHECK(std::abs(m4 / n - 3) < 5 * std::sqrt(96 / n));
}

TEST_CASE("Kolmogorov-Smirnov distance to the normal law is below its 0.1 % point") {
  for (const bool odd_columns : {false, true}) {
    const std::vector<double> all = matrix(2000, 100, StreamPurpose::head_key, 3);
    std::vector<double> x;
    for (std::size_t i = odd_columns ? 1 : 0; i < all.size(); i += 2) x.push_back(all[i]);
    std::sort(x.begin(), x.end());
    const double n = static_cast<double>(x.size());
    double distance = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double f = normal_cdf(x[i]);
      distance = std::max({distance, std::abs(f - static_cast<double>(i) / n),
                           std::abs(f - static_cast<double>(i + 1) / n)});
    }
    CHECK(distance * std::sqrt(n) < 1.95);
  }
}

TEST_CASE("chi-square of a pair's angle and radius over 32 x 32 cells is plausible") {
  // For a standard normal pair the angle and exp(-r^2/2) are independent and uniform.
  const std::vector<double> x = matrix(1000, 400, StreamPurpose::head_query, 1);
  std::vector<double> cells(1024, 0.0);
  for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
    const double angle = std::atan2(x[i + 1], x[i]) / (2 * std::acos(-1.0)) + 0.5;
    const double radius = std::exp(-(x[i] * x[i] + x[i + 1] * x[i + 1]) / 2);
    const auto a = std::min<std::size_t>(31, static_cast<std::size_t>(angle * 32));
    const auto r = std::min<std::size_t>(31, static_cast<std::size_t>(radius * 32));
    cells[32 * a + r] += 1;
  }
  const double expected = static_cast<double>(x.size() / 2) / 1024;
  double chi = 0;
  for (const double c : cells) chi += (c - expected) * (c - expected) / expected;
  CHECK(std::abs(chi - 1023) < 4 * std::sqrt(2 * 1023.0));
}

TEST_CASE("different rows, trials, purposes and seeds are uncorrelated") {
  const std::size_t n = 100'000;
  const GaussianRow base{5, StreamPurpose::hardmax_query, 2, 9};
  const GaussianRow others[] = {{6, StreamPurpose::hardmax_query, 2, 9},
                                {5, StreamPurpose::hardmax_key, 2, 9},
                                {5, StreamPurpose::hardmax_query, 3, 9},
                                {5, StreamPurpose::hardmax_query, 2, 10},
                                {5 + (std::uint64_t{1} << 32), StreamPurpose::hardmax_query, 2, 9}};
  std::vector<double> x(n), y(n);
  fill_standard_normal(base, x);
  for (const GaussianRow& other : others) {
    fill_standard_normal(other, y);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += x[i] * y[i];
    CHECK(std::abs(sum) < 5 * std::sqrt(static_cast<double>(n)));
  }
}

TEST_CASE("an entry depends on its address alone: not on the length, the order or the threads") {
  const GaussianRow row{42, StreamPurpose::hardmax_key, 7, 11};
  std::vector<double> longest(1001);
  fill_standard_normal(row, longest);
  for (const std::size_t length : {1U, 2U, 3U, 64U, 255U, 256U, 257U, 1000U}) {
    std::vector<double> x(length);
    fill_standard_normal(row, x);
    CHECK(std::equal(x.begin(), x.end(), longest.begin()));
    std::vector<float> f(length);
    fill_standard_normal(row, f);
    CHECK(std::equal(f.begin(), f.end(), longest.begin(), [](float a, double b) { return a == static_cast<float>(b); }));
  }
  std::vector<std::vector<double>> results;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    std::vector<double> x(500 * 33);
    tbb::parallel_for(std::size_t{0}, std::size_t{500}, [&](std::size_t i) {
      const std::size_t r = 499 - i;
      fill_standard_normal({42, StreamPurpose::hardmax_key, 7, static_cast<std::uint32_t>(r)},
                           std::span(x).subspan(r * 33, 33));
    });
    results.push_back(x);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] == results[2]);
}

TEST_CASE("the numbers of a seed never change: they are Box-Muller of Random123's words") {
  const philox4x32_key_t key = {{0x2545f491, 0x9e3779b9}};
  std::vector<double> x(2000);
  fill_standard_normal({0x9e3779b92545f491U, StreamPurpose::head_key, 17, 23}, x);
  for (std::uint32_t pair = 0; pair < 1000; ++pair) {
    const philox4x32_ctr_t words = philox4x32_R(10, philox4x32_ctr_t{{pair, 23, 17, 3}}, key);
    const std::uint64_t a = (std::uint64_t{words[1]} << 32) | words[0];
    const std::uint64_t b = (std::uint64_t{words[3]} << 32) | words[2];
    const long double u = 1 - static_cast<long double>(a >> 12) * 0x1p-52L;
    const long double angle = 2 * std::numbers::pi_v<long double> * static_cast<long double>(b >> 12) * 0x1p-52L;
    const long double radius = std::sqrt(-2 * std::log(u));
    REQUIRE(std::abs(x[2 * pair] - static_cast<double>(radius * std::cos(angle))) < 1e-14);
    REQUIRE(std::abs(x[2 * pair + 1] - static_cast<double>(radius * std::sin(angle))) < 1e-14);
  }
}

TEST_CASE("gaussian stream: several rows are the rows one by one") {
  const GaussianRow first{5, StreamPurpose::head_key, 2, 7};
  const std::vector<double> rows = standard_normal_rows(first, 3, 11);
  REQUIRE(rows.size() == 33);
  for (std::uint32_t i = 0; i < 3; ++i) {
    std::vector<double> row(11);
    fill_standard_normal({5, StreamPurpose::head_key, 2, 7 + i}, row);
    CHECK(std::equal(row.begin(), row.end(), rows.begin() + 11 * i));
  }
}
