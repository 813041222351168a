#include "coq/coq_file.hpp"

#include <doctest/doctest.h>

#include "coq/not_carried.hpp"
#include "coq/small_certificate.hpp"
#include "exact/error.hpp"

namespace rankcert::test {
namespace {

using coq::NotCarried;

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string define(const std::string& name, const std::string& is) {
  return "[[define]]\nname = '''" + name + "'''\nis = '''" + is + "'''\nmeaning = \"a test\"\n";
}

/// Why the formula is refused; empty if it is not.
std::string refusal_of(const std::string& formula, const std::string& definitions = "") {
  try {
    (void)coq_text(small_certificate(formula, "<=", "10^9*n", Verdict::certified, definitions));
    return "";
  } catch (const NotCarried& refusal) {
    return refusal.what();
  }
}

/// Comments of Coq nest and hold strings: whether the text has each of them closed, and none closed that is not open.
bool has_balanced_comments(const std::string& text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "(*") == 0) {
      ++depth;
      ++i;
    } else if (text.compare(i, 2, "*)") == 0) {
      if (--depth < 0) return false;
      ++i;
    } else if (text[i] == '"' && depth > 0) {
      return false;
    }
  }
  return depth == 0;
}

}  // namespace

TEST_CASE("coq file: the formula stands in the file with its numbers, each definition under its name") {
  const std::string text = coq_text(small_certificate("twice(n) + exp(-1)", "<=", "11", Verdict::certified, define("twice(x)", "x + x")));
  CHECK(contains(text, "(* twice(5) *)\nDefinition twice_1 : R := 5 + 5.\n"));
  CHECK(contains(text, "Definition left_side : R := twice_1 + exp (- 1).\n"));
  CHECK(contains(text, "Definition right_side : R := 11.\n"));
  CHECK(contains(text, "Theorem point : left_side <= right_side.\n"));
  CHECK(contains(text, "Check: coqc FILE.v"));
  CHECK(contains(text, "Coq's functions are total"));
  CHECK_FALSE(contains(text, "Admitted"));
  CHECK_FALSE(contains(text, "Axiom "));
}

TEST_CASE("coq file: what holds brackets in the language holds them in Coq") {
  const auto left_of = [](const std::string& formula) {
    const std::string text = coq_text(small_certificate(formula, "<=", "10^9*n"));
    const std::size_t start = text.find("Definition left_side : R := ") + 28;
    return text.substr(start, text.find(".\n", start) - start);
  };
  CHECK(left_of("1 - (2 - pi)") == "1 - (2 - PI)");
  CHECK(left_of("1 - 2 - pi") == "1 - 2 - PI");
  CHECK(left_of("1/(2/pi)") == "1 / (2 / PI)");
  CHECK(left_of("-pi^2") == "- PI ^ 2");
  CHECK(left_of("(-pi)^2") == "(- PI) ^ 2");
  CHECK(left_of("pi^-2") == "powerRZ PI (-2)");
  CHECK(left_of("2*(pi + 1)") == "2 * (PI + 1)");
  CHECK(left_of("pi^(3/2)") == "(sqrt PI) ^ 3");
  CHECK(left_of("(2^pi)^2") == "(Rpower 2 PI) ^ 2");
  CHECK(left_of("pi*-2") == "PI * (- 2)");
  CHECK(left_of("pi*0.25") == "PI * (1 / 4)");
  CHECK(left_of("exp(-(1/3))") == "exp (- (1 / 3))");
}

TEST_CASE("coq file: sums are written out, conditions on exact numbers decided") {
  const std::string text = coq_text(small_certificate("sum(k = 1..3, if(k = 2, pi, 1/k))", "<=", "n"));
  CHECK(contains(text, "Definition left_side : R := 1 / 1 + PI + 1 / 3.\n"));
  CHECK(contains(text, "Conditions, floor and ceil of exact numbers were decided"));
  CHECK(contains(coq_text(small_certificate("sum(k = 3..2, pi)", "<=", "n")), "Definition left_side : R := 0.\n"));
}

