// What the progress line says.
#pragma once

#include <string>
#include <string_view>

namespace rankcert {

/// " 42 %  1 min 5 s left  what": the fraction done (cut to [0, 1]), the time left if work goes on as fast as in the
/// `seconds` so far, and what is being worked on. No time is given in the first second, when it would be a guess, nor
/// when nothing or everything is done.
[[nodiscard]] std::string progress_text(double fraction, double seconds, std::string_view what);

/// A duration in its two largest units, rounded up: "1 s", "59 s", "1 min 0 s", "2 h 5 min", "3 d 4 h", and "more than
/// 999 d". Requires: seconds >= 0.
[[nodiscard]] std::string duration_text(double seconds);

}  // namespace rankcert
