#include "linalg/top_singular_values.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace rankcert;

namespace {

std::vector<double> sorted_counts(const SelectionMatrix& a) {
  std::vector<double> counts(a.n, 0.0);
  for (const std::uint32_t j : a.pattern) counts[j] += 1;
  std::sort(counts.begin(), counts.end(), std::greater<>());
  return counts;
}

// Every enclosed value has an eigenvalue of its own within its error (greedy matching in order suffices on a line).
bool matched(const EnclosedValues& values, const std::vector<double>& counts) {
  std::size_t next = 0;
  for (std::size_t k = 0; k < values.value.size(); ++k) {
    while (next < counts.size() && std::sqrt(counts[next]) > values.value[k] + values.error[k] * (1 + 1e-9)) ++next;
    if (next == counts.size() || std::sqrt(counts[next]) < values.value[k] - values.error[k] * (1 + 1e-9)) return false;
    ++next;
  }
  return true;
}

}  // namespace

TEST_CASE("the proposal has all multiplicities and Lemma 8 proves it narrow") {
  std::mt19937 engine(1);
  for (const std::size_t n : {2U, 10U, 60U, 400U, 3000U}) {
    for (const std::size_t wide : {1U, 3U, 30U, 3000U}) {
      std::vector<std::uint32_t> pattern(n);
      for (std::uint32_t& j : pattern) {
        j = static_cast<std::uint32_t>((engine() % n) * (engine() % n) / n % std::min(n, wide));
      }
      const SelectionMatrix a{pattern, n};
      const std::vector<double> counts = sorted_counts(a);
      const auto rank = static_cast<std::size_t>(
          std::count_if(counts.begin(), counts.end(), [](double c) { return c > 0; }));
      const std::size_t count = std::min({std::size_t{32}, n - 1, rank});
      const ProposedEigenpairs proposal = approx_top_eigenpairs(a, count);
      CAPTURE(n);
      CAPTURE(wide);
      REQUIRE(proposal.theta.size() == count);
      const EnclosedValues values = enclose_singular_values_near(a, proposal);
      for (std::size_t k = 0; k < count; ++k) {
        CHECK(std::abs(values.value[k] - std::sqrt(counts[k])) <= values.error[k]);
        CHECK(values.error[k] < 1e-9);
      }
    }
  }
}

TEST_CASE("Lemma 8 is sound for corrupted proposals") {
  std::mt19937 engine(2);
  std::normal_distribution<double> normal;
  std::vector<std::uint32_t> pattern(300);
  for (std::uint32_t& j : pattern) j = static_cast<std::uint32_t>((engine() % 300) * (engine() % 300) / 300);
  const SelectionMatrix a{pattern, 300};
  const std::vector<double> counts = sorted_counts(a);
  const ProposedEigenpairs good = approx_top_eigenpairs(a, 12);
  for (const double size : {1e-13, 1e-8, 1e-4, 1e-2, 1e-1, 1.0}) {
    ProposedEigenpairs bad = good;
    for (double& v : bad.x) v += size * normal(engine) / 20;
    CHECK(matched(enclose_singular_values_near(a, bad), counts));
    bad = good;
    for (double& v : bad.theta) v = std::abs(v + size * normal(engine));
    std::sort(bad.theta.begin(), bad.theta.end(), std::greater<>());
    CHECK(matched(enclose_singular_values_near(a, bad), counts));
  }
  // the same vector twice does not prove two eigenvalues
  ProposedEigenpairs twice = good;
  std::copy_n(twice.x.begin(), 300, twice.x.begin() + 300);
  CHECK(std::isinf(enclose_singular_values_near(a, twice).error[0]));
  CHECK(std::isinf(enclose_singular_values_near(a, {{-1.0}, std::vector<double>(300, 0.1)}).error[0]));
  CHECK(std::isinf(enclose_singular_values_near(a, {{1.0}, {1.0}}).error[0]));
}
