// rank-barrier, through the claim's own definitions and the quantities it measures.
#include <doctest/doctest.h>

#include "bounds/claim_values.hpp"
#include "capture_binding.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

const Claim& claim() {
  static const Claim one = load_claim("rank-barrier");
  return one;
}

Result at(const char* assertion, const std::map<std::string, std::vector<Rational>>& values) { return test::result_at(claim(), assertion, values); }

}  // namespace

TEST_CASE("rank-barrier: values of 1 - (1 - 1/n)^n") {
  CHECK(test::agrees(test::enclosed(claim(), "barrier(100)/100"), "0.633967658726770495"));
  CHECK(test::agrees(test::enclosed(claim(), "barrier(1000)/1000"), "0.632304575229035955"));
  CHECK(test::agrees(test::enclosed(claim(), "barrier(10^6)/10^6"), "0.632120742768354906"));
  CHECK(test::enclosed(claim(), "barrier(1)").lower == 1);
  CHECK(test::enclosed(claim(), "barrier(2)").upper == Rational(3, 2));
  // It falls toward 1 - 1/e from above.
  Rational last = 1;
  for (const char* n : {"2", "3", "10", "1000", "10^6", "10^15"}) {
    const Interval share = test::enclosed(claim(), std::string("barrier(") + n + ")/(" + n + ")");
    CHECK(share.upper < last);
    CHECK(share.lower > test::enclosed(claim(), "1 - exp(-1)").upper);
    last = share.lower;
  }
}

TEST_CASE("rank-barrier: one key is always chosen") {
  const Result result = at("mean-rank", {{"n", {1}}, {"d_h", {5}}});
  CHECK(result.verdict == Verdict::supported);  // it is measured all the same
  CHECK(*result.left == Interval{1, 1});
  CHECK(*result.right == Interval{1, 1});
}

TEST_CASE("rank-barrier: head dimension one, where the mean rank is 2(1 - 2^-n)") {
  for (const long n : {2L, 3L, 10L, 100L}) {
    const Result result = at("mean-rank", {{"n", {n}}, {"d_h", {1}}, {"trials", {2000}}});
    const Rational mean = 2 * (1 - Rational(1) / Rational(Integer(1) << static_cast<unsigned>(n)));
    CAPTURE(n);
    REQUIRE(result.left);
    CHECK(result.left->lower <= mean);
    CHECK(result.left->upper >= mean);
    // E rank = barrier at n = 2, so nothing can be decided there; from 3 on it can.
    if (n == 2) CHECK(result.verdict == Verdict::inconclusive);
    if (n >= 10) CHECK(result.verdict == Verdict::supported);
  }
}

TEST_CASE("rank-barrier: the mean rank lies where U(n, d_h) says") {
  const Result result = at("mean-rank", {{"n", {100}}, {"d_h", {8}}, {"trials", {1000}}});
  CHECK(result.verdict == Verdict::supported);
  // U(100, 8) bounds the mean rank from above; it is 40.04.
  CHECK(result.left->lower < Rational(4005, 100));
  CHECK(result.left->lower > 30);
}

TEST_CASE("rank-barrier: a spectrum deviates by zero") {
  for (const auto& [n, name] : {std::pair{64L, "spectrum"}, std::pair{1L, "spectrum"}, std::pair{500L, "top-spectrum"}}) {
    const Result result = at(name, {{"n", {n}}, {"d_h", {16}}});
    CAPTURE_BINDING(n);
    CAPTURE(result.note);
    REQUIRE(result.left);
    CHECK(result.left->lower <= 0);
    CHECK(result.left->upper >= 0);
    CHECK(result.verdict == Verdict::certified);
  }
}
