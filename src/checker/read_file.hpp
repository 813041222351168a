// Whole files in, with a limit.
#pragma once

#include <filesystem>
#include <string>

namespace rankcert {

/// The bytes of a regular file of at most `max_bytes`. Throws InputError, "path: reason" (a folder, missing, too large).
[[nodiscard]] std::string read_file(const std::filesystem::path& path, std::size_t max_bytes = 64U << 20U);

}  // namespace rankcert
