// Our tables (tests/conformance): nothing is wrong at any precision, and a table that demands a little more is not met.
#include <doctest/doctest.h>

#include <algorithm>

#include "checker/read_file.hpp"
#include "itl/judge.hpp"

using namespace rankcert;
using namespace rankcert::itl;

namespace {

std::vector<Statement> table(const std::string& name) {
  const std::string path = std::string(RANKCERT_CONFORMANCE) + "/" + name;
  return parse_itl(read_file(path), path);
}

void check_nothing_wrong(const Score& score, std::size_t statements) {
  for (const Violation& violation : score.violations) FAIL_CHECK(violation.line << ": " << violation.text);
  CHECK(score.wrong == 0);
  CHECK(score.passed() + score.set_aside <= statements);
}

/// Each bounded result with one end moved out by 2^-40 of its size: what contains these sets is wider than the values need.
std::vector<Statement> demanding_more(const std::vector<Statement>& statements, bool lower) {
  std::vector<Statement> demanding;
  for (Statement statement : statements) {
    auto* set = std::get_if<Bounds>(&statement.results.front());
    if (set == nullptr || !set->is_bounded()) continue;
    Rational& end = lower ? *set->lower : *set->upper;
    const Rational distance = (abs(end) + 1) / Rational(Integer(1) << 40);
    end += lower ? -distance : distance;
    demanding.push_back(std::move(statement));
  }
  return demanding;
}

}  // namespace

TEST_CASE("conformance: exact sets, at several precisions") {
  const auto statements = table("exact.itl");
  CHECK(statements.size() > 800);
  for (const long bits : {24L, 53L, 113L, 1200L}) {
    CAPTURE(bits);
    for (const auto ask : {ask_kernel, ask_second}) {
      const Score score = score_of(statements, ask, {.bits = bits, .exact = true});
      check_nothing_wrong(score, statements.size());
      CHECK(score.set_aside == 0);
      CHECK(score.passed() > 700);
    }
  }
}

TEST_CASE("conformance: sets rounded to binary64") {
  const auto statements = table("rounded.itl");
  CHECK(statements.size() > 400);
  for (const long bits : {53L, 64L, 256L}) {
    CAPTURE(bits);
    for (const auto ask : {ask_kernel, ask_second}) {
      const Score score = score_of(statements, ask, {.bits = bits});
      check_nothing_wrong(score, statements.size());
      CHECK(score.unsupported.empty());
      CHECK(score.passed() == statements.size());
    }
  }
}

TEST_CASE("conformance: what MPFI rounds best is tight") {
  std::vector<Statement> statements = table("rounded.itl");
  std::erase_if(statements, [](const Statement& statement) {
    static const std::vector<std::string> best = {"add", "sub", "mul", "div", "sqrt", "exp", "expm1", "log", "log1p", "atan", "asin", "sinh", "cosh", "tanh", "sin", "cos"};
    return std::find(best.begin(), best.end(), statement.operation) == best.end();
  });
  CHECK(statements.size() > 300);
  const Score score = score_of(statements, ask_second, {});
  for (const auto& [operation, count] : score.loose_by_operation) FAIL_CHECK(operation << ": " << count << " are wider");
  CHECK(score.tight + score.unbounded == statements.size());
}

TEST_CASE("conformance: a table that demands a little more is not met") {
  for (const bool lower : {true, false}) {
    auto demanding = demanding_more(table("rounded.itl"), lower);
    CHECK(demanding.size() > 350);
    CHECK(score_of(demanding, ask_second, {.bits = 128}).wrong == demanding.size());
    // A ball of some size has a radius of 30 bits only, so the kernel is held to this at points.
    std::erase_if(demanding, [](const Statement& statement) {
      return !std::all_of(statement.operands.begin(), statement.operands.end(), [](const Term& term) { return std::get<Bounds>(term).is_point(); });
    });
    CHECK(demanding.size() > 250);
    CHECK(score_of(demanding, ask_kernel, {.bits = 128}).wrong == demanding.size());
  }
}