TEST_CASE("coq file: a condition on enclosed numbers becomes a lemma") {
  const std::string text = coq_text(small_certificate("if(pi > 3, 1, n^9)", "<=", "n"));
  CHECK(contains(text, "_holds : PI > 3.\n"));
  CHECK(contains(text, "Definition left_side : R := 1.\n"));
  const std::string opposite = coq_text(small_certificate("if(pi < 3, n^9, 1)", "<=", "n"));
  CHECK(contains(opposite, "_holds : PI >= 3.\n"));
}

TEST_CASE("coq file: exact functions of whole numbers are computed by Coq") {
  CHECK(contains(coq_text(small_certificate("binomial(n, 2)", "<=", "10")), "IZR (Zbinomial 5 2)"));
  CHECK(contains(coq_text(small_certificate("factorial(n)", "<=", "120")), "IZR (Zfactorial 5)"));
  const std::string text = coq_text(small_certificate("gamma(n + 1/2)", "<=", "60"));
  CHECK(contains(text, "IZR (Zodds 5) / 2 ^ 5"));
  CHECK(contains(text, " = 945 / 32.\n"));  // gamma(11/2) = 945/32 sqrt(pi), DLMF 5.4.6 and 5.5.1
}

TEST_CASE("coq file: a refuted certificate states the opposite relation") {
  const std::string text = coq_text(small_certificate("n", "<", "pi", Verdict::refuted));
  CHECK(contains(text, "Theorem point : left_side >= right_side.\n"));
  CHECK(contains(text, "the theorem states the opposite relation"));
  CHECK(contains(coq_text(small_certificate("n", "=", "6", Verdict::refuted)), "Theorem point : left_side <> right_side.\n"));
}

TEST_CASE("coq file: a verdict that compares nothing is refused") {
  for (const Verdict verdict : {Verdict::inconclusive, Verdict::enclosed}) {
    const SmallCertificate small = small_certificate("n", "<=", "6", verdict);
    CHECK_THROWS_WITH_AS((void)coq_text(small), doctest::Contains("compares nothing that Coq could prove"), NotCarried);
  }
}

TEST_CASE("coq file: what does not hold is not written") {
  CHECK_THROWS_AS((void)coq_text(small_certificate("n", "<=", "4")), NotCarried);
  CHECK_THROWS_AS((void)coq_text(small_certificate("pi", "<=", "3")), NotCarried);
  CHECK_THROWS_AS((void)coq_text(small_certificate("pi", "<=", "4", Verdict::refuted)), NotCarried);
}

// Coq's 1/0 and ln(-1) are 0: a formula without a value must not become a theorem about those.
TEST_CASE("coq file: a formula without a value is not written") {
  for (const char* formula : {"1/(n - 5)", "0*log(n - 5)", "sqrt(-n)", "0*log(sin(4))", "asin(n)", "(n - 5)^-1", "1/(pi - pi)", "(-pi)^(1/2)", "(-pi)^(1/3)",
                              "(n - 5)^(-1/2)", "max(1, 1/(n - 5))", "let x = log(-n); n", "integral(t = 0..1, log(t - 2))", "integral(t = -1..1, 1/t)",
                              "integral(t = 1..2, sqrt(-t))", "sum(k = 1..n, 1/(k - 3))", "if(1/(n - 5) > 0, 1, 2)", "0*gamma(5 - n)", "atan(1/(n - 5))"}) {
    INFO(formula);
    CHECK_THROWS_AS((void)coq_text(small_certificate(formula, "<=", "10^9*n")), InputError);
  }
  // What is not evaluated may have no value.
  CHECK(contains(coq_text(small_certificate("sum(k = n..4, 1/(k - k)) + if(n = 5, 0, 1/0)", "=", "n - 5")), "Definition left_side : R := 0 + 0.\n"));
  CHECK(contains(coq_text(small_certificate("(n - 5)^0", "=", "1")), "Definition left_side : R := (5 - 5) ^ 0.\n"));
}

