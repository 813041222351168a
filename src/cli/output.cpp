#include "cli/output.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "cli/progress_text.hpp"
#include "exact/decimal.hpp"
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

long long milliseconds_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void write_out(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0) throw InputError(std::string("standard output cannot be written: ") + std::strerror(errno));
}

void write_note(std::string_view line) { fmt::print(stderr, "rankcert: {}\n", line); }

std::string shown(const Interval& interval, Facing facing, std::size_t digits) {
  const std::string below = decimal_below(interval.lower, digits);
  const std::string above = decimal_above(interval.upper, digits);
  const Rational size = std::max(Rational(abs(interval.lower)), Rational(abs(interval.upper)));
  const Rational resolution = Rational(1) / pow(Integer(10), static_cast<unsigned>(digits - 1));
  if (interval.upper - interval.lower <= size * resolution) return facing == Facing::down ? below : above;
  const std::size_t fewer = digits > 4 ? digits - 2 : digits;
  return "[" + decimal_below(interval.lower, fewer) + ", " + decimal_above(interval.upper, fewer) + "]";
}

std::string margin_text(const Rational& margin, std::size_t digits) {
  return margin < 0 ? decimal_above(margin, digits) : decimal_below(margin, digits);
}

Progress::Progress(bool quiet)
    : visible_(!quiet && isatty(STDERR_FILENO) == 1), start_milliseconds_(milliseconds_now()) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\033[K");
}

void Progress::show(double fraction, std::string_view what) {
  if (!visible_) return;
  const double seconds = 1e-3 * static_cast<double>(milliseconds_now() - start_milliseconds_);
  show(progress_text(fraction, seconds, what));
}

void Progress::show(std::string_view what) {
  constexpr long long pause = 100;
  if (!visible_) return;
  const long long now = milliseconds_now();
  if (last_milliseconds_ >= 0 && now - last_milliseconds_ < pause) return;
  last_milliseconds_ = now;
  drawn_ = true;
  fmt::print(stderr, "\r\033[K{}", what.substr(0, 78));
  std::fflush(stderr);
}

void install_interrupt_handler() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

const std::atomic<bool>& stop_flag() { return interrupted; }

}  // namespace rankcert
