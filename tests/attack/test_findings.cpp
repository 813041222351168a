// What the attacks have found, kept for ever.
#include <doctest/doctest.h>

#include <chrono>

#include "attack/base_certificates.hpp"
#include "attack/checkers.hpp"
#include "attack/compare_formulas.hpp"
#include "enclosure/evaluate.hpp"
#include "exact/error.hpp"
#include "formula/parser.hpp"

using namespace rankcert;
using namespace rankcert::attack;

TEST_CASE("finding: nothing follows the certificate in its file, behind a NUL byte neither") {
  const std::string file = signed_file(example_bases().front().body);
  for (const CheckerUnderAttack& checker : all_checkers()) {
    CAPTURE(checker.name);
    CHECK(checker.check(file) == Answer::accepted);
    CHECK(checker.check(file + std::string(1, '\0')) == Answer::refused);
    CHECK(checker.check(file + std::string(1, '\0') + "any bytes") == Answer::refused);
  }
}

TEST_CASE("finding: a long exponent of 1 - t^2 in an integrand is paid for") {
  const std::string text = "integral(t = -1..1, (1-t^2)^(10^60 - 1/2))";
  Limits limits;
  limits.max_work = 2'000;
  const Definitions none;
  const auto begin = std::chrono::steady_clock::now();
  try {
    (void)Evaluator(none, 64, limits).enclose(*parse_formula(text));
  } catch (const LimitError&) {
    MESSAGE("the work limit was met");
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("finding: formulas at which readers differed, or came close to it") {
  for (const std::string text : {"erfc(cosh(1/2))", "erfc(log(cosh(1)) + 3)", "let y = tanh(17*17); let x = sum(k = 4..y, 1); 15"}) {
    CAPTURE(text);
    CHECK_FALSE(is_failure(compare_readers(text).agreement));
  }
}
