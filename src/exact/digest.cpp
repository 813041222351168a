#include "exact/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace rankcert {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), &length, EVP_sha256(), nullptr) != 1 || length != 32) {
    throw std::runtime_error("OpenSSL could not compute a SHA-256 digest");
  }
  std::string text = "sha256:";
  constexpr std::string_view digits = "0123456789abcdef";
  for (unsigned int i = 0; i < length; ++i) {
    text += digits[hash[i] >> 4U];
    text += digits[hash[i] & 15U];
  }
  return text;
}

}  // namespace rankcert
