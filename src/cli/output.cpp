#include "cli/output.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "checker/printable.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

// The one exception to "no global state": a signal handler can reach nothing else.
std::atomic<bool> interrupted{false};

void on_signal(int signal) {
  if (interrupted.exchange(true)) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

bool is_dumb_terminal() {
  const char* terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) == "dumb";
}

long long milliseconds_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void write_out(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0) throw InputError(std::string("standard output cannot be written: ") + std::strerror(errno));
}

void write_note(std::string_view line) { fmt::print(stderr, "rankcert: {}\n", line); }

Progress::Progress(bool quiet)
    : visible_(!quiet && isatty(STDERR_FILENO) == 1 && !is_dumb_terminal()), start_milliseconds_(milliseconds_now()) {}

Progress::~Progress() { finish(); }

void Progress::finish() {
  if (!drawn_) return;
  drawn_ = false;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
}

void Progress::show(double fraction, std::string_view what) {
  if (!visible_) return;
  const double seconds = 1e-3 * static_cast<double>(milliseconds_now() - start_milliseconds_);
  left_.note(seconds, std::clamp(fraction, 0.0, 1.0));
  show(progress_text(fraction, left_.seconds(), what));
}

void Progress::show(std::string_view what) {
  constexpr long long pause = 100;
  if (!visible_) return;
  const long long now = milliseconds_now();
  if (last_milliseconds_ >= 0 && now - last_milliseconds_ < pause) return;
  last_milliseconds_ = now;
  drawn_ = true;
  fmt::print(stderr, "\r\033[K{}", printable(std::string(what), 78));  // the name of a file may hold anything
  std::fflush(stderr);
}

void install_interrupt_handler() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is an error of the write, not the end of the process
}

const std::atomic<bool>& stop_flag() { return interrupted; }

}  // namespace rankcert
