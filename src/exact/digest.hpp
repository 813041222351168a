// SHA-256 (FIPS 180-4) by OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace rankcert {

/// The digest of `bytes` as "sha256:" and 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace rankcert
