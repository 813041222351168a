// Coq as the commands ask for it.
#pragma once

#include "claim/verify.hpp"

namespace rankcert {

/// What VerifyPolicy::coq is where --coq is given: the exported file is run through coqc, which may take `seconds` for it.
/// Nothing if `asked` is false. Throws InputError where coqc or a library that it needs is not installed.
[[nodiscard]] std::function<CoqOpinion(const Certificate&, const Claim&)> coq_opinion(bool asked, unsigned seconds);

}  // namespace rankcert
