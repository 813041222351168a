#include "linalg/singular_values.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace rankcert;

namespace {

std::vector<std::uint32_t> random_pattern(std::size_t n, unsigned seed) {
  std::mt19937 engine(seed);
  std::vector<std::uint32_t> pattern(n);
  for (std::uint32_t& j : pattern) j = static_cast<std::uint32_t>((engine() % n) * (engine() % n) / n);
  return pattern;
}

std::vector<double> roots_of_counts(const SelectionMatrix& a) {
  std::vector<double> counts(a.n, 0.0);
  for (const std::uint32_t j : a.pattern) counts[j] += 1;
  std::sort(counts.begin(), counts.end(), std::greater<>());
  for (double& c : counts) c = std::sqrt(c);
  return counts;
}

bool covers(const EnclosedValues& values, const std::vector<double>& truth) {
  for (std::size_t k = 0; k < truth.size(); ++k) {
    if (!(std::abs(values.value[k] - truth[k]) <= values.error[k] + 1e-15 * truth[k])) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("Lemma S2 on LAPACK's proposal: narrow, and true for selection matrices") {
  for (const std::size_t n : {1U, 2U, 3U, 17U, 64U, 200U, 401U}) {
    CAPTURE(n);
    const std::vector<std::uint32_t> pattern = random_pattern(n, static_cast<unsigned>(n));
    const SelectionMatrix a{pattern, n};
    const EnclosedValues values = enclose_singular_values(a, approx_svd(a));
    CHECK(covers(values, roots_of_counts(a)));
    CHECK(*std::max_element(values.error.begin(), values.error.end()) < 3e-11);
  }
}

TEST_CASE("Lemma S2 is sound for corrupted proposals: a problem built backwards, then disturbed") {
  const std::size_t n = 40;
  const std::vector<std::uint32_t> pattern = random_pattern(n, 5);
  const SelectionMatrix a{pattern, n};
  const ProposedSvd good = approx_svd(a);
  const std::vector<double> truth = roots_of_counts(a);
  std::mt19937 engine(6);
  std::normal_distribution<double> normal;
  for (const double size : {1e-14, 1e-10, 1e-6, 1e-3, 1e-2, 1.0}) {
    for (int part = 0; part < 4; ++part) {
      ProposedSvd bad = good;
      if (part == 0 || part == 3) for (double& v : bad.u) v += size * normal(engine) / 40;
      if (part == 1 || part == 3) for (double& v : bad.v) v += size * normal(engine) / 40;
      if (part == 2 || part == 3) {
        for (double& v : bad.s) v = std::max(0.0, v + size * normal(engine));
        std::sort(bad.s.begin(), bad.s.end(), std::greater<>());
      }
      CAPTURE(size);
      CAPTURE(part);
      CHECK(covers(enclose_singular_values(a, bad), truth));
    }
  }
}

TEST_CASE("unusable proposals get infinite errors") {
  const std::vector<std::uint32_t> pattern{0, 1, 1};
  const SelectionMatrix a{pattern, 3};
  const auto refused = [&](const ProposedSvd& p) {
    const EnclosedValues values = enclose_singular_values(a, p);
    return values.error.size() == 3 && std::isinf(values.error[0]) && std::isinf(values.error[2]);
  };
  const ProposedSvd good = approx_svd(a);
  CHECK_FALSE(refused(good));
  CHECK(refused({}));
  ProposedSvd p = good;
  std::swap(p.s[0], p.s[2]);
  CHECK(refused(p));
  p = good;
  p.s[2] = -1;
  CHECK(refused(p));
  p = good;
  p.u[4] = std::nan("");
  CHECK(refused(p));
  p = good;
  p.v.assign(9, 0.0);
  CHECK(refused(p));
  p = good;
  p.s[0] = std::nan("");
  CHECK(refused(p));
}
