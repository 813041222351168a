// Files that appear whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>

namespace rankcert {

/// Writes `bytes` beside `path`, flushes them to the disk and renames: a reader sees the old file, no file, or the whole
/// new one, also after a crash or on a full disk. Throws InputError, "path: reason"; nothing is left behind then. A symbolic
/// link stays, and what it leads to is written. A device or a pipe is written straight away: /dev/null stays what it is.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

/// Makes the folder and those above it. Throws InputError, "path: reason".
void make_folder(const std::filesystem::path& path);

}  // namespace rankcert
