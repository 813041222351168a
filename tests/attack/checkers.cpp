#include "attack/checkers.hpp"

#include <memory>

#include "checker/check_certificate.hpp"
#include "second/opinion.hpp"

namespace rankcert::attack {
namespace {

constexpr unsigned checks_of_one_checker = 500;

/// `check(checker, file)` with a checker that is made anew after some checks.
template <class Made, class Check>
std::function<Answer(const std::string&)> renewed(const Check& check) {
  struct State {
    std::unique_ptr<Made> checker{};
    unsigned checks = 0;
  };
  return [state = std::make_shared<State>(), check](const std::string& file) {
    if (state->checks++ % checks_of_one_checker == 0) state->checker = std::make_unique<Made>();
    return check(*state->checker, file);
  };
}

}  // namespace

CheckerUnderAttack kernel() {
  return {"kernel", renewed<Checker>([](Checker& checker, const std::string& file) { return checker.check(file).accepted ? Answer::accepted : Answer::refused; })};
}

CheckerUnderAttack second_opinion() {
  return {"second opinion", renewed<second::SecondChecker>([](second::SecondChecker& checker, const std::string& file) {
            switch (checker.check(file).stance) {
              case second::Stance::confirmed: return Answer::accepted;
              case second::Stance::refused: return Answer::refused;
              case second::Stance::no_opinion: break;
            }
            return Answer::no_opinion;
          })};
}

std::vector<CheckerUnderAttack> all_checkers() { return {kernel(), second_opinion()}; }

}  // namespace rankcert::attack
