// The second opinion as the commands ask for it.
#pragma once

#include "claim/verify.hpp"
#include "cli/commands.hpp"

namespace rankcert {

/// What VerifyPolicy::second is where --second is given: src/second under the limits of the command. Claims met before are
/// remembered. Nothing if `asked` is false.
[[nodiscard]] std::function<SecondOpinion(std::string_view)> second_opinion(bool asked, const CommonOptions& common);

}  // namespace rankcert
