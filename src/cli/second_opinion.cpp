#include "cli/second_opinion.hpp"

#include <memory>

#include "second/opinion.hpp"

namespace rankcert {
namespace {

SecondOpinion::Stance stance_of(second::Stance stance) {
  switch (stance) {
    case second::Stance::confirmed: return SecondOpinion::Stance::confirmed;
    case second::Stance::refused: return SecondOpinion::Stance::refused;
    case second::Stance::no_opinion: break;
  }
  return SecondOpinion::Stance::no_opinion;
}

}  // namespace

std::function<SecondOpinion(std::string_view)> second_opinion(bool asked, const CommonOptions& common) {
  if (!asked) return {};
  const auto checker = std::make_shared<second::SecondChecker>(second::OpinionOptions{.limits = common.limits, .max_bits = common.max_precision_bits});
  return [checker](std::string_view text) -> SecondOpinion {
    const second::Opinion opinion = checker->check(text);
    return {.stance = stance_of(opinion.stance), .reason = opinion.reason};
  };
}

}  // namespace rankcert
