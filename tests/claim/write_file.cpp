#include "claim/write_file.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "checker/read_file.hpp"
#include "claim/example.hpp"

using namespace rankcert;

namespace fs = std::filesystem;

namespace {

/// A folder that is gone when the test ends.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "rankcert-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator())); }

 private:
  fs::path path_;
};

std::string reason_of(const fs::path& path, const std::string& bytes) {
  return test::input_error([&] { write_file_atomically(path, bytes); });
}

}  // namespace

TEST_CASE("write_file: the whole file, and nothing beside it") {
  const Folder folder;
  const fs::path path = folder.path() / "a.json";
  for (const std::string& bytes : {std::string(), std::string("x"), std::string("a\0b\n", 4), std::string(3'000'000, 'y')}) {
    write_file_atomically(path, bytes);
    CHECK(read_file(path) == bytes);
    CHECK(folder.files() == 1);
  }
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0644U);
}

TEST_CASE("write_file: what cannot be written says so, and leaves nothing") {
  const Folder folder;
  CHECK(reason_of(folder.path(), "x").find("is a folder") != std::string::npos);
  CHECK_FALSE(reason_of(folder.path() / "none" / "a.json", "x").empty());
  CHECK_FALSE(reason_of(folder.path() / std::string(300, 'n'), "x").empty());
  CHECK_FALSE(reason_of("/proc/rankcert.json", "x").empty());
  std::ofstream(folder.path() / "file") << "old";
  CHECK_FALSE(reason_of(folder.path() / "file" / "a.json", "x").empty());
  CHECK(folder.files() == 1);
}

TEST_CASE("write_file: a file system that is full keeps the old file") {
  const Folder folder;
  const fs::path path = folder.path() / "a.json";
  write_file_atomically(path, "old");
  // A limit on the size of files stands for a full disk: the write fails half-way.
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 4096, .rlim_max = before.rlim_max};
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  const std::string reason = reason_of(path, std::string(100'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(reason.find("cannot be written") != std::string::npos);
  CHECK(read_file(path) == "old");
  CHECK(folder.files() == 1);
}

TEST_CASE("write_file: a pipe or a device is written, not replaced, and a link stays a link") {
  const Folder folder;
  const fs::path pipe = folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  REQUIRE(reader >= 0);
  write_file_atomically(pipe, "through");
  std::string read(7, ' ');
  CHECK(::read(reader, read.data(), read.size()) == 7);
  ::close(reader);
  CHECK(read == "through");
  CHECK(fs::is_fifo(pipe));

  const fs::path link = folder.path() / "link";
  const fs::path target = folder.path() / "target";
  std::ofstream(target) << "old";
  fs::create_symlink(target, link);
  write_file_atomically(link, "new");
  CHECK(fs::is_symlink(link));
  CHECK(read_file(target) == "new");

  const fs::path full = folder.path() / "full";
  fs::create_symlink("/dev/full", full);
  if (fs::is_character_file("/dev/full")) {
    CHECK(reason_of(full, "x").find("No space left") != std::string::npos);
    CHECK(fs::is_character_file("/dev/full"));
  }
  CHECK(folder.files() == 4);
}

TEST_CASE("write_file: a folder without permission to write") {
  if (geteuid() == 0) return;  // root may write anywhere
  const Folder folder;
  REQUIRE(::chmod(folder.path().c_str(), 0500) == 0);
  CHECK_FALSE(reason_of(folder.path() / "a.json", "x").empty());
  REQUIRE(::chmod(folder.path().c_str(), 0700) == 0);
  CHECK(folder.files() == 0);
}
