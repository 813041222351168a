// The prelude that this program was built with: bounds/prelude.toml, compiled in, so that a checker needs no file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exact/embedded_text.hpp"
#include "formula/definitions.hpp"

namespace rankcert {

/// The compiled-in file alone, made by the build.
[[nodiscard]] std::vector<EmbeddedText> embedded_prelude();

[[nodiscard]] std::string_view prelude_text();

/// The digest that certificates name.
[[nodiscard]] std::string prelude_digest();

/// Its definitions.
[[nodiscard]] const Definitions& prelude();

}  // namespace rankcert
