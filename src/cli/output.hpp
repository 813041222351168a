// What commands write: verdicts on stdout, talk on stderr.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "checker/verdict.hpp"

namespace rankcert {

/// Writes all of `text` to stdout. Throws InputError if it cannot be written (a full disk).
void write_out(std::string_view text);

/// One line on stderr, led by "rankcert: ".
void write_note(std::string_view line);

/// An enclosure for people: one decimal if its width is below one unit of the last of `digits` digits, rounded toward
/// `facing` (down for a number that must be large, up for one that must be small), else "[lower, upper]" with fewer
/// digits, rounded outward.
enum class Facing { down, up };
[[nodiscard]] std::string shown(const Interval& interval, Facing facing, std::size_t digits = 6);

/// A margin rounded toward 0: at least that much is between the sides.
[[nodiscard]] std::string margin_text(const Rational& margin, std::size_t digits);

/// A progress line on stderr, when that is a terminal and the run is not quiet.
class Progress {
 public:
  explicit Progress(bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void show(double fraction, std::string_view what);  ///< with the time left, as progress_text says
  void show(std::string_view what);  ///< where nobody knows how much is left

 private:
  bool visible_;
  bool drawn_ = false;
  long long start_milliseconds_;
  long long last_milliseconds_ = -1;
};

/// Makes SIGINT and SIGTERM set the flag that long work polls; a second signal ends the program at once.
void install_interrupt_handler();

/// That flag.
[[nodiscard]] const std::atomic<bool>& stop_flag();

}  // namespace rankcert
