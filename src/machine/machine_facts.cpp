#include "machine/machine_facts.hpp"

#include <arb.h>
#include <fcntl.h>
#include <gmp.h>
#include <mpfi.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <boost/version.hpp>
#include <cfloat>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <tbb/version.h>
#include <thread>

// As in linalg/blas.cpp: the header's place differs between distributions.
extern "C" {
char* openblas_get_config();
char* openblas_get_corename();
}

namespace rankcert {
namespace {

namespace fs = std::filesystem;

constexpr std::array instruction_sets = {"sse2", "sse4_2", "fma", "avx", "avx2", "avx512f", "avx512dq", "avx512vl", "amx_tile", "asimd", "sve"};

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  const auto last = text.find_last_not_of(" \t\n");
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

/// The value of the first line "name : value" whose name is one of these.
std::string cpu_entry(std::initializer_list<std::string_view> names) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    const std::string name = trimmed(line.substr(0, colon));
    if (std::find(names.begin(), names.end(), name) != names.end()) return trimmed(line.substr(colon + 1));
  }
  return "";
}

std::vector<std::string> known_instructions() {
  std::istringstream words(cpu_entry({"flags", "Features"}));
  std::vector<std::string> known;
  for (std::string word; words >> word;) {
    if (std::find(instruction_sets.begin(), instruction_sets.end(), word) != instruction_sets.end()) known.push_back(word);
  }
  return known;
}

MachineFacts::Named build_facts() {
  MachineFacts::Named facts;
#if defined(__clang__)
  facts.emplace_back("compiler", "Clang " __clang_version__);
#elif defined(__GNUC__)
  facts.emplace_back("compiler", "GCC " __VERSION__);
#endif
#ifdef __OPTIMIZE__
  facts.emplace_back("optimized", "yes");
#else
  facts.emplace_back("optimized", "no");
#endif
#ifdef __FAST_MATH__
  facts.emplace_back("fast-math", "yes");
#else
  facts.emplace_back("fast-math", "no");
#endif
  facts.emplace_back("FLT_EVAL_METHOD", std::to_string(FLT_EVAL_METHOD));
#if defined(__AVX512F__)
  facts.emplace_back("compiled for", "AVX-512");
#elif defined(__AVX2__)
  facts.emplace_back("compiled for", "AVX2");
#elif defined(__SSE2__)
  facts.emplace_back("compiled for", "SSE2, the x86-64 baseline");
#elif defined(__aarch64__)
  facts.emplace_back("compiled for", "AArch64");
#endif
  return facts;
}

std::string with_points(std::string version) {
  std::replace(version.begin(), version.end(), '_', '.');
  return version;
}

std::string eigen_version() {
  return std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." + std::to_string(EIGEN_MINOR_VERSION);
}

MachineFacts::Named library_versions() {
  return {{"Arb", arb_version},
          {"FLINT", flint_version},
          {"MPFI", mpfi_get_version()},
          {"MPFR", mpfr_get_version()},
          {"GMP", gmp_version},
          {"OpenBLAS", trimmed(openblas_get_config()) + ", core " + openblas_get_corename()},
          {"TBB", TBB_runtime_version()},
          {"Eigen", eigen_version()},
          {"Boost", with_points(BOOST_LIB_VERSION)}};
}

bool is_program(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

/// What the program prints on stdout, at most 4 KiB; empty if it cannot be started.
std::string output_of(const std::string& program, const char* argument) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return "";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  std::array<char*, 3> arguments = {const_cast<char*>(program.c_str()), const_cast<char*>(argument), nullptr};
  pid_t child = 0;
  const bool started = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ) == 0;
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  std::string text;
  if (started) {
    std::array<char, 4096> buffer{};
    for (ssize_t got = 0; text.size() < buffer.size() && (got = read(ends[0], buffer.data(), buffer.size())) > 0;) {
      text.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }
  close(ends[0]);
  if (started) waitpid(child, nullptr, 0);
  return text;
}

}  // namespace

MachineFacts machine_facts() {
  return {.cpu = cpu_entry({"model name", "Model", "Hardware"}),
          .instructions = known_instructions(),
          .cores = std::thread::hardware_concurrency(),
          .build = build_facts(),
          .libraries = library_versions()};
}

std::optional<std::string> find_program(const std::string& name) {
  std::error_code error;
  const fs::path own = fs::read_symlink("/proc/self/exe", error);
  if (!error && is_program(own.parent_path() / name)) return (own.parent_path() / name).string();
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (!folder.empty() && is_program(fs::path(folder) / name)) return (fs::path(folder) / name).string();
  }
  return std::nullopt;
}

std::string version_line(const std::string& program) {
  const std::string text = output_of(program, "--version");
  const std::string line = trimmed(text.substr(0, text.find('\n')));
  return line.empty() ? program : line;
}

}  // namespace rankcert
