#include "claim/prove.hpp"

#include <doctest/doctest.h>

#include "checker/check_certificate.hpp"
#include "claim/claim_library.hpp"
#include "claim/example.hpp"
#include "exact/error.hpp"

using namespace rankcert;

namespace {

Result prove(const Claim& claim, const Assignment& parameters = {{"n", 5}}, ProverOptions options = {}) {
  return Prover(options).prove({.claim = &claim, .assertion = &claim.assertions.front(), .parameters = parameters}, std::nullopt, "");
}

Verdict verdict_of(const std::string& left, const char* relation, const std::string& right) {
  const Claim claim = test::one_assertion(left, relation, right);
  const Result result = prove(claim);
  // Whatever the prover says, the checker says too.
  const CheckReport report = Checker().check(write_certificate(make_certificate(result, "test")));
  CHECK_MESSAGE(report.accepted, report.reason);
  CHECK(report.verdict == result.verdict);
  return result.verdict;
}

}  // namespace

TEST_CASE("prove: each relation, certified, refuted and inconclusive") {
  CHECK(verdict_of("pi + n", "<", "8.2") == Verdict::certified);
  CHECK(verdict_of("pi + n", ">", "8.2") == Verdict::refuted);
  CHECK(verdict_of("pi + n", ">=", "8") == Verdict::certified);
  CHECK(verdict_of("n", "<=", "5") == Verdict::certified);
  CHECK(verdict_of("n", "<", "5") == Verdict::refuted);
  CHECK(verdict_of("n", "=", "5") == Verdict::certified);
  CHECK(verdict_of("n", "=", "pi") == Verdict::refuted);
  CHECK(verdict_of("sqrt(2)^2 + n", "=", "7") == Verdict::inconclusive);
  CHECK(verdict_of("sqrt(2)^2 + n", "<", "7") == Verdict::inconclusive);
}

TEST_CASE("prove: precision doubles until a close comparison is decided") {
  CHECK(verdict_of("exp(1)^n", "<", "exp(1)^n + 10^(-300)") == Verdict::certified);
  const Claim claim = test::one_assertion("exp(1)^n", "<", "exp(1)^n + 10^(-300)");
  CHECK(prove(claim, {{"n", 5}}, {.limits = {}, .max_precision_bits = 512, .stop = nullptr}).verdict == Verdict::inconclusive);
  CHECK(prove(claim, {{"n", 5}}, {.limits = {}, .max_precision_bits = 2048, .stop = nullptr}).verdict == Verdict::certified);
}

TEST_CASE("prove: hints are refined until the claim's verdict is reached") {
  // sum of 1/2^i up to L exceeds 0.99 from L = 7 on: the second candidate, 9.
  const Claim claim = test::one_assertion("sum(i = 1..L, 1/2^i) + 0*n", ">", "0.99");
  const Result result = prove(claim);
  CHECK(result.verdict == Verdict::certified);
  CHECK(result.hints == Assignment{{"L", 9}});
  // Never reached: the last candidate stands.
  const Claim never = test::one_assertion("sum(i = 1..L, 1/2^i) + 0*n", ">", "1");
  CHECK(prove(never).verdict == Verdict::refuted);
  CHECK(prove(never).hints == Assignment{{"L", 27}});
}

TEST_CASE("prove: a side that cannot be bounded decides nothing and says why") {
  const Claim claim = test::one_assertion("1/(sqrt(n)^2 - 5)", ">", "0");
  const Result result = prove(claim);
  CHECK(result.verdict == Verdict::inconclusive);
  CHECK_FALSE(result.left);
  CHECK_FALSE(is_certifiable(result));
  const Claim open = test::one_assertion("sqrt(2)^2 + n", "=", "7");
  CHECK(is_certifiable(prove(open)));
  CHECK(result.note.find("no bounded enclosure") != std::string::npos);
  const Claim heavy = test::one_assertion("sum(i = 1..10^7, sum(j = 1..10^7, n))", ">", "0");
  ProverOptions small;
  small.limits.max_work = 100'000;
  CHECK(prove(heavy, {{"n", 5}}, small).verdict == Verdict::inconclusive);
}

