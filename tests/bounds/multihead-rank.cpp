// Several heads and latent keys, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include <set>

#include "attention/multihead_rank.hpp"
#include "bounds/claim_values.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("multihead-rank");
  return one;
}

Interval value(const std::string& formula) { return test::enclosed(claim(), formula); }

Result at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) { return test::result_at(claim(), assertion, values); }

/// Means over all patterns of two heads whose n choices are independent and uniform: the limit of wide heads.
struct UniformMeans {
  Rational different_rows = 0;
  Rational nonzero_columns = 0;
  Rational concatenated = 0;
  Rational summed = 0;
};

UniformMeans two_uniform_heads(std::uint32_t n) {
  std::int64_t cases = 1;
  for (std::uint32_t i = 0; i < 2 * n; ++i) cases *= n;
  std::int64_t rows = 0, columns = 0, concatenated = 0, summed = 0;
  for (std::int64_t code = 0; code < cases; ++code) {
    HeadPatterns patterns(2, std::vector<std::uint32_t>(n));
    std::int64_t digits = code;
    for (auto& pattern : patterns) {
      for (auto& j : pattern) j = static_cast<std::uint32_t>(digits % n), digits /= n;
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::set<std::uint32_t> keys;
    for (std::uint32_t i = 0; i < n; ++i) {
      pairs.insert({patterns[0][i], patterns[1][i]});
      keys.insert({patterns[0][i], patterns[1][i]});
    }
    rows += static_cast<std::int64_t>(pairs.size());
    columns += static_cast<std::int64_t>(keys.size());
    concatenated += static_cast<std::int64_t>(concatenated_rank(patterns));
    summed += static_cast<std::int64_t>(summed_rank(patterns));
  }
  return {Rational(rows, cases), Rational(columns, cases), Rational(concatenated, cases), Rational(summed, cases)};
}

}  // namespace

TEST_CASE("multihead-rank: the bounds against all patterns of two uniform heads") {
  for (const std::uint32_t n : {2U, 3U, 4U}) {
    const std::string size = std::to_string(n);
    const UniformMeans means = two_uniform_heads(n);
    CAPTURE(n);
    CHECK(test::is_exactly(value("row_kinds(" + size + ", 2)"), means.different_rows));
    CHECK(test::is_exactly(value(size + "*(1 - (1 - 1/" + size + ")^(2*" + size + "))"), means.nonzero_columns));
    CHECK(means.concatenated <= value("min(2*barrier(" + size + ") - 1, row_kinds(" + size + ", 2))").upper);
    CHECK(means.summed <= means.nonzero_columns);
    // Theorem 6: at most as much rank is missing as there are cycles on average
    CHECK(n - means.concatenated <= value("cycles(" + size + ")").upper);
  }
}

TEST_CASE("multihead-rank: two tokens, cycles by hand") {
  // one pair of rows, equal with probability 1/4
  CHECK(value("cycles(2)").lower == Rational(1, 4));
}

TEST_CASE("multihead-rank: the profile by steps lies above the profile (independent values), by at most a seventh") {
  struct Row {
    const char* n;
    const char* d;
    const char* profile;
  };
  for (const Row& row : {Row{"100", "8", "0.40040586824168318206"}, Row{"1000", "32", "0.44156020596863958177"},
                         Row{"10000", "64", "0.43545572314476073292"}}) {
    const Interval steps = test::enclosed(claim(), std::string("stepped_profile(") + row.n + ", " + row.d + ")", 64);
    const Rational exact = *parse_rational(row.profile);
    CAPTURE(row.n);
    CHECK(steps.lower > exact);
    CHECK(steps.upper < exact * Rational(8, 7));
  }
  CHECK(test::is_exactly(value("stepped_profile(10, 1)"), Rational(1023, 5120)));
  // never above the barrier, where the steps alone would be
  CHECK(value("stepped_profile(200, 256)").upper <= value("barrier(200)/200 + 10^(-30)").upper);
  // reference values at n = 200
  CHECK(value("stepped_profile(200, 4)").lower > Rational(2043, 10'000));
  CHECK(value("stepped_profile(200, 128)").lower > Rational(6023, 10'000));
}

TEST_CASE("multihead-rank: g has mean 1/n over the norm of a key") {
  // selected_at(n, d, x) against 1/n = sum over a fine grid from both sides: g is nondecreasing
  const std::string weight = "integral(x = i/8..(i + 1)/8, norm_density(4, x))";
  CHECK(value("sum(i = 0..55, " + weight + " * selected_at(20, 4, i/8))").upper < Rational(1, 20));
  CHECK(value("sum(i = 0..55, " + weight + " * selected_at(20, 4, (i + 1)/8))").lower > Rational(1, 20) - Rational(1, 1000));
}

TEST_CASE("multihead-rank: one head is the rank barrier") {
  const Result result = at("concatenated", {{"n", {100}}, {"D", {8}}, {"h", {1}}});
  CHECK(result.verdict == Verdict::supported);
  CHECK(result.right->lower <= value("barrier(100)").lower);
  CHECK(result.right->upper >= value("barrier(100)").upper);
  CHECK(result.right->upper < value("barrier(100) + 10^(-9)").lower);
}

TEST_CASE("multihead-rank: two tokens and two heads, measured against the exact means") {
  const Result side = at("concatenated", {{"n", {2}}, {"D", {2}}, {"h", {2}}, {"trials", {4000}}});
  CHECK(side.left->lower <= Rational(7, 4));
  CHECK(side.left->upper >= Rational(7, 4));
  CHECK(side.verdict == Verdict::inconclusive);  // the bound is attained
  const Result sum = at("summed", {{"n", {2}}, {"D", {2}}, {"h", {2}}, {"trials", {4000}}});
  CHECK(sum.left->lower <= Rational(13, 8));
  CHECK(sum.left->upper >= Rational(13, 8));
  CHECK(sum.verdict == Verdict::supported);
}

TEST_CASE("multihead-rank: splitting breaks the barrier where it should, and not at head dimension one") {
  CHECK(at("splitting-breaks-the-barrier", {{"n", {100}}, {"D", {64}}, {"h", {4}}}).verdict == Verdict::supported);
  CHECK(at("splitting-breaks-the-barrier", {{"n", {100}}, {"D", {16}}, {"h", {16}}}).verdict == Verdict::refuted);
  CHECK(at("splitting-breaks-the-barrier", {{"n", {100}}, {"D", {64}}, {"h", {1}}, {"trials", {400}}}).verdict == Verdict::refuted);
}

TEST_CASE("multihead-rank: a latent caps the rank at its own profile") {
  const Result narrow = at("latent-profile", {{"n", {100}}, {"d_h", {64}}, {"c", {3}}, {"trials", {400}}});
  CHECK(narrow.verdict == Verdict::supported);
  CHECK(narrow.right->upper < test::enclosed(claim(), "100*stepped_profile(100, 4)").lower);
  CHECK(at("latent", {{"n", {100}}, {"d_h", {2}}, {"c", {64}}}).verdict == Verdict::supported);
}
