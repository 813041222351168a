// The programs run as a user runs them.
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace rankcert::test {

/// Whether the programs are built with a sanitizer, which takes terabytes of address space and the first place among libraries.
constexpr bool has_sanitizers =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    true;
#else
    false;
#endif
#else
    false;
#endif

struct Outcome {
  int code = -1;  ///< exit code; 1000 + signal if a signal ended it
  std::string out;
  std::string err;
};

struct RunOptionsOfTest {
  std::string out_file{};             ///< stdout goes there instead
  std::size_t file_size_limit = 0;    ///< bytes; 0: none
  std::function<void(int)> meanwhile = [](int) {};  ///< called with the process id once it runs
  std::size_t memory_limit = 0;       ///< bytes of address space; 0: none
};

[[nodiscard]] Outcome run(const std::string& executable, const std::vector<std::string>& arguments, const RunOptionsOfTest& options = {});
[[nodiscard]] Outcome run_rankcert(const std::vector<std::string>& arguments, const RunOptionsOfTest& options = {});
[[nodiscard]] Outcome run_checker(const std::vector<std::string>& arguments, const RunOptionsOfTest& options = {});

/// stdout as JSON; the test fails if it is none.
[[nodiscard]] nlohmann::json json_of(const Outcome& outcome);

/// The number of lines.
[[nodiscard]] std::size_t lines(const std::string& text);

/// A folder that is gone when the test ends.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  /// Names of the files in it, sorted.
  [[nodiscard]] std::vector<std::string> files() const;
  /// Writes a file and returns its path.
  std::string write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string read(const std::string& path);

}  // namespace rankcert::test
