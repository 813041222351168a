// The bytes of .npy files, true and false.
#pragma once

#include <string>
#include <vector>

namespace rankcert::test {

/// Magic, version, length and the header text as given, then the entries.
inline std::string npy_bytes(const std::string& header, const std::string& entries, char version = 1) {
  std::string bytes = "\x93NUMPY";
  bytes += version;
  bytes += '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) bytes += static_cast<char>(header.size() >> (8 * i) & 0xFFU);
  return bytes + header + entries;
}

template <class Number>
std::string raw_bytes(const std::vector<Number>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Number)};
}

}  // namespace rankcert::test
