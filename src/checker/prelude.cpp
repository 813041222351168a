#include "checker/prelude.hpp"

#include "checker/claim_text.hpp"
#include "exact/digest.hpp"

namespace rankcert {

std::string_view prelude_text() { return embedded_prelude().front().text; }

std::string prelude_digest() { return sha256(prelude_text()); }

const Definitions& prelude() {
  static const Definitions definitions = parse_definitions(prelude_text(), "prelude.toml");
  return definitions;
}

}  // namespace rankcert
