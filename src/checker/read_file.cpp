#include "checker/read_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "exact/error.hpp"

namespace rankcert {

std::string read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const auto fail = [&](const std::string& reason) -> void { throw InputError(path.string() + ": " + reason); };
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) fail("there is no such file");
  if (std::filesystem::is_directory(status)) fail("is a folder, not a file");
  if (!std::filesystem::is_regular_file(status)) fail("is no regular file");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) fail(std::string("cannot be opened: ") + std::strerror(errno));
  std::string bytes;
  std::string block(1U << 16U, '\0');
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
    bytes.append(block, 0, static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > max_bytes) fail("is larger than " + std::to_string(max_bytes) + " bytes");
  }
  if (stream.bad()) fail("cannot be read");
  return bytes;
}

}  // namespace rankcert
