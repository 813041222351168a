// How the commands that read certificates check them.
#pragma once

#include "claim/verify.hpp"
#include "cli/coq_opinion.hpp"
#include "cli/output.hpp"
#include "cli/second_opinion.hpp"

namespace rankcert {

/// The policy of the options that all of these commands have; nothing is repeated, and nobody but the kernel is asked.
/// Requires: Options has `common`, `allow_other_text` and `claims`. The policy refers to the stop flag.
template <class Options>
[[nodiscard]] VerifyPolicy policy_of(const Options& options) {
  return {.check = {.limits = options.common.limits, .certificate_limits = {}, .max_precision_bits = options.common.max_precision_bits, .stop = &stop_flag()},
          .replay = false, .allow_other_text = options.allow_other_text, .claims = options.claims};
}

/// As `policy_of`, with what --replay, --second and --coq ask for. Requires: Options has these too (`coq_seconds`). Throws
/// InputError where Coq is asked for and not installed.
template <class Options>
[[nodiscard]] VerifyPolicy policy_with_others(const Options& options) {
  VerifyPolicy policy = policy_of(options);
  policy.replay = options.replay;
  policy.second = second_opinion(options.second, options.common);
  policy.coq = coq_opinion(options.coq, options.coq_seconds);
  return policy;
}

}  // namespace rankcert
