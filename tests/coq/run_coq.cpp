#include "coq/run_coq.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "coq/coq_file.hpp"
#include "coq/has_coq.hpp"
#include "coq/small_certificate.hpp"
#include "exact/error.hpp"

namespace rankcert::test {
namespace {

using coq::Outcome;
using coq::run_coq;

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.rfind(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("run coq: proofs are accepted, a failing one and no Coq at all are refused") {
  if (!has_coq()) return;
  CHECK(run_coq("Lemma a : 1 + 1 = 2.\nProof. reflexivity. Qed.\n").outcome == Outcome::accepted);
  const coq::CoqRun wrong = run_coq("Lemma a : 1 + 1 = 3.\nProof. reflexivity. Qed.\n");
  CHECK(wrong.outcome == Outcome::refused);
  CHECK(wrong.reason.find("Unable to unify") != std::string::npos);
  CHECK(run_coq("this is no Coq").outcome == Outcome::refused);
  CHECK(run_coq("From Nowhere Require Import Nothing.\n").outcome == Outcome::unavailable);
}

TEST_CASE("run coq: limits on time and memory end it without a verdict") {
  if (!has_coq()) return;
  const std::string endless = "Ltac forever := idtac; forever.\nLemma a : True.\nProof. forever. Qed.\n";
  const coq::CoqRun late = run_coq(endless, {.seconds = 1});
  CHECK(late.outcome == Outcome::stopped);
  CHECK(late.seconds < 30);
  const coq::CoqRun large = run_coq("From Interval Require Import Tactic.\n", {.seconds = 60, .memory_mib = 64});
  CHECK(large.outcome != Outcome::accepted);
  CHECK(large.outcome != Outcome::refused);
}

TEST_CASE("run coq: an interrupt ends it") {
  if (!has_coq()) return;
  const std::atomic<bool> stop{true};
  CHECK_THROWS_AS((void)run_coq("Ltac f := idtac; f.\nLemma a : True.\nProof. f. Qed.\n", {}, &stop), Interrupted);
}

TEST_CASE("run coq: without coqc in PATH it is unavailable") {
  const char* before = std::getenv("PATH");
  const std::string path = before == nullptr ? "" : before;
  ::setenv("PATH", "/nowhere", 1);
  CHECK(coq::find_coqc().empty());
  CHECK(run_coq("").outcome == Outcome::unavailable);
  ::setenv("PATH", path.c_str(), 1);
}

TEST_CASE("run coq: a formula with every construct is proved, and no false one") {
  if (!has_coq()) return;
  // Values by hand: 10 + 120 + 24 + 945/32 sqrt(pi) + 1 + 1/2 + 3 + 4 + 1 + 2.5 + ... stays below 260.
  const std::string formula =
      "binomial(n, 2) + factorial(n) + gamma(n) + gamma(n + 1/2) + abs(-1) + max(1/3, 1/2) + floor(pi) + ceil(pi) + min(1, pi) + max(2.5, sqrt(2))"
      " + integral(t = 0..1, t*exp(-t^2)) + Phi(1) + Phic(-1) + erf(1/2) + erfc(1) + asin(1/2) + asin(1) + atan(1) + sinh(1) + cosh(1) + tanh(1)"
      " + log1p(n) + expm1(1) + sin(1) + cos(1) + 2^(1/3) + pi^(-3/2) + sqrt(9/4) + lgamma(n) + prod(i = 1..3, i/2) + if(exp(1) > 2, 1, 1/0)"
      " + sum(i = 1..15, 1/sqrt(i)) + (3/2)^-2 + ceil(5/2) + floor(-5/2) + abs(sin(4))";
  const std::string text = coq_text(small_certificate(formula, "<=", "300"));
  const coq::CoqRun run = run_coq(text);
  CHECK_MESSAGE(run.outcome == Outcome::accepted, run.reason);
  CHECK(run_coq(changed(text, "Definition right_side : R := 300.", "Definition right_side : R := 30.")).outcome == Outcome::refused);
}

TEST_CASE("run coq: a false inequality is refused, exact or enclosed") {
  if (!has_coq()) return;
  const std::string exact = coq_text(small_certificate("(1 - 1/n)^n", "<=", "1/3"));
  CHECK(run_coq(exact).outcome == Outcome::accepted);
  CHECK(run_coq(changed(exact, "left_side <= right_side", "right_side <= left_side")).outcome == Outcome::refused);
  // The recorded value of the left side, 1024/3125, by one unit.
  CHECK(run_coq(changed(exact, "left_side = 1024 / 3125", "left_side = 1023 / 3125")).outcome == Outcome::refused);
  const std::string enclosed = coq_text(small_certificate("exp(-1)", "<", "7358/20000"));  // exp(-1) = 0.367879...
  CHECK(run_coq(enclosed).outcome == Outcome::accepted);
  CHECK(run_coq(changed(enclosed, "Definition left_side : R := exp (- 1)", "Definition left_side : R := exp (- 1) + 1 / 10000")).outcome == Outcome::refused);
}

TEST_CASE("run coq: sides that are both enclosed, and conditions on two enclosed numbers") {
  if (!has_coq()) return;
  // gamma(1001/2)/gamma(999/2) = 999/2 (DLMF 5.5.1), an integral downward is -3/2, and exp(1) < pi: 500 < 499 + sqrt(2).
  const std::string formula = "if(exp(1) < pi, if(sqrt(2) >= sqrt(3), 1/0, gamma(200*n + 1/2 - 500)/gamma(200*n - 1/2 - 500) + integral(t = 2..1, t) + log(exp(2))), 1/0)";
  const coq::CoqRun below = run_coq(coq_text(small_certificate(formula, "<", "499 + sqrt(2)")));
  CHECK_MESSAGE(below.outcome == Outcome::accepted, below.reason);
  const std::string text = coq_text(small_certificate("sqrt(n)", ">=", "exp(4/5)"));  // 2.236, 2.2255
  const coq::CoqRun above = run_coq(text);
  CHECK_MESSAGE(above.outcome == Outcome::accepted, above.reason);
  CHECK(run_coq(changed(text, "left_side >= right_side", "left_side <= right_side")).outcome == Outcome::refused);
}

TEST_CASE("run coq: functions where their values are rational, and integrals from a number to itself") {
  if (!has_coq()) return;
  const std::string formula = "exp(n - 5) + log(n - 4) + sin(n - 5) + 2*cos(n - 5) + atan(n - 5) + asin(n - 5) + tanh(n - 5) + lgamma(n - 3)"
                              " + integral(t = 1..n - 4, 1/t) + erf(n - 5) + Phi(n - 5) + expm1(n - 5) + sqrt(n - 1)";
  const coq::CoqRun run = run_coq(coq_text(small_certificate(formula, "=", "11/2")));
  CHECK_MESSAGE(run.outcome == Outcome::accepted, run.reason);
}

TEST_CASE("run coq: equal and different exact numbers") {
  if (!has_coq()) return;
  const std::string equal = coq_text(small_certificate("sum(k = 1..n, k)", "=", "n*(n + 1)/2"));
  const coq::CoqRun run = run_coq(equal);
  CHECK_MESSAGE(run.outcome == Outcome::accepted, run.reason);
  const coq::CoqRun different = run_coq(coq_text(small_certificate("sum(k = 1..n, k)", "=", "16", Verdict::refuted)));
  CHECK_MESSAGE(different.outcome == Outcome::accepted, different.reason);
  const coq::CoqRun apart = run_coq(coq_text(small_certificate("pi", "=", "3", Verdict::refuted)));
  CHECK_MESSAGE(apart.outcome == Outcome::accepted, apart.reason);
}

}  // namespace rankcert::test
