// Mutants put before checkers: counts, and those that came out otherwise than their meaning demands.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "attack/mutant.hpp"

namespace rankcert::attack {

/// What a checker says.
enum class Answer { accepted, refused, no_opinion };

struct CheckerUnderAttack {
  std::string name;
  std::function<Answer(const std::string& file)> check;
};

/// Counts of one kind of change.
struct Tally {
  std::uint64_t tried = 0;
  std::uint64_t to_be_refused = 0;
  std::uint64_t no_opinion = 0;  ///< answers of that kind, of all checkers
};

/// A file that a checker answered wrongly.
struct Survivor {
  std::string checker;
  std::string base;
  Mutant mutant;
};

struct CampaignResult {
  std::map<std::string, Tally> by_change;  ///< "field: change"
  std::uint64_t refused = 0;               ///< mutants of another meaning
  std::uint64_t accepted = 0;              ///< mutants that are still true: the control lane, together with the bases
  std::vector<Survivor> survivors;
};

/// Puts `bases` as they are, then `count` mutants before the checkers. The same seed gives the same mutants. Stops early when
/// there are 100 survivors.
[[nodiscard]] CampaignResult run_campaign(const std::vector<Base>& bases, std::uint64_t count, std::uint64_t seed,
                                          const std::vector<CheckerUnderAttack>& checkers);

}  // namespace rankcert::attack
