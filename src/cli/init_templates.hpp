// The files that `rankcert init` writes: src/cli/init/, compiled in.
#pragma once

#include <string_view>
#include <vector>

#include "exact/embedded_text.hpp"

namespace rankcert {

/// By name: claim, guide, note, workflow. Made by the build.
[[nodiscard]] std::vector<EmbeddedText> init_templates();

}  // namespace rankcert
