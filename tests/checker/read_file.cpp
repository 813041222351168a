#include "checker/read_file.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include "exact/error.hpp"

using namespace rankcert;

namespace {

/// A folder that ends with the test.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("rankcert-read-file-" + std::to_string(getpid()))) { std::filesystem::create_directories(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string reason_of(const std::filesystem::path& path, std::size_t max_bytes = 64U << 20U) {
  try {
    (void)read_file(path, max_bytes);
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("read file: the bytes as they are, up to the limit and no further") {
  const Folder folder;
  const std::filesystem::path path = folder.path() / "bytes";
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65'535}, std::size_t{65'536}, std::size_t{65'537}, std::size_t{200'000}}) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * i % 251);
    std::ofstream(path, std::ios::binary) << bytes;
    CHECK(read_file(path) == bytes);
    CHECK(read_file(path, size) == bytes);
    if (size > 0) CHECK(reason_of(path, size - 1) == path.string() + ": is larger than " + std::to_string(size - 1) + " bytes");
  }
}

TEST_CASE("read file: what is no regular file is refused by name") {
  const Folder folder;
  CHECK(reason_of(folder.path()) == folder.path().string() + ": is a folder, not a file");
  CHECK(reason_of(folder.path() / "none") == (folder.path() / "none").string() + ": there is no such file");
  CHECK(reason_of("/dev/zero") == "/dev/zero: is no regular file");
}

TEST_CASE("read file: a file that cannot be opened, or read, is never taken for an empty one") {
  const Folder folder;
  const std::filesystem::path path = folder.path() / "bytes";
  std::ofstream(path) << "text";
  // A sanitizer opens files to look at an object of a type new to it: it meets the stream and the error here, where it can.
  REQUIRE(reason_of(path).empty());
  REQUIRE_FALSE(reason_of(path, 0).empty());
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit none{.rlim_cur = 0, .rlim_max = before.rlim_max};
  REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
  const std::string unopened = reason_of(path);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(unopened == path.string() + ": cannot be opened: Too many open files");
  // A process's memory has nothing at address 0.
  const std::filesystem::path memory = "/proc/self/mem";
  if (std::filesystem::exists(memory)) CHECK(reason_of(memory) == memory.string() + ": cannot be read");
}
