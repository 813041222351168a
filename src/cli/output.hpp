// What commands write: verdicts on stdout, talk on stderr.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "cli/progress_text.hpp"

namespace rankcert {

/// Writes all of `text` to stdout. Throws InputError if it cannot be written (a full disk).
void write_out(std::string_view text);

/// One line on stderr, led by "rankcert: ".
void write_note(std::string_view line);

/// A progress line on stderr, when that is a terminal that can wipe a line (TERM is not "dumb") and the run is not
/// quiet.
class Progress {
 public:
  explicit Progress(bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void show(double fraction, std::string_view what);  ///< with the time left, where TimeLeft knows it
  void show(std::string_view what);  ///< where nobody knows how much is left
  void finish();  ///< wipes the line: call it before anything else is written to a terminal

 private:
  bool visible_;
  TimeLeft left_;
  bool drawn_ = false;
  long long start_milliseconds_;
  long long last_milliseconds_ = -1;
};

/// Makes SIGINT and SIGTERM set the flag that long work polls; a second signal ends the program at once.
void install_interrupt_handler();

/// That flag.
[[nodiscard]] const std::atomic<bool>& stop_flag();

}  // namespace rankcert
