#include "claim/write_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "exact/error.hpp"

namespace rankcert {
namespace {

[[noreturn]] void fail(const std::filesystem::path& target, const std::string& what) {
  const std::string reason = std::strerror(errno);
  throw InputError(target.string() + ": " + what + ": " + reason);
}

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& target) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(target, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// A file descriptor whose file is removed unless it was renamed into place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& target) : target_(target), name_(target.string() + ".XXXXXX") {
    descriptor_ = mkostemp(name_.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail(target_, "cannot be created");
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!renamed_) ::unlink(name_.c_str());
  }

  void write(std::string_view bytes) { write_all(descriptor_, bytes, target_); }

  void move_into_place() {
    constexpr mode_t readable = 0644;
    if (::fchmod(descriptor_, readable) != 0 || ::fsync(descriptor_) != 0) fail(target_, "cannot be written");
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0) fail(target_, "cannot be written");
    if (::rename(name_.c_str(), target_.c_str()) != 0) fail(target_, "cannot be put in place");
    renamed_ = true;
    sync_folder();
  }

 private:
  /// The new name is on the disk only once its folder is.
  void sync_folder() const {
    const std::filesystem::path folder = target_.has_parent_path() ? target_.parent_path() : ".";
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
  }

  std::filesystem::path target_;
  std::string name_;
  int descriptor_ = -1;
  bool renamed_ = false;
};

/// A device or a pipe: a file put in its place would take it from everybody else.
void write_through(const std::filesystem::path& path, std::string_view bytes) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) fail(path, "cannot be written");
  struct Close {
    int descriptor;
    ~Close() { ::close(descriptor); }
  } const close{descriptor};
  write_all(descriptor, bytes, path);
}

/// The file that a symbolic link leads to, so that the link stays.
std::filesystem::path behind_links(const std::filesystem::path& path) {
  std::error_code error;
  const auto real = std::filesystem::canonical(path, error);
  return error ? path : real;
}

}  // namespace

void write_file_atomically(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code unknown;  // a name that is too long, say: creating the file tells why
  if (std::filesystem::is_directory(path, unknown)) throw InputError(path.string() + ": is a folder, not a file");
  const std::filesystem::path target = behind_links(path);
  if (std::filesystem::exists(target, unknown) && !std::filesystem::is_regular_file(target, unknown)) return write_through(target, bytes);
  TemporaryFile file(target);
  file.write(bytes);
  file.move_into_place();
}

void make_folder(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) throw InputError(path.string() + ": cannot be made a folder: " + error.message());
  if (!std::filesystem::is_directory(path, error)) throw InputError(path.string() + ": is no folder");
}

}  // namespace rankcert
