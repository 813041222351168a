#include "second/prelude.hpp"

#include "exact/digest.hpp"

namespace rankcert::second {

std::string_view prelude_text() { return second_prelude().front().text; }

const std::string& prelude_digest() {
  static const std::string digest = sha256(prelude_text());
  return digest;
}

}  // namespace rankcert::second
