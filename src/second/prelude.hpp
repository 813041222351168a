// The prelude that this program was built with: bounds/prelude.toml, compiled in once more, for the second opinion alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exact/embedded_text.hpp"

namespace rankcert {

/// The compiled-in file alone, made by the build.
[[nodiscard]] std::vector<EmbeddedText> second_prelude();

namespace second {

[[nodiscard]] std::string_view prelude_text();

/// The digest that C3 asks for.
[[nodiscard]] const std::string& prelude_digest();

}  // namespace second
}  // namespace rankcert
