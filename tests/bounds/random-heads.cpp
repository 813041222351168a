// The bound of rank-one layers and what random heads reach, through the claim's own definitions.
#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "bounds/claim_values.hpp"
#include "capture_binding.hpp"
#include "claim/claim_library.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("random-heads");
  return one;
}

Interval value(const std::string& name, long m, const std::string& heads, long cut) {
  return test::enclosed(claim(), name + "(" + std::to_string(m) + ", " + heads + ", " + std::to_string(cut) + ")");
}

// The Gegenbauer polynomial of R^m with value 1 at 1, by its recurrence (DLMF 18.9.1).
double gegenbauer(int m, int l, double t) {
  double before = 1;
  double now = t;
  for (int k = 2; k <= l; ++k) {
    const double next = ((2 * k + m - 4) * t * now - (k - 1) * before) / (k + m - 3);
    before = now;
    now = next;
  }
  return now;
}

// By elimination with full pivoting.
std::size_t numerical_rank(std::vector<std::vector<double>> a) {
  for (std::size_t rank = 0;; ++rank) {
    std::size_t row = rank;
    std::size_t column = 0;
    double largest = 0;
    for (std::size_t i = rank; i < a.size(); ++i) {
      for (std::size_t j = 0; j < a[i].size(); ++j) {
        if (std::abs(a[i][j]) > largest) largest = std::abs(a[i][j]), row = i, column = j;
      }
    }
    if (largest < 1e-10) return rank;
    std::swap(a[row], a[rank]);
    for (std::size_t i = rank + 1; i < a.size(); ++i) {
      const double factor = a[i][column] / a[rank][column];
      for (std::size_t j = 0; j < a[i].size(); ++j) a[i][j] -= factor * a[rank][j];
    }
  }
}

}  // namespace

TEST_CASE("random-heads: B(m, H) is the bound for scalar values at rank one: the reference values with m = d - 1") {
  CHECK(test::agrees(value("rank_one_error", 9, "64", 99), "0.137881772398932227"));
  CHECK(test::agrees(value("rank_one_error", 63, "1024", 99), "0.17787805657308408"));
  const Interval below = value("rank_one_error", 9, "64", 2999);
  const Interval above = value("rank_one_ceiling", 9, "64", 2999);
  CHECK(below.upper < above.lower);
  CHECK(below.upper <= *parse_rational("0.137881772405849292"));
  CHECK(above.lower >= *parse_rational("0.137881772405849290"));
}

TEST_CASE("random-heads: no heads miss half, one head misses what it cannot turn to") {
  CHECK(test::is_exactly(value("rank_one_error", 10, "0", 9), Rational(1, 2)));
  // H = 1: 1/2 (1 - sum eta_l^2/N(m, l)) = 1/2 (1 - sum lambda_l^2), and lambda_1, lambda_3, lambda_5 = 1/2, -1/8, 1/16 at m = 3
  CHECK(test::is_exactly(value("rank_one_ceiling", 3, "1", 5), (1 - Rational(1, 4) - Rational(1, 64) - Rational(1, 256)) / 2));
}

TEST_CASE("random-heads: the bound falls with the heads, and the two dimensions bracket the best layer") {
  for (const long d : {5L, 10L, 40L}) {
    Interval before = value("rank_one_error", d, "1", 299);
    for (const char* heads : {"7", "100", "10^4"}) {
      const Interval now = value("rank_one_error", d, heads, 299);
      CHECK(now.upper < before.lower);
      before = now;
      CHECK(value("rank_one_error", d - 1, heads, 299).upper < value("rank_one_ceiling", d, heads, 299).lower);
    }
  }
}

TEST_CASE("random-heads: zonal functions of generic keys span the harmonics (Theorem 27)") {
  std::mt19937_64 engine(5);
  std::normal_distribution<double> normal;
  for (const auto& [m, l] : {std::pair{3, 3}, {3, 7}, {4, 5}, {6, 3}, {8, 1}}) {
    const auto dimension = static_cast<std::size_t>(test::enclosed(claim(), "N(" + std::to_string(m) + ", " + std::to_string(l) + ")").lower.convert_to<double>() + 0.5);
    const std::size_t heads = dimension + 4;
    std::vector<std::vector<double>> keys(heads, std::vector<double>(static_cast<std::size_t>(m)));
    for (auto& key : keys) {
      double squares = 0;
      for (double& v : key) v = normal(engine), squares += v * v;
      for (double& v : key) v /= std::sqrt(squares);
    }
    std::vector<std::vector<double>> gram(heads, std::vector<double>(heads));
    for (std::size_t g = 0; g < heads; ++g) {
      for (std::size_t h = 0; h < heads; ++h) {
        double t = 0;
        for (std::size_t i = 0; i < keys[g].size(); ++i) t += keys[g][i] * keys[h][i];
        gram[g][h] = gegenbauer(m, l, t);
      }
    }
    CAPTURE_BINDING(m);
    CAPTURE_BINDING(l);
    CHECK(numerical_rank(gram) == dimension);
    for (const std::size_t fewer : {std::size_t{1}, dimension / 2, dimension}) {
      std::vector<std::vector<double>> part(gram.begin(), gram.begin() + static_cast<std::ptrdiff_t>(fewer));
      CHECK(numerical_rank(part) == fewer);
    }
  }
}
