// The claims that come with the program: bounds/*.toml, compiled in, so that it runs from any folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checker/claim_text.hpp"
#include "exact/embedded_text.hpp"

namespace rankcert {

/// The built-in claims by id, sorted. Made by the build.
[[nodiscard]] std::vector<EmbeddedText> built_in_claims();

/// The claim named by an id, or by the path of a file that ends in ".toml". Throws InputError: an unknown id (with the
/// known ones), an unreadable or malformed file, or a quantity that does not exist or is called with a wrong number of
/// arguments.
[[nodiscard]] Claim load_claim(std::string_view id_or_path, const Limits& limits = {});

}  // namespace rankcert
