// The part of every Coq file that does not depend on the certificate: preamble.v, compiled in.
#pragma once

#include <vector>

#include "exact/embedded_text.hpp"

namespace rankcert {

/// preamble.v.
[[nodiscard]] std::vector<EmbeddedText> embedded_coq_preamble();

}  // namespace rankcert
