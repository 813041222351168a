// low-rank-separation, through the claim's own definitions.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "capture_binding.hpp"
#include "claim/claim_library.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("low-rank-separation");
  return one;
}

Interval bound(const std::string& name, long d, long r, const std::string& heads, long cut, long bits = 192) {
  return test::enclosed(claim(), name + "(" + std::to_string(d) + ", " + std::to_string(r) + ", " + heads + ", " + std::to_string(cut) + ")", bits);
}

}  // namespace

TEST_CASE("low-rank-separation: the bound against tests/reference, general and scalar") {
  std::size_t rows = 0;
  for (const auto& row : test::reference_rows("low_rank_bound.csv")) {
    const long cut = std::stol(row.at("L"));
    const Interval value = bound(row.at("kind") + "_bound", std::stol(row.at("d")), std::stol(row.at("r")), row.at("H"), cut);
    CAPTURE(row.at("d") + " " + row.at("r") + " " + row.at("H") + " " + row.at("L") + " " + row.at("kind"));
    CHECK(test::agrees(value, row.at("value")));
    // The tail rule never credits more than the whole series.
    const Rational limit = *parse_rational(row.at("limit"));
    CHECK(value.upper <= limit * (1 + Rational(1, 1'000'000) / pow(Integer(10), 20)));
    ++rows;
  }
  CHECK(rows >= 40);
}

TEST_CASE("low-rank-separation: the table of the reference values") {
  CHECK(test::agrees(bound("general_bound", 10, 1, "64", 99), "0.0982800192832289063"));
  CHECK(test::agrees(bound("general_bound", 10, 1, "64", 999), "0.0982800193108971"));
  CHECK(test::agrees(bound("scalar_bound", 10, 1, "64", 99), "0.137881772398932227"));
  CHECK(test::agrees(bound("general_bound", 64, 1, "1024", 99), "0.174050525319516778"));
  CHECK(test::agrees(bound("scalar_bound", 64, 1, "1024", 99), "0.17787805657308408"));
  CHECK(test::agrees(bound("general_bound", 64, 4, "1024", 99), "0.124477528559146899"));
  CHECK(test::agrees(bound("scalar_bound", 64, 4, "1024", 99), "0.153540873085189285"));
  CHECK(test::agrees(bound("general_bound", 128, 8, "10^6", 99), "0.101354641370633875"));
  CHECK(test::agrees(bound("scalar_bound", 128, 8, "10^6", 99), "0.102058614857666243"));
}

TEST_CASE("low-rank-separation: the dangerous places are told from the right value") {
  const Interval right = bound("general_bound", 10, 1, "64", 99);
  const auto is = [&](const char* wrong) { return abs(right.lower - *parse_rational(wrong)) < Rational(1, 1'000'000); };
  CHECK(is("0.0982800192832"));
  CHECK_FALSE(is("0.103043615272"));   // m = d
  CHECK_FALSE(is("0.0907698674952"));  // m = d - 2
  CHECK_FALSE(is("0.196560038622"));   // without the factor 1/2
  CHECK_FALSE(is("0.0714581241903"));  // C(l + r, r)
  CHECK_FALSE(is("0.091548448"));      // no tail
  CHECK_FALSE(is("-6.78"));            // clamped after the sum
  CHECK(test::agrees(bound("general_bound", 10, 1, "64", 5), "0.0953141977922"));
  CHECK(bound("general_bound", 10, 1, "64", 5).upper < Rational(992431640625) / pow(Integer(10), 13));  // the tail credited fully
  // r = 4 tells D# from the coarser D, and from M.
  CHECK(bound("general_bound", 64, 4, "1024", 99).lower > *parse_rational("0.1242535"));
}

TEST_CASE("low-rank-separation: no heads give exactly one half, and nothing gives more") {
  for (long d : {4L, 10L, 64L}) {
    for (long cut : {1L, 9L, 33L}) {
      for (const char* name : {"general_bound", "scalar_bound", "general_ceiling"}) {
        const Interval none = bound(name, d, 1, "0", cut);
        CHECK(none.lower <= Rational(1, 2));
        CHECK(none.upper >= Rational(1, 2));
        CHECK(none.upper - none.lower < Rational(1) / pow(Integer(10), 40));
        CHECK(bound(name, d, 1, "1", cut).upper < Rational(1, 2));
      }
    }
  }
}

TEST_CASE("low-rank-separation: falls in H and in r, general below scalar, ends at zero") {
  for (long d : {10L, 30L}) {
    for (const char* name : {"general_bound", "scalar_bound"}) {
      for (long r = 1; r <= 4; ++r) {
        Interval before = bound(name, d, r, "1", 33);
        for (const char* heads : {"2", "8", "64", "1000", "10^5", "10^8", "10^15"}) {
          const Interval now = bound(name, d, r, heads, 33);
          CHECK(now.lower >= 0);
          CHECK(now.lower <= before.upper);
          if (before.lower > Rational(1, 1000)) CHECK(now.upper < before.lower);
          before = now;
        }
      }
      for (const char* heads : {"4", "512"}) {
        Interval before = bound(name, d, 1, heads, 33);
        for (long r = 2; r <= 6; ++r) {
          const Interval now = bound(name, d, r, heads, 33);
          CHECK(now.upper <= before.lower);
          before = now;
        }
      }
    }
    for (long r = 1; r <= 5; ++r) CHECK(bound("general_bound", d, r, "100", 33).upper <= bound("scalar_bound", d, r, "100", 33).lower);
    CHECK(bound("general_bound", d, 1, "2^1000", 33).upper == 0);
  }
}

TEST_CASE("low-rank-separation: a longer sum helps, and the ceiling bounds every sum") {
  struct Place {
    long d, r;
    const char* heads;
  };
  for (const auto& [d, r, heads] : {Place{10, 1, "64"}, Place{10, 2, "1000"}, Place{30, 4, "10^4"}, Place{64, 4, "2^20"}, Place{9, 6, "3"}}) {
    CAPTURE_BINDING(d);
    Interval last_bound = bound("general_bound", d, r, heads, 1);
    Interval last_ceiling = bound("general_ceiling", d, r, heads, 1);
    const Interval final_bound = bound("general_bound", d, r, heads, 199);
    for (long cut : {3L, 5L, 9L, 15L, 33L, 99L}) {
      const Interval now = bound("general_bound", d, r, heads, cut);
      const Interval ceiling = bound("general_ceiling", d, r, heads, cut);
      const Rational rounding = Rational(1) / pow(Integer(10), 40);
      CHECK(now.upper + rounding >= last_bound.lower);
      CHECK(ceiling.lower <= last_ceiling.upper + rounding);
      CHECK(final_bound.lower <= ceiling.upper + rounding);
      last_bound = now;
      last_ceiling = ceiling;
    }
  }
}