TEST_CASE("prove: a measured side that is missing leaves the bound enclosed") {
  const Claim claim = parse_claim(R"toml(id = "m"
title = ""
statement = ""
source = ""
note = "m"
hypotheses = ["none"]
[parameters]
n = { type = "integer", range = "1..9", meaning = "n" }
[[assert]]
name = "a"
title = ""
left = "1/n"
relation = "<="
right = { measure = "random_heads_mse(10, n)", column = "mse" }
lemmas = ["note#1"]
)toml",
                                  "m.toml");
  Prover prover{ProverOptions{}};
  const Point point{.claim = &claim, .assertion = &claim.assertions.front(), .parameters = {{"n", 3}}};
  const Result none = prover.prove(point, std::nullopt, "too large");
  CHECK(none.verdict == Verdict::enclosed);
  CHECK(none.note == "too large");
  CHECK_FALSE(margin(none));
  const auto with = [&](const Rational& lower, const Rational& upper, bool sample) {
    Measured measured{.interval = {lower, upper}, .evidence = {.seed = "1", .method = "", .sample = std::nullopt, .witness = {}}};
    if (sample) measured.evidence.sample = Evidence::Sample{{0}, 0, 1, Rational(1, 2)};
    return prover.prove(point, measured, "");
  };
  CHECK(with(Rational(1, 2), 1, false).verdict == Verdict::certified);
  CHECK(with(Rational(1, 2), 1, true).verdict == Verdict::supported);
  CHECK(with(Rational(1, 5), Rational(1, 4), false).verdict == Verdict::refuted);
  CHECK(with(Rational(1, 5), 1, false).verdict == Verdict::inconclusive);
  CHECK(*margin(with(Rational(1, 2), 1, false)) > Rational(166, 1000));
  CHECK(*margin(with(Rational(1, 2), 1, false)) <= Rational(1, 6));
  CHECK(*margin(with(Rational(1, 5), Rational(1, 4), false)) < 0);
}

TEST_CASE("prove: an interrupt ends it") {
  std::atomic<bool> stop{true};
  const Claim claim = test::one_assertion("pi + n", "<", "8.2");
  CHECK_THROWS_AS((void)prove(claim, {{"n", 5}}, {.limits = {}, .max_precision_bits = 4096, .stop = &stop}), Interrupted);
}

TEST_CASE("prove: a hint at which the bound is 0 is not the last one tried") {
  const Claim claim = load_claim("low-rank-separation");
  const Point point{.claim = &claim, .assertion = claim.find_assertion("general-values"), .parameters = {{"d", 10}, {"r", 7}, {"H", 25}}};
  const Result result = Prover({}).prove(point, std::nullopt, "");
  REQUIRE(result.left);
  CHECK(result.left->lower > Rational(1, 1000));  // a threshold certifies 0.001 at these parameters
  const Point hopeless{.claim = &claim, .assertion = point.assertion, .parameters = {{"d", 10}, {"r", 1}, {"H", Rational(Integer(1) << 120U)}}};
  CHECK(is_vacuous(Prover({}).prove(hopeless, std::nullopt, "")));
}

TEST_CASE("prove: a hint that costs too much does not undo what a smaller one found") {
  const Claim claim = load_claim("low-rank-separation");
  const Point point{.claim = &claim, .assertion = claim.find_assertion("general-values"), .parameters = {{"d", 16}, {"r", 2}, {"H", 512}}};
  ProverOptions options;
  options.limits.max_terms = 40;
  const Result result = Prover(options).prove(point, std::nullopt, "not measured");
  CHECK(result.verdict == Verdict::enclosed);
  REQUIRE(result.left);
  CHECK(result.left->lower > 0);
  CHECK(result.hints == Assignment{{"L", 33}});
}

TEST_CASE("prove: a side without a value names the point") {
  const Claim claim = test::one_assertion("1/(n - 5)", ">", "0");
  CHECK(test::input_error([&] { (void)prove(claim); }) == "one a n=5: division by zero");
}

TEST_CASE("prove: the margin of sides that touch is 0, on either side of the relation") {
  const Claim claim = test::one_assertion("n", "<", "5");
  const Result touching = prove(claim);
  CHECK(touching.verdict == Verdict::refuted);
  CHECK(*margin(touching) == 0);
}

TEST_CASE("prove: whatever precision a limit ends at, what is recorded is what the checker finds") {
  const Claim close = test::one_assertion("sum(i = 1..300, exp(1/i)) + n", "<", "sum(i = 1..300, exp(1/i)) + n + 10^(-200)");
  std::size_t certifiable = 0;
  for (std::uint64_t work = 4'000; work <= 400'000; work += work / 7) {
    ProverOptions options;
    options.limits.max_work = work;
    const Result result = prove(close, {{"n", 5}}, options);
    if (!is_certifiable(result)) continue;
    ++certifiable;
    const CheckReport report = Checker().check(write_certificate(make_certificate(result, "test")));
    CAPTURE(work);
    CHECK_MESSAGE(report.accepted, report.reason);
  }
  CHECK(certifiable > 5);
}
