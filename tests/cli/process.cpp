#include "cli/process.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>

namespace rankcert::test {

Outcome run(const std::string& executable, const std::vector<std::string>& arguments, const RunOptionsOfTest& options) {
  // Files rather than pipes: nothing can fill up and block.
  const Folder folder;
  const std::string out = options.out_file.empty() ? folder / "out" : options.out_file;
  const std::string err = folder / "err";
  std::vector<const char*> argv = {executable.c_str()};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    constexpr int mode = 0644;
    const int to_out = ::open(out.c_str(), O_WRONLY | O_CREAT, mode);
    const int to_err = ::open(err.c_str(), O_WRONLY | O_CREAT, mode);
    ::dup2(to_out, STDOUT_FILENO);
    ::dup2(to_err, STDERR_FILENO);
    if (options.file_size_limit != 0) {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{.rlim_cur = options.file_size_limit, .rlim_max = options.file_size_limit};
      ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    if (options.memory_limit != 0) {
      const rlimit limit{.rlim_cur = options.memory_limit, .rlim_max = options.memory_limit};
      ::setrlimit(RLIMIT_AS, &limit);
    }
    ::execv(executable.c_str(), const_cast<char* const*>(argv.data()));
    ::_exit(127);
  }
  options.meanwhile(child);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), .out = options.out_file.empty() ? read(out) : "", .err = read(err)};
}

Outcome run_rankcert(const std::vector<std::string>& arguments, const RunOptionsOfTest& options) { return run(RANKCERT_EXECUTABLE, arguments, options); }
Outcome run_checker(const std::vector<std::string>& arguments, const RunOptionsOfTest& options) {
  return run(RANKCERT_CHECK_EXECUTABLE, arguments, options);
}

nlohmann::json json_of(const Outcome& outcome) {
  const nlohmann::json json = nlohmann::json::parse(outcome.out, nullptr, false);
  CAPTURE(outcome.out);
  CAPTURE(outcome.err);
  REQUIRE_FALSE(json.is_discarded());
  return json;
}

std::size_t lines(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "rankcert-cli-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

Folder::~Folder() { std::filesystem::remove_all(path_); }

std::vector<std::string> Folder::files() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string Folder::write(const std::string& name, const std::string& bytes) const {
  std::ofstream(path_ / name, std::ios::binary) << bytes;
  return (path_ / name).string();
}

std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

}  // namespace rankcert::test