TEST_CASE("coq file: integrals keep their direction") {
  CHECK(contains(coq_text(small_certificate("integral(t = 2..1, t*n)", "<", "-7")), "RInt (fun t_1 => t_1 * 5) 2 1.\n"));  // -7.5
  CHECK_THROWS_AS((void)coq_text(small_certificate("integral(t = 2..1, t*n)", ">", "7")), NotCarried);
}

TEST_CASE("coq file: what Coq cannot carry is refused by its name") {
  CHECK(contains(refusal_of("besselie(0, n)"), "the function besselie"));
  CHECK(contains(refusal_of("gamma(n + 1/3)"), "gamma at 5 + 1 / 3"));
  CHECK(contains(refusal_of("gamma(pi)"), "only enclosed"));
  CHECK(contains(refusal_of("lgamma(10^5*n)"), "whole and half arguments above 0 up to 3000"));
  CHECK(contains(refusal_of("factorial(800*n)"), "from 0 to 3000"));
  CHECK(contains(refusal_of("binomial(10^6*n, 10^5)"), "too many factors"));
  CHECK(contains(refusal_of("sum(k = 1..1000*n, 1/k)"), "a sum or product of 5000 terms"));
  CHECK(contains(refusal_of("integral(t = 0..inf, exp(-n*t))"), "an integral over an infinite range"));
  CHECK(contains(refusal_of("integral(t = 0..1, Phi(n*t))"), "Phi of the variable of an integral"));
  CHECK(contains(refusal_of("integral(t = 0..1, if(t < 1/2, n, 1))"), "a condition on the variable of an integral"));
  CHECK(contains(refusal_of("integral(t = 0..1, max(t, n))"), "max of the variable of an integral"));
  CHECK(contains(refusal_of("integral(t = 0..1, t^(1/3))/n"), "neither whole nor half"));
  CHECK(contains(refusal_of("integral(t = -1..1, (1 - t^2)^(-1/2))/n"), "in a denominator"));
  CHECK(contains(refusal_of("integral(s = 0..1, integral(t = 0..s, s*t))/n"), "depends on the variable of another one"));
  CHECK(refusal_of("integral(s = 0..1, integral(t = 0..1, t)*s)/n") == "");
}

TEST_CASE("coq file: a formula that grows without end is refused") {
  std::string definitions = define("g0(x)", "sin(x)");
  for (int i = 1; i <= 40; ++i) {
    const std::string before = "g" + std::to_string(i - 1);
    definitions += define("g" + std::to_string(i) + "(x)", before + "(x + 1) + " + before + "(2*x)");
  }
  CHECK(contains(refusal_of("g40(n)", definitions), "too long for Coq"));
  CHECK(contains(refusal_of("integral(t = 0..1, g40(t))/n", definitions), "too long for Coq"));
}

TEST_CASE("coq file: hostile text stays in its comment, hostile names are made names of Coq") {
  CHECK(coq::comment_text("a *) Axiom false : False. (* b") == "a * ) Axiom false : False. ( * b");
  CHECK(coq::comment_text("(*) \"x\" **)") == "( * ) 'x' ** )");
  CHECK(coq::comment_text("((**") == "(( **");
  CHECK(coq::comment_text("a\nb\tc") == "a b c");
  SmallCertificate small = small_certificate("_fun(n) + forall + Type + PI(n)", "<=", "n*100", Verdict::certified,
                                             define("_fun(in)", "in + 1") + define("forall", "1/2") + define("Type", "3") + define("PI(x)", "x*pi"));
  small.claim.title = "*) Axiom wrong : False. (* \"";
  small.certificate.assertion = small.claim.assertions.front().name;
  small.certificate.left.text = "x *) \" (*";
  const std::string text = coq_text(small);
  CHECK(has_balanced_comments(text));
  CHECK(contains(text, "Definition v_fun_"));
  CHECK(contains(text, "Definition forall_"));
  CHECK(contains(text, "Definition Type_"));
  CHECK(contains(text, "Definition PI_"));
  CHECK_FALSE(contains(text, "*) Axiom"));
}

}  // namespace rankcert::test
