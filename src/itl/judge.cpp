#include "itl/judge.hpp"

#include <algorithm>

#include "checker/printable.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "itl/binary64.hpp"

namespace rankcert::itl {
namespace {

constexpr std::size_t shown_digits = 20;

std::string text_of(const Bounds& set) {
  if (set.empty) return "[empty]";
  return "[" + (set.lower ? decimal_below(*set.lower, shown_digits) : "-infinity") + ", " + (set.upper ? decimal_above(*set.upper, shown_digits) : "infinity") + "]";
}

std::string text_of(const Term& term) {
  if (const auto* set = std::get_if<Bounds>(&term)) return text_of(*set);
  if (const auto* truth = std::get_if<bool>(&term)) return *truth ? "true" : "false";
  return std::get<Other>(term).text;
}

std::string text_of(const Answer& answer) {
  if (answer.kind == Answer::Kind::undefined) return "no value";
  if (answer.kind == Answer::Kind::truth) return answer.truth == Truth::yes ? "true" : answer.truth == Truth::no ? "false" : "undecided";
  return text_of(answer.set);
}

std::string text_of(const Statement& statement) {
  std::string text = statement.testcase + ": " + statement.operation;
  for (const Term& operand : statement.operands) text += " " + text_of(operand);
  return text + " = " + text_of(statement.results.front());
}

/// The operands as sets; nothing if one of them is none, or empty. A bare number is a point.
std::optional<std::vector<Bounds>> sets_of(const Statement& statement) {
  std::vector<Bounds> sets;
  for (const Term& term : statement.operands) {
    if (const auto* set = std::get_if<Bounds>(&term); set != nullptr && !set->empty) {
      sets.push_back(*set);
    } else if (const auto* other = std::get_if<Other>(&term); other != nullptr && other->number) {
      sets.push_back({.lower = *other->number, .upper = *other->number});
    } else {
      return std::nullopt;
    }
  }
  return sets;
}

bool is_judged(const Statement& statement) {
  return statement.results.size() == 1 && !statement.signals && !std::holds_alternative<Other>(statement.results.front());
}

Judgement judge_set(const Bounds& found, const Bounds& expected, bool exact) {
  if (expected.empty) return found.empty ? Judgement::tight : found.is_whole_line() ? Judgement::unbounded : Judgement::wrong;
  const Bounds shown = exact ? found : rounded_to_binary64(found);
  if (!contains(shown, expected)) return Judgement::wrong;
  if (shown == expected) return Judgement::tight;
  return found.is_whole_line() ? Judgement::unbounded : Judgement::loose;
}

Judgement judge_truth(Truth found, bool expected) {
  if (found == Truth::unknown) return Judgement::loose;
  if (found == Truth::yes) return expected ? Judgement::tight : Judgement::wrong;
  return expected ? Judgement::wrong : Judgement::tight;
}

}  // namespace

Judgement judge(const Answer& answer, const Term& expected, bool exact) {
  const auto* set = std::get_if<Bounds>(&expected);
  const auto* truth = std::get_if<bool>(&expected);
  if (answer.kind == Answer::Kind::undefined) return set != nullptr && set->empty ? Judgement::tight : Judgement::wrong;
  if (answer.kind == Answer::Kind::truth) return truth != nullptr ? judge_truth(answer.truth, *truth) : Judgement::wrong;
  return set != nullptr ? judge_set(answer.set, *set, exact) : Judgement::wrong;
}

Score score_of(const std::vector<Statement>& statements, Answer (*ask)(const Question&), const TableKind& kind) {
  Score score;
  for (const Statement& statement : statements) {
    const auto operands = sets_of(statement);
    if (!operands || !is_judged(statement)) {
      ++score.set_aside;
      continue;
    }
    Question question{.operation = statement.operation, .operands = *operands, .bits = kind.bits};
    std::vector<Answer> answers = {ask(question)};
    question.as_numbers = true;
    if (std::all_of(operands->begin(), operands->end(), [](const Bounds& x) { return x.is_point(); })) answers.push_back(ask(question));
    std::erase_if(answers, [](const Answer& answer) { return answer.kind == Answer::Kind::unsupported; });
    if (answers.empty()) {
      ++score.unsupported[printable(statement.operation, 60)];
      continue;
    }
    Judgement worst = Judgement::tight;
    for (const Answer& answer : answers) {
      const Judgement one = judge(answer, statement.results.front(), kind.exact);
      worst = std::max(worst, one);
      if (one == Judgement::wrong) score.violations.push_back({statement.line, printable(text_of(statement), 600) + " gives " + text_of(answer)});
    }
    if (worst == Judgement::loose) ++score.loose_by_operation[statement.operation];
    ++(worst == Judgement::tight ? score.tight : worst == Judgement::loose ? score.loose : worst == Judgement::unbounded ? score.unbounded : score.wrong);
  }
  return score;
}

}  // namespace rankcert::itl
