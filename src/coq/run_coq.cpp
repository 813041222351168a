#include "coq/run_coq.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <thread>

#include "checker/printable.hpp"
#include "exact/error.hpp"

namespace rankcert::coq {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto poll_interval = std::chrono::milliseconds(20);
constexpr rlim_t largest_file_bytes = 256UL << 20U;

/// A folder that only we can read, removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code error;
    const fs::path base = fs::temp_directory_path(error);
    path_ = (error ? fs::path("/tmp") : base).string() + "/rankcert-coq-XXXXXX";
    if (::mkdtemp(path_.data()) == nullptr) throw InputError(path_ + ": no folder can be made for coqc: " + std::strerror(errno));
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become_coqc(const char* coqc, const char* folder, const CoqLimits& limits) {
  ::setpgid(0, 0);
  const auto limit = [](auto resource, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(resource, &both);
  };
  limit(RLIMIT_AS, static_cast<rlim_t>(limits.memory_mib) << 20U);
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.seconds) + 5);
  limit(RLIMIT_FSIZE, largest_file_bytes);
  limit(RLIMIT_CORE, 0);
  const int in = ::open("/dev/null", O_RDONLY);
  if (::chdir(folder) != 0) ::_exit(127);
  const int out = ::open("output", O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (in < 0 || out < 0 || ::dup2(in, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(out, 2) < 0) ::_exit(127);
  std::array<char*, 5> arguments = {const_cast<char*>("coqc"), const_cast<char*>("-q"), const_cast<char*>("-noglob"), const_cast<char*>("point.v"), nullptr};
  ::execv(coqc, arguments.data());
  ::_exit(127);
}

/// A child and its descendants, ended with the object.
class Child {
 public:
  Child(const std::string& coqc, const std::string& folder, const CoqLimits& limits) : id_(::fork()) {
    if (id_ == 0) become_coqc(coqc.c_str(), folder.c_str(), limits);
    if (id_ < 0) throw InputError(std::string("coqc cannot be started: ") + std::strerror(errno));
    ::setpgid(id_, id_);
  }
  ~Child() {
    if (id_ <= 0) return;
    ::kill(-id_, SIGKILL);
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {}
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Its wait status once it has ended.
  [[nodiscard]] std::optional<int> poll() {
    int status = 0;
    if (::waitpid(id_, &status, WNOHANG) != id_) return std::nullopt;
    id_ = -1;
    return status;
  }

 private:
  pid_t id_;
};

/// The end of what coqc wrote.
std::string last_output(const std::string& folder) {
  constexpr std::streamoff most = 4'000;
  std::ifstream file(folder + "/output", std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  file.seekg(size > most ? size - most : 0);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The error that coqc reports, on one line.
std::string error_of(const std::string& output) {
  const auto at = output.rfind("Error:");
  std::string text = printable(at == std::string::npos ? output : output.substr(at), 300);
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text.empty() ? "coqc gave no reason" : text;
}

CoqRun judged(int status, const std::string& folder) {
  const std::string output = last_output(folder);
  const auto says = [&](const char* words) { return output.find(words) != std::string::npos; };
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && fs::exists(folder + "/point.vo")) return {.outcome = Outcome::accepted};
  if (WIFSIGNALED(status) || says("Out of memory") || says("out of memory") || says("Stack overflow")) {
    return {.outcome = Outcome::stopped, .reason = "coqc met its limit of memory or time"};
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) return {.outcome = Outcome::unavailable, .reason = "coqc cannot be run"};
  if (says("Cannot find a physical path") || says("Unable to locate library") || says("has bad magic number") || says("Can't find file")) {
    return {.outcome = Outcome::unavailable, .reason = "a library of Coq is missing (coq-interval is needed): " + error_of(output)};
  }
  return {.outcome = Outcome::refused, .reason = error_of(output)};
}

}  // namespace

std::string find_coqc() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string file = folder + "/coqc";
    std::error_code error;
    if (!folder.empty() && fs::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0) return fs::absolute(file, error).string();
  }
  return "";
}

CoqRun run_coq(const std::string& text, const CoqLimits& limits, const std::atomic<bool>* stop) {
  const std::string coqc = find_coqc();
  if (coqc.empty()) return {.outcome = Outcome::unavailable, .reason = "coqc is not installed"};
  const TemporaryFolder folder;
  std::ofstream file(folder.path() + "/point.v", std::ios::binary);
  if (!(file << text << std::flush)) throw InputError(folder.path() + ": the file for coqc cannot be written");
  file.close();
  const auto start = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  Child child(coqc, folder.path(), limits);
  while (true) {
    if (const auto status = child.poll()) {
      CoqRun run = judged(*status, folder.path());
      run.seconds = seconds();
      return run;
    }
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Interrupted();
    if (seconds() > limits.seconds) {
      return {.outcome = Outcome::stopped, .reason = "coqc took longer than " + std::to_string(limits.seconds) + " s", .seconds = seconds()};
    }
    std::this_thread::sleep_for(poll_interval);
  }
}

}  // namespace rankcert::coq
