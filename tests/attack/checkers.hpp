// The checkers that are under attack.
#pragma once

#include "attack/campaign.hpp"

namespace rankcert::attack {

/// The kernel, src/checker. It starts anew now and then, so that the claims it remembers stay few.
[[nodiscard]] CheckerUnderAttack kernel();

/// The second opinion, src/second, likewise.
[[nodiscard]] CheckerUnderAttack second_opinion();

/// Both.
[[nodiscard]] std::vector<CheckerUnderAttack> all_checkers();

}  // namespace rankcert::attack
