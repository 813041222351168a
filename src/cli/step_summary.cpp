#include "cli/step_summary.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "cli/output.hpp"
#include "exact/error.hpp"
#include "report/render_markdown.hpp"

namespace rankcert {
namespace {

/// A file descriptor that is closed.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

[[noreturn]] void fail(const std::string& file) {
  throw InputError("GITHUB_STEP_SUMMARY: " + file + ": cannot be written: " + std::strerror(errno));
}

}  // namespace

void append_step_summary(const std::string& file, const Report& report) {
  constexpr mode_t readable = 0644;
  const Descriptor descriptor(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, readable));
  if (descriptor.number() < 0) fail(file);
  struct stat status {};
  if (::fstat(descriptor.number(), &status) != 0) fail(file);
  const auto taken = static_cast<std::size_t>(std::max<off_t>(status.st_size, 0));
  const std::size_t room = taken < most_step_summary_bytes ? most_step_summary_bytes - taken : 0;
  const std::string text = "\n" + render_markdown(report, room);
  if (text.size() > room) return write_note("GITHUB_STEP_SUMMARY: there is no room left in it, the summary is not appended");
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t written = ::write(descriptor.number(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(file);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace rankcert
